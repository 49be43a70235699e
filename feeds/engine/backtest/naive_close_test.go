package backtest

import (
	"cmp"
	"math"
	"slices"
	"time"

	"tickdeck/model"
)

// Rule 3.
func (n *naive) within(d Day) {
	for _, s := range n.symbols {
		b, h := n.bar(s, d), n.held[s]
		if b == nil || h == nil {
			continue
		}
		stop, target := n.levels(h)
		hit := func(level float64, falling bool) bool {
			return falling && b.Low <= level || !falling && b.High >= level
		}
		fill := func(level float64, falling bool) float64 { // an open beyond it is where it is filled
			if falling {
				return min(level, b.Open)
			}
			return max(level, b.Open)
		}
		switch isLong := h.side == long; {
		case n.p.StopLoss > 0 && hit(stop, isLong):
			n.leave(s, d, fill(stop, isLong), StopLoss, true)
		case n.p.TakeProfit > 0 && hit(target, !isLong):
			n.leave(s, d, fill(target, !isLong), TakeProfit, true)
		}
	}
}

// Rule 4.
func (n *naive) close(d Day) {
	for _, s := range n.symbols {
		b := n.bar(s, d)
		if b == nil {
			continue
		}
		n.last[s] = b.Close
		call, made := n.call(s, d)
		if why := n.ending(s, d); why != "" {
			if made {
				n.tellAll(s, call, "late")
			}
			if n.held[s] != nil {
				n.leave(s, d, b.Close, why, true)
			}
			continue
		}
		if made {
			n.place(s, call)
		}
		if h := n.held[s]; h != nil && h.leave == "" && n.p.MaxHolding > 0 && n.count(s, h.entry, d) >= n.p.MaxHolding {
			h.leave = MaxHolding
		}
	}
	equity := n.worth()
	if equity <= 0 && !n.ruined {
		n.ruined = true
		for _, s := range n.symbols {
			if n.held[s] != nil {
				n.leave(s, d, n.last[s], Ruin, true)
			}
			if call, ordered := n.orders[s]; ordered {
				n.tellAll(s, call, "funds")
				delete(n.orders, s)
			}
		}
		equity = n.cash
	}
	n.equity = append(n.equity, equity)
}

// ending is why nothing is held over a close, or "".
func (n *naive) ending(symbol string, d Day) Reason {
	if n.count(symbol, d+1, math.MaxInt32) == 0 {
		return EndOfData
	}
	following := Day(math.MaxInt32)
	for _, b := range n.bars[symbol] {
		if at := n.at(&b); at > d {
			following = min(following, at)
		}
	}
	without := 0
	for next := d.day() + 1; next < following.day(); next++ {
		if w := next.Time().Weekday(); w >= time.Monday && w <= time.Friday {
			without++
		}
	}
	if n.p.ExitBeforeGap > 0 && without > n.p.ExitBeforeGap {
		return BeforeGap
	}
	return ""
}

// place makes an order of a call.
func (n *naive) place(symbol string, call naiveCall) {
	h := n.held[symbol]
	if h != nil && (h.side == call.side || !n.p.ExitOnOpposite) {
		n.tellAll(symbol, call, "held")
		return
	}
	if h != nil {
		h.leave = OppositeSignal
	}
	if n.p.Direction == "long" && call.side == short || n.p.Direction == "short" && call.side == long {
		n.tellAll(symbol, call, "direction")
		return
	}
	n.orders[symbol] = call
}

// call is what the signals on a bar come to, if anything.
func (n *naive) call(symbol string, d Day) (naiveCall, bool) {
	bySide := map[side][]dated{}
	for _, s := range n.signals[symbol] {
		if s.Day != d || n.bar(symbol, d) == nil {
			continue
		}
		switch means := n.meaning(symbol, s); {
		case s.confidence < n.p.MinConfidence:
			n.tell(symbol, s, "confidence")
		case means == 0:
			n.tell(symbol, s, "neutral")
		default:
			bySide[means] = append(bySide[means], s)
		}
	}
	for _, of := range bySide {
		slices.SortFunc(of, func(a, b dated) int {
			return cmp.Or(cmp.Compare(b.confidence, a.confidence), cmp.Compare(a.pattern, b.pattern))
		})
	}
	best := func(s side) float64 {
		if len(bySide[s]) == 0 {
			return -1
		}
		return bySide[s][0].confidence
	}
	call := naiveCall{day: d}
	switch {
	case best(long) > best(short):
		call.side = long
	case best(short) > best(long):
		call.side = short
	}
	for s, of := range bySide {
		if s != call.side {
			n.tellAll(symbol, naiveCall{agreeing: of}, "outweighed")
		}
	}
	call.agreeing = bySide[call.side]
	return call, call.side != 0
}

// meaning is which way a signal points.
func (n *naive) meaning(symbol string, s dated) side {
	switch {
	case s.direction == model.DirBull:
		return long
	case s.direction == model.DirBear:
		return short
	case n.p.Neutral == "ignore":
		return 0
	}
	var before []float64
	for _, b := range n.bars[symbol] {
		if n.at(&b) < s.Day {
			before = append(before, b.Close)
		}
	}
	if len(before) < 10 {
		return 0
	}
	sum := 0.0
	for _, c := range before[len(before)-10:] {
		sum += c
	}
	switch c := n.bar(symbol, s.Day).Close; {
	case c > sum/10:
		return short
	case c < sum/10:
		return long
	}
	return 0
}
