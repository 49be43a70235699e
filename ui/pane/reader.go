package pane

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// Reader is an overlay to read something that may be longer than the screen.
type Reader struct {
	env    *Env
	title  string
	fill   func(*Page)
	rev    func() uint64 // of what is shown; nil if that never changes
	size   Size
	lines  []string
	filled filled
	scroll int
	keys   []keymap.Action
	cache  Cache[readerKey]
}

// filled is what the lines depend on; what they show is taken when it changes.
type filled struct {
	width int
	theme *theme.Theme
	rev   uint64
}

type readerKey struct {
	size   Size
	filled filled
	scroll int
}

// NewReader makes the overlay. fill is called again when the width or the theme
// changes; more are actions beside scrolling and closing.
func NewReader(env *Env, title string, fill func(*Page), more ...keymap.Action) *Reader {
	r := &Reader{env: env, title: title, fill: fill}
	closing := []keymap.Action{env.Keys.Plain("reader.close", env.Close)}
	r.keys = slices.Concat(more, closing, Moves(env.Keys, r.move, r.page))
	return r
}

// Resize is part of Component.
func (r *Reader) Resize(w, h int) { r.size = Size{w, h} }

// Update is part of Component: there is nothing but keys.
func (r *Reader) Update(tea.Msg) tea.Cmd { return nil }

// Want is part of Overlay.
func (r *Reader) Want(w, h int) (int, int) {
	width := min(w, 88)
	return width, min(h, max(8, len(r.text(width-4))+2))
}

// Actions is part of Component.
func (r *Reader) Actions() []keymap.Action { return r.keys }

func (r *Reader) page() int { return max(1, r.size.Inner().H-1) }

func (r *Reader) move(rows int) {
	r.scroll = max(0, min(r.scroll+rows, len(r.lines)-r.size.Inner().H))
}

// text is what there is to read at that width.
func (r *Reader) text(width int) []string {
	k := filled{width: max(1, width), theme: r.env.Theme}
	if r.rev != nil {
		k.rev = r.rev()
	}
	if r.lines == nil || k != r.filled {
		p := NewPage(r.env, k.width)
		r.fill(p)
		r.lines, r.filled = p.Lines(), k
	}
	return r.lines
}

// Following makes the text anew whenever rev, the revision of what it shows,
// has changed.
func (r *Reader) Following(rev func() uint64) *Reader {
	r.rev = rev
	return r
}

// Lines is part of Component.
func (r *Reader) Lines(bool) []string {
	lines := r.text(r.size.W - 4)
	r.move(0)
	k := readerKey{r.size, r.filled, r.scroll}
	return r.cache.Lines(k, func(dst []string) []string {
		box := draw.Box{Title: r.title, Focused: true, Note: r.note(len(lines))}
		return draw.Frame(dst, r.env.Theme, box, inset(r.env.Theme, lines[min(r.scroll, len(lines)):], r.size.Inner()), r.size.W, r.size.H)
	})
}

func (r *Reader) note(n int) string {
	if h := r.size.Inner().H; n > h {
		return fmt.Sprintf("%d%s%d of %d", r.scroll+1, theme.GlyphNone, min(n, r.scroll+h), n)
	}
	return ""
}
