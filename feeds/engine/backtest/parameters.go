package backtest

import (
	"errors"
	"fmt"

	"tickdeck/model"
)

// Which signals open a trade: the values of Parameters.Direction.
const (
	DirectionLong  = "long"
	DirectionShort = "short"
	DirectionBoth  = "both"
)

// What a neutral pattern such as a Doji means: the values of Parameters.Neutral.
const (
	NeutralReversal = "reversal" // the trend before it turns
	NeutralIgnore   = "ignore"
)

// Parameters are how a backtest trades. Fractions are of 1: 0.05 is 5 %.
type Parameters struct {
	InitialCapital  float64 `json:"initial_capital"`
	PositionSize    float64 `json:"position_size"`    // fraction of the equity put into one trade
	StopLoss        float64 `json:"stop_loss"`        // fraction of the entry price; 0 for none
	TakeProfit      float64 `json:"take_profit"`      // fraction of the entry price; 0 for none
	MaxHolding      int     `json:"max_holding"`      // bars; 0 for no limit
	ExitOnOpposite  bool    `json:"exit_on_opposite"` // a signal against the position ends it
	Direction       string  `json:"direction"`
	Neutral         string  `json:"neutral"`
	MinConfidence   float64 `json:"min_confidence"`
	Commission      float64 `json:"commission"`       // fraction of what is bought or sold, on either side
	CommissionFixed float64 `json:"commission_fixed"` // money, on either side
	Slippage        float64 `json:"slippage"`         // fraction of the price, against the trade, on either side
}

// Defaults are the parameters of a request that names none.
func Defaults() Parameters {
	return Parameters{
		InitialCapital: 100_000, PositionSize: 0.1,
		StopLoss: 0.05, TakeProfit: 0.10, MaxHolding: 10, ExitOnOpposite: true,
		Direction: DirectionBoth, Neutral: NeutralReversal,
		Commission: 0.0005, Slippage: 0.0005,
	}
}

const (
	maxMoney   = 1e12
	maxHolding = 10_000 // bars
)

// Validate returns everything that is wrong, each in words that say what to do.
func (p Parameters) Validate() error {
	all := []error{model.CheckCapital(p.InitialCapital), model.CheckPosition(p.PositionSize)}
	for _, l := range p.limits() {
		all = append(all, l.check())
	}
	if p.Direction != DirectionLong && p.Direction != DirectionShort && p.Direction != DirectionBoth {
		all = append(all, fmt.Errorf("direction %.24q is not known: long, short or both", p.Direction))
	}
	if p.Neutral != NeutralReversal && p.Neutral != NeutralIgnore {
		all = append(all, fmt.Errorf("neutral %.24q is not known: reversal or ignore", p.Neutral))
	}
	return errors.Join(all...)
}

// limit is what a number may be: from 0 to most.
type limit struct {
	name        string
	value, most float64
	what        string
}

func (p Parameters) limits() []limit {
	const fraction = "a fraction, 0.05 for 5 %"
	return []limit{
		{"initial_capital", max(p.InitialCapital, 0), maxMoney, "money"},
		{"stop_loss", p.StopLoss, 0.99, fraction},
		{"take_profit", p.TakeProfit, 100, fraction},
		{"max_holding", float64(p.MaxHolding), maxHolding, "a number of bars"},
		{"min_confidence", p.MinConfidence, 1, "a fraction, 0.8 for 80 %"},
		{"commission", p.Commission, 0.1, "a fraction, 0.0005 for 0.05 %"},
		{"commission_fixed", p.CommissionFixed, maxMoney, "money"},
		{"slippage", p.Slippage, 0.1, "a fraction, 0.0005 for 0.05 %"},
	}
}

func (l limit) check() error {
	if l.value >= 0 && l.value <= l.most {
		return nil
	}
	return fmt.Errorf("%s must be from 0 to %v: it is %s", l.name, l.most, l.what)
}

func (p Parameters) allows(s side) bool {
	return p.Direction == DirectionBoth || p.Direction == s.String()
}
