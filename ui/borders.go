package ui

import (
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// title is what stands in the line above a view.
type title struct {
	name string
	head pane.Head
}

// borders are the lines that the views share, one box parted by them, or the
// title row of a page. They are worked out when the plan changes; a run of them
// is painted when a title in it, the focus or the theme has changed.
type borders struct {
	plan        *layout.Plan
	sides       []side // of each cell of the room, row by row
	runs        []run
	rows        [][]piece // of the room, from left to right
	theme       *theme.Theme
	highlighted int // place with the focus, or -1
	words       []word
	buf         []byte
}

// piece is a part of a row: a line of a place, or a run of the borders.
type piece struct {
	place, line int
	run         int // if place is -1
}

// run is a part of the borders that lies in one row.
type run struct {
	layout.Rect
	titled []int   // places whose title is in it
	titles []title // as painted
	text   string
}

// side tells where lines leave a cell to, and whether they have the focus.
type side uint8

const (
	north side = 1 << iota
	south
	west
	east
	lit
)

// joint is the character of a cell by the sides that lines leave it on.
func (s side) joint() string {
	return [lit]string{
		0: " ", west | east: theme.GlyphRule, north | south: theme.GlyphSide,
		south | east: theme.GlyphCornerNW, south | west: theme.GlyphCornerNE,
		north | east: theme.GlyphCornerSW, north | west: theme.GlyphCornerSE,
		north | south | east: theme.GlyphTeeW, north | south | west: theme.GlyphTeeE,
		south | west | east: theme.GlyphTeeN, north | west | east: theme.GlyphTeeS,
		north | south | west | east: theme.GlyphCross,
	}[s&^lit]
}

// arrange works out the lines of a plan.
func (b *borders) arrange(p *layout.Plan) {
	b.plan, b.theme = p, nil
	room := p.Room
	b.sides = make([]side, max(0, room.W*room.H))
	b.runs, b.rows = b.runs[:0], make([][]piece, room.H)
	if !p.Page {
		for _, place := range p.Places {
			b.around(place.Rect)
		}
	}
	for y := range room.H {
		b.row(room.Y + y)
	}
}

func (b *borders) at(x, y int) *side {
	return &b.sides[(y-b.plan.Room.Y)*b.plan.Room.W+x-b.plan.Room.X]
}

// edge calls do with every cell around a place, and the sides it has there.
func edge(r layout.Rect, do func(x, y int, s side)) {
	x0, y0, x1, y1 := r.X-1, r.Y-1, r.X+r.W, r.Y+r.H
	for x := r.X; x < x1; x++ {
		do(x, y0, west|east)
		do(x, y1, west|east)
	}
	for y := r.Y; y < y1; y++ {
		do(x0, y, north|south)
		do(x1, y, north|south)
	}
	do(x0, y0, south|east)
	do(x1, y0, south|west)
	do(x0, y1, north|east)
	do(x1, y1, north|west)
}

func (b *borders) around(r layout.Rect) {
	edge(r, func(x, y int, s side) { *b.at(x, y) |= s })
}

// row parts a row into what the places show of it and what is between them.
func (b *borders) row(y int) {
	room := b.plan.Room
	row := &b.rows[y-room.Y]
	for x := room.X; x < room.X+room.W; {
		if i := b.placeAt(x, y); i >= 0 {
			p := b.plan.Places[i]
			*row = append(*row, piece{place: i, line: y - p.Y})
			x += p.W
			continue
		}
		r := run{Rect: layout.Rect{X: x, Y: y, H: 1}}
		for x < room.X+room.W && b.placeAt(x, y) < 0 {
			x++
		}
		r.W = x - r.X
		for i, p := range b.plan.Places {
			if p.Y-1 == y && p.X >= r.X && p.X < r.X+r.W {
				r.titled = append(r.titled, i)
			}
		}
		r.titles = make([]title, len(r.titled))
		*row = append(*row, piece{place: -1, run: len(b.runs)})
		b.runs = append(b.runs, r)
	}
}

func (b *borders) placeAt(x, y int) int {
	for i, p := range b.plan.Places {
		if contains(p.Rect, x, y) {
			return i
		}
	}
	return -1
}

// paint brings the runs up to date. focus is the place that has it, or -1.
func (b *borders) paint(t *theme.Theme, focus int, places []placed) {
	all := t != b.theme || focus != b.highlighted
	if all {
		b.theme, b.highlighted = t, focus
		b.light()
	}
	for i := range b.runs {
		r, stale := &b.runs[i], all
		for k, p := range r.titled {
			stale = stale || r.titles[k] != places[p].title
			r.titles[k] = places[p].title
		}
		if stale {
			r.text = b.draw(r)
		}
	}
}

// light marks the lines around the place with the focus.
func (b *borders) light() {
	for i := range b.sides {
		b.sides[i] &^= lit
	}
	if b.highlighted >= 0 && !b.plan.Page {
		edge(b.plan.Places[b.highlighted].Rect, func(x, y int, _ side) { *b.at(x, y) |= lit })
	}
}

func (b *borders) draw(r *run) string {
	if b.plan.Page {
		var box draw.Box
		for _, t := range r.titles { // at most one
			box = draw.Box{Title: t.name, Scope: t.head.Scope, Note: t.head.Note, Focused: b.highlighted >= 0}
		}
		return draw.TitleRow(b.theme, box, r.W)
	}
	b.buf, b.words = b.buf[:0], b.words[:0]
	for k, p := range r.titled {
		b.title(p, r.titles[k])
	}
	words := b.words
	for x := r.X; x < r.X+r.W; {
		to := r.X + r.W
		if len(words) > 0 {
			to = words[0].x
		}
		if x == to {
			b.buf = words[0].paint.Append(b.buf, words[0].text)
			x += words[0].w
			words = words[1:]
			continue
		}
		x = b.joints(x, to, r.Y)
	}
	return string(b.buf)
}

// joints draws lines of one colour, as far as that goes.
func (b *borders) joints(x, to, y int) int {
	first, paint := *b.at(x, y), b.theme.Border
	if first&lit != 0 {
		paint = b.theme.Focus
	}
	b.buf = paint.Open(b.buf)
	for ; x < to && *b.at(x, y)&lit == first&lit; x++ {
		b.buf = append(b.buf, b.at(x, y).joint()...)
	}
	b.buf = paint.Close(b.buf)
	return x
}
