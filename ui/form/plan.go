package form

// plan is where everything goes: a pure function of the room and of how many
// patterns there are.
type plan struct {
	w, h   int // inside the border
	label  int // cells of the columns
	value  int
	note   int
	listAt int // where the list of patterns begins
	cols   int // of that list
	cell   int // cells of each
	rows   int // that show
	tall   bool
	top    int // empty lines at the top
	hints  bool
}

// The columns of a row: margin, mark, label, value, gap, note, margin.
const (
	before    = 3  // margin and mark
	after     = 1  // margin
	boxAt     = 2  // in a cell, behind the cursor's mark
	cellLeast = 26 // "▸ [x] Three White Soldiers"
	tallRows  = 14 // of a form with room for messages, the patterns left out
	flatRows  = 7  // of one without
	least     = 20 // columns that a form can be drawn in
)

func (f *Form) plan() plan {
	in := f.size.Inner()
	return layout(in.W, in.H, len(f.list.options(f.env.State.Pattern.Words())), f.focus == patterns)
}

func layout(w, h, options int, choosing bool) plan {
	p := plan{w: w, h: h, label: 9, listAt: before, hints: h >= 8}
	if w >= 64 {
		p.label, p.listAt = 16, before+16-boxAt
	}
	gap := 0
	if w >= 44 {
		p.note, gap = 15, 1
	}
	p.value = max(1, w-before-p.label-gap-p.note-after)
	list := max(1, w-p.listAt-after)
	p.cols = max(1, list/cellLeast)
	p.cell = list / p.cols
	need := (options + p.cols - 1) / p.cols
	p.tall = h >= tallRows+min(3, need)
	switch body := p.body(); {
	case p.tall:
		p.rows = min(need, h-tallRows)
		p.top = min(1, h-tallRows-p.rows)
	case body > flatRows:
		p.rows = min(need, body-flatRows)
	case choosing: // the list and its filter take all there is
		p.rows = max(1, min(need, body-1))
	default:
		p.rows = 1
	}
	return p
}

// body is the room for the fields where they have no messages of their own.
func (p plan) body() int {
	body := p.h - 1
	if p.hints {
		body--
	}
	return max(1, body)
}

// tiny reports whether there is no room for a form at all.
func (f *Form) tiny() bool { return f.size.W < least || f.size.H < 5 }

// title of a field, as wide as the plan allows.
func (p plan) title(at field) string {
	if p.label < 16 {
		return [fields]string{"Symbols", "Start", "End", "Patterns", "Capital", "Position", ""}[at]
	}
	return [fields]string{"Symbols", "Start date", "End date", "Patterns", "Initial capital", "Position size", ""}[at]
}

// placeholder is what an empty field says.
func placeholder(at field) string {
	return [fields]string{
		symbols: "such as AAPL, MSFT", start: "YYYY-MM-DD", end: "YYYY-MM-DD",
		patterns: "type to filter", capital: "such as 100,000", position: "such as 0.1 or 10%",
	}[at]
}
