package form

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/sweep"
	"tickdeck/ui/pane"
)

// batch is what is sent at once: a job, or those of a sweep. What was made is kept: sent
// again, it is the same jobs.
type batch struct {
	of     sweep.Sweep
	id     string        // of the sweep; "" for a job alone
	drafts []model.Draft // the first one until it is to be sent, then all
	whole  bool
}

// made reports whether there is anything of it.
func (b *batch) made() bool { return len(b.drafts) > 0 }

// first is the draft that is shown for all.
func (b *batch) first() model.Draft {
	if !b.made() {
		return model.Draft{}
	}
	return b.drafts[0]
}

// jobs is how many it has.
func (b *batch) jobs() int {
	if b.whole {
		return len(b.drafts)
	}
	return b.of.Count()
}

// drafter makes drafts: pane.Jobs does.
type drafter interface {
	Draft(model.Request) (model.Draft, error)
	NewSweep() string
}

// newBatch makes the first draft.
func newBatch(jobs drafter, of sweep.Sweep) (batch, error) {
	b := batch{of: of}
	if len(of.Axes) == 0 {
		d, err := jobs.Draft(of.Base)
		if err != nil {
			return batch{}, err
		}
		b.drafts, b.whole = []model.Draft{d}, true
		return b, nil
	}
	b.id = jobs.NewSweep()
	for r := range of.Requests(b.id) {
		d, err := jobs.Draft(r)
		if err != nil {
			return batch{}, err
		}
		b.drafts = []model.Draft{d}
		break
	}
	return b, nil
}

// complete makes the drafts that are missing. It may run on another goroutine: what it
// changes is a copy.
func (b batch) complete(jobs drafter) (batch, error) {
	if b.whole {
		return b, nil
	}
	b.drafts = slices.Clip(b.drafts)
	i := 0
	for r := range b.of.Requests(b.id) {
		if i++; i <= len(b.drafts) {
			continue
		}
		d, err := jobs.Draft(r)
		if err != nil {
			return b, err
		}
		b.drafts = append(b.drafts, d)
	}
	b.whole = true
	return b, nil
}

// sameSweep reports whether two sweeps ask for the same.
func sameSweep(a, b sweep.Sweep) bool {
	return sameRequest(a.Base, b.Base) && slices.EqualFunc(a.Axes, b.Axes, func(x, y sweep.Axis) bool {
		return x.Parameter.Name == y.Parameter.Name && slices.Equal(x.Values, y.Values)
	})
}

// sameRequest reports whether two requests ask for the same.
func sameRequest(a, b model.Request) bool {
	return slices.Equal(a.Symbols, b.Symbols) && slices.Equal(a.Patterns, b.Patterns) && a.Timeframe == b.Timeframe &&
		a.Start.Equal(b.Start) && a.End.Equal(b.End) && a.Samples == b.Samples && a.Parameters.Equal(b.Parameters)
}

// followed asks for the job, or the sweep, to be followed to its end.
func (b *batch) followed() tea.Cmd {
	if b.id != "" {
		return pane.FollowJob("", b.id)
	}
	return pane.FollowJob(b.first().JobID, "")
}
