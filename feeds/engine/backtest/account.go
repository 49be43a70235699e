package backtest

import "slices"

// account trades the instruments, day by day, with cash that they share. Products
// are wrapped in float64() where a sum follows, so that no processor fuses the
// two and rounds otherwise than the others.
type account struct {
	ledger      ledger
	p           Parameters
	patterns    []string // of the request
	instruments []*instrument
	open        set // of those with a position
	ordered     set // of those with an order
	touched     set // room for those that something happens to at a close
	cash        float64
	orders      []order   // room for those of a day
	curve       []float64 // equity at the close of each day
	exposed     int       // days on which any position was held
	before      Day       // the last one that was traded
	cut         int       // entries that volume_limit made smaller
	over        int       // exits that were larger than volume_limit
	ruined      bool
}

func newAccount(req Request, m *market) *account {
	n := len(m.symbols)
	a := &account{
		p: req.Parameters, patterns: req.Patterns, instruments: make([]*instrument, n), cash: req.Parameters.InitialCapital,
		open: newSet(n), ordered: newSet(n), touched: newSet(n), curve: make([]float64, 0, len(m.days)),
		ledger: newLedger(m.dates, n, len(req.Patterns)),
	}
	for i, p := range m.symbols {
		a.instruments[i] = p.trade()
	}
	return a
}

// trade goes through a day: at the open positions are given up, then new ones
// taken with the cash that is there; later prices touch stops and targets; at
// the close the account is valued and signals turn into orders for the next open.
// Nothing is done to a symbol without a position, an order or a signal.
func (a *account) trade(d Day, signals []signal) {
	if a.p.BorrowFee > 0 {
		a.accrue(d)
	}
	a.leaveAtOpen(d)
	a.enterAtOpen(d)
	if a.open.next(0) != none {
		a.exposed++
	}
	a.leaveWithin(d)
	a.close(d, signals)
	equity := a.equity()
	if equity <= 0 && !a.ruined {
		equity = a.liquidate(d)
	}
	a.curve = append(a.curve, equity)
	a.before = d
}

// accrue lets every short pay for the days, and so the nights, since the last day:
// one that is opened and closed on the same day borrows nothing.
func (a *account) accrue(d Day) {
	for i := a.open.next(0); i != none; i = a.open.next(i + 1) {
		if in := a.instruments[i]; in.pos.side == short {
			in.pos.accrue(a.p.BorrowFee, in.last, d.day()-a.before.day())
		}
	}
}

// equity is the cash and what the positions are worth at the latest prices.
func (a *account) equity() float64 {
	sum := a.cash
	for i := a.open.next(0); i != none; i = a.open.next(i + 1) {
		in := a.instruments[i]
		sum += in.pos.value(in.last)
	}
	return sum
}

// leaveAtOpen carries out the exits decided at the last close, and those that
// the open itself brings about by lying beyond a stop or target.
func (a *account) leaveAtOpen(d Day) {
	for i := a.open.next(0); i != none; i = a.open.next(i + 1) {
		in := a.instruments[i]
		if in.seek(d); in.today == none {
			continue
		}
		open := in.bar().Open
		in.last = open
		reason := in.pos.leaving
		if reason == "" {
			reason = in.pos.reached(open, open)
		}
		if reason != "" {
			a.exit(i, d, open, reason, in.today-in.pos.entry)
		}
	}
}

// leaveWithin fills the stops and targets that a bar's range reaches.
func (a *account) leaveWithin(d Day) {
	for i := a.open.next(0); i != none; i = a.open.next(i + 1) {
		in := a.instruments[i]
		if in.today == none {
			continue
		}
		b := in.bar()
		if reason := in.pos.reached(b.Low, b.High); reason != "" {
			a.exit(i, d, in.pos.fill(reason, b.Open), reason, in.today-in.pos.entry+1)
		}
	}
}

// close ends what has no bar left, and turns signals into orders.
func (a *account) close(d Day, signals []signal) {
	copy(a.touched, a.open)
	for _, s := range signals {
		in := a.instruments[s.symbol]
		in.decided = &in.decisions[s.decision]
		a.touched.add(int(s.symbol))
	}
	for i := a.touched.next(0); i != none; i = a.touched.next(i + 1) {
		if in := a.instruments[i]; in.open || in.decided != nil {
			in.seek(d)
			a.closeOne(i, d)
			in.decided = nil
		}
	}
}

func (a *account) closeOne(i int, d Day) {
	in := a.instruments[i]
	if in.today == none {
		return
	}
	in.last = in.bar().Close
	if why := in.ending(a.p.ExitBeforeGap); why != "" {
		if in.decided != nil {
			in.note(in.decided, tooLate)
		}
		if in.open {
			a.exit(i, d, in.last, why, in.today-in.pos.entry+1)
		}
		return
	}
	if in.decided != nil {
		a.onSignal(i, in.decided)
	}
	if in.open && in.pos.leaving == "" && a.p.MaxHolding > 0 && in.today+1-in.pos.entry >= a.p.MaxHolding {
		in.pos.leaving = MaxHolding
	}
}

// onSignal turns a decision into an order for the next open.
func (a *account) onSignal(i int, decided *decision) {
	in := a.instruments[i]
	if in.open && (decided.side == in.pos.side || !a.p.ExitOnOpposite) {
		in.note(decided, alreadyHeld)
		return
	}
	if in.open {
		in.pos.leaving = OppositeSignal
	}
	if !a.p.allows(decided.side) {
		in.note(decided, notAllowed)
		return
	}
	in.order = decided
	a.ordered.add(i)
}

// exit turns a position into cash, at a price before slippage.
func (a *account) exit(i int, d Day, price float64, reason Reason, held int) {
	in, t := a.instruments[i], a.ledger.next()
	proceeds := in.pos.settle(&a.p, price, t)
	t.Symbol, t.Exit, t.Reason, t.Bars = in.symbol, d, reason, held
	patterns := in.patterns(&in.pos.decision)
	t.Patterns = a.names(patterns)
	t.Pattern = t.Patterns[0]
	a.cash += proceeds
	if most := a.p.VolumeLimit * in.volume(); a.p.VolumeLimit > 0 && t.Quantity > most*(1+roundingError) {
		a.over++
	}
	a.ledger.enter(i, patterns)
	in.open = false
	a.open.remove(i)
}

// names are those of patterns, each once.
func (a *account) names(patterns []uint8) []string {
	if first := patterns[0]; len(patterns) == 1 {
		return a.patterns[first : first+1 : first+1]
	}
	out := make([]string, 0, len(patterns))
	for _, i := range patterns {
		if !slices.Contains(out, a.patterns[i]) {
			out = append(out, a.patterns[i])
		}
	}
	return out
}

// liquidate ends all trading: more was lost than there was.
func (a *account) liquidate(d Day) (equity float64) {
	a.ruined = true
	for i, in := range a.instruments {
		if in.open {
			a.exit(i, d, in.last, Ruin, in.next-in.pos.entry)
		}
		if in.order != nil {
			in.note(in.order, noFunds)
			in.order = nil
			a.ordered.remove(i)
		}
	}
	return a.equity()
}
