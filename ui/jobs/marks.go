package jobs

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/pane"
)

// marks are the jobs that the person has marked.
type marks struct {
	ids []string // in the order in which they were marked
	on  map[string]bool
	rev uint64
}

func (m *marks) set(id string, on bool) {
	if m.on[id] == on {
		return
	}
	if m.rev++; m.on == nil {
		m.on = map[string]bool{}
	}
	if on {
		m.on[id], m.ids = true, append(m.ids, id)
		return
	}
	delete(m.on, id)
	kept := m.ids[:0]
	for _, k := range m.ids {
		if k != id {
			kept = append(kept, k)
		}
	}
	m.ids = kept
}

func (m *marks) clear() {
	clear(m.on)
	m.ids = nil
	m.rev++
}

// all reports whether each of these is marked.
func (m *marks) all(ids []string) bool {
	for _, id := range ids {
		if !m.on[id] {
			return false
		}
	}
	return len(ids) > 0
}

// mark marks what is under the cursor, all jobs of a sweep, or takes the marks off
// again, and goes to the next.
func (p *Pane) mark() {
	e := p.current()
	if e == nil {
		return
	}
	ids := []string{e.id}
	if e.sweep {
		ids = e.group.jobs
	}
	on := !p.marks.all(ids)
	for _, id := range ids {
		p.marks.set(id, on)
	}
	p.move(1)
}

// marked are the jobs that are marked and kept.
func (p *Pane) marked() (ids []string) {
	for _, id := range p.marks.ids {
		if p.env.State.Jobs.Find(id) >= 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// listedMarks are the marked jobs in the order of the list, those of a folded sweep where
// it stands; behind them those that the query hides, as they were marked.
func (p *Pane) listedMarks() []string {
	marked := p.marked()
	if len(marked) < 2 {
		return marked
	}
	at := make(map[string]int, len(marked))
	note := func(id string) {
		if _, known := at[id]; p.marks.on[id] && !known {
			at[id] = len(at)
		}
	}
	for i := 0; i < p.count() && len(at) < len(marked); i++ {
		e := p.at(i)
		if !e.sweep {
			note(e.id)
			continue
		}
		for _, id := range e.group.jobs {
			note(id)
		}
	}
	for _, id := range marked {
		note(id)
	}
	slices.SortFunc(marked, func(a, b string) int { return at[a] - at[b] })
	return marked
}

// signOf is what stands behind the id of a row.
func (p *Pane) signOf(e *entry) string {
	switch {
	case e.sweep && p.marks.all(e.group.jobs), !e.sweep && p.marks.on[e.id]:
		return theme.GlyphMarked
	case e.sweep && p.unfolded[e.id]:
		return theme.GlyphOpen
	case e.sweep:
		return theme.GlyphFolded
	}
	return ""
}

// The number of jobs that can stand beside each other.
const (
	leastCompared = 2
	mostCompared  = 8
)

// compare shows the marked jobs beside each other.
func (p *Pane) compare() tea.Cmd {
	ids := p.marked()
	var without []string
	for _, id := range ids {
		if j, _ := p.env.State.Jobs.Job(id); j.Result == nil {
			without = append(without, p.id(id))
		}
	}
	switch {
	case len(ids) == 0:
		return pane.Toast(pane.Info, "Mark two to eight jobs with space: = puts their results side by side.")
	case len(ids) < leastCompared:
		return pane.Toast(pane.Warning, "One job alone compares with nothing: mark another with space.")
	case len(ids) > mostCompared:
		return pane.Toast(pane.Warning, fmt.Sprintf("%d are marked: at most %d have room side by side.", len(ids), mostCompared))
	case len(without) == 1:
		return pane.Toast(pane.Warning, without[0]+" has no result to compare.")
	case len(without) > 1:
		return pane.Toast(pane.Warning, fmt.Sprintf("%s and %d more have no result to compare.", without[0], len(without)-1))
	case p.env.Compare == nil:
		return pane.Toast(pane.Warning, "Results cannot be compared here.")
	}
	p.env.Compare(ids)
	return nil
}

// clone opens the form with what the job under the cursor asked for.
func (p *Pane) clone() tea.Cmd {
	e := p.current()
	switch {
	case e == nil:
		return nil
	case e.sweep:
		return pane.Toast(pane.Info, "A sweep is many jobs: "+p.env.Keys.Binding("job.unfold").Shown+" shows them, e on one of them opens it as a form.")
	case p.env.Clone == nil:
		return pane.Toast(pane.Warning, "There is no form here.")
	}
	p.env.Clone(e.id)
	return nil
}
