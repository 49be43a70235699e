package study

import (
	"fmt"
	"slices"
	"time"

	"tickdeck/feeds/engine/bars"
)

// panel is a market as a table of symbols and dates. A date is the time at which
// a bar begins, whatever its length.
type panel struct {
	tracks []track
	times  []int64 // every date on which any symbol has a bar, ascending
	years  []int   // of the dates, in UTC
	base   base
}

// track is one symbol in the panel.
type track struct {
	symbol string
	bars   []bars.Bar
	dates  []int32 // of each bar: its place in the panel's times
}

func newPanel(market []bars.Series) (*panel, error) {
	p := &panel{}
	for _, s := range market {
		if err := check(s); err != nil {
			return nil, err
		}
		p.times = union(p.times, s.Bars)
	}
	for _, at := range p.times {
		p.years = append(p.years, time.Unix(at, 0).UTC().Year())
	}
	for _, s := range market {
		p.tracks = append(p.tracks, track{symbol: s.Symbol, bars: s.Bars, dates: p.places(s.Bars)})
	}
	return p, nil
}

// check refuses bars whose returns would mean nothing.
func check(s bars.Series) error {
	for i, b := range s.Bars {
		if fault := b.Fault(); fault != "" {
			return fmt.Errorf("%s on %s: %s", s.Symbol, date(b.Time), fault)
		}
		if i > 0 && b.Time <= s.Bars[i-1].Time {
			return fmt.Errorf("%s on %s: its bars are not in order", s.Symbol, date(b.Time))
		}
	}
	return nil
}

func date(at int64) string { return time.Unix(at, 0).UTC().Format(time.DateOnly) }

// union merges the times of bars into those that there are.
func union(times []int64, more []bars.Bar) []int64 {
	out := make([]int64, 0, max(len(times), len(more)))
	for len(times) > 0 && len(more) > 0 {
		a, b := times[0], more[0].Time
		out = append(out, min(a, b))
		if a <= b {
			times = times[1:]
		}
		if b <= a {
			more = more[1:]
		}
	}
	out = append(out, times...)
	for _, b := range more {
		out = append(out, b.Time)
	}
	return out
}

// places finds each bar among the times.
func (p *panel) places(series []bars.Bar) []int32 {
	out := make([]int32, len(series))
	at := 0
	for i, b := range series {
		for p.times[at] < b.Time {
			at++
		}
		out[i] = int32(at)
	}
	return out
}

// forward is the return of a purchase at the open of the bar after bar i, until
// the close of bar i+h. ok says whether that bar has come.
func (t *track) forward(i, h int) (r float64, ok bool) {
	if i+h >= len(t.bars) {
		return 0, false
	}
	return t.bars[i+h].Close/t.bars[i+1].Open - 1, true
}

// part adds the forward return of bar i to the dates on which it came: the parts
// add up to it.
func (t *track) part(i, h int, to []float64) {
	entry := t.bars[i+1].Open
	before := entry
	for j := i + 1; j <= i+h; j++ {
		to[t.dates[j]] += (t.bars[j].Close - before) / entry
		before = t.bars[j].Close
	}
}

// table is what is known before the rows are judged.
func (p *panel) table(rows []Row) *Table {
	t := &Table{Symbols: len(p.tracks), Dates: len(p.times), Base: p.base.String(), Rows: rows}
	t.From, t.To = date(p.times[0]), date(p.times[len(p.times)-1])
	for i := range p.tracks {
		t.Bars += len(p.tracks[i].bars)
	}
	t.Rows = slices.DeleteFunc(t.Rows, func(r Row) bool { return len(r.Horizons) == 0 })
	return t
}
