package compare

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// CompareID is what the screen knows the page of results beside each other by.
const CompareID = "compare"

// Compare is the page of a few results beside each other. What is kept of them is read
// when it opens, and let go of when it closes.
type Compare struct {
	env   *pane.Env
	jobs  pane.Jobs
	size  pane.Size
	turn  int // grows each time that it opens: answers to an earlier one are late
	all   []*column
	under int // the cursor
	fromX int // the first column that shows behind the one that is measured against
	fromY int // the first line that shows below the names
	lines int // in all

	changes int // grows with what is read, dropped or put first
	cache   pane.Cache[compareKey]
	keys    []keymap.Action
}

// column is one of the results.
type column struct {
	id     string
	state  reading
	record model.Record
	err    error
}

// reading is how far the record of a column is.
type reading uint8

const (
	waiting reading = iota
	asked
	read
	failed
)

// compareKey is everything that the picture depends on.
type compareKey struct {
	size    pane.Size
	changes int
	under   int
	fromX   int
	fromY   int
	rev     uint64 // of the jobs, while a column shows what they say
	theme   *theme.Theme
}

// recordMsg brings what is kept of a job.
type recordMsg struct {
	turn   int
	id     string
	record model.Record
	err    error
}

// The records that are read at once, each of some 300 kB, and how long one may take.
const (
	readAtOnce  = 2
	readTimeout = 10 * time.Second
)

// NewCompare makes the page.
func NewCompare(env *pane.Env, jobs pane.Jobs) *Compare {
	v := &Compare{env: env, jobs: jobs}
	v.keys = append([]keymap.Action{
		env.Keys.Plain("compare.open", func() { v.withChosen(env.OpenResult) }),
		env.Keys.Plain("compare.left", func() { v.step(-1) }),
		env.Keys.Plain("compare.right", func() { v.step(1) }),
		env.Keys.On("compare.drop", v.drop),
		env.Keys.Plain("compare.first", v.first),
		env.Keys.Plain("compare.clone", func() { v.withChosen(env.Clone) }),
		env.Keys.Plain("compare.close", v.close),
	}, pane.Moves(env.Keys, v.scrollBy, v.room)...)
	return v
}

// Open lays the page of these jobs over the screen, and reads what is kept of them. More
// than have room beside each other are left out.
func (v *Compare) Open(ids []string) tea.Cmd {
	v.turn++
	v.all, v.under, v.fromX, v.fromY = nil, 0, 0, 0
	for _, id := range ids {
		if len(v.all) < mostCompared && !slices.ContainsFunc(v.all, func(c *column) bool { return c.id == id }) {
			v.all = append(v.all, &column{id: id})
		}
	}
	v.changes++
	if v.env.Top() != v {
		v.env.Open(v)
	}
	return v.read()
}

// read reads those that are next; a few are under way at a time.
func (v *Compare) read() tea.Cmd {
	under := 0
	for _, c := range v.all {
		if c.state == asked {
			under++
		}
	}
	var cmds []tea.Cmd
	for _, c := range v.all {
		if c.state == waiting && under < readAtOnce {
			c.state = asked
			under++
			cmds = append(cmds, v.ask(c.id))
		}
	}
	return tea.Batch(cmds...)
}

func (v *Compare) ask(id string) tea.Cmd {
	jobs, turn := v.jobs, v.turn
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), readTimeout)
		defer cancel()
		r, err := jobs.Record(ctx, id)
		return pane.Reply{To: CompareID, Msg: recordMsg{turn, id, r, err}}
	}
}

// Update is part of pane.Component.
func (v *Compare) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(recordMsg); ok {
		return v.answer(m)
	}
	pane.Mouse(msg, v.scrollBy, v.click)
	return nil
}

func (v *Compare) answer(m recordMsg) tea.Cmd {
	i := slices.IndexFunc(v.all, func(c *column) bool { return c.id == m.id })
	if m.turn != v.turn || i < 0 {
		return v.read()
	}
	c := v.all[i]
	c.state, c.record, c.err = read, m.record, m.err
	switch {
	case m.record.Report != nil:
		c.record.Report.JSON = nil // nobody shows it here
	case m.err != nil:
		c.state = failed
	}
	v.changes++
	return v.read()
}

func (v *Compare) close() {
	v.turn++
	v.all = nil
	v.env.Close()
}

// Resize is part of pane.Component.
func (v *Compare) Resize(w, h int) { v.size = pane.Size{W: w, H: h} }

// Want is part of pane.Overlay.
func (v *Compare) Want(w, h int) (int, int) { return w, h }

// Actions is part of pane.Component.
func (v *Compare) Actions() []keymap.Action { return v.keys }

func (v *Compare) withChosen(do func(id string)) {
	if v.under < len(v.all) && do != nil {
		do(v.all[v.under].id)
	}
}

func (v *Compare) step(by int) { v.under = max(0, min(v.under+by, len(v.all)-1)) }

func (v *Compare) scrollBy(rows int) {
	v.fromY = max(0, min(v.fromY+rows, v.lines-v.room()))
}

// room is how many lines show below the names.
func (v *Compare) room() int { return max(1, v.size.H-headLines) }

// click chooses the column of a cell.
func (v *Compare) click(x, _ int) {
	g := v.grid()
	for _, i := range g.shown {
		if at := g.at(i); x >= at && x < at+g.cell {
			v.under = i
		}
	}
}

// drop takes the column under the cursor out.
func (v *Compare) drop() tea.Cmd {
	if len(v.all) <= leastCompared {
		return pane.Toast(pane.Info, "two are the least that can be compared")
	}
	v.all = slices.Delete(v.all, v.under, v.under+1)
	v.step(0)
	v.changes++
	return v.read()
}

// first puts the column under the cursor before the others, which are measured
// against it.
func (v *Compare) first() {
	c := v.all[v.under]
	v.all = slices.Insert(slices.Delete(v.all, v.under, v.under+1), 0, c)
	v.under, v.fromX = 0, 0
	v.changes++
}

// job is what is known of a column's job, from its record or the list.
func (v *Compare) job(c *column) (*model.Job, bool) {
	if c.state == read && c.record.Job.ID != "" {
		return &c.record.Job, true
	}
	j, ok := v.env.State.Jobs.Job(c.id)
	return &j, ok
}

// result are the figures of a column; nil if there are none.
func (v *Compare) result(c *column) *model.Result {
	if c.record.Report != nil {
		return &c.record.Report.Result
	}
	if j, ok := v.job(c); ok {
		return j.Result
	}
	return nil
}
