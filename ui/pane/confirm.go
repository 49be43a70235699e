package pane

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// Confirm is an overlay that asks before something is done.
type Confirm struct {
	env      *Env
	title    string
	question string
	size     Size
	keys     []keymap.Action
}

// NewConfirm asks the question; yes names what y does, and do is run then.
func NewConfirm(env *Env, title, question, yes string, do tea.Cmd) *Confirm {
	agree := env.Keys.On("confirm.yes", func() tea.Cmd {
		env.Close()
		return do
	})
	agree.What = yes
	return &Confirm{env: env, title: title, question: question, keys: []keymap.Action{agree, env.Keys.Plain("confirm.no", env.Close)}}
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
	return width, min(h, len(wrap(c.question, max(1, width-6)))+6)
}

// Lines is part of Component.
func (c *Confirm) Lines(bool) []string {
	t, inner := c.env.Theme, c.size.Inner()
	lines := []string{newLine().To(t.Text, inner.W).String()}
	for _, part := range wrap(c.question, max(1, inner.W-4)) {
		lines = append(lines, newLine().Pad(t.Text, min(2, inner.W)).Left(t.Text, part, inner.W-2).To(t.Text, inner.W).String())
	}
	l := newLine().Pad(t.Text, min(2, inner.W))
	for _, a := range c.keys {
		l.Left(t.Key, a.Shown, min(draw.Width(a.Shown), inner.W-l.Width()))
		l.Left(t.Faint, " "+a.What+"   ", min(draw.Width(a.What)+4, inner.W-l.Width()))
	}
	lines = append(lines, lines[0], l.To(t.Text, inner.W).String())
	return draw.Frame(nil, t, draw.Box{Title: c.title, Focused: true}, lines, c.size.W, c.size.H)
}
