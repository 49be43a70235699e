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

// Pane lists the jobs. The cursor stays on its job when the order changes.
type Pane struct {
	env      *pane.Env
	jobs     pane.Jobs
	user     string // whose jobs are one's own
	size     pane.Size
	titled   titleCache
	scroll   pane.Scroll
	selected string // id of the job under the cursor
	settled  settled
	silence  silentCounter
	began    time.Time // when the person began to watch
	cache    pane.Cache[key]
	brief    pane.Cache[briefKey]
	row      row
	lined    pane.Lined[string] // ids
	keys     []keymap.Action
}

// key is everything that the picture depends on.
type key struct {
	size    pane.Size
	rev     uint64
	scroll  pane.Scroll
	focused bool
	theme   *theme.Theme
	second  int64
	link    bool
	trouble string
}

// New makes the view for one user.
func New(env *pane.Env, jobs pane.Jobs, user string) *Pane {
	p := &Pane{env: env, jobs: jobs, user: user, row: row{user: user}}
	p.keys = append(pane.Moves(env.Keys, p.move, p.window),
		env.Keys.Plain("job.open", p.open),
		env.Keys.On("job.cancel", p.cancel),
	)
	return p
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) {
	p.size = pane.Size{W: w, H: h}
	p.row.width = w
}

// Update is part of pane.Component: it takes the mouse.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	pane.Mouse(msg, p.wheel, p.click)
	return nil
}

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action { return p.keys }

// Selected is the job under the cursor.
func (p *Pane) Selected() (model.Job, bool) {
	p.settle()
	if p.env.State.Jobs.Held() == 0 {
		return model.Job{}, false
	}
	return *p.env.State.Jobs.At(p.scroll.Cursor), true
}

func (p *Pane) open() {
	if j, ok := p.Selected(); ok {
		p.env.Open(newDetail(p.env, j.ID, p.user))
	}
}

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.settle()
	s := p.env.State
	k := key{
		size: p.size, rev: s.Jobs.Rev, scroll: p.scroll, focused: focused, theme: p.env.Theme,
		second: p.second(), link: s.Link.Up, trouble: s.Trouble,
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
	t, jobs := p.env.Theme, &p.env.State.Jobs
	p.row.now, p.row.list = p.env.Now, jobs
	p.title()
	p.lined.Begin()
	if jobs.Held() == 0 {
		return draw.Fill(append(dst, p.empty()...), p.size.W, p.size.H)
	}
	p.row.measure(p.scroll.Top, p.size.H)
	if p.row.table() {
		dst = append(dst, p.row.header(t.Faint))
	}
	for i := p.scroll.Top; i < jobs.Held() && len(dst) < p.size.H; i++ {
		s := &t.Styles
		if focused && i == p.scroll.Cursor {
			s = &t.Selected
		}
		if i > p.scroll.Top && p.parted(i) {
			dst = draw.Fill(dst, p.size.W, len(dst)+1)
		}
		p.lined.Blank(len(dst))
		dst = p.row.lines(dst, s, jobs.At(i))
		p.lined.Show(len(dst), jobs.At(i).ID)
	}
	return draw.Fill(dst, p.size.W, p.size.H)
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.titled.head }

func (p *Pane) empty() []string {
	text := []string{"", "No backtests yet: n submits one."}
	if !p.env.State.Link.Up {
		text[1] = "Waiting for Redis."
	}
	for i, s := range text {
		var l draw.Line
		text[i] = l.Left(p.env.Theme.Faint, "  "+s, p.size.W).String()
	}
	return text
}
