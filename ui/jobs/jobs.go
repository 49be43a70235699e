// Package jobs is the pane of the backtests: those that run with their
// progress, those that wait, and those that are finished.
package jobs

import (
	"context"
	"fmt"
	"strings"
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
	size     pane.Size
	head     pane.Head
	scroll   pane.Scroll
	selected string // id of the job under the cursor
	cache    pane.Cache[key]
	row      row
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

// New makes the pane.
func New(env *pane.Env, jobs pane.Jobs) *Pane {
	p := &Pane{env: env, jobs: jobs}
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

// Update is part of pane.Component.
func (p *Pane) Update(tea.Msg) tea.Cmd { return nil }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action { return p.keys }

func (p *Pane) window() int { return max(1, p.size.H-p.headers()) }

func (p *Pane) headers() int {
	if p.row.table() {
		return 1
	}
	return 0
}

func (p *Pane) move(rows int) {
	p.settle()
	jobs := &p.env.State.Jobs
	if jobs.Held() == 0 {
		return
	}
	p.scroll.Cursor = max(0, min(p.scroll.Cursor+rows, jobs.Held()-1))
	p.selected = jobs.At(p.scroll.Cursor).ID
	p.settle()
}

// settle finds the selected job again, and shows it whole. Without one the
// cursor stays on the first.
func (p *Pane) settle() {
	jobs, c := &p.env.State.Jobs, &p.scroll
	if c.Cursor = jobs.Find(p.selected); c.Cursor < 0 {
		c.Cursor, p.selected = 0, ""
	}
	c.Top = max(0, min(c.Top, c.Cursor))
	for c.Top < c.Cursor && p.height(c.Top, c.Cursor+1) > p.window() {
		c.Top++
	}
	for c.Top > 0 && p.height(c.Top-1, jobs.Held()) <= p.window() {
		c.Top--
	}
}

// height is how many lines the jobs from one place up to another take, counted
// up to just above a window.
func (p *Pane) height(from, to int) (n int) {
	for i := from; i < to && n <= p.window(); i++ {
		n += p.row.height(p.env.State.Jobs.At(i))
	}
	return n
}

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
		p.env.Open(newDetail(p.env, j.ID))
	}
}

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.settle()
	s := p.env.State
	k := key{
		size: p.size, rev: s.Jobs.Rev, scroll: p.scroll, focused: focused, theme: p.env.Theme, link: s.Link.Up, trouble: s.Trouble,
	}
	if c := s.Jobs.Counts; c[model.PhaseRunning]+c[model.PhaseCancelling] > 0 {
		k.second = p.env.Now.Unix() // elapsed and remaining time tick
	}
	return p.cache.Lines(k, func(dst []string) []string { return p.draw(dst, focused) })
}

func (p *Pane) draw(dst []string, focused bool) []string {
	t := p.env.Theme
	p.row.now = p.env.Now
	jobs := &p.env.State.Jobs
	p.head = pane.Head{Note: p.Brief()}
	lines := dst
	if p.row.table() && jobs.Held() > 0 {
		lines = append(lines, p.row.header(t.Faint))
	}
	if jobs.Held() == 0 {
		lines = append(lines, p.empty()...)
	}
	for i := p.scroll.Top; i < jobs.Held() && len(lines) < p.size.H; i++ {
		s := &t.Styles
		if focused && i == p.scroll.Cursor {
			s = &t.Selected
		}
		lines = append(lines, p.row.lines(s, jobs.At(i))...)
	}
	return draw.Fill(lines, p.size.W, p.size.H)
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

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

// Brief says how many jobs are in which phase, and how many of those that run
// are stalled.
func (p *Pane) Brief() string {
	if !p.env.State.Link.Up {
		return "not connected"
	}
	counts := p.env.State.Jobs.Counts
	var parts []string
	for _, phase := range [...]model.Phase{
		model.PhaseRunning, model.PhaseCancelling, model.PhaseQueued, model.PhaseUnknown,
		model.PhaseCompleted, model.PhaseFailed, model.PhaseCancelled,
	} {
		if n := counts[phase]; n > 0 {
			parts = append(parts, draw.Count(uint64(n))+" "+phase.String())
		}
	}
	if n := p.stalled(); n > 0 {
		parts = append([]string{fmt.Sprintf("%d stalled", n)}, parts...)
	}
	if p.env.State.Trouble != "" {
		parts = append([]string{"! see u"}, parts...)
	}
	if len(parts) == 0 {
		return "none yet"
	}
	return strings.Join(parts, " · ")
}

// stalled counts the jobs whose worker is silent: those that run are listed first.
func (p *Pane) stalled() (n int) {
	jobs := &p.env.State.Jobs
	for i := range jobs.Held() {
		j := jobs.At(i)
		if j.Phase != model.PhaseRunning && j.Phase != model.PhaseCancelling {
			break
		}
		if j.Stalled(p.env.Now) > 0 {
			n++
		}
	}
	return n
}

// cancelTimeout is how long a cancel command may take.
const cancelTimeout = 5 * time.Second

func (p *Pane) cancel() tea.Cmd {
	j, ok := p.Selected()
	switch {
	case !ok:
		return nil
	case j.Phase.Terminal():
		return pane.Toast(pane.Warning, fmt.Sprintf("%s is finished: %s", shortID(j.ID), j.Phase))
	}
	question := fmt.Sprintf("Cancel %s (%s)? What it has done so far is lost.", shortID(j.ID), symbolList(j.Symbols, 30))
	p.env.Open(pane.NewConfirm(p.env, "Cancel job", question, "cancel the job", p.send(j.ID)))
	return nil
}

// send returns the command that asks the workers to stop a job.
func (p *Pane) send(id string) tea.Cmd {
	jobs := p.jobs
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), cancelTimeout)
		defer cancel()
		heard, err := jobs.Cancel(ctx, id)
		switch {
		case err != nil:
			return pane.ToastMsg{Level: pane.Failure, Text: err.Error()}
		case heard == 0:
			return pane.ToastMsg{Level: pane.Warning, Text: "asked to cancel " + shortID(id) + ", but 0 workers are listening"}
		}
		return pane.ToastMsg{Level: pane.Success, Text: fmt.Sprintf("asked %s to cancel %s", workers(heard), shortID(id))}
	}
}
