package history

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tickdeck/feeds/hub"
	"tickdeck/model"
)

// JobsOptions say whose jobs to keep, and where.
type JobsOptions struct {
	Disk    model.Disk
	Address string // of the Redis, as of Options
	User    string
	// Read asks for the fields of a job's record as they are; none where there is no
	// record.
	Read func(ctx context.Context, id string) (map[string]string, error)
}

// Jobs keeps the jobs of one person on disk once they have ended, with their results.
// Record may be called at any time; the rest belongs to the goroutine of Run.
type Jobs struct {
	opt  JobsOptions
	hub  *hub.Hub
	path string // "" where nothing is kept
	sick jobsCondition

	mu    sync.Mutex
	store *store // nil while it is not open

	tried  time.Time
	mended time.Time
	packer packer
	queue  []*waiting
	queued map[string]*waiting // by id
	done   chan struct{}
}

// OpenJobs prepares it. No file is touched before Run, so that no screen waits for it.
func OpenJobs(o JobsOptions, h *hub.Hub) *Jobs {
	k := &Jobs{opt: o, hub: h, queued: map[string]*waiting{}, done: make(chan struct{})}
	if o.Disk.On && o.Disk.Folder != "" { // that no folder is known is said of the alerts
		k.path = jobsFile(o.Disk, o.Address)
	}
	return k
}

func jobsFile(d model.Disk, address string) string {
	return filepath.Join(d.Folder, fileName("jobs", address))
}

// On reports whether Run has to be called.
func (k *Jobs) On() bool { return k.path != "" }

// mostJobsBytes is how much of the disk jobs may fill: half of it all. Alerts may have
// what is left.
func mostJobsBytes(d model.Disk) int64 { return int64(d.Megabytes) << 20 / 2 }

// besideJobs is how much of the disk alerts may fill.
func besideJobs(d model.Disk, address string) int64 {
	all := int64(d.Megabytes) << 20
	info, err := os.Stat(jobsFile(d, address))
	if err != nil {
		return all
	}
	return all - min(info.Size(), mostJobsBytes(d))
}

// Record is what is kept of a job on disk; there is false where nothing is.
func (k *Jobs) Record(ctx context.Context, id string) (r model.Record, there bool, err error) {
	k.mu.Lock()
	s := k.store
	k.mu.Unlock()
	if s == nil {
		return r, false, nil
	}
	return s.record(ctx, k.opt.User, id)
}

// Run hands the jobs of earlier runs to the hub, and keeps those that end until the
// context ends. What had not been written by then Redis still has at the next start.
func (k *Jobs) Run(ctx context.Context) {
	defer close(k.done)
	if k.reach(time.Now()) {
		k.restore(ctx)
	}
	news := k.hub.FollowEndings()
	for ctx.Err() == nil {
		timer := time.NewTimer(k.round(ctx))
		select {
		case <-ctx.Done():
		case <-news:
		case <-timer.C:
		}
		timer.Stop()
	}
	k.tell(k.shut())
}

// Wait returns when Run has ended, but not later than that.
func (k *Jobs) Wait(patience time.Duration) {
	if !k.On() {
		return
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-k.done:
	case <-timer.C:
	}
}

func (k *Jobs) restore(ctx context.Context) {
	unread, err := k.store.readJobs(ctx, k.opt.User, k.since(time.Now()), model.MaxJobs, k.hub.RestoreJobs)
	k.sick.unread = unread
	if ctx.Err() != nil {
		err = nil
	}
	k.fail(err)
}

func (k *Jobs) since(now time.Time) time.Time {
	return now.Add(-time.Duration(k.opt.Disk.Days) * 24 * time.Hour)
}

// reach opens the file if it is not open. It reports whether it is.
func (k *Jobs) reach(now time.Time) bool {
	if k.store != nil {
		return true
	}
	if !k.tried.IsZero() && now.Sub(k.tried) < again {
		return false
	}
	k.tried = now
	s, err := openAs(jobsLayout(), k.path)
	switch {
	case err == nil:
		k.use(s)
	case damaged(err):
		err = k.renew(s, now)
	}
	k.tell(err)
	return k.store != nil
}

func (k *Jobs) use(s *store) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.store = s
}

// renew sets a damaged file aside and begins a new one, once in a run.
func (k *Jobs) renew(s *store, now time.Time) error {
	closed := k.shut()
	if k.sick.aside != "" {
		return errors.Join(errTables, closed)
	}
	aside, err := setAside(k.path, s.was, now.Format("20060102-150405"))
	if err != nil {
		return errors.Join(err, closed)
	}
	k.sick.aside = aside
	fresh, err := openAs(jobsLayout(), k.path)
	if err != nil {
		return err
	}
	k.use(fresh)
	k.hub.FollowEndings() // what ended in this run is written once more
	return nil
}

func (k *Jobs) shut() (err error) {
	if s := k.store; s != nil {
		k.use(nil)
		err = s.close()
	}
	return err
}

// fail notes that the file could not be read or written, or that it could.
func (k *Jobs) fail(err error) {
	if now := time.Now(); damaged(err) && k.store != nil {
		k.tried = now
		err = k.renew(k.store, now)
	}
	k.tell(err)
}

func (k *Jobs) tell(err error) {
	k.sick.failing = ""
	if err != nil {
		k.sick.failing = words(err, k.opt.Disk.Folder)
	}
	k.hub.SetJobsDiskTrouble(k.sick.text())
}

// mend keeps the file within its bounds. It reports whether there is more to do.
func (k *Jobs) mend(now time.Time) (more bool) {
	if !k.store.there() { // another deck has set it aside, or somebody took it away
		k.tried = time.Time{}
		k.tell(k.shut())
		return true
	}
	more, err := k.store.trimJobs(k.since(now), mostJobsBytes(k.opt.Disk))
	if err != nil {
		k.fail(err)
		return false
	}
	k.mended = now
	return more
}

// jobsCondition is what is wrong with the jobs on disk.
type jobsCondition struct {
	aside   string
	failing string
	unread  int
}

func (c *jobsCondition) text() string {
	switch {
	case c.failing != "":
		return "jobs are not kept on disk: " + c.failing
	case c.aside != "":
		return "the jobs on disk were damaged: they are now " + model.Clean(c.aside) + ", and a new file was begun"
	case c.unread > 0:
		return fmt.Sprintf("%d of the jobs on disk could not be read", c.unread)
	}
	return ""
}
