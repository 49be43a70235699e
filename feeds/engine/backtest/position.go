package backtest

// Reason is why a trade was closed.
type Reason string

// The reasons.
const (
	StopLoss       Reason = "stop_loss"
	TakeProfit     Reason = "take_profit"
	OppositeSignal Reason = "opposite_signal"
	MaxHolding     Reason = "max_holding"
	EndOfData      Reason = "end_of_data" // it was still open when the bars ended
	BeforeGap      Reason = "before_gap"  // no bar followed for a while, which nobody knew
	Ruin           Reason = "ruin"        // the account was worth nothing any more
)

// Trade is one that was closed. Money is in the currency of the capital.
type Trade struct {
	Symbol     string   `json:"symbol"`
	Pattern    string   `json:"pattern"`   // the strongest
	Patterns   []string `json:"patterns"`  // all that agreed, the strongest first
	Direction  side     `json:"direction"` // long or short
	Confidence float64  `json:"confidence"`
	Signal     Day      `json:"signal_date"`
	Entry      Day      `json:"entry_date"`
	Exit       Day      `json:"exit_date"`
	EntryPrice float64  `json:"entry_price"` // with slippage
	ExitPrice  float64  `json:"exit_price"`  // with slippage
	Quantity   float64  `json:"quantity"`
	Commission float64  `json:"commission"` // both sides
	Borrow     float64  `json:"borrow_fee,omitzero"`
	PnL        float64  `json:"pnl"`    // after all costs
	Return     float64  `json:"return"` // PnL as a fraction of what the entry took from the cash
	Bars       int      `json:"bars"`   // on which it was held
	Reason     Reason   `json:"exit_reason"`
}

// position is a trade under way.
type position struct {
	decision
	entry          int // bar of the entry
	day, signalDay Day
	price          float64 // of the entry, with slippage
	quantity       float64
	invested       float64 // quantity × price; a short one puts as much down as security
	cost           float64 // invested and commission
	stop, target   float64 // prices; 0 for none
	borrowed       float64 // borrow fee so far, which is paid at the exit
	leaving        Reason  // at the next open, if set
}

// position is what an amount buys or sells at an open. The stop and the target
// are reckoned from the price paid.
func (p *Parameters) position(to decision, open, cost, invested float64) position {
	price := p.slipped(to.side, open)
	pos := position{decision: to, price: price, quantity: invested / price, invested: invested, cost: cost}
	if p.StopLoss > 0 {
		pos.stop = price * (1 - float64(float64(to.side)*p.StopLoss))
	}
	if p.TakeProfit > 0 {
		pos.target = max(0, price*(1+float64(float64(to.side)*p.TakeProfit)))
	}
	return pos
}

// slipped is what is paid by who buys (long) or got by who sells (short).
func (p *Parameters) slipped(s side, price float64) float64 {
	return price * (1 + float64(float64(s)*p.Slippage))
}

// commission is what a purchase or a sale costs, at a price with slippage.
func (p *Parameters) commission(quantity, price float64) float64 {
	return p.CommissionFixed + float64(p.Commission*float64(quantity*price)) + float64(p.PerShare*quantity)
}

// feeDays are the days of a year for which shares are lent.
const feeDays = 365

// accrue adds what a short costs for as many days, at the price that it was last
// valued at.
func (p *position) accrue(yearly, price float64, days Day) {
	p.borrowed += float64(p.quantity*price) * yearly * float64(days) / feeDays
}

// value is what a position adds to the equity. A short one is worth its security
// and what the price has fallen, less what it owes: q·e + (q·e − q·p) − fee.
func (p *position) value(price float64) float64 {
	now := float64(p.quantity * price)
	if p.side == short {
		return float64(2*p.invested) - now - p.borrowed
	}
	return now
}

// reached tells which exit a range of prices brings about. Nobody knows which
// price came first within a bar, so the stop counts before the target.
func (p *position) reached(low, high float64) Reason {
	bad, good := low <= p.stop, p.target > 0 && high >= p.target
	if p.side == short {
		bad, good = p.stop > 0 && high >= p.stop, low <= p.target
	}
	switch {
	case bad:
		return StopLoss
	case good:
		return TakeProfit
	}
	return ""
}

// fill is the price at which a stop or target is filled on a bar: its own, or
// the open where that lies beyond it.
func (p *position) fill(reason Reason, open float64) float64 {
	price := p.target
	if reason == StopLoss {
		price = p.stop
	}
	if (reason == StopLoss) == (p.side == long) {
		return min(open, price)
	}
	return max(open, price)
}

// settle closes a position at a price before slippage, writes the trade and returns
// what comes back into the cash.
func (p *position) settle(by *Parameters, price float64, t *Trade) (proceeds float64) {
	price = by.slipped(-p.side, price)
	commission := by.commission(p.quantity, price)
	proceeds = p.value(price) - commission
	// Not proceeds − cost: a trade that ends at its own price would be won or lost
	// by rounding.
	pnl := float64(float64(p.side)*p.quantity*(price-p.price)) - (p.cost - p.invested + commission) - p.borrowed
	*t = Trade{
		Direction: p.side, Confidence: p.confidence,
		Signal: p.signalDay, Entry: p.day, EntryPrice: p.price, ExitPrice: price, Quantity: p.quantity,
		Commission: p.cost - p.invested + commission, Borrow: p.borrowed, PnL: pnl, Return: pnl / p.cost,
	}
	return proceeds
}
