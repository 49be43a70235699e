package hub

import (
	"slices"

	"tickdeck/model"
)

// endings are jobs that have ended, for who keeps them. The hub's lock guards the ids,
// which are nil as long as nobody wants to know; news has room for one wake-up.
type endings struct {
	ids  map[string]struct{}
	news chan struct{}
}

// ended notes that there is news of a job that has ended. The lock is held.
func (h *Hub) ended(j *model.Job) {
	if h.endings.ids == nil || !j.Phase.Terminal() || j.Phase == model.PhaseLost || j.From != "" { // how a lost one ended nobody knows
		return
	}
	h.endings.ids[j.ID] = struct{}{}
	select {
	case h.endings.news <- struct{}{}:
	default:
	}
}

// FollowEndings begins with all jobs that have ended, and tells when there are more.
func (h *Hub) FollowEndings() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.endings.ids = map[string]struct{}{}
	h.jobs.order.Scan(func(j *model.Job) bool {
		h.ended(j)
		return true
	})
	return h.endings.news
}

// TakeEndings returns those jobs of one user, once for each time that there was news
// of them, the one that ended last first. They are not to be changed.
func (h *Hub) TakeEndings(user string) (out []*model.Job) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id := range h.endings.ids {
		if j := h.jobs.job(id); j != nil && j.User == user && j.From == "" && j.Phase != model.PhaseLost {
			out = append(out, j)
		}
	}
	clear(h.endings.ids)
	slices.SortFunc(out, func(a, b *model.Job) int { return b.Ended().Compare(a.Ended()) })
	return out
}

// RestoreJobs brings jobs that were kept on disk from earlier runs. Whatever is known of
// a job otherwise is newer.
func (h *Hub) RestoreJobs(found []model.Job) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, j := range found {
		if h.jobs.job(j.ID) == nil {
			j.From = model.FromDisk
			h.jobs.put(j, noChannel) // what is pushed out for it was listed last
		}
	}
	h.changed()
}

// giveWay forgets a job that is known from the disk alone where Redis says something
// else of it. The lock is held.
func (h *Hub) giveWay(j *model.Job) {
	if old, ok := h.jobs.byID.Get(j.ID); ok && old.From != "" && j.Phase != model.PhaseUnknown && j.Phase != old.Phase {
		h.jobs.remove(old)
	}
}

// Job is what is known of a job.
func (h *Hub) Job(id string) (model.Job, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if j := h.jobs.job(id); j != nil {
		return *j, true
	}
	return model.Job{}, false
}

// Linked reports whether there is a connection.
func (h *Hub) Linked() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.link.Link.Up
}

// SetJobsDiskTrouble says what is wrong with the jobs on disk; "" if nothing is.
func (h *Hub) SetJobsDiskTrouble(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.jobsDisk != text {
		h.jobsDisk = text
		h.changed()
	}
}
