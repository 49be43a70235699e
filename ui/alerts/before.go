package alerts

import (
	"math"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// before says what such alerts were worth in an engine's history: without colour,
// since it is no advice.
func before(t *theme.Theme, p *pane.Page, known *model.EvidenceSet, a *model.Alert) {
	e, missing := known.Of(a)
	if missing != "" {
		p.Painted("before", t.Faint, missing)
		return
	}
	p.Field("before", e.Verdict())
	p.Figure("seen", t.Text, draw.Count(uint64(e.N)), figureWidth, func(l *draw.Line) {
		if e.Symbols > 0 {
			l.Add(t.Faint, "  on "+several(e.Symbols, "symbol"))
		}
	})
	digits := returnDigits(e.Mean, e.BaseMean)
	pairs := []pair{
		{"mean, " + several(e.Horizon, e.Unit()), draw.Change(e.Mean, digits), draw.Change(e.BaseMean, digits)},
		{went(&e), draw.Fraction(e.Hit, 1), draw.Fraction(e.BaseHit, 1)},
	}
	compare(t, p, "  any "+e.Unit()+" ", pairs)
	p.Field("counted in", history(&e))
}

// pair is a figure of the detections, and the same of all bars.
type pair struct{ name, value, base string }

// compare puts the figures below each other, and what they are held against.
func compare(t *theme.Theme, p *pane.Page, against string, pairs []pair) {
	cells := 0
	for _, x := range pairs {
		cells = max(cells, draw.Width(x.base))
	}
	for _, x := range pairs {
		p.Figure(x.name, t.Text, x.value, figureWidth, func(l *draw.Line) {
			l.Add(t.Faint, against).Right(t.Text, x.base, cells)
		})
	}
}

// returnDigits are so many that small returns, as those of minutes, still differ.
func returnDigits(a, b float64) int {
	switch most := max(math.Abs(a), math.Abs(b)); {
	case most >= 0.001:
		return 2
	case most >= 0.0001:
		return 3
	}
	return 4
}

// went is what counts as a hit.
func went(e *model.Evidence) string {
	if e.Direction == model.DirBear.String() {
		return "fell"
	}
	return "rose"
}

// history is whose it was, and from when to when.
func history(e *model.Evidence) string {
	switch source := draw.OrDash(e.Source); {
	case e.From == "" || e.To == "":
		return source
	case e.From == e.To:
		return source + ", " + e.From
	default:
		return source + ", " + e.From + " to " + e.To
	}
}

func several(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return draw.Count(uint64(n)) + " " + what
}
