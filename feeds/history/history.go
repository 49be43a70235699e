package history

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"time"

	"tickdeck/feeds/hub"
	"tickdeck/model"
)

// Options say where and what to keep.
type Options struct {
	Disk     model.Disk
	Address  string // of the Redis, without password: each has a file of its own
	Channels []model.Channel
	Most     int // alerts that are read at the start, at most
}

// History keeps the alerts of one hub on disk. Notes may be used at any time and by
// any goroutine; the rest belongs to the one that Run is called from.
type History struct {
	*Notes

	opt  Options
	hub  *hub.Hub
	path string // "" where nothing is kept
	sick condition

	store  *store // nil while it is not open
	tried  time.Time
	more   []string // pragmas, for tests
	decode *reader
	next   uint64 // number in the feed of the first item that is not on disk
	mended time.Time
	done   chan struct{}
	left   atomic.Uint64 // alerts that had not been written when Run ended
}

// Open reads the notes that there are. It always works, in memory where it does not
// on disk: what is wrong with that is said by the hub.
func Open(o Options, h *hub.Hub) *History {
	k := &History{Notes: newNotes(), opt: o, hub: h, done: make(chan struct{})}
	switch {
	case !o.Disk.On:
	case o.Disk.Folder == "":
		k.sick.failing = "no folder is known for them: set XDG_STATE_HOME, or set disk to off"
	default:
		k.path = filepath.Join(o.Disk.Folder, fileName("alerts", o.Address))
		k.decode = newReader(o.Channels)
	}
	if k.path == "" {
		k.pending = nil
		k.say()
		return k
	}
	k.reach(time.Now())
	return k
}

// On reports whether anything is kept on disk, or would be if it could: then Run has
// to be called.
func (k *History) On() bool { return k.path != "" }

func (k *History) say() { k.hub.SetDiskTrouble(k.sick.text()) }

// again is how long it takes until a file that could not be opened is tried once more.
const again = 10 * time.Second

// reach opens the file if it is not open. It reports whether it is.
func (k *History) reach(now time.Time) bool {
	if k.store != nil {
		return true
	}
	if !k.tried.IsZero() && now.Sub(k.tried) < again {
		return false
	}
	k.tried = now
	s, err := open(k.path, k.more...)
	if err == nil {
		if err = k.Notes.read(s); err != nil && !damaged(err) {
			err = errors.Join(err, s.close())
		} else {
			k.store = s
		}
	}
	if damaged(err) {
		err = k.renew(s, now)
	}
	k.tell(err)
	return k.store != nil
}

// renew sets a damaged file aside and begins a new one, once in a run: a disk that
// damages every file would be filled with them.
func (k *History) renew(s *store, now time.Time) error {
	closed := k.shut()
	if k.sick.aside != "" {
		return errors.Join(errTables, closed)
	}
	aside, err := setAside(k.path, s.was, now.Format("20060102-150405"))
	if err != nil {
		return errors.Join(err, closed)
	}
	if aside != "" {
		k.sick.aside = aside
	}
	k.everything()
	k.store, err = open(k.path, k.more...)
	if err != nil {
		k.store = nil
	}
	return err
}

func (k *History) shut() (err error) {
	if k.store != nil {
		err = k.store.close()
		k.store = nil
	}
	return err
}

// fail notes that the file could not be read or written.
func (k *History) fail(err error) {
	if now := time.Now(); damaged(err) && k.store != nil {
		k.tried = now
		err = k.renew(k.store, now)
	}
	k.tell(err)
}

// tell says why nothing can be written, or that it can.
func (k *History) tell(err error) {
	k.sick.failing = ""
	if err != nil {
		k.sick.failing = words(err, k.opt.Disk.Folder)
	}
	k.say()
}

// Run hands the alerts of earlier runs to the hub, calls ready, and writes down what
// arrives until the context ends; then what is left, and closes the file.
func (k *History) Run(ctx context.Context, ready func()) {
	defer close(k.done)
	k.restore(ctx)
	news := k.hub.NewReader(interval)
	defer news.Close()
	k.next = feedOf(news).Next()
	ready()
	for {
		f, err := news.Next(ctx)
		if err != nil {
			break
		}
		k.round(&f.Feed, f.Taken)
	}
	k.finish(news)
}

func feedOf(r *hub.Reader) *model.History {
	f := r.Frame()
	return &f.Feed
}

func (k *History) restore(ctx context.Context) {
	if k.store == nil {
		return
	}
	err := k.store.read(ctx, k.since(time.Now()), k.opt.Most, k.decode, k.hub.Restore)
	k.sick.unread = k.decode.unread
	if err != nil && ctx.Err() == nil {
		k.fail(err)
	}
}

// since is when the oldest alert arrived that is kept.
func (k *History) since(now time.Time) time.Time {
	return now.Add(-time.Duration(k.opt.Disk.Days) * 24 * time.Hour)
}

// Close waits until what has arrived is on disk, but not for ever: for a disk that
// does not answer nobody should sit there. It says what is not on disk; "" if all is.
// The context of Run has ended before.
func (k *History) Close(patience time.Duration) string {
	if !k.On() {
		return ""
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-k.done:
	case <-timer.C:
		return "the last alerts may be missing on disk: it did not answer"
	}
	if n := k.left.Load(); n > 0 {
		return alerts(n) + " not on disk"
	}
	return ""
}
