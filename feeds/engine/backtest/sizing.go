package backtest

import (
	"strconv"

	"tickdeck/model/params"
)

// means are what the orders of a day are sized by: equity and share are what there
// was before the first, for all of them.
type means struct {
	equity float64
	share  float64 // of the cash, for each slot that was free
	free   int     // slots
}

// enterAtOpen carries out the orders placed at the last close. Cash goes to the
// most confident one first.
func (a *account) enterAtOpen(d Day) {
	positions := a.collectOrders(d)
	if len(a.orders) == 0 {
		return
	}
	m := means{equity: a.equity(), free: a.p.MaxPositions - positions}
	m.share = a.cash / float64(max(1, m.free))
	contested := a.contested(m)
	if contested {
		a.drawLots()
	}
	for i := range a.orders {
		if contested {
			bringFirst(a.orders[i:])
		}
		o := &a.orders[i]
		cost, invested, what := a.fund(o, m)
		o.in.note(o.decision, what)
		if what != traded {
			contested = a.p.uneven() // else the others ask for as much
			continue
		}
		a.enter(o, d, cost, invested)
		if o.cut {
			a.cut++
		}
		m.free--
	}
}

func (a *account) enter(o *order, d Day, cost, invested float64) {
	pos := a.p.position(*o.decision, o.in.bar().Open, cost, invested)
	pos.entry, pos.day, pos.signalDay = o.in.today, d, o.in.days[o.bar]
	a.cash -= cost
	o.in.open, o.in.pos = true, pos
	a.open.add(o.place)
}

// order is one that is carried out today.
type order struct {
	*decision
	in    *instrument
	place int // of the instrument
	lot   uint64
	cut   bool // by volume_limit
}

// collectOrders takes the orders of the symbols that have a bar, and counts the
// positions.
func (a *account) collectOrders(d Day) (positions int) {
	a.orders = a.orders[:0]
	for i := a.ordered.next(0); i != none; i = a.ordered.next(i + 1) {
		in := a.instruments[i]
		if in.seek(d); in.today != none {
			a.orders = append(a.orders, order{decision: in.order, in: in, place: i})
			in.order = nil
			a.ordered.remove(i)
		}
	}
	return a.open.size()
}

// contested reports whether it can matter who is served first: there is cash for
// some, and perhaps not for all. On most days of a full account there is for none.
func (a *account) contested(m means) bool {
	if len(a.orders) == 1 || a.p.uneven() {
		return len(a.orders) > 1
	}
	budget, _ := a.budget(&a.orders[0], m)
	off := roundingError * m.equity
	return budget <= a.cash+off && budget*float64(len(a.orders)) >= a.cash-off
}

func (a *account) drawLots() {
	var day Day
	var begun uint64
	for i := range a.orders {
		o := &a.orders[i]
		if d := o.in.days[o.bar]; i == 0 || d != day {
			day, begun = d, beginLot(a.p.Seed, d)
		}
		o.lot = lot(begun, o.in.symbol)
	}
}

// bringFirst puts the order that is served first before the others. Cash is gone
// after a few of many, so that sorting all of them would take longer.
func bringFirst(orders []order) {
	first := 0
	for i := range orders {
		if orders[i].before(&orders[first]) {
			first = i
		}
	}
	orders[0], orders[first] = orders[first], orders[0]
}

// before tells which of two orders is served first: the more confident one, and of
// two as confident the one with the lower lot. A symbol's name must not decide, or
// the same symbols would be short of cash every day; it tells two apart that drew
// the same.
func (o *order) before(p *order) bool {
	switch {
	case o.confidence != p.confidence:
		return o.confidence > p.confidence
	case o.lot != p.lot:
		return o.lot < p.lot
	}
	return o.in.symbol < p.in.symbol
}

// lot is what a symbol draws on the day of its signal: the 64-bit FNV-1a of
// "seed/day/symbol", stirred by the fmix64 of MurmurHash3, which any language can
// work out. FNV alone hardly lets the last letters of a text reach the highest
// bits: symbols with similar names would be served together.
func lot(begun uint64, symbol string) uint64 {
	h := fnv(begun, symbol)
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// beginLot is what the lots of a day have in common.
func beginLot(seed int, day Day) uint64 {
	text := strconv.AppendInt(make([]byte, 0, 32), int64(seed), 10)
	return fnv(0xcbf29ce484222325, append(day.append(append(text, '/')), '/'))
}

func fnv[T string | []byte](h uint64, text T) uint64 {
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 0x100000001b3
	}
	return h
}

// roundingError is what a sum of fractions of the equity may be off by.
const roundingError = 1e-9

// fund works out what an entry costs, and what of that is invested when the
// commission is paid; else why it is not traded.
func (a *account) fund(o *order, m means) (cost, invested float64, what outcome) {
	if !(m.equity > 0) {
		return 0, 0, noFunds
	}
	cost, what = a.budget(o, m)
	if what != traded {
		return 0, 0, what
	}
	price := a.p.slipped(o.side, o.in.bar().Open)
	if a.p.VolumeLimit > 0 {
		if cost, what = a.limited(o, cost, price); what != traded {
			return 0, 0, what
		}
	}
	if cost > a.cash && cost-a.cash <= roundingError*m.equity {
		cost = a.cash
	}
	invested = (cost - a.p.CommissionFixed) / (1 + a.p.Commission + a.p.PerShare/price)
	if cost > a.cash || !(invested > 0) {
		return 0, 0, noFunds
	}
	return cost, invested, traded
}

// limited cuts an entry to its part of the volume of the signal's bar: that of the
// bar on which it is filled is not known at its open.
func (a *account) limited(o *order, cost, price float64) (float64, outcome) {
	shares := a.p.VolumeLimit * o.in.bars[o.bar].Volume
	if !(shares > 0) {
		return 0, noVolume
	}
	most := a.p.costOf(shares, price)
	o.cut = cost > most
	return min(cost, most), traded
}

// budget is what an entry takes from the cash, the commission included.
func (a *account) budget(o *order, m means) (float64, outcome) {
	switch a.p.Sizing {
	case params.SizingSlots:
		if m.free <= 0 {
			return 0, noSlot
		}
		return m.share, traded
	case params.SizingFixed:
		return a.p.PositionAmount, traded
	case params.SizingVolatility:
		spread := o.in.ranges[o.bar]
		if !(spread > 0) {
			return 0, noRange
		}
		shares := float64(a.p.VolatilityTarget*m.equity) / spread
		return a.p.costOf(shares, a.p.slipped(o.side, o.in.bar().Open)), traded
	}
	return float64(a.p.PositionSize * m.equity), traded
}

// costOf is what so many shares take from the cash at a price with slippage.
func (p *Parameters) costOf(shares, price float64) float64 {
	return float64(float64(shares*price)*(1+p.Commission)) + float64(p.PerShare*shares) + p.CommissionFixed
}
