package backtest

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"tickdeck/feeds/engine/bars"
)

// prepared is one symbol before anything is traded. Backtests share it: nothing in
// it is changed.
type prepared struct {
	symbol    string
	given     *bars.Bar // the first of the bars that it was made of, and how many they were
	n         int
	bars      []bars.Bar // those of the warm-up as well
	days      []Day      // on which they begin
	first     int        // index of the first bar that may be traded
	decisions []decision // what the signals come to, by bar
	agreeing  []uint8    // the patterns of all decisions, as places among those of the request
	books     []book     // what became of the signals from first on that no decision followed, by pattern
	ranges    []float64  // average ranges by bar, where trades are sized by them
}

// of reports whether it was made of these bars.
func (in *prepared) of(bs []bars.Bar) bool {
	return len(bs) > 0 && in.given == &bs[0] && in.n == len(bs)
}

// instrument is one symbol on its way through the days.
type instrument struct {
	*prepared
	books []book // what became of all signals from first on, by pattern

	next  int     // bar that comes next
	today int     // bar of this day, or none
	last  float64 // the latest price that is known, while there is a position

	open    bool // whether there is a position
	pos     position
	order   *decision // to be carried out at the next open
	decided *decision // on this day's bar
}

const none = -1

// prepare checks the bars, of days or shorter ones, and cuts off those behind
// the end.
func prepare(symbol string, bs []bars.Bar, intraday bool, start, end Day) (*prepared, error) {
	days, err := check(symbol, bs, intraday)
	if err != nil {
		return nil, err
	}
	n := sort.Search(len(bs), func(i int) bool { return days[i].day() > end })
	first := sort.Search(n, func(i int) bool { return days[i].day() >= start })
	if first == n {
		return nil, fmt.Errorf("there are no bars of %s from %s to %s", symbol, start, end)
	}
	return &prepared{symbol: symbol, given: &bs[0], n: len(bs), bars: bs[:n], days: days[:n], first: first}, nil
}

func (in *prepared) trade() *instrument {
	return &instrument{prepared: in, books: slices.Clone(in.books), next: in.first, today: none}
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

// seek moves on to a day: the bar of that day, if there is one. It may leave days out.
func (in *instrument) seek(d Day) {
	for in.next < len(in.days) && in.days[in.next] <= d {
		in.next++
	}
	in.today = none
	if in.next > 0 && in.days[in.next-1] == d {
		in.today = in.next - 1
	}
}
