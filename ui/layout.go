package ui

// paneID names a pane that can have the focus, in the order of Tab.
type paneID int

const (
	paneAlerts paneID = iota
	paneJobs
	paneChannels
	paneCount

	paneServer = paneCount // shows, but cannot have the focus
)

// rect is a place on the screen in cells.
type rect struct{ x, y, w, h int }

// layout says where everything is. A pane without height does not show.
type layout struct {
	panes  [paneCount]rect
	server rect
	detail rect
	briefs []paneID // panes that are a line each, from the row briefY on
	briefY int
}

// The sizes from which more fits on the screen.
const (
	gridWidth   = 100 // all panes at once
	gridHeight  = 26
	wideWidth   = 190 // the detail of an alert beside the list
	wideHeight  = 44
	serverWidth = 23
	graphRows   = 6 // below them a graph says no more than a sparkline
	detailWidth = 56
)

// arrange is a pure function of the size, the focus (for small screens, where
// one pane shows at a time) and the number of channels. The first and the last
// line of the screen belong to the status and the hints.
func arrange(w, h int, focus paneID, channels int) layout {
	if w < gridWidth || h < gridHeight {
		return single(w, h, focus)
	}
	return grid(w, h, channels)
}

func single(w, h int, focus paneID) layout {
	var l layout
	body := max(0, h-2)
	if body >= 9 {
		for id := range paneCount {
			if id != focus {
				l.briefs = append(l.briefs, id)
			}
		}
		if focus == paneChannels { // Redis itself belongs to them
			l.briefs = append(l.briefs, paneServer)
		}
	}
	body -= len(l.briefs)
	l.panes[focus] = rect{0, 1, w, body}
	l.briefY = 1 + body
	return l
}

func grid(w, h, channels int) layout {
	var l layout
	body := h - 2
	pipe := max(8, min(channels+4, body/2))
	if tall := body * 3 / 10; tall >= pipe+graphRows {
		pipe = tall
	}
	top := body - pipe
	jobs := min(max(w*31/100, 36), 110)
	left := w - jobs
	if w >= wideWidth && h >= wideHeight {
		l.detail = rect{left - detailWidth, 1, detailWidth, top}
		left -= detailWidth
	}
	l.panes[paneAlerts] = rect{0, 1, left, top}
	l.panes[paneJobs] = rect{w - jobs, 1, jobs, top}
	l.panes[paneChannels] = rect{0, 1 + top, w - serverWidth, pipe}
	l.server = rect{w - serverWidth, 1 + top, serverWidth, pipe}
	return l
}
