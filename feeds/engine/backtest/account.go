package backtest

// account trades on the lanes, day by day, with cash that they share. Products
// are wrapped in float64() where a sum follows, so that no processor fuses the
// two and rounds otherwise than the others.
type account struct {
	p       Parameters
	lanes   []*lane
	cash    float64
	skipped Skipped
	trades  []Trade   // closed, in that order
	equity  []float64 // at the close of each day
	exposed int       // days on which any position was held
	ruined  bool
}

func newAccount(p Parameters, lanes []*lane) *account {
	a := &account{p: p, lanes: lanes, cash: p.InitialCapital}
	for _, l := range lanes {
		a.skipped = a.skipped.plus(l.counts)
	}
	return a
}

// live goes through a day: at the open positions are given up, then new ones
// taken with the cash that is there; later prices touch stops and targets; at
// the close the account is valued and signals turn into orders for the next open.
func (a *account) live(d Day) {
	a.leaveAtOpen(d)
	a.enterAtOpen(d)
	a.exposed += a.anyOpen()
	a.leaveWithin(d)
	a.close(d)
	equity := a.worth()
	if equity <= 0 && a.anyOpen() > 0 {
		equity = a.ruin(d)
	}
	a.equity = append(a.equity, equity)
}

// worth is the cash and what the positions are worth at the latest prices.
func (a *account) worth() float64 {
	sum := a.cash
	for _, l := range a.lanes {
		if l.open {
			sum += l.pos.value(l.last)
		}
	}
	return sum
}

func (a *account) anyOpen() int {
	for _, l := range a.lanes {
		if l.open {
			return 1
		}
	}
	return 0
}

// leaveAtOpen carries out the exits decided at the last close, and those that
// the open itself brings about by lying beyond a stop or target.
func (a *account) leaveAtOpen(d Day) {
	for _, l := range a.lanes {
		if l.today == none {
			continue
		}
		open := l.bar().Open
		l.last = open
		if !l.open {
			continue
		}
		reason := l.pos.leaving
		if reason == "" {
			reason = l.pos.reached(open, open)
		}
		if reason != "" {
			a.exit(l, d, open, reason, l.today-l.pos.bar)
		}
	}
}

// enterAtOpen carries out the orders placed at the last close. All of them are
// sized by the equity before the first; who comes first in the alphabet is
// served first.
func (a *account) enterAtOpen(d Day) {
	equity, reckoned := 0.0, false
	for _, l := range a.lanes {
		if l.order == nil || l.today == none {
			continue
		}
		if !reckoned {
			equity, reckoned = a.worth(), true
		}
		order := *l.order
		l.order = nil
		if pos, ok := a.fund(order, l.bar().Open, equity); ok {
			pos.bar, pos.day, pos.signalDay = l.today, d, dayOf(&l.bars[order.signal.Index])
			a.cash -= pos.cost
			l.open, l.pos = true, pos
		} else {
			a.skipped.Funds++
		}
	}
}

// roundingError is what a sum of fractions of the equity may be off by.
const roundingError = 1e-9

// fund works out the position that a share of the equity pays for, with the
// commission inside; not ok when the cash does not reach.
func (a *account) fund(c call, open, equity float64) (pos position, ok bool) {
	budget := float64(a.p.PositionSize * equity)
	if budget > a.cash && budget-a.cash <= roundingError*equity {
		budget = a.cash
	}
	invested := (budget - a.p.CommissionFixed) / (1 + a.p.Commission)
	if budget > a.cash || !(invested > 0) {
		return position{}, false
	}
	return a.p.position(c, open, budget, invested), true
}

// leaveWithin fills the stops and targets that a bar's range reaches.
func (a *account) leaveWithin(d Day) {
	for _, l := range a.lanes {
		if l.today == none || !l.open {
			continue
		}
		b := l.bar()
		if reason := l.pos.reached(b.Low, b.High); reason != "" {
			a.exit(l, d, l.pos.fill(reason, b.Open), reason, l.today-l.pos.bar+1)
		}
	}
}

// close ends what has no bar left, and turns signals into orders.
func (a *account) close(d Day) {
	for _, l := range a.lanes {
		if l.today == none {
			continue
		}
		l.last = l.bar().Close
		c := l.call()
		if l.ends() {
			if c != nil {
				a.skipped.Late++
			}
			if l.open {
				a.exit(l, d, l.last, EndOfData, l.today-l.pos.bar+1)
			}
			continue
		}
		if c != nil {
			a.heed(l, c)
		}
		if l.open && l.pos.leaving == "" && a.p.MaxHolding > 0 && l.today+1-l.pos.bar >= a.p.MaxHolding {
			l.pos.leaving = MaxHolding
		}
	}
}

// heed turns a call into an order for the next open.
func (a *account) heed(l *lane, c *call) {
	if l.open && (c.side == l.pos.side || !a.p.ExitOnOpposite) {
		a.skipped.Held++
		return
	}
	if l.open {
		l.pos.leaving = OppositeSignal
	}
	if !a.p.allows(c.side) {
		a.skipped.Direction++
		return
	}
	l.order = c
}

// exit turns a position into cash, at a price before slippage.
func (a *account) exit(l *lane, d Day, price float64, reason Reason, held int) {
	t, proceeds := l.pos.settle(a.p, price)
	t.Symbol, t.Exit, t.Reason, t.Bars = l.symbol, d, reason, held
	a.cash += proceeds
	a.trades = append(a.trades, t)
	l.open = false
}

// ruin ends all trading: more was lost than there was.
func (a *account) ruin(d Day) (equity float64) {
	a.ruined = true
	for _, l := range a.lanes {
		if l.open {
			a.exit(l, d, l.last, Ruin, l.next-l.pos.bar)
		}
		if l.order != nil {
			l.order = nil
			a.skipped.Funds++
		}
	}
	return a.worth()
}
