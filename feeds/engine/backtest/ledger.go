package backtest

import "slices"

// ledger is what is kept of the trades: the first MaxTrades, and of all of them what
// they come to.
type ledger struct {
	trades      []Trade // in the order they were closed
	late        Trade   // room for one that is not listed
	best, worst Trade   // by what they won or lost, the first such
	sum         Tally
	symbols     []Tally
	patterns    []Tally // a trade counts in full for each of its patterns
	digest      digest
	shared      int // of several patterns
	beforeGap   int
}

func newLedger(dates *dates, symbols, patterns int) ledger {
	return ledger{
		trades: make([]Trade, 0, MaxTrades), symbols: make([]Tally, symbols), patterns: make([]Tally, patterns), digest: newDigest(dates),
	}
}

// next is where the next trade is to be written.
func (l *ledger) next() *Trade {
	if len(l.trades) == MaxTrades {
		return &l.late
	}
	l.trades = append(l.trades, Trade{})
	return &l.trades[len(l.trades)-1]
}

// enter counts the trade that was written last, of a symbol and patterns by their
// places.
func (l *ledger) enter(symbol int, patterns []uint8) {
	t := &l.late
	if l.sum.Trades < MaxTrades {
		t = &l.trades[l.sum.Trades]
	}
	if l.sum.Trades == 0 || t.PnL > l.best.PnL {
		l.best = *t
	}
	if l.sum.Trades == 0 || t.PnL < l.worst.PnL {
		l.worst = *t
	}
	l.sum.add(t)
	l.symbols[symbol].add(t)
	for i, pattern := range patterns {
		if !slices.Contains(patterns[:i], pattern) {
			l.patterns[pattern].add(t)
		}
	}
	l.digest.add(t)
	if len(t.Patterns) > 1 {
		l.shared++
	}
	if t.Reason == BeforeGap {
		l.beforeGap++
	}
}
