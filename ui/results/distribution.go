package results

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"tickdeck/model"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// returns are those of the trades, as far as they are known.
func (v *Page) returns() []float64 { return v.each(func(t *model.Trade) float64 { return t.Return }) }

func (v *Page) each(of func(*model.Trade) float64) (out []float64) {
	all := v.report().Ledger
	for i := range all {
		if x := of(&all[i]); model.Known(x) {
			out = append(out, x)
		}
	}
	return out
}

// bin is a row of a histogram.
type bin struct {
	name string
	n    int
	sign float64 // of what is in it
	note string
}

// distribution are the returns of the trades, and how long they were held.
func (v *Page) distribution(w, h int) []string {
	t, returns := v.env.Theme, v.returns()
	left := returnBins(returns, max(4, h-2))
	right := v.heldBins(max(4, h-2))
	half := w
	if len(right) > 0 && w >= 60 {
		half = w / 2
	}
	a := v.histogram(fmt.Sprintf("RETURN OF A TRADE, %d", len(returns)), left, half, 14)
	b := v.histogram("BARS HELD", right, w-half, 6)
	var out []string
	for i := range max(len(a), len(b)) {
		var l draw.Line
		if i < len(a) {
			l.Raw(a[i], half)
		} else {
			l.Pad(t.Text, half)
		}
		if i < len(b) && half < w {
			l.Raw(b[i], w-half)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	note := fmt.Sprintf("median %s, mean %s, best %s, worst %s", verdict.Percent(verdict.Median(returns), 1),
		verdict.Percent(verdict.Mean(returns), 1), verdict.Percent(slices.Max(returns), 1), verdict.Percent(slices.Min(returns), 1))
	var l draw.Line
	return append(out, l.Pad(t.Text, 1).Left(t.Faint, note+theme.Separator+"empty rows left out", max(1, w-2)).Exactly(t.Text, w))
}

// returnBins parts returns by a round width, into at most so many rows.
func returnBins(values []float64, rows int) (out []bin) {
	if len(values) == 0 {
		return nil
	}
	low, high := slices.Min(values), slices.Max(values)
	axis := roundAxis(low, high, min(rows, 20)+1)
	counts := map[int]int{}
	for _, x := range values {
		at := int(math.Floor(x/axis.step + 1e-9))
		if x < 0 && math.Abs(x/axis.step-math.Round(x/axis.step)) < 1e-9 { // the edge belongs to what is further from 0
			at--
		}
		counts[at]++
	}
	for _, at := range slices.Sorted(func(yield func(int) bool) {
		for k := range counts {
			if !yield(k) {
				return
			}
		}
	}) {
		from, to := percentOf(float64(at)*axis.step, axis.step), percentOf(float64(at+1)*axis.step, axis.step)
		out = append(out, bin{name: trimPercent(from) + " to " + to, n: counts[at], sign: float64(2*at + 1)})
	}
	return out
}

func trimPercent(text string) string { return text[:len(text)-1] }

// heldBins are the trades by how many bars they were held, those beyond the rows
// together.
func (v *Page) heldBins(rows int) (out []bin) {
	counts := map[int]int{}
	most := 0
	for _, b := range v.each(func(t *model.Trade) float64 { return t.Bars }) {
		n := int(min(b, 1e6))
		counts[n]++
		most = max(most, n)
	}
	width := 1
	for len(counts) > 0 && most/width+1 > rows*2 {
		width++
	}
	limit := settings(v.report())("max_holding")
	for at := 0; at <= most; at += width {
		n := 0
		for i := range width {
			n += counts[at+i]
		}
		if n == 0 {
			continue
		}
		x := bin{name: strconv.Itoa(at), n: n}
		if width > 1 {
			x.name += draw.Dash + strconv.Itoa(at+width-1)
		}
		if x.name == limit {
			x.note = "the limit"
		}
		out = append(out, x)
	}
	return out
}

// histogram draws rows of bars, in lines of w cells.
func (v *Page) histogram(title string, bins []bin, w, name int) []string {
	if len(bins) == 0 {
		return nil
	}
	t := v.env.Theme
	var l draw.Line
	out := []string{l.Pad(t.Text, 1).Left(t.Faint, title, max(1, w-2)).Exactly(t.Text, w)}
	most := 0
	for _, b := range bins {
		most = max(most, b.n)
		name = max(name, draw.Width(b.name))
	}
	for _, b := range bins {
		l = draw.Line{}
		l.Right(t.Text, b.name, min(name+1, w)).Right(t.Faint, strconv.Itoa(b.n), 5).Pad(t.Text, 1)
		paint := t.Fill
		if b.sign != 0 {
			paint = gain(&t.Styles, b.sign)
		}
		room := min(most, max(1, w-l.Width()-2-btoi(b.note != "")*(draw.Width(b.note)+2)))
		l.Add(paint, bar(float64(b.n)/float64(most), room))
		if b.note != "" {
			l.Pad(t.Text, 2).Add(t.Faint, b.note)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	return out
}
