package backtest

import (
	"fmt"
	"slices"
	"sort"

	"tickdeck/feeds/engine/bars"
)

// lane is one symbol on its way through the days.
type lane struct {
	symbol string
	bars   []bars.Bar // those of the warm-up as well
	first  int        // index of the first bar that may be traded
	calls  []call     // what the signals come to, by bar
	counts Skipped    // signals that came to nothing before any trading
	found  int        // signals from first on

	next  int     // bar that comes next
	today int     // bar of this day, or none
	last  float64 // the latest price that is known

	open  bool // whether there is a position
	pos   position
	order *call // to be carried out at the next open
}

const none = -1

// newLane checks the bars, and cuts off those behind the end.
func newLane(symbol string, bs []bars.Bar, start, end Day) (*lane, error) {
	if err := check(symbol, bs); err != nil {
		return nil, err
	}
	bs = bs[:sort.Search(len(bs), func(i int) bool { return dayOf(&bs[i]) > end })]
	first := sort.Search(len(bs), func(i int) bool { return dayOf(&bs[i]) >= start })
	if first == len(bs) {
		return nil, fmt.Errorf("there are no bars of %s from %s to %s", symbol, start, end)
	}
	return &lane{symbol: symbol, bars: bs, first: first, next: first, today: none}, nil
}

func check(symbol string, bs []bars.Bar) error {
	for i := range bs {
		switch {
		case !tradable(&bs[i]):
			return fmt.Errorf("%s cannot be traded on %s: prices must be above 0, with the high the highest and the low the lowest", symbol, dayOf(&bs[i]))
		case i == 0 || dayOf(&bs[i]) > dayOf(&bs[i-1]):
		case dayOf(&bs[i]) == dayOf(&bs[i-1]):
			return fmt.Errorf("%s has more than one bar on %s: daily bars are needed", symbol, dayOf(&bs[i]))
		default:
			return fmt.Errorf("%s has bars out of order: %s comes after %s", symbol, dayOf(&bs[i]), dayOf(&bs[i-1]))
		}
	}
	return nil
}

// The prices that can be reckoned with.
const (
	minPrice = 1e-12
	maxPrice = 1e12
)

func tradable(b *bars.Bar) bool {
	return b.Low >= minPrice && b.High <= maxPrice && b.Low <= min(b.Open, b.Close) && b.High >= max(b.Open, b.Close)
}

func (l *lane) bar() *bars.Bar { return &l.bars[l.today] }

// ends reports whether this day's bar is the last one.
func (l *lane) ends() bool { return l.today == len(l.bars)-1 }

// arrive moves on to a day: the bar of that day, if there is one.
func (l *lane) arrive(d Day) {
	l.today = none
	if l.next < len(l.bars) && dayOf(&l.bars[l.next]) == d {
		l.today = l.next
		l.next++
	}
}

// call returns what the signals on this day's bar come to, or nil.
func (l *lane) call() *call {
	if len(l.calls) == 0 || l.calls[0].signal.Index != l.today {
		return nil
	}
	c := &l.calls[0]
	l.calls = l.calls[1:]
	return c
}

// market is the days on which any of the symbols has a bar.
type market struct {
	lanes []*lane
	days  []Day
}

func newMarket(lanes []*lane) *market {
	m := &market{lanes: lanes}
	for _, l := range lanes {
		m.days = merge(m.days, l)
	}
	return m
}

// merge adds the days of a lane, mostly those that are there already.
func merge(days []Day, l *lane) []Day {
	known := len(days)
	for i := l.first; i < len(l.bars); i++ {
		d := dayOf(&l.bars[i])
		if _, found := slices.BinarySearch(days[:known], d); !found {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return days
}

func (m *market) arrive(d Day) {
	for _, l := range m.lanes {
		l.arrive(d)
	}
}
