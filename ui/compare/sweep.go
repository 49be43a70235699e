package compare

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/sweep"
	"tickdeck/theme"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// SweepID is what the screen knows the page of a sweep by.
const SweepID = "sweep"

// Sweep is the page of all jobs of a sweep. The cursor is on the best until it is
// moved, and then stays on its job when the order changes.
type Sweep struct {
	env  *pane.Env
	jobs pane.Jobs
	user string // whose jobs are one's own

	exports pane.Exports // nil where there is nowhere to write
	failed  string       // the path that could not be written

	size pane.Size
	now  *picture

	order  order
	figure int  // of the map
	x, y   int  // axes of the map
	best   bool // it shows the best of the other parameters; else what they are under the cursor
	chosen string
	marked map[string]bool
	marks  int // grows with every mark that comes or goes
	scroll pane.Scroll

	placed     planKey // where the cursor was looked for last
	planned    *plan
	plannedFor planKey

	cache pane.Cache[sweepKey]
	lined pane.Lined[string] // ids
	keys  []keymap.Action
}

// planKey is everything that the parting of the room depends on, and the place of the
// cursor.
type planKey struct {
	size   pane.Size
	now    *picture
	order  order
	figure int
	x, y   int
	best   bool
	chosen string
}

// sweepKey is everything that the picture depends on.
type sweepKey struct {
	planKey
	marks   int
	scroll  pane.Scroll
	theme   *theme.Theme
	focused bool
	second  int64
}

// NewSweep makes the page for one user.
func NewSweep(env *pane.Env, jobs pane.Jobs, exports pane.Exports, user string) *Sweep {
	v := &Sweep{env: env, jobs: jobs, exports: exports, user: user, now: &picture{}}
	v.keys = append([]keymap.Action{
		env.Keys.Plain("sweep.open", func() { v.withChosen(env.OpenResult) }),
		env.Keys.Plain("sweep.mark", v.mark),
		env.Keys.On("sweep.compare", v.compare),
		env.Keys.Plain("sweep.clone", func() { v.withChosen(env.Clone) }),
		env.Keys.Plain("sweep.figure", v.nextFigure),
		env.Keys.Plain("sweep.x", func() { v.x, v.y = v.turnAxis(v.x, v.y) }),
		env.Keys.Plain("sweep.y", func() { v.y, v.x = v.turnAxis(v.y, v.x) }),
		env.Keys.Plain("sweep.best", func() { v.best = !v.best }),
		env.Keys.Plain("sweep.sortleft", func() { v.sortBy(-1) }),
		env.Keys.Plain("sweep.sortright", func() { v.sortBy(1) }),
		env.Keys.Plain("sweep.turn", func() { v.sortAs(order{v.order.column, !v.order.turned}) }),
		env.Keys.On("sweep.export", v.write),
		env.Keys.On("sweep.cancel", v.cancel),
		env.Keys.Plain("sweep.close", env.Close),
	}, pane.Moves(env.Keys, v.move, v.window)...)
	return v
}

// Open lays the page of a sweep over the screen.
func (v *Sweep) Open(id string) {
	*v = Sweep{
		env: v.env, jobs: v.jobs, exports: v.exports, user: v.user, size: v.size, keys: v.keys,
		now: &picture{id: id}, figure: bySharpe, y: 0, x: 1, marked: map[string]bool{},
	}
	v.order.column = bySharpe
	v.settle()
	if v.env.Top() != v {
		v.env.Open(v)
	}
}

// Resize is part of pane.Component.
func (v *Sweep) Resize(w, h int) { v.size = pane.Size{W: w, H: h} }

// Want is part of pane.Overlay.
func (v *Sweep) Want(w, h int) (int, int) { return w, h }

// Actions is part of pane.Component.
func (v *Sweep) Actions() []keymap.Action { return v.keys }

// Update is part of pane.Component: it takes the mouse, and how a writing ended.
func (v *Sweep) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(wroteMsg); ok {
		return v.wrote(m)
	}
	pane.Mouse(msg, v.move, v.click)
	return nil
}

// Of many jobs the picture is made anew twice a second: nobody reads faster.
const (
	manyJobs = 500
	calm     = 500 * time.Millisecond
)

// settle takes in what has come, and finds the chosen row again.
func (v *Sweep) settle() {
	list, p := &v.env.State.Jobs, v.now
	if list.Rev != p.rev && (len(p.rows) < manyJobs || v.env.Now.Sub(p.taken) >= calm) {
		axes := len(p.axes)
		v.now = pictureOf(sweep.Jobs(list.JobIndex, p.id))
		v.now.id, v.now.rev, v.now.taken = p.id, list.Rev, v.env.Now
		if v.order.column >= axes { // it stays on its figure where a parameter comes to light
			v.order.column += len(v.now.axes) - axes
		}
		v.now.sort(v.order)
	}
	v.place()
}

// place puts the cursor on the chosen row.
func (v *Sweep) place() {
	k := v.planKey()
	if k == v.placed {
		return
	}
	v.placed = k
	v.scroll.Cursor = max(0, slices.IndexFunc(v.now.rows, func(r *row) bool { return r.job.ID == v.chosen }))
	v.scroll.Clamp(len(v.now.rows), v.window())
}

// row is the one under the cursor; nil without any.
func (v *Sweep) row() *row {
	if len(v.now.rows) == 0 {
		return nil
	}
	return v.now.rows[v.scroll.Cursor]
}

func (v *Sweep) move(by int) {
	v.settle()
	v.scroll.Cursor += by
	v.scroll.Clamp(len(v.now.rows), v.window())
	if r := v.row(); r != nil {
		v.chosen = r.job.ID
	}
	v.place()
}

// click chooses the row of a line.
func (v *Sweep) click(_, y int) {
	if id, ok := v.lined.At(y); ok {
		v.chosen = id
		v.place()
	}
}

// columns is how many can be sorted by.
func (v *Sweep) columns() int { return len(v.now.axes) + figureCount }

// sortBy sorts by the column that many further on.
func (v *Sweep) sortBy(by int) {
	v.settle()
	v.sortAs(order{column: (v.order.column + by + v.columns()) % v.columns()})
}

// sortAs sorts; a figure is then shown by the map as well.
func (v *Sweep) sortAs(o order) {
	v.order = o
	if i := o.column - len(v.now.axes); i >= 0 {
		v.figure = i
	}
	v.now.sort(o)
	v.place()
}

// nextFigure shows the next one in the map, and sorts by it.
func (v *Sweep) nextFigure() {
	v.settle()
	v.sortAs(order{column: len(v.now.axes) + (v.figure+1)%figureCount})
}

// turnAxis is the next axis of the map that is not the other one; of two they change
// places.
func (v *Sweep) turnAxis(axis, other int) (next, otherNext int) {
	n := len(v.now.axes)
	switch {
	case n < 2:
		return axis, other
	case n == 2:
		return other, axis
	}
	if next = (axis + 1) % n; next == other {
		next = (next + 1) % n
	}
	return next, other
}
