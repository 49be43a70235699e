package backtest

// account trades the instruments, day by day, with cash that they share. Products
// are wrapped in float64() where a sum follows, so that no processor fuses the
// two and rounds otherwise than the others.
type account struct {
	p           Parameters
	instruments []*instrument
	cash        float64
	skipped     Skipped
	trades      []Trade   // closed, in that order
	curve       []float64 // equity at the close of each day
	exposed     int       // days on which any position was held
	ruined      bool
}

func newAccount(p Parameters, instruments []*instrument) *account {
	a := &account{p: p, instruments: instruments, cash: p.InitialCapital}
	for _, in := range instruments {
		a.skipped = a.skipped.plus(in.counts)
	}
	return a
}

// trade goes through a day: at the open positions are given up, then new ones
// taken with the cash that is there; later prices touch stops and targets; at
// the close the account is valued and signals turn into orders for the next open.
func (a *account) trade(d Day) {
	a.leaveAtOpen(d)
	a.enterAtOpen(d)
	a.exposed += a.anyOpen()
	a.leaveWithin(d)
	a.close(d)
	equity := a.equity()
	if equity <= 0 && !a.ruined {
		equity = a.liquidate(d)
	}
	a.curve = append(a.curve, equity)
}

// equity is the cash and what the positions are worth at the latest prices.
func (a *account) equity() float64 {
	sum := a.cash
	for _, in := range a.instruments {
		if in.open {
			sum += in.pos.value(in.last)
		}
	}
	return sum
}

func (a *account) anyOpen() int {
	for _, in := range a.instruments {
		if in.open {
			return 1
		}
	}
	return 0
}

// leaveAtOpen carries out the exits decided at the last close, and those that
// the open itself brings about by lying beyond a stop or target.
func (a *account) leaveAtOpen(d Day) {
	for _, in := range a.instruments {
		if in.today == none {
			continue
		}
		open := in.bar().Open
		in.last = open
		if !in.open {
			continue
		}
		reason := in.pos.leaving
		if reason == "" {
			reason = in.pos.reached(open, open)
		}
		if reason != "" {
			a.exit(in, d, open, reason, in.today-in.pos.bar)
		}
	}
}

// enterAtOpen carries out the orders placed at the last close. All of them are
// sized by the equity before the first; who comes first in the alphabet is
// served first.
func (a *account) enterAtOpen(d Day) {
	equity, reckoned := 0.0, false
	for _, in := range a.instruments {
		if in.order == nil || in.today == none {
			continue
		}
		if !reckoned {
			equity, reckoned = a.equity(), true
		}
		order := *in.order
		in.order = nil
		if pos, ok := a.fund(order, in.bar().Open, equity); ok {
			pos.bar, pos.day, pos.signalDay = in.today, d, dayOf(&in.bars[order.signal.Index])
			a.cash -= pos.cost
			in.open, in.pos = true, pos
		} else {
			a.skipped.Funds++
		}
	}
}

// roundingError is what a sum of fractions of the equity may be off by.
const roundingError = 1e-9

// fund works out the position that a share of the equity pays for, with the
// commission inside; not ok when the cash does not reach.
func (a *account) fund(decided decision, open, equity float64) (pos position, ok bool) {
	budget := float64(a.p.PositionSize * equity)
	if budget > a.cash && budget-a.cash <= roundingError*equity {
		budget = a.cash
	}
	invested := (budget - a.p.CommissionFixed) / (1 + a.p.Commission)
	if budget > a.cash || !(invested > 0) {
		return position{}, false
	}
	return a.p.position(decided, open, budget, invested), true
}

// leaveWithin fills the stops and targets that a bar's range reaches.
func (a *account) leaveWithin(d Day) {
	for _, in := range a.instruments {
		if in.today == none || !in.open {
			continue
		}
		b := in.bar()
		if reason := in.pos.reached(b.Low, b.High); reason != "" {
			a.exit(in, d, in.pos.fill(reason, b.Open), reason, in.today-in.pos.bar+1)
		}
	}
}

// close ends what has no bar left, and turns signals into orders.
func (a *account) close(d Day) {
	for _, in := range a.instruments {
		if in.today == none {
			continue
		}
		in.last = in.bar().Close
		decided := in.decision()
		if in.ends() {
			if decided != nil {
				a.skipped.Late++
			}
			if in.open {
				a.exit(in, d, in.last, EndOfData, in.today-in.pos.bar+1)
			}
			continue
		}
		if decided != nil {
			a.onSignal(in, decided)
		}
		if in.open && in.pos.leaving == "" && a.p.MaxHolding > 0 && in.today+1-in.pos.bar >= a.p.MaxHolding {
			in.pos.leaving = MaxHolding
		}
	}
}

// onSignal turns a decision into an order for the next open.
func (a *account) onSignal(in *instrument, decided *decision) {
	if in.open && (decided.side == in.pos.side || !a.p.ExitOnOpposite) {
		a.skipped.Held++
		return
	}
	if in.open {
		in.pos.leaving = OppositeSignal
	}
	if !a.p.allows(decided.side) {
		a.skipped.Direction++
		return
	}
	in.order = decided
}

// exit turns a position into cash, at a price before slippage.
func (a *account) exit(in *instrument, d Day, price float64, reason Reason, held int) {
	t, proceeds := in.pos.settle(a.p, price)
	t.Symbol, t.Exit, t.Reason, t.Bars = in.symbol, d, reason, held
	a.cash += proceeds
	a.trades = append(a.trades, t)
	in.open = false
}

// liquidate ends all trading: more was lost than there was.
func (a *account) liquidate(d Day) (equity float64) {
	a.ruined = true
	for _, in := range a.instruments {
		if in.open {
			a.exit(in, d, in.last, Ruin, in.next-in.pos.bar)
		}
		if in.order != nil {
			in.order = nil
			a.skipped.Funds++
		}
	}
	return a.equity()
}
