package results

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// leastYear is the least room for the return of a year: −100%.
const leastYear = 5

// months is a table of returns by month and year, the ground of each cell by its size.
func (v *Page) months(w int) []string {
	t, all := v.env.Theme, v.facts.months
	cells, digits, year := 7, 1, 9
	switch {
	case w < 70:
		cells, digits, year = max(3, (w-6)/12), 0, 0
		if room := w - 6 - 12*cells; room >= leastYear {
			year = min(room, 6)
		}
	case w < 100:
		cells, year = 5, 8
	}
	var l draw.Line
	l.Pad(t.Text, 6)
	for m := time.January; m <= time.December; m++ {
		l.Right(t.Faint, strings.ToUpper(m.String()[:3])[:min(3, cells-1)], cells)
	}
	if year > 0 {
		l.Right(t.Faint, "YEAR", year)
	}
	out := []string{l.Exactly(t.Text, w)}
	top := 0.0
	for _, m := range all {
		top = max(top, math.Abs(m.Return))
	}
	for i := 0; i < len(all); {
		y := all[i].Year
		var by [13]float64
		for m := range by {
			by[m] = model.None()
		}
		for ; i < len(all) && all[i].Year == y; i++ {
			by[all[i].Month] = all[i].Return
		}
		l = draw.Line{}
		l.Pad(t.Text, 1).Left(t.Text, strconv.Itoa(y), 5)
		for _, r := range by[1:] {
			heat(&l, t, r, top, cells, digits)
		}
		if year > 0 {
			whole := verdict.Year(all, y)
			l.Right(gain(&t.Styles, whole), verdict.Percent(whole, digits), year)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	l = draw.Line{}
	return append(out, l.Pad(t.Text, 1).Left(t.Faint, v.monthsNote(), max(1, w-2)).Exactly(t.Text, w))
}

// heat is one month. One of which nothing is known is blank.
func heat(l *draw.Line, t *theme.Theme, r, top float64, w, digits int) {
	if !model.Known(r) {
		l.Pad(t.Text, w)
		return
	}
	text := strings.TrimSuffix(verdict.Percent(r, digits), "%")
	if draw.Width(text) >= w { // a number that is cut is another one
		text = strings.TrimSuffix(verdict.Percent(r, 0), "%")
	}
	paint := t.Text
	if strings.Trim(text, "0.") != "" {
		grounds := &t.Gains
		if r < 0 {
			grounds = &t.Losses
		}
		paint = grounds[min(theme.HeatSteps-1, int(math.Abs(r)/top*theme.HeatSteps))]
	}
	l.Right(paint, text+" ", w)
}

func (v *Page) monthsNote() string {
	if v.facts.exact {
		return "percent, from the equity of every day"
	}
	note := "percent, from the equity at month ends"
	if v.facts.days > 3 { // more than a weekend
		note += fmt.Sprintf(" (%s%d days: the curve was thinned to %d points)", theme.GlyphEven, v.facts.days, len(v.report().Curve))
	}
	return note
}
