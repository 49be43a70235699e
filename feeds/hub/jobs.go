package hub

import (
	"maps"
	"time"

	"github.com/tidwall/btree"

	"tickdeck/model"
)

// jobs keeps one job an id, in the order in which they are listed, bounded: the
// one listed last goes first. The trees are copied on write, so that a snapshot
// costs what changed and not what is held. The hub's lock guards it.
type jobs struct {
	byID    btree.Map[string, *jobEntry]
	order   *btree.BTreeG[*model.Job]
	counts  model.PhaseCounts
	ended   map[string]int // by workers
	lent    bool           // the last map of them is in a picture
	max     int
	inRedis int
	omitted uint64
	rev     uint64
	view    model.JobList // as of revision view.Rev
}

// jobEntry is immutable but for rev and channel, which only the hub reads.
type jobEntry struct {
	*model.Job
	rev     uint64
	channel int // of its last news
}

func newJobs(limit int) *jobs {
	less := (*model.Job).Before
	return &jobs{order: btree.NewBTreeGOptions(less, btree.Options{NoLocks: true}), max: limit}
}

func (t *jobs) job(id string) *model.Job {
	if e, ok := t.byID.Get(id); ok {
		return e.Job
	}
	return nil
}

// put replaces what is known of a job. It returns the entry that was pushed out
// for it: this very one, if it would be listed last.
func (t *jobs) put(j model.Job, channel int) (out *jobEntry) {
	t.rev++
	e := &jobEntry{&j, t.rev, channel}
	if old, ok := t.byID.Get(j.ID); ok {
		t.remove(old)
	} else if t.order.Len() >= t.max {
		if channel != noChannel { // records that were left out are found again by every scan
			t.omitted++
		}
		if last, ok := t.order.Max(); ok && last.Before(&j) {
			return e
		}
		out, _ = t.byID.Get(t.last().ID)
		t.remove(out)
	}
	t.byID.Set(j.ID, e)
	t.order.Set(&j)
	t.count(&j, 1)
	return out
}

// count counts a job that comes or goes. The numbers by worker are lent to pictures, and
// are then changed in a copy.
func (t *jobs) count(j *model.Job, n int) {
	t.counts[j.Phase] += n
	if j.Worker == "" || !j.Phase.Terminal() {
		return
	}
	if t.lent {
		t.ended, t.lent = maps.Clone(t.ended), false
	}
	if t.ended == nil {
		t.ended = map[string]int{}
	}
	if t.ended[j.Worker] += n; t.ended[j.Worker] == 0 {
		delete(t.ended, j.Worker)
	}
}

func (t *jobs) last() *model.Job {
	j, _ := t.order.Max()
	return j
}

func (t *jobs) remove(e *jobEntry) {
	t.byID.Delete(e.ID)
	t.order.Delete(e.Job)
	t.count(e.Job, -1)
}

// list is a picture of the jobs for readers.
func (t *jobs) list() model.JobList {
	if t.view.JobIndex == nil || t.view.Rev != t.rev {
		t.view = model.JobList{JobIndex: jobIndex{t.byID.Copy(), t.order.Copy()}, Rev: t.rev}
	}
	t.view.Ended, t.lent = t.ended, true
	t.view.Counts, t.view.InRedis, t.view.Left = t.counts, t.inRedis, t.omitted
	return t.view
}

// takeJob takes in news of a job that came on a channel.
func (h *Hub) takeJob(c *channel, m *Message, j model.Job) {
	old := h.jobs.job(j.ID)
	if old != nil && old.Contradicts(j) {
		c.undecodable++
		h.rejects.push(newReject(m.Name, "job "+j.ID+" has ended already: "+j.Phase.String()+" after "+old.Phase.String(), m.Payload, m.Arrived))
		return
	}
	c.accepted++
	j = h.putJob(j, m.Channel)
	if old == nil || step(old.Phase) < step(j.Phase) && (j.Started.IsZero() || j.Phase.Terminal() && j.Worker == "") {
		h.lookups.add(j.ID)
	}
}

// step tells a job that waits from one that has begun and from one that has ended:
// at each of these steps its record may say more than channels do.
func step(p model.Phase) int {
	switch {
	case p.Terminal():
		return 2
	case p <= model.PhaseQueued:
		return 0
	}
	return 1
}

// putJob merges news of a job into what is known of it.
func (h *Hub) putJob(j model.Job, channel int) model.Job {
	old := model.NewJob(j.ID) // its pace begins with the first news
	if known := h.jobs.job(j.ID); known != nil {
		old = *known
	}
	j = old.Merge(j)
	if out := h.jobs.put(j, channel); out != nil {
		h.evicted(out.channel, out.rev, func(r *Reader) uint64 { return r.jobs })
	}
	h.ended(&j)
	return j
}

// Knows reports whether anything was heard of a job.
func (h *Hub) Knows(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.jobs.job(id) != nil
}

// WantsResult reports whether a job is known, and the figures of its result are not.
func (h *Hub) WantsResult(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	j := h.jobs.job(id)
	return j != nil && j.Result == nil
}

// LoseJobs notes that the records of jobs are gone. A job that is over is not lost,
// nor is one of which something was heard just now; one that is never comes to be
// known by it. It returns those about which it has made up its mind.
func (h *Hub) LoseJobs(ids []string, now time.Time) (settled []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, id := range ids {
		j := h.jobs.job(id)
		if j != nil && !j.Phase.Terminal() && now.Sub(j.Updated) < model.SilentAfter {
			continue
		}
		settled = append(settled, id)
		if j == nil || j.Phase.Terminal() {
			continue
		}
		lost := model.NewJob(id)
		lost.Phase = model.PhaseLost
		h.putJob(lost, noChannel)
		h.changed()
	}
	return settled
}

// Finished reports whether a job is known and needs no second look, as one does that
// is known from the disk alone.
func (h *Hub) Finished(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	j := h.jobs.job(id)
	return j != nil && j.Phase.Terminal() && j.Phase != model.PhaseLost && j.From == ""
}

// LoadJobs brings jobs that were found in Redis rather than on a channel: they
// are in no channel's books. A record does not say when it was written, so it
// counts as news only where it tells something new.
func (h *Hub) LoadJobs(found []model.Job, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	news := false
	for _, j := range found {
		h.giveWay(&j)
		if j.Updated.After(now) { // by a clock that is ahead: it would not be silent for so long
			j.Updated = time.Time{}
		}
		old := model.NewJob(j.ID)
		known := h.jobs.job(j.ID)
		if known != nil {
			old = *known
		}
		if known != nil && old.Merge(j).Same(old) {
			continue // most of what is looked through again
		}
		news = true
		if j.Updated.IsZero() && !j.Phase.Terminal() && (j.Phase > old.Phase || model.Known(j.Progress) && !(j.Progress <= old.Progress)) {
			j.Updated = now
		}
		h.putJob(j, noChannel)
	}
	if news {
		h.changed()
	}
}

// SetJobsInRedis says how many records there were when Redis was last looked
// through.
func (h *Hub) SetJobsInRedis(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.jobs.inRedis != n {
		h.jobs.inRedis = n
		h.jobs.rev++
		h.changed()
	}
}

// AddJob brings news of a job from this process itself.
func (h *Hub) AddJob(j model.Job) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.putJob(j, noChannel)
	h.changed()
}
