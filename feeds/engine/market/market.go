package market

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tickdeck/feeds/engine/bars"
)

const daySeconds = 24 * 60 * 60

// The days that the simulated market knows. It has traded since firstDay, so
// that a bar depends on its own date and not on the day on which it is asked for.
const (
	firstDay = 14613 // 2010-01-04, counted from 1970-01-01
	lastYear = 2199
	years    = 5 // of daily bars that it hands out
)

// Market is a simulated market of 40 stocks that carry the symbols of
// well-known companies: five years of daily bars, and Live for what comes after
// them. The bar of a symbol and date is the same for the same seed, whatever
// else is asked for and in which order. It is safe for concurrent use, and keeps
// what it has drawn: 3 MB once all symbols have been asked for.
type Market struct {
	seed    uint64
	days    []int64 // trading days up to the last one, counted from 1970-01-01
	first   int     // the place in days of the first that is handed out
	symbols []string
	drawn   [len(stocks)]struct {
		once   sync.Once
		series bars.Series
		close  float64 // the last one before it is rounded, as a logarithm
	}
}

// New is the market of a seed whose daily bars end on a date, that of today in
// UTC, inclusive if it is a trading day. A market does not move on: make a
// new one for the next day, whose bars of the same dates are the same.
//
// The error is a today that is not from 2011 to 2199.
func New(seed uint64, today time.Time) (*Market, error) {
	today = today.UTC().Truncate(daySeconds * time.Second)
	if y := today.Year(); y < 2011 || y > lastYear {
		return nil, fmt.Errorf("the simulated market trades from 2011 to %d, not on %s", lastYear, today.Format(time.DateOnly))
	}
	m := &Market{seed: seed, days: make([]int64, 0, (today.Year()-2009)*sessionsYear)}
	begin := today.AddDate(-years, 0, 0).Unix()
	for at := int64(firstDay * daySeconds); at <= today.Unix(); at += daySeconds {
		if !bars.TradingDay(time.Unix(at, 0)) {
			continue
		}
		m.days = append(m.days, at/daySeconds)
		if at < begin {
			m.first = len(m.days)
		}
	}
	for i := range stocks {
		m.symbols = append(m.symbols, stocks[i].Symbol)
	}
	return m, nil
}

// Symbols are those of Stocks, in order.
func (m *Market) Symbols() []string { return slices.Clone(m.symbols) }

// Daily returns simulated daily bars, as DailyBars says.
func (m *Market) Daily(symbol string, from, to time.Time) (bars.Series, error) {
	symbol = strings.ToUpper(strings.TrimSpace(symbol))
	i, ok := slices.BinarySearch(m.symbols, symbol)
	if !ok {
		return bars.Series{}, &bars.UnknownSymbolError{Symbol: symbol, Known: m.Symbols()}
	}
	series, _ := m.draw(i)
	return series.Between(from, to)
}

// draw returns the bars of a stock, and the logarithm of its last close.
func (m *Market) draw(i int) (series bars.Series, last float64) {
	d := &m.drawn[i]
	d.once.Do(func() {
		p := newPath(m.seed, stocks[i], m.days[0])
		d.series = bars.Series{Symbol: stocks[i].Symbol, Bars: make([]bars.Bar, 0, len(m.days)-m.first)}
		for n, day := range m.days {
			if s := p.next(day); n >= m.first {
				d.series.Bars = append(d.series.Bars, s.bar(p.stock))
			}
		}
		d.close = p.close
	})
	return d.series, d.close
}
