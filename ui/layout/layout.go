// Package layout says where on the screen which view is. Arrangements are data,
// and working them out is a pure function: it knows views by their ids only, and
// draws nothing.
package layout

import "slices"

// Rect is a place on the screen in cells.
type Rect struct{ X, Y, W, H int }

// Focused stands in an arrangement for the view that has the focus.
const Focused = "*"

// Node is a part of the screen: one view, or parts side by side or stacked.
type Node struct {
	View  string
	Cols  []Node // from left to right
	Rows  []Node // from top to bottom
	Cells Cells  // how wide it is among Cols, or how high among Rows
}

// Cells says how much of its parent a part takes, lines aside. The zero value
// shares what the others leave.
type Cells struct {
	Percent  int // of the parent
	Min, Max int // its bounds; no Max if 0
	// Fit takes the rows that this view wishes for, at most half of the parent,
	// and Percent only where that leaves it at least Spare rows more.
	Fit   string
	Spare int
}

// Brief is a view that is shown as a line where it has no room of its own.
type Brief struct {
	View string
	With string // only while this one has the focus; always if ""
}

// Arrangement is where views are from a size on.
type Arrangement struct {
	MinW, MinH int
	Focus      string // only while this view has the focus; whichever has it if ""
	Open       string // only while this view is opened; whether it is or not if ""
	Root       Node
	// Page is an arrangement of one view, which fills the screen below a title
	// row. The others part a box, with lines between them.
	Page   bool
	Briefs []Brief
}

// Table are the arrangements, the most demanding first. The last one fits always.
type Table []Arrangement

// Place is where the content of a view goes.
type Place struct {
	View string
	Rect
}

// Plan is where everything is.
type Plan struct {
	Room   Rect
	Page   bool // the one place has a title row above it; else lines are around all of them
	Places []Place
	Briefs []string // a line each, from the row BriefsY on
	// BriefsY is below the room of the places.
	BriefsY int
}

// Arrange works out the plan for a room: of the first arrangement that fits into
// it and shows the view with the focus. open is a view that was opened beside the
// others, or ""; wishes are the rows that views would like to have.
func (t Table) Arrange(room Rect, focus, open string, wishes map[string]int) Plan {
	for i := range t {
		a := &t[i]
		if i == len(t)-1 || a.fits(room, focus, open) {
			return a.plan(room, focus, wishes)
		}
	}
	return Plan{Room: room}
}

func (a *Arrangement) fits(room Rect, focus, open string) bool {
	now := func(want, is string) bool { return want == "" || want == is }
	return room.W >= a.MinW && room.H >= a.MinH && now(a.Focus, focus) && now(a.Open, open) && a.Root.shows(focus)
}

// Shows reports whether a view has a place of its own.
func (p *Plan) Shows(view string) bool {
	return slices.ContainsFunc(p.Places, func(at Place) bool { return at.View == view })
}

func (n *Node) shows(view string) bool {
	inside := func(n Node) bool { return n.shows(view) }
	return n.View == view || n.View == Focused || slices.ContainsFunc(n.Cols, inside) || slices.ContainsFunc(n.Rows, inside)
}

func (a *Arrangement) plan(room Rect, focus string, wishes map[string]int) Plan {
	p := Plan{Room: room, Page: a.Page}
	for _, b := range a.Briefs {
		if b.View != focus && (b.With == "" || b.With == focus) {
			p.Briefs = append(p.Briefs, b.View)
		}
	}
	p.Room.H = max(0, room.H-len(p.Briefs))
	p.BriefsY = p.Room.Y + p.Room.H
	inner := Rect{room.X + 1, room.Y + 1, room.W - 2, p.Room.H - 2}
	if a.Page {
		inner = Rect{room.X, room.Y + 1, room.W, p.Room.H - 1}
	}
	if inner.W > 0 && inner.H > 0 {
		split(&a.Root, inner, wishes, func(view string, r Rect) {
			if view == Focused {
				view = focus
			}
			p.Places = append(p.Places, Place{view, r})
		})
	}
	return p
}

// split gives the parts of a node their room, with a line between them.
func split(n *Node, r Rect, wishes map[string]int, place func(string, Rect)) {
	switch {
	case len(n.Cols) > 0:
		for i, w := range share(n.Cols, r.W, wishes) {
			split(&n.Cols[i], Rect{r.X, r.Y, w, r.H}, wishes, place)
			r.X += w + 1
		}
	case len(n.Rows) > 0:
		for i, h := range share(n.Rows, r.H, wishes) {
			split(&n.Rows[i], Rect{r.X, r.Y, r.W, h}, wishes, place)
			r.Y += h + 1
		}
	default:
		place(n.View, r)
	}
}

// share divides a width or a height among parts. What is fixed comes first; the
// others share the rest, and the last of them takes what cannot be divided.
func share(parts []Node, room int, wishes map[string]int) []int {
	out := make([]int, len(parts))
	left, open, last := room-(len(parts)-1), 0, -1
	for i := range parts {
		if parts[i].Cells == (Cells{}) {
			open, last = open+1, i
			continue
		}
		out[i] = max(1, min(parts[i].Cells.of(room, wishes), left-(len(parts)-1-i)))
		left -= out[i]
	}
	for i := range parts {
		if parts[i].Cells == (Cells{}) {
			out[i] = max(1, left/open)
		}
	}
	if last >= 0 {
		out[last] += max(0, left-open*(left/open))
	}
	return out
}

// of is how many cells it takes of a parent's room.
func (c Cells) of(room int, wishes map[string]int) int {
	n := room * c.Percent / 100
	if c.Fit != "" {
		if fit := max(c.Min, min(wishes[c.Fit], room/2)); n < fit+c.Spare {
			n = fit
		}
	}
	n = max(n, c.Min)
	if c.Max > 0 {
		n = min(n, c.Max)
	}
	return n
}
