// Package inspector is the view beside the others that shows in full what is under the
// cursor of the one that has the focus. It takes no keys, and knows no view.
package inspector

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the view by.
const ID = "inspector"

// Pane follows the cursor of the view that has the focus.
type Pane struct {
	env     *pane.Env
	size    pane.Size
	of      pane.Inspected
	reading pane.Reading
	head    pane.Head
	cache   pane.Cache[key]
}

// key is everything that the picture depends on: a page that is made anew has other
// lines.
type key struct {
	size  pane.Size
	first *string
	n     int
}

// New makes the view.
func New(env *pane.Env) *Pane { return &Pane{env: env} }

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component.
func (p *Pane) Update(tea.Msg) tea.Cmd { return nil }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action { return nil }

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

// Brief is part of pane.View: without a place of its own it has nothing to say.
func (p *Pane) Brief() string { return "" }

// Lines is part of pane.Component.
func (p *Pane) Lines(bool) []string {
	if in := p.env.Inspected; in != p.of {
		p.of, p.reading = in, pane.Reading{}
	}
	var lines []string
	if p.head = (pane.Head{}); p.of != nil {
		p.head, lines = p.reading.Of(p.env, p.of, p.size.W-2, p.size.H)
	}
	k := key{size: p.size, n: len(lines)}
	if len(lines) > 0 {
		k.first = &lines[0]
	}
	return p.cache.Lines(k, func(dst []string) []string {
		dst = append(dst, pane.Inset(p.env.Theme, lines, p.size)...)
		if left := len(lines) - p.size.H; left > 0 && p.size.H > 0 {
			dst[p.size.H-1] = p.more(left + 1)
		}
		return draw.Fill(dst, p.size.W, p.size.H)
	})
}

// more says how much has no room.
func (p *Pane) more(n int) string {
	var l draw.Line
	text := fmt.Sprintf(" %s %d more lines: %s shows them", theme.GlyphMore, n, theme.GlyphEnter)
	return l.Left(p.env.Theme.Faint, text, p.size.W).Exactly(p.env.Theme.Text, p.size.W)
}
