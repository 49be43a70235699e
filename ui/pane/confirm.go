package pane

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// Question is what is asked before something is done.
type Question struct {
	Title string
	Text  string
	Yes   string // what agreeing does
	// Strong asks for a capital letter, so that nobody agrees by habit: it is about
	// what belongs to somebody else.
	Strong bool
}

// Confirm is an overlay that asks before something is done.
type Confirm struct {
	env  *Env
	ask  Question
	size Size
	keys []keymap.Action
}

// NewConfirm asks a question; do is run when the answer is yes.
func NewConfirm(env *Env, q Question, do tea.Cmd) *Confirm {
	id := "confirm.yes"
	if q.Strong {
		id = "confirm.strong"
	}
	agree := env.Keys.On(id, func() tea.Cmd {
		env.Close()
		return do
	})
	agree.What = q.Yes
	return &Confirm{env: env, ask: q, keys: []keymap.Action{agree, env.Keys.Plain("confirm.no", env.Close)}}
}

// Resize is part of Component.
func (c *Confirm) Resize(w, h int) { c.size = Size{w, h} }

// Update is part of Component: there is nothing but keys.
func (c *Confirm) Update(tea.Msg) tea.Cmd { return nil }

// Actions is part of Component.
func (c *Confirm) Actions() []keymap.Action { return c.keys }

// Want is part of Overlay.
func (c *Confirm) Want(w, h int) (int, int) {
	width := min(w, 64)
	return width, min(h, len(wrap(c.ask.Text, max(1, width-6)))+6)
}

// Lines is part of Component.
func (c *Confirm) Lines(bool) []string {
	t, inner := c.env.Theme, c.size.Inner()
	paint := t.Text
	if c.ask.Strong {
		paint = t.Warn
	}
	lines := []string{newLine().To(t.Text, inner.W).String()}
	for _, part := range wrap(c.ask.Text, max(1, inner.W-4)) {
		lines = append(lines, newLine().Pad(t.Text, min(2, inner.W)).Left(paint, part, inner.W-2).To(t.Text, inner.W).String())
	}
	l := newLine().Pad(t.Text, min(2, inner.W))
	for _, a := range c.keys {
		l.Left(t.Key, a.Shown, min(draw.Width(a.Shown), inner.W-l.Width()))
		l.Left(t.Faint, " "+a.What+"   ", min(draw.Width(a.What)+4, inner.W-l.Width()))
	}
	lines = append(lines, lines[0], l.To(t.Text, inner.W).String())
	return draw.Frame(nil, t, draw.Box{Title: c.ask.Title, Focused: true}, lines, c.size.W, c.size.H)
}
