package ui

import "tickdeck/ui/draw"

// The most that is drawn; a larger terminal stays empty beyond.
const (
	mostWidth  = draw.MaxWidth
	mostHeight = 200
)

// place works out where everything is and tells the panes.
func (a *App) place() {
	w, h := min(a.w, mostWidth), min(a.h, mostHeight)
	a.layout = arrange(w, h, a.focus, len(a.env.State.Channels))
	for id, r := range a.layout.panes {
		if r.h > 0 {
			a.panes[id].Place(r.w, r.h)
		}
	}
	a.server.Place(a.layout.server.w, a.layout.server.h)
	a.detail.Place(a.layout.detail.w, a.layout.detail.h)
}
