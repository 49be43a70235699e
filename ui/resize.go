package ui

import (
	"tickdeck/ui/draw"
	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// The most that is drawn; a larger terminal stays empty beyond.
const (
	mostWidth  = draw.MaxWidth
	mostHeight = 200
)

// placed is a view of the plan, and what it last drew.
type placed struct {
	index int // in views
	view  pane.View
	layout.Rect
	lines []string
	title title
}

// size is how much of the terminal is drawn on.
func (a *App) size() (w, h int) { return min(a.w, mostWidth), min(a.h, mostHeight) }

// resize works out where everything is and tells the views. The first and the
// last line of the screen belong to the status and the hints.
func (a *App) resize() {
	w, h := a.size()
	a.plan = a.arrange(layout.Rect{Y: 1, W: w, H: max(0, h-2)})
	if a.attending() && a.plan.Room.H > leastHeight {
		coverFirst(&a.plan)
	}
	a.places = a.places[:0]
	for _, p := range a.plan.Places {
		i := a.find(p.View)
		a.views[i].view.Resize(p.W, p.H)
		a.places = append(a.places, placed{index: i, view: a.views[i].view, Rect: p.Rect, title: title{name: a.views[i].title}})
	}
	a.borders.arrange(&a.plan)
}

// arrange works out the plan, and notes where the detail is or would be.
func (a *App) arrange(room layout.Rect) layout.Plan {
	focus, at := a.views[a.focus].id, pane.DetailOver
	closed := a.table.Arrange(room, focus, "", a.rowHints)
	opened := a.table.Arrange(room, focus, a.detail, a.rowHints)
	switch a.opened = a.env.DetailWanted(); {
	case closed.Shows(a.detail):
		at = pane.DetailAlways
	case opened.Shows(a.detail) && a.opened:
		at = pane.DetailOpen
	case opened.Shows(a.detail):
		at = pane.DetailClosed
	}
	a.env.PlaceDetail(at)
	if at == pane.DetailOpen {
		return opened
	}
	return closed
}

// updateRowHints asks the views how many rows they could fill, and reports whether one
// has changed its mind.
func (a *App) updateRowHints() (changed bool) {
	for i := range a.views {
		if v, ok := a.views[i].view.(pane.RowHinter); ok {
			rows := v.Rows()
			changed = changed || a.rowHints[a.views[i].id] != rows
			a.rowHints[a.views[i].id] = rows
		}
	}
	return changed
}
