package form

import "tickdeck/ui/pane"

// plan is where everything goes: a pure function of the room, of how many fields
// and patterns there are, and of whether patterns are being chosen.
type plan struct {
	w, h     int
	main     int // columns of the fields
	side     int // columns of what stands beside them; 0 where nothing does
	label    int // cells of the columns
	value    int
	note     int // 0 where there is no room for notes
	titled   bool
	body     int  // lines of the fields
	foot     int  // lines of what is said below them
	expanded bool // all fields have room, the folded ones too
	cols     int  // of the list of patterns
	cell     int  // cells of each
	above    int  // lines of fields above the list, where it stands between them
	rows     int  // of the list
}

// The columns of a row: margin, mark, margin, label, value, note, margin.
const (
	before    = 3  // margins and mark
	after     = 1  // margin
	cellLeast = 27 // "▸ [x] Three White Soldiers" and a gap
	cellBest  = 36 // the longest name whole
	least     = 20 // columns that a form can be drawn in
	wideFrom  = 108
	highFrom  = 18
	whatLines = 5  // the first group, heading included: the patterns are its last
	jsonLines = 18 // kept free below the list where there is room for that
	mostBody  = 38 // what is said below the fields does not stand far from them
)

func (f *Form) plan() plan {
	shown := 0
	for i := range f.fields {
		if f.counts(&f.fields[i]) {
			shown++
		}
	}
	return layout(f.size, shown, len(f.list.options(f.env.State.Patterns)), f.focus == patterns)
}

func layout(size pane.Size, fields, options int, choosing bool) plan {
	p := plan{w: size.W, h: size.H, main: size.W, titled: size.H >= 6, foot: 1}
	if p.h >= 12 {
		p.foot = 2
	}
	p.body = p.h - p.foot - 1 // and what would be sent
	if p.titled {
		p.body--
	}
	p.body = max(1, min(p.body, mostBody))
	const headings, foldsAndButton = 6, 3
	p.expanded = p.body >= fields-foldsAndButton+headings
	if p.w >= wideFrom && p.h >= highFrom {
		p.main = max(68, min(86, p.w*59/100))
		p.side = p.w - p.main - 2 // the line between them, and a margin
	}
	p.columns()
	p.list(options, choosing)
	return p
}

// columns parts a row of the fields.
func (p *plan) columns() {
	switch p.label = 15; {
	case p.main < 36:
		p.label = 9
	case p.main < 64:
		p.label = 14
	}
	rest := p.main - before - p.label - after
	p.value = max(1, rest)
	if p.main >= 54 {
		p.value = max(20, rest*43/100)
		p.note = rest - p.value
	}
}

// list finds the room for the patterns: beside the fields, or between them while
// they are being chosen.
func (p *plan) list(options int, choosing bool) {
	room := p.w - 1 - after
	if p.side > 0 {
		room = p.side
	}
	room = max(1, room)
	p.cols = max(1, room/cellLeast)
	if p.cols > 2 {
		p.cols = max(2, room/cellBest)
	}
	p.cell = room / p.cols
	need := (options + p.cols - 1) / p.cols
	switch {
	case p.side > 0:
		p.rows = max(1, min(need, max(p.body-jsonLines, p.body/2)))
	case choosing:
		p.above = min(whatLines-1, max(0, p.body-4))
		p.rows = max(0, min(need, p.body-p.above-1))
	}
}

// tiny reports whether there is no room for a form at all.
func (f *Form) tiny() bool { return f.size.W < least || f.size.H < 5 }
