package results

import (
	"math"
	"strconv"
	"time"

	"tickdeck/model"
	"tickdeck/model/verdict"
)

// axis is the scale of a graph in fractions: each row is a multiple of a round step.
type axis struct {
	low, high, step float64
	rows            int
}

// roundAxis is the finest axis of at most so many rows, in steps of 1, 2 or 5 times a
// power of ten, that holds all from low to high.
func roundAxis(low, high float64, most int) axis {
	most = max(2, most)
	least := max(high-low, math.Abs(high)*1e-6, 1e-3) / float64(most)
	for unit := math.Pow(10, math.Floor(math.Log10(least))); ; unit *= 10 {
		for _, times := range [...]float64{1, 2, 5} {
			step := unit * times
			from, to := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
			if from == to {
				to++
			}
			if to-from+1 <= float64(most) {
				return axis{from * step, to * step, step, int(to-from) + 1}
			}
		}
	}
}

// label writes the number of a row with the digits that the step asks for.
func (a axis) label(row int) string { return percentOf(a.high-float64(row)*a.step, a.step) }

func percentOf(v, step float64) string {
	digits := int(max(0, math.Ceil(-math.Log10(step*100)-1e-9)))
	return verdict.Percent(v, min(digits, 6))
}

// row is the row in which a value lies.
func (a axis) row(v float64) int { return int(math.Round((a.high - v) / a.step)) }

// resample brings a series to so many columns: the value at the end of what each stands
// for, or between two where there are more columns than values.
func resample(values []float64, cols int) []float64 {
	out := make([]float64, max(0, cols))
	for x := range out {
		at := place(x, cols, len(values))
		i := min(int(at), len(values)-1)
		next := min(i+1, len(values)-1)
		part := at - float64(i)
		if len(values) >= cols {
			part = math.Round(part)
		}
		out[x] = values[i] + (values[next]-values[i])*part
	}
	return out
}

// place is where a column stands among n values.
func place(x, cols, n int) float64 {
	if cols <= 1 {
		return float64(n - 1)
	}
	return float64(x) * float64(n-1) / float64(cols-1)
}

// columnOf is where a value stands among the columns.
func columnOf(i, cols, n int) int {
	if n <= 1 {
		return 0
	}
	return int(math.Round(float64(i) * float64(cols-1) / float64(n-1)))
}

// mark is a word below a graph.
type mark struct {
	x    int
	text string
}

// dated are marks for days, from the finest steps of which all have room.
func dated(days []time.Time, cols int) []mark {
	if len(days) < 2 || days[0].IsZero() || cols < 8 {
		return nil
	}
	first, last := days[0], days[len(days)-1]
	for _, s := range steps(first, last) {
		if marks, ok := s.marks(days, cols); ok {
			return marks
		}
	}
	return nil
}

// step parts time: a mark stands where the number changes.
type step struct {
	of    func(time.Time) int
	label func(time.Time) string
}

func steps(first, last time.Time) (out []step) {
	add := func(of func(time.Time) int, label func(time.Time) string) { out = append(out, step{of, label}) }
	layout := func(l string) func(time.Time) string { return func(t time.Time) string { return t.Format(l) } }
	long := last.Sub(first)
	if long < 4*24*time.Hour {
		for _, hours := range [...]int{1, 3, 6, 12} {
			add(func(t time.Time) int { return int(t.Unix()) / (3600 * hours) }, layout("02 15:04"))
		}
	}
	if long < 100*24*time.Hour {
		for _, days := range [...]int{1, 7, 14} {
			add(func(t time.Time) int { return (int(t.Unix()/86400) + 3) / days }, layout("2 Jan")) // weeks begin on Monday
		}
	}
	month := func(t time.Time) string {
		if t.Month() == time.January && first.Year() != last.Year() {
			return strconv.Itoa(t.Year())
		}
		return t.Format("Jan")
	}
	for _, months := range [...]int{1, 2, 3, 6} {
		add(func(t time.Time) int { return (t.Year()*12 + int(t.Month()) - 1) / months }, month)
	}
	for _, years := range [...]int{1, 2, 5, 10, 20, 50} {
		add(func(t time.Time) int { return t.Year() / years }, layout("2006"))
	}
	return out
}

// marks are the words of a step; ok is false where they have no room beside each other.
func (s step) marks(days []time.Time, cols int) (out []mark, ok bool) {
	free := 0
	for i, d := range days {
		if i > 0 && s.of(d) == s.of(days[i-1]) {
			continue
		}
		m := mark{columnOf(i, cols, len(days)), s.label(d)}
		switch {
		case m.x+len(m.text) > cols:
			continue
		case m.x < free && len(out) == 1 && out[0].x == 0: // what it begins with is no whole step
			out = out[:0]
		case m.x < free:
			return nil, false
		}
		out = append(out, m)
		free = m.x + len(m.text) + 3
	}
	return out, len(out) > 0
}

// relative are the points of a curve as fractions of the first, and their days; nil
// where it does not begin above 0.
func relative(curve []model.CurvePoint) (values []float64, days []time.Time) {
	if len(curve) < 2 || !(curve[0].Equity > 0) {
		return nil, nil
	}
	for _, p := range curve {
		values = append(values, p.Equity/curve[0].Equity-1)
		days = append(days, p.Day)
	}
	return values, days
}

// falls are how far a curve lies below its height so far, as fractions.
func falls(curve []model.CurvePoint) []float64 {
	out := make([]float64, len(curve))
	height := 0.0
	for i, p := range curve {
		height = max(height, p.Equity)
		if height > 0 {
			out[i] = min(1, max(0, 1-p.Equity/height))
		}
	}
	return out
}

// deepest brings a series to so many columns, each the most of what it stands for.
func deepest(values []float64, cols int) []float64 {
	out := resample(values, cols)
	for i, v := range values {
		if x := columnOf(i, cols, len(values)); len(values) > cols && x < len(out) {
			out[x] = max(out[x], v)
		}
	}
	return out
}
