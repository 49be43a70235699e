package pane

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// Reader is a page that fills the screen with what is under the cursor of a list, from
// which one goes on to the next of it.
type Reader struct {
	env     *Env
	in      Inspected
	size    Size
	reading Reading
	head    Head
	lines   []string
	scroll  int
	keys    []keymap.Action
}

// NewReader makes the page. step goes on by so many rows of the list, leave takes the
// page away; more are further actions.
func NewReader(env *Env, in Inspected, step func(by int), leave func(), more ...keymap.Action) *Reader {
	r := &Reader{env: env, in: in}
	on := func(by int) func() {
		return func() {
			step(by)
			r.scroll = 0
		}
	}
	r.keys = slices.Concat([]keymap.Action{
		env.Keys.Plain("detail.next", on(1)),
		env.Keys.Plain("detail.before", on(-1)),
		env.Keys.Plain("detail.close", leave),
	}, more, Moves(env.Keys, r.move, r.window))
	return r
}

// Resize is part of Component.
func (r *Reader) Resize(w, h int) { r.size = Size{w, h} }

// Update is part of Component: there is nothing but keys.
func (r *Reader) Update(tea.Msg) tea.Cmd { return nil }

// Want is part of Overlay.
func (r *Reader) Want(w, h int) (int, int) { return w, h }

// Actions is part of Component.
func (r *Reader) Actions() []keymap.Action { return r.keys }

// readerWidth is the most cells of a line: longer ones are hard to read.
const readerWidth = 120

// window is how many lines show below the title.
func (r *Reader) window() int { return max(1, r.size.H-1) }

func (r *Reader) move(lines int) {
	r.scroll = max(0, min(r.scroll+lines, len(r.lines)-r.window()))
}

// Lines is part of Component.
func (r *Reader) Lines(bool) []string {
	t, w := r.env.Theme, r.size.W
	width := min(w, readerWidth)
	r.head, r.lines = r.reading.Of(r.env, r.in, width-2, r.window())
	r.move(0)
	box := draw.Box{Title: r.head.Title, Scope: r.head.Scope, Note: r.note(), Focused: true}
	out := append(make([]string, 0, r.size.H+1), draw.TitleRow(t, box, w))
	for _, line := range Inset(t, r.lines[min(r.scroll, len(r.lines)):], Size{width, r.size.H - 1}) {
		out = append(out, newLine().Raw(line, width).To(t.Text, w).String())
	}
	return draw.Fill(out, w, r.size.H)
}

// note is the place in the list, and how many lines there are that do not show.
func (r *Reader) note() string {
	lines := ""
	switch below := len(r.lines) - r.scroll - r.window(); {
	case below > 0:
		lines = fmt.Sprintf("%s %d more", theme.GlyphArrowD, below)
	case r.scroll > 0:
		lines = fmt.Sprintf("%s %d above", theme.GlyphArrowU, r.scroll)
	}
	if lines == "" || r.head.Note == "" {
		return lines + r.head.Note
	}
	return lines + theme.Separator + r.head.Note
}
