package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/ui/draw"
	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// View is part of tea.Model.
func (a *App) View() tea.View {
	v := tea.NewView(a.screen())
	v.AltScreen = true
	v.WindowTitle = "tickdeck"
	return v
}

// The screen is too small to be of use below this size.
const (
	leastWidth  = 20
	leastHeight = 5
)

func (a *App) screen() string {
	w, h := a.size()
	switch {
	case w <= 0 || h <= 0:
		return ""
	case w < leastWidth || h < leastHeight:
		text, _ := draw.Fit("tickdeck: too small", w)
		return text
	}
	a.draw(w, h)
	if top := a.env.Top(); top != nil {
		a.drawOverlay(top, w)
	}
	a.buf = a.buf[:0]
	for y, parts := range a.rows[:h] {
		if y > 0 {
			a.buf = append(a.buf, '\n')
		}
		for _, part := range parts {
			a.buf = append(a.buf, part...)
		}
	}
	if string(a.buf) != a.text { // compares without a copy
		a.text = string(a.buf)
	}
	return a.text
}

// draw puts the lines of everything beside each other, row by row.
func (a *App) draw(w, h int) {
	for len(a.rows) < h {
		a.rows = append(a.rows, nil)
	}
	for y := range a.rows {
		a.rows[y] = a.rows[y][:0]
	}
	a.add(0, a.status(w))
	a.drawViews()
	for i, row := range a.borders.rows {
		for _, p := range row {
			if p.place < 0 {
				a.add(a.plan.Room.Y+i, a.borders.runs[p.run].text)
			} else {
				a.add(a.plan.Room.Y+i, a.places[p.place].lines[p.line])
			}
		}
	}
	for i, id := range a.plan.Briefs {
		a.add(a.plan.BriefsY+i, a.brief(id, w))
	}
	a.add(h-1, a.hints(w))
}

// drawViews takes the lines of every view, and then paints the lines between
// them, in which their titles stand.
func (a *App) drawViews() {
	focused := -1
	for i := range a.places {
		p := &a.places[i]
		if p.index == a.focus && a.env.Top() == nil {
			focused = i
		}
		p.lines = p.view.Lines(focused == i)
		p.title.head = p.view.Head()
	}
	a.borders.paint(a.env.Theme, focused, a.places)
}

func (a *App) add(y int, part string) { a.rows[y] = append(a.rows[y], part) }

// drawOverlay puts an overlay over the rows, and leaves what is beside it.
func (a *App) drawOverlay(o pane.Overlay, w int) {
	r := a.overlayRect(o)
	o.Resize(r.W, r.H) // what it wants may have changed with what it shows
	for i, line := range o.Lines(true) {
		y := r.Y + i
		if r.W == w {
			a.rows[y] = append(a.rows[y][:0], line)
			continue
		}
		under := strings.Join(a.rows[y], "")
		a.rows[y] = append(a.rows[y][:0], leftOf(under, r.X), line, rightOf(under, r.X+r.W, w))
	}
}

// leftOf is what a line shows left of a column. A wide character that stands on
// both sides of it goes.
func leftOf(line string, x int) string {
	part := ansi.Truncate(line, x, "")
	return part + strings.Repeat(" ", max(0, x-ansi.StringWidth(part)))
}

// rightOf is what a line of w cells shows from a column on.
func rightOf(line string, x, w int) string {
	part := ansi.TruncateLeft(line, x, "")
	if ansi.StringWidth(part) > w-x {
		part = ansi.TruncateLeft(line, x+1, "")
	}
	return strings.Repeat(" ", max(0, w-x-ansi.StringWidth(part))) + part
}

// overlayRect is where an overlay lies: in the middle, between the top and the
// bottom line.
func (a *App) overlayRect(o pane.Overlay) layout.Rect {
	w, h := a.size()
	ow, oh := o.Want(w, h-2)
	ow, oh = min(ow, w), min(oh, h-2)
	return layout.Rect{X: (w - ow) / 2, Y: 1 + (h-2-oh)/2, W: max(ow, 0), H: max(oh, 0)}
}
