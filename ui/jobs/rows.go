package jobs

import (
	"slices"
	"time"

	"tickdeck/model"
	"tickdeck/model/sweep"
)

// over reports whether all jobs of a sweep that are known have ended.
func over(s *sweep.Summary) bool { return s.Phase().Terminal() }

// count is how many rows there are.
func (p *Pane) count() int {
	if p.list.plain {
		return p.env.State.Jobs.Held()
	}
	return len(p.list.rows)
}

// at is the row of a place.
func (p *Pane) at(i int) entry {
	if !p.list.plain {
		return p.list.rows[i]
	}
	j := p.env.State.Jobs.At(i)
	if j == nil {
		return entry{}
	}
	return entry{rowID: rowID{id: j.ID}, ended: j.Phase.Terminal()}
}

// find is the place of a row, or −1.
func (p *Pane) find(id rowID) int {
	if p.list.plain {
		if id.sweep {
			return -1
		}
		return p.env.State.Jobs.Find(id.id)
	}
	return slices.IndexFunc(p.list.rows, func(e entry) bool { return e.rowID == id })
}

// job is what is known now of the job of a row; nil for a sweep, and where it has gone.
func (p *Pane) job(e *entry) *model.Job {
	if e.sweep || p.env.State.Jobs.JobIndex == nil {
		return nil
	}
	return p.env.State.Jobs.ByID(e.id)
}

// sumEvery is how often a sweep that shows is summed up anew while its jobs run.
const sumEvery = 200 * time.Millisecond

// summary is how a sweep stands now.
func (p *Pane) summary(g *group) *sweep.Summary {
	jobs, now := &p.env.State.Jobs, p.env.Now
	if g.rev == jobs.Rev || jobs.JobIndex == nil || now.Sub(g.at) < sumEvery && !now.Before(g.at) {
		return &g.sum
	}
	all := make([]*model.Job, 0, len(g.jobs))
	for _, id := range g.jobs {
		if j := jobs.ByID(id); j != nil {
			all = append(all, j)
		}
	}
	if len(all) > 0 {
		g.sum = sweep.Of(all)
	}
	g.rev, g.at = jobs.Rev, now
	return &g.sum
}
