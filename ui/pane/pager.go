package pane

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// Pager is an overlay to read something that may be longer than the screen.
type Pager struct {
	env    *Env
	title  string
	fill   func(*Page)
	rev    func() uint64 // of what is shown; nil if that never changes
	size   Size
	lines  []string
	filled filled
	scroll int
	keys   []keymap.Action
	cache  Cache[pagerKey]
}

// filled is what the lines depend on; what they show is taken when it changes.
type filled struct {
	width int
	theme *theme.Theme
	rev   uint64
}

type pagerKey struct {
	size   Size
	filled filled
	scroll int
}

// NewPager makes the overlay. fill is called again when the width or the theme
// changes; more are actions beside scrolling and closing.
func NewPager(env *Env, title string, fill func(*Page), more ...keymap.Action) *Pager {
	p := &Pager{env: env, title: title, fill: fill}
	closing := []keymap.Action{env.Keys.Plain("pager.close", env.Close)}
	p.keys = slices.Concat(more, closing, Moves(env.Keys, p.move, p.page))
	return p
}

// Resize is part of Component.
func (p *Pager) Resize(w, h int) { p.size = Size{w, h} }

// Update is part of Component: the wheel scrolls.
func (p *Pager) Update(msg tea.Msg) tea.Cmd {
	Mouse(msg, p.move, func(int, int) {})
	return nil
}

// Want is part of Overlay.
func (p *Pager) Want(w, h int) (int, int) {
	width := min(w, 88)
	return width, min(h, max(8, len(p.text(width-4))+2))
}

// Actions is part of Component.
func (p *Pager) Actions() []keymap.Action { return p.keys }

func (p *Pager) page() int { return max(1, p.size.Inner().H-1) }

func (p *Pager) move(rows int) {
	p.scroll = max(0, min(p.scroll+rows, len(p.lines)-p.size.Inner().H))
}

// text is what there is to read at that width.
func (p *Pager) text(width int) []string {
	k := filled{width: max(1, width), theme: p.env.Theme}
	if p.rev != nil {
		k.rev = p.rev()
	}
	if p.lines == nil || k != p.filled {
		page := NewPage(p.env, k.width)
		p.fill(page)
		p.lines, p.filled = page.Lines(), k
	}
	return p.lines
}

// Following makes the text anew whenever rev, the revision of what it shows,
// has changed.
func (p *Pager) Following(rev func() uint64) *Pager {
	p.rev = rev
	return p
}

// Lines is part of Component.
func (p *Pager) Lines(bool) []string {
	lines := p.text(p.size.W - 4)
	p.move(0)
	k := pagerKey{p.size, p.filled, p.scroll}
	return p.cache.Lines(k, func(dst []string) []string {
		box := draw.Box{Title: p.title, Focused: true, Note: p.note(len(lines))}
		return draw.Frame(dst, p.env.Theme, box, Inset(p.env.Theme, lines[min(p.scroll, len(lines)):], p.size.Inner()), p.size.W, p.size.H)
	})
}

func (p *Pager) note(n int) string {
	if h := p.size.Inner().H; n > h {
		return fmt.Sprintf("%d%s%d of %d", p.scroll+1, theme.GlyphNone, min(n, p.scroll+h), n)
	}
	return ""
}
