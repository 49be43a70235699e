package backtest

import (
	"slices"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

// naive is a second simulator, written from docs/backtests.md in the plainest way
// and without the code that it checks: maps, no indices, everything worked out anew
// each day. It is slow, and knows what the page says.
type naive struct {
	p          Parameters
	symbols    []string // sorted
	start, end Day
	minutes    bool                  // bars are told apart by the minute, not by the day
	bars       map[string][]bars.Bar // all that are read
	signals    map[string][]dated
	cash       float64
	last       map[string]float64 // the latest price that is known
	held       map[string]*holding
	orders     map[string]naiveCall
	trades     []Trade
	days       []Day
	equity     []float64
	exposed    int
	ruined     bool
	cut, over  int
	bySymbol   map[string]map[string]int // what became of the signals
	byPattern  map[string]map[string]int
}

// dated is a signal on a day.
type dated struct {
	Day
	pattern    string
	direction  model.Direction
	confidence float64
}

// naiveCall is what the signals of a bar come to.
type naiveCall struct {
	side     side
	day      Day
	agreeing []dated // the most confident first
}

// holding is a position.
type holding struct {
	naiveCall
	entry                                Day
	price, quantity, invested, fee, paid float64
	borrow                               float64
	leave                                Reason
}

func (n *naive) run() {
	n.cash = n.p.InitialCapital
	seen := map[Day]bool{}
	for _, s := range n.symbols {
		for _, b := range n.bars[s] {
			if d := dayAt(b.Time); d >= n.start && d <= n.end {
				seen[n.at(&b)] = true
			}
		}
	}
	for d := range seen {
		n.days = append(n.days, d)
	}
	slices.Sort(n.days)
	for i, d := range n.days {
		for s, h := range n.held {
			if h.side == short {
				h.borrow += n.p.BorrowFee * h.quantity * n.last[s] * float64(d.day()-n.days[i-1].day()) / 365
			}
		}
		n.open(d)
		n.enter(d)
		if len(n.held) > 0 {
			n.exposed++
		}
		n.within(d)
		n.close(d)
	}
}

// at is when a bar is.
func (n *naive) at(b *bars.Bar) Day {
	if n.minutes {
		return minuteAt(b.Time)
	}
	return dayAt(b.Time)
}

// bar is that of a day, or nil.
func (n *naive) bar(symbol string, d Day) *bars.Bar {
	for i := range n.bars[symbol] {
		if n.at(&n.bars[symbol][i]) == d && d.day() <= n.end {
			return &n.bars[symbol][i]
		}
	}
	return nil
}

// count is how many bars a symbol has from one day to another, both included.
func (n *naive) count(symbol string, from, to Day) (c int) {
	for _, b := range n.bars[symbol] {
		if d := n.at(&b); d >= from && d <= to && d.day() <= n.end {
			c++
		}
	}
	return c
}

func (n *naive) tell(symbol string, s dated, what string) {
	n.bySymbol[symbol][what]++
	n.byPattern[s.pattern][what]++
}

func (n *naive) tellAll(symbol string, c naiveCall, what string) {
	for _, s := range c.agreeing {
		n.tell(symbol, s, what)
	}
}

// Rule 1.
func (n *naive) open(d Day) {
	for _, s := range n.symbols {
		b := n.bar(s, d)
		if b == nil {
			continue
		}
		n.last[s] = b.Open
		h := n.held[s]
		if h == nil {
			continue
		}
		switch stop, target := n.levels(h); {
		case h.leave != "":
			n.leave(s, d, b.Open, h.leave, false)
		case stop > 0 && (h.side == long && b.Open <= stop || h.side == short && b.Open >= stop):
			n.leave(s, d, b.Open, StopLoss, false)
		case n.p.TakeProfit > 0 && (h.side == long && b.Open >= target || h.side == short && b.Open <= target):
			n.leave(s, d, b.Open, TakeProfit, false)
		}
	}
}

// levels are the stop, 0 for none, and the target.
func (n *naive) levels(h *holding) (stop, target float64) {
	if n.p.StopLoss > 0 {
		stop = h.price * (1 - float64(h.side)*n.p.StopLoss)
	}
	return stop, max(0, h.price*(1+float64(h.side)*n.p.TakeProfit))
}

// leave fills an exit. A bar on which a position is given up at the open is none
// on which it was held.
func (n *naive) leave(symbol string, d Day, price float64, why Reason, heldToday bool) {
	h := n.held[symbol]
	price *= 1 - float64(h.side)*n.p.Slippage
	fee := h.quantity*price*n.p.Commission + h.quantity*n.p.PerShare + n.p.CommissionFixed
	back := h.quantity*price - fee
	if h.side == short {
		back = h.invested + h.quantity*(h.price-price) - fee - h.borrow
	}
	n.cash += back
	pnl := h.quantity*(price-h.price)*float64(h.side) - h.fee - fee - h.borrow
	t := Trade{
		Symbol: symbol, Pattern: h.agreeing[0].pattern, Direction: h.side, Confidence: h.agreeing[0].confidence,
		Signal: h.day, Entry: h.entry, Exit: d, EntryPrice: h.price, ExitPrice: price, Quantity: h.quantity,
		Commission: h.fee + fee, Borrow: h.borrow, PnL: pnl, Return: pnl / h.paid, Bars: n.count(symbol, h.entry, d), Reason: why,
	}
	if !heldToday {
		t.Bars--
	}
	for _, s := range h.agreeing {
		if !slices.Contains(t.Patterns, s.pattern) {
			t.Patterns = append(t.Patterns, s.pattern)
		}
	}
	n.trades = append(n.trades, t)
	if b := n.bar(symbol, d); n.p.VolumeLimit > 0 && (b == nil || h.quantity > n.p.VolumeLimit*b.Volume*(1+1e-9)) {
		n.over++
	}
	delete(n.held, symbol)
}

// worth is the equity at the latest prices.
func (n *naive) worth() float64 {
	sum := n.cash
	for _, s := range n.symbols {
		if h := n.held[s]; h != nil && h.side == long {
			sum += h.quantity * n.last[s]
		} else if h != nil {
			sum += h.invested + h.quantity*(h.price-n.last[s]) - h.borrow
		}
	}
	return sum
}
