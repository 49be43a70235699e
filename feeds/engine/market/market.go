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
		eve    path // before the last of the days
	}
}

// New is the market of a seed at a time: its last daily bar is that of the
// last session that is over. A market does not move on: make a new one when
// LastSession has changed, whose bars of the same dates are the same.
//
// The error is a time that is not from 2011 to 2199.
func New(seed uint64, now time.Time) (*Market, error) {
	if y := now.UTC().Year(); y < 2011 || y > lastYear {
		return nil, fmt.Errorf("the simulated market trades from 2011 to %d, not on %s", lastYear, now.UTC().Format(time.DateOnly))
	}
	last := LastSession(now)
	m := &Market{seed: seed, days: make([]int64, 0, (now.Year()-2009)*sessionsYear)}
	begin, end := last.AddDate(-years, 0, 0).Unix()/daySeconds, last.Unix()/daySeconds
	for day := int64(firstDay); day <= end; day++ {
		if !tradingDay(day) {
			continue
		}
		m.days = append(m.days, day)
		if day < begin {
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
	return m.draw(i).Between(from, to)
}

// draw returns the bars of a stock.
func (m *Market) draw(i int) bars.Series {
	d := &m.drawn[i]
	d.once.Do(func() {
		p := newPath(m.seed, stocks[i], m.days[0])
		d.series = bars.Series{Symbol: stocks[i].Symbol, Bars: make([]bars.Bar, 0, len(m.days)-m.first)}
		for n, day := range m.days {
			if n == len(m.days)-1 {
				d.eve = p.clone()
			}
			if s := p.next(day); n >= m.first {
				d.series.Bars = append(d.series.Bars, s.bar(p.stock))
			}
		}
	})
	return d.series
}
