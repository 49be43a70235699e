// Package jobs is the view of the backtests: those that run with their
// progress, those that wait, and those that are finished.
package jobs

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the view by.
const ID = "jobs"

// Pane lists the jobs. The cursor stays on its row when the order changes.
type Pane struct {
	env      *pane.Env
	jobs     pane.Jobs
	user     string // whose jobs are one's own
	size     pane.Size
	list     list
	order    order
	filter   filter
	unfolded map[string]bool // sweeps, by id
	marks    marks
	watch    watch
	rates    rates
	titled   titleCache
	scroll   pane.Scroll
	cursor   rowID // the row under the cursor; zero as long as nobody has moved it
	wanted   rowID // what the cursor goes to as soon as it is listed
	settled  settled
	silence  silentCounter
	began    time.Time // when the person began to watch
	cache    pane.Cache[key]
	brief    pane.Cache[briefKey]
	row      row
	lined    pane.Lined[rowID]
	keys     []keymap.Action
	typed    []keymap.Action // while a query is typed
}

// key is everything that the picture depends on.
type key struct {
	size    pane.Size
	rev     uint64
	list    uint64
	filter  uint64
	marks   uint64
	scroll  pane.Scroll
	focused bool
	theme   *theme.Theme
	second  int64
	queue   int64 // when it was asked
	link    bool
	trouble string
}

// New makes the view for one user.
func New(env *pane.Env, jobs pane.Jobs, user string) *Pane {
	p := &Pane{env: env, jobs: jobs, user: user, row: row{user: user}, unfolded: map[string]bool{}}
	p.list.plain = true
	p.filter.init(p)
	p.watch.init()
	p.keys = append(p.actions(), pane.Moves(env.Keys, p.move, p.window)...)
	p.typed = p.filter.Actions(p.filter.end)
	env.MarkedJobs = p.listedMarks
	return p
}

func (p *Pane) actions() []keymap.Action {
	k := p.env.Keys
	return []keymap.Action{
		k.Plain("job.open", p.open),
		k.On("job.cancel", p.cancel),
		k.Plain("job.filter", p.filter.begin),
		k.Plain("job.mine", p.filter.turnMine),
		k.Plain("job.unfold", p.unfold),
		k.Plain("job.fold", p.fold),
		k.Plain("job.mark", p.mark),
		k.On("job.compare", p.compare),
		k.On("job.clone", p.clone),
		k.On("job.retry", p.retry),
		k.Plain("job.sortleft", func() { p.sortBy(-1) }),
		k.Plain("job.sortright", func() { p.sortBy(1) }),
		k.Plain("job.turn", p.turn),
		k.Plain("job.leave", p.filter.leave),
	}
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) {
	p.size = pane.Size{W: w, H: h}
	p.row.width = w
}

// Update is part of pane.Component.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.FilterMsg:
		p.filter.Show(msg.Query)
	case pane.FollowJobMsg:
		p.follow(msg)
	case askedMsg:
		p.stopping(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.filter.Typing() {
			p.filter.Update(msg)
		}
	case tea.MouseMsg:
		pane.Mouse(msg, p.wheel, p.click)
	}
	return nil
}

// Typing is part of pane.Typing.
func (p *Pane) Typing() bool { return p.filter.Typing() }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action {
	if p.filter.Typing() {
		return p.typed
	}
	return p.keys
}

// Selected is the job under the cursor; ok is false where that is none, or a sweep.
func (p *Pane) Selected() (j model.Job, ok bool) {
	if e := p.current(); e != nil {
		if j := p.job(e); j != nil {
			return *j, true
		}
	}
	return model.Job{}, false
}

// open shows what a job came to, or how it stands; of a sweep all its jobs.
func (p *Pane) open() {
	e := p.current()
	switch {
	case e == nil:
	case e.sweep:
		p.openSweep(e.id)
	default:
		p.openJob(e.id)
	}
}

func (p *Pane) openJob(id string) {
	j, ok := p.env.State.Jobs.Job(id)
	switch {
	case !ok:
	case j.Result != nil && p.env.OpenResult != nil:
		p.env.OpenResult(id)
	default:
		p.env.Open(newDetail(p.env, id, p.user))
	}
}

func (p *Pane) openSweep(id string) {
	if p.env.OpenSweep != nil {
		p.env.OpenSweep(id)
		return
	}
	p.unfolded[id] = true
	p.ask()
}

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.settle()
	s := p.env.State
	k := key{
		size: p.size, rev: s.Jobs.Rev, list: p.list.rev, filter: p.filter.Rev(), marks: p.marks.rev, scroll: p.scroll, focused: focused,
		theme: p.env.Theme, second: p.second(), queue: s.Queue.At.UnixNano(), link: s.Link.Up, trouble: s.Trouble,
	}
	return p.cache.Lines(k, func(dst []string) []string { return p.draw(dst, focused) })
}

// second is the time as far as the picture depends on it: not at all once every
// job is finished.
func (p *Pane) second() int64 {
	if c := &p.env.State.Jobs.Counts; c[model.PhaseRunning]+c[model.PhaseCancelling]+c[model.PhaseQueued] == 0 {
		return 0
	}
	return p.env.Now.Unix()
}

func (p *Pane) draw(dst []string, focused bool) []string {
	t := p.env.Theme
	p.row.now, p.row.list, p.row.queue = p.env.Now, &p.env.State.Jobs, &p.env.State.Queue
	p.title()
	p.lined.Begin()
	dst = p.filter.Lines(dst, p.size.W)
	if p.count() == 0 {
		dst = append(dst, p.empty()...)
		return draw.Fill(dst[:min(len(dst), p.size.H)], p.size.W, p.size.H)
	}
	p.measure()
	if p.row.table() {
		dst = append(dst, p.row.header(t, p.order.by))
	}
	for i := p.scroll.Top; i < p.count() && len(dst) < p.size.H; i++ {
		s := &t.Styles
		if focused && i == p.scroll.Cursor && !p.filter.Typing() {
			s = &t.Selected
		}
		if i > p.scroll.Top && p.parted(i) {
			dst = draw.Fill(dst, p.size.W, len(dst)+1)
		}
		p.lined.Blank(len(dst))
		e := p.at(i)
		dst = p.lines(dst, s, &e)
		p.lined.Show(len(dst), e.rowID)
	}
	return draw.Fill(dst[:min(len(dst), p.size.H)], p.size.W, p.size.H)
}

// lines adds those of a row.
func (p *Pane) lines(dst []string, s *theme.Styles, e *entry) []string {
	p.row.sign = p.signOf(e)
	if e.sweep {
		return p.row.sweepLines(dst, s, p.summary(e.group))
	}
	j := p.job(e)
	switch {
	case j == nil:
		return append(dst, p.row.gone(s, e.id))
	case e.part() && !p.row.table():
		return append(dst, p.row.partLine(s, j))
	}
	p.row.rate, p.row.part = p.rates.of(j.ID), e.part()
	return p.row.lines(dst, s, j)
}

// measure takes the widths of the rows that show.
func (p *Pane) measure() {
	p.row.begins()
	n := p.size.H
	for i := p.scroll.Top; i < p.count() && n > 0; i++ {
		e := p.at(i)
		n -= p.height(i)
		switch j := p.job(&e); {
		case e.sweep:
			p.row.fits(draw.Width(e.id), p.row.ownerOf(e.group.sum.User))
		case j != nil:
			p.row.fits(draw.Width(p.row.list.ShortID(j.ID, p.row.most())), p.row.owners(j))
		}
	}
	p.row.ends()
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.titled.head }

func (p *Pane) empty() []string {
	text := []string{"", "No backtests yet: n submits one."}
	switch {
	case p.filter.narrowed() && p.list.held > 0:
		text[1] = "None of the " + plural(p.list.held, "job") + " matches: esc shows all."
	case !p.env.State.Link.Up:
		text[1] = "Waiting for Redis."
	}
	for i, s := range text {
		var l draw.Line
		text[i] = l.Left(p.env.Theme.Faint, "  "+s, p.size.W).String()
	}
	return text
}
