package backtest

import (
	"fmt"
	"math/big"
	"slices"
	"time"
)

// Rule 2.
func (n *naive) enter(d Day) {
	var queue []string
	for _, s := range n.symbols {
		if _, ordered := n.orders[s]; ordered && n.bar(s, d) != nil {
			queue = append(queue, s)
		}
	}
	slices.SortFunc(queue, func(a, b string) int {
		x, y := n.orders[a], n.orders[b]
		if x.agreeing[0].confidence != y.agreeing[0].confidence {
			return map[bool]int{true: -1, false: 1}[x.agreeing[0].confidence > y.agreeing[0].confidence]
		}
		return naiveLot(n.p.Seed, x.day, a).Cmp(naiveLot(n.p.Seed, y.day, b))
	})
	equity, free := n.worth(), n.p.MaxPositions-len(n.held)
	slot := n.cash / float64(free)
	for _, s := range queue {
		call := n.orders[s]
		delete(n.orders, s)
		if what := n.buy(s, d, call, equity, slot); what != "" {
			n.tellAll(s, call, what)
			continue
		}
		n.tellAll(s, call, "traded")
	}
}

// buy carries out an order, or says why it cannot be.
func (n *naive) buy(symbol string, d Day, call naiveCall, equity, slot float64) (skipped string) {
	price := n.bar(symbol, d).Open * (1 + float64(call.side)*n.p.Slippage)
	budget := 0.0
	switch n.p.Sizing {
	case "fraction":
		budget = n.p.PositionSize * equity
	case "slots":
		budget = slot
		if equity > 0 && len(n.held) >= n.p.MaxPositions {
			return "slots"
		}
	case "fixed":
		budget = n.p.PositionAmount
	case "volatility":
		atr := n.atr(symbol, call.day)
		if equity > 0 && atr == 0 {
			return "volatility"
		}
		shares := n.p.VolatilityTarget * equity / atr
		budget = shares*price*(1+n.p.Commission) + shares*n.p.PerShare + n.p.CommissionFixed
	}
	cut := false
	if n.p.VolumeLimit > 0 {
		shares := n.p.VolumeLimit * n.bar(symbol, call.day).Volume
		if equity > 0 && shares == 0 {
			return "volume"
		}
		most := shares*price*(1+n.p.Commission) + shares*n.p.PerShare + n.p.CommissionFixed
		cut, budget = budget > most, min(budget, most)
	}
	quantity := (budget - n.p.CommissionFixed) / (price*(1+n.p.Commission) + n.p.PerShare)
	if equity <= 0 || quantity <= 0 || budget > n.cash+1e-9*equity { // what is off by rounding alone is paid
		return "funds"
	}
	if cut {
		n.cut++
	}
	n.cash -= budget
	n.held[symbol] = &holding{
		naiveCall: call, entry: d, price: price, quantity: quantity, invested: quantity * price, fee: budget - quantity*price, paid: budget,
	}
	return ""
}

// atr is Wilder's average true range at a bar, from the first bar that is read.
func (n *naive) atr(symbol string, d Day) (atr float64) {
	all := n.bars[symbol]
	for i := 1; i < len(all) && n.at(&all[i]) <= d; i++ {
		tr := max(all[i].High, all[i-1].Close) - min(all[i].Low, all[i-1].Close)
		if i <= 14 {
			atr += tr / 14
		} else {
			atr = (13*atr + tr) / 14
		}
	}
	if len(all) < 15 || n.at(&all[14]) > d {
		return 0
	}
	return atr
}

// naiveLot is the lot of the page, with numbers of any size that are cut to 64 bits.
func naiveLot(seed int, d Day, symbol string) *big.Int {
	cut := new(big.Int).Lsh(big.NewInt(1), 64)
	number := func(hex string) *big.Int { n, _ := new(big.Int).SetString(hex, 16); return n }
	times := func(h *big.Int, by string) *big.Int { return new(big.Int).Mod(new(big.Int).Mul(h, number(by)), cut) }
	stirred := func(h *big.Int) *big.Int { return new(big.Int).Xor(h, new(big.Int).Rsh(h, 33)) }
	h := number("cbf29ce484222325")
	layout := time.DateOnly
	if d.minute() {
		layout = time.RFC3339
	}
	for _, c := range []byte(fmt.Sprintf("%d/%s/%s", seed, d.Time().Format(layout), symbol)) {
		h = times(new(big.Int).Xor(h, big.NewInt(int64(c))), "100000001b3")
	}
	return stirred(times(stirred(times(stirred(h), "ff51afd7ed558ccd")), "c4ceb9fe1a85ec53"))
}
