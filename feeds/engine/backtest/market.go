package backtest

import "slices"

// market is all that does not depend on how it is traded: the symbols, and the days
// on which any of them has a bar. Backtests share it: nothing in it is changed.
type market struct {
	symbols  []*prepared
	days     []Day
	dates    *dates
	signals  []signal // all decisions, by day and symbol
	upTo     []int32  // by day: where in signals those of the next one begin
	months   []month
	duration int     // days from the first to the last
	sessions float64 // a year

	held      []Point // what buying and holding comes to
	benchmark Benchmark
}

// signal is a decision, by its place among those of a symbol.
type signal struct{ symbol, decision int32 }

func newMarket(symbols []*prepared, capital float64) *market {
	m := &market{symbols: symbols}
	for _, p := range symbols {
		m.days = merge(m.days, p)
	}
	first, last := m.days[0], m.days[len(m.days)-1]
	m.dates, m.months = newDates(m.days), monthsOf(m.days)
	m.duration = int(last.day() - first.day())
	m.sessions = sessionsPerYear(tradingDays(m.days)-1, m.duration)
	m.sortSignals()
	equity := held(m, capital)
	m.held, m.benchmark = thin(m.days, equity), benchmark(m.days, equity, m.duration, m.sessions)
	return m
}

// merge adds the days of a symbol, mostly those that are there already.
func merge(days []Day, p *prepared) []Day {
	known, at := len(days), 0
	for _, d := range p.days[p.first:] {
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

// sortSignals counts those of each day, and then puts each in its place.
func (m *market) sortSignals() {
	m.upTo = make([]int32, len(m.days)+1) // begins with where the next of each day goes
	total := int32(0)
	m.eachDecision(func(day int, _ signal) { m.upTo[day+1]++ })
	for i := range m.upTo {
		total += m.upTo[i]
		m.upTo[i] = total
	}
	m.signals = make([]signal, total)
	m.eachDecision(func(day int, s signal) {
		m.signals[m.upTo[day]] = s
		m.upTo[day]++
	})
}

func (m *market) eachDecision(do func(day int, s signal)) {
	for i, p := range m.symbols {
		day := 0
		for n := range p.decisions {
			for d := p.days[p.decisions[n].bar]; m.days[day] < d; {
				day++
			}
			do(day, signal{int32(i), int32(n)})
		}
	}
}

// on are the decisions on the bars of a day.
func (m *market) on(day int) []signal {
	from := int32(0)
	if day > 0 {
		from = m.upTo[day-1]
	}
	return m.signals[from:m.upTo[day]]
}

// bars is how many there are.
func (m *market) bars() (n int) {
	for _, p := range m.symbols {
		n += len(p.bars)
	}
	return n
}
