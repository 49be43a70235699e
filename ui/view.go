package ui

import (
	"cmp"
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
	v.ReportFocus = true
	v.WindowTitle = string(a.parts.glyphs.Append(nil, cmp.Or(a.reports.title, windowName)))
	v.ProgressBar = a.reports.bar
	if a.mouse {
		v.MouseMode = tea.MouseModeCellMotion // there is none that leaves the motion out
	}
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
		text, _ := draw.Truncate("tickdeck: too small", w)
		return text
	}
	a.drawViews()
	over := a.drawOverlay()
	a.parts.begin()
	for y := range h {
		a.row = a.appendRow(a.row[:0], y, w, h)
		if i := y - over.Y; i >= 0 && i < over.H {
			a.row = over.put(a.row, i, w)
		}
		a.parts.add(a.row)
	}
	return a.parts.text()
}

// appendRow adds what the screen shows in a row while nothing lies over it, in
// parts from left to right.
func (a *App) appendRow(dst []string, y, w, h int) []string {
	row, brief := y-a.plan.Room.Y, y-a.plan.BriefsY
	switch {
	case y == 0:
		return append(dst, a.status(w))
	case y == h-1:
		return append(dst, a.hints(w))
	case row < 0:
		return append(dst, a.attentionLine(w))
	case brief >= 0 && brief < len(a.plan.Briefs):
		return append(dst, a.brief(a.plan.Briefs[brief], w))
	}
	for _, p := range a.borders.rows[row] {
		if p.place < 0 {
			dst = append(dst, a.borders.runs[p.run].text)
		} else {
			dst = append(dst, a.places[p.place].lines[p.line])
		}
	}
	return dst
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
		p.title.name = cmp.Or(p.title.head.Title, a.views[p.index].title)
	}
	a.borders.paint(a.env.Theme, focused, a.places)
}

// cover is the topmost overlay: where it lies, and its lines.
type cover struct {
	layout.Rect
	lines []string
}

// drawOverlay is the topmost overlay; without one, nothing is covered.
func (a *App) drawOverlay() cover {
	top := a.env.Top()
	if top == nil {
		return cover{}
	}
	r := a.overlayRect(top)
	top.Resize(r.W, r.H) // what it wants may have changed with what it shows
	return cover{r, top.Lines(true)}
}

// put lays line i of the overlay over a row of w cells.
func (c *cover) put(row []string, i, w int) []string {
	if c.W == w {
		return append(row[:0], c.lines[i])
	}
	under := strings.Join(row, "")
	return append(row[:0], leftOf(under, c.X), c.lines[i], rightOf(under, c.X+c.W, w))
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
