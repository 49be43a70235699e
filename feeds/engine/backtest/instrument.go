package backtest

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"tickdeck/feeds/engine/bars"
)

// instrument is one symbol on its way through the days.
type instrument struct {
	symbol    string
	bars      []bars.Bar // those of the warm-up as well
	days      []Day      // on which they begin
	first     int        // index of the first bar that may be traded
	decisions []decision // what the signals come to, by bar
	agreeing  []uint8    // the patterns of all decisions, as places among those of the request
	books     []book     // what became of the signals from first on, by pattern
	ranges    []float64  // average ranges by bar, where trades are sized by them

	next  int     // bar that comes next
	today int     // bar of this day, or none
	last  float64 // the latest price that is known

	open  bool // whether there is a position
	pos   position
	order *decision // to be carried out at the next open
}

const none = -1

// newInstrument checks the bars, of days or shorter ones, and cuts off those behind
// the end.
func newInstrument(symbol string, bs []bars.Bar, intraday bool, start, end Day) (*instrument, error) {
	days, err := check(symbol, bs, intraday)
	if err != nil {
		return nil, err
	}
	n := sort.Search(len(bs), func(i int) bool { return days[i].day() > end })
	first := sort.Search(n, func(i int) bool { return days[i].day() >= start })
	if first == n {
		return nil, fmt.Errorf("there are no bars of %s from %s to %s", symbol, start, end)
	}
	return &instrument{symbol: symbol, bars: bs[:n], days: days[:n], first: first, next: first, today: none}, nil
}

// check returns the days of the bars.
func check(symbol string, bs []bars.Bar, intraday bool) ([]Day, error) {
	days, before := make([]Day, len(bs)), Day(math.MinInt32)
	for i := range bs {
		d := dayAt(bs[i].Time)
		if intraday {
			d = minuteAt(bs[i].Time)
		}
		switch {
		case !tradable(&bs[i]):
			return nil, fmt.Errorf("%s cannot be traded on %s: prices must be above 0, with the high the highest and the low the lowest", symbol, d)
		case d == before && d.minute():
			return nil, fmt.Errorf("%s has more than one bar in the minute %s", symbol, d)
		case d == before:
			return nil, fmt.Errorf("%s has more than one bar on %s: daily bars are needed", symbol, d)
		case d < before:
			return nil, fmt.Errorf("%s has bars out of order: %s comes after %s", symbol, d, before)
		}
		days[i], before = d, d
	}
	return days, nil
}

// The prices that can be reckoned with.
const (
	minPrice = 1e-12
	maxPrice = 1e12
)

func tradable(b *bars.Bar) bool {
	return b.Low >= minPrice && b.High <= maxPrice && b.Low <= min(b.Open, b.Close) && b.High >= max(b.Open, b.Close)
}

func (in *instrument) bar() *bars.Bar { return &in.bars[in.today] }

// volume is that of this day.
func (in *instrument) volume() float64 {
	if in.today == none {
		return 0
	}
	return in.bar().Volume
}

// ending is why nothing can be held beyond this day's bar, or "": it is the last
// one, or more weekdays follow without a bar than there may be, if that is limited.
func (in *instrument) ending(gap int) Reason {
	switch {
	case in.today == len(in.bars)-1:
		return EndOfData
	case gap > 0 && weekdaysBetween(in.days[in.today].day(), in.days[in.next].day()) > gap:
		return BeforeGap
	}
	return ""
}

// advance moves on to a day: the bar of that day, if there is one.
func (in *instrument) advance(d Day) {
	in.today = none
	if in.next < len(in.bars) && in.days[in.next] == d {
		in.today = in.next
		in.next++
	}
}

// decision returns what the signals on this day's bar come to, or nil.
func (in *instrument) decision() *decision {
	if len(in.decisions) == 0 || int(in.decisions[0].bar) != in.today {
		return nil
	}
	next := &in.decisions[0]
	in.decisions = in.decisions[1:]
	return next
}

// market is the days on which any of the symbols has a bar.
type market struct {
	instruments []*instrument
	days        []Day
}

func newMarket(instruments []*instrument) *market {
	m := &market{instruments: instruments}
	for _, in := range instruments {
		m.days = merge(m.days, in)
	}
	return m
}

// merge adds the days of an instrument, mostly those that are there already.
func merge(days []Day, in *instrument) []Day {
	known, at := len(days), 0
	for i := in.first; i < len(in.bars); i++ {
		d := in.days[i]
		for at < known && days[at] < d {
			at++
		}
		if at == known || days[at] != d {
			days = append(days, d)
		}
	}
	if len(days) > known {
		slices.Sort(days)
	}
	return days
}

func (m *market) advance(d Day) {
	for _, in := range m.instruments {
		in.advance(d)
	}
}
