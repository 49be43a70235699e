package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/ui/draw"
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
	w, h := min(a.w, mostWidth), min(a.h, mostHeight)
	switch {
	case w <= 0 || h <= 0:
		return ""
	case w < leastWidth || h < leastHeight:
		text, _ := draw.Fit("tickdeck: too small", w)
		return text
	}
	a.draw(w, h)
	if top := a.env.Top(); top != nil {
		a.lay(top, w)
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
	l := &a.layout
	a.put(l.panes[paneAlerts], a.panes[paneAlerts])
	a.put(l.detail, a.detail)
	a.put(l.panes[paneJobs], a.panes[paneJobs])
	a.put(l.panes[paneChannels], a.panes[paneChannels])
	a.put(l.server, a.server)
	for i, id := range l.briefs {
		a.add(l.briefY+i, a.brief(id, w))
	}
	a.add(h-1, a.hints(w))
}

func (a *App) add(y int, part string) { a.rows[y] = append(a.rows[y], part) }

// put adds a pane's lines to the right of what is there: panes of the same rows
// are put from left to right.
func (a *App) put(r rect, p pane.Pane) {
	if r.h <= 0 {
		return
	}
	focused := a.env.Top() == nil && pane.Pane(a.panes[a.focus]) == p
	for i, line := range p.Lines(focused) {
		a.add(r.y+i, line)
	}
}

// lay puts an overlay over the rows, and leaves what is beside it.
func (a *App) lay(o pane.Overlay, w int) {
	r := a.overlayRect(o)
	o.Place(r.w, r.h) // what it wants may have changed with what it shows
	for i, line := range o.Lines(true) {
		y := r.y + i
		if r.w == w {
			a.rows[y] = append(a.rows[y][:0], line)
			continue
		}
		under := strings.Join(a.rows[y], "")
		a.rows[y] = append(a.rows[y][:0], leftOf(under, r.x), line, rightOf(under, r.x+r.w, w))
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
func (a *App) overlayRect(o pane.Overlay) rect {
	w, h := min(a.w, mostWidth), min(a.h, mostHeight)
	ow, oh := o.Want(w, h-2)
	ow, oh = min(ow, w), min(oh, h-2)
	return rect{(w - ow) / 2, 1 + (h-2-oh)/2, max(ow, 0), max(oh, 0)}
}
