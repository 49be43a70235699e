package backtest

import (
	"errors"

	"tickdeck/model/params"
)

// Parameters are how a backtest trades, in the types that it reckons with. What
// they mean, their ranges and their defaults are described in package params.
// Fractions are of 1: 0.05 is 5 %.
type Parameters struct {
	InitialCapital   float64 `json:"initial_capital"`
	Sizing           string  `json:"sizing"`
	PositionSize     float64 `json:"position_size"`
	MaxPositions     int     `json:"max_positions"`
	PositionAmount   float64 `json:"position_amount"`
	VolatilityTarget float64 `json:"volatility_target"`
	StopLoss         float64 `json:"stop_loss"`
	TakeProfit       float64 `json:"take_profit"`
	MaxHolding       int     `json:"max_holding"`
	ExitOnOpposite   bool    `json:"exit_on_opposite"`
	Direction        string  `json:"direction"`
	Neutral          string  `json:"neutral"`
	MinConfidence    float64 `json:"min_confidence"`
	Commission       float64 `json:"commission"`
	CommissionFixed  float64 `json:"commission_fixed"`
	PerShare         float64 `json:"commission_per_share"`
	Slippage         float64 `json:"slippage"`
	BorrowFee        float64 `json:"borrow_fee"`
	VolumeLimit      float64 `json:"volume_limit"`
	ExitBeforeGap    int     `json:"exit_before_gap"`
	Seed             int     `json:"seed"`
	Strict           bool    `json:"strict"`
}

// Defaults are the parameters of a request that names none.
func Defaults() Parameters { return withDefaults(params.Values{}) }

// withDefaults are the parameters as they were said, and the defaults of the others.
func withDefaults(said params.Values) Parameters {
	var p Parameters
	for name, target := range p.targets() {
		switch v := said.Of(name); t := target.(type) {
		case *float64:
			*t = v.Number()
		case *int:
			*t = int(v.Number())
		case *bool:
			*t = v.On()
		case *string:
			*t = v.Text()
		}
	}
	return p
}

// Validate returns everything that is wrong, each in words that say what to do.
func (p Parameters) Validate() error {
	targets := p.targets()
	var all []error
	for _, described := range params.All() {
		if target, held := targets[described.Name]; held {
			all = append(all, described.Check(valueOf(target)))
		}
	}
	return errors.Join(all...)
}

// idle are the parameters that were set and mean nothing with the sizing.
func (p Parameters) idle() (out []params.Parameter) {
	targets := p.targets()
	for _, described := range params.All() {
		if !described.Counts(p.Sizing) && valueOf(targets[described.Name]) != described.Default {
			out = append(out, described)
		}
	}
	return out
}

func valueOf(target any) params.Value {
	switch t := target.(type) {
	case *float64:
		return params.NumberOf(*t)
	case *int:
		return params.NumberOf(float64(*t))
	case *bool:
		return params.SwitchOf(*t)
	case *string:
		return params.TextOf(*t)
	}
	return params.Value{}
}

// targets is where the parameters go by their names; it is only looked things
// up in.
func (p *Parameters) targets() map[string]any {
	return map[string]any{
		params.InitialCapital:   &p.InitialCapital,
		params.Sizing:           &p.Sizing,
		params.PositionSize:     &p.PositionSize,
		params.MaxPositions:     &p.MaxPositions,
		params.PositionAmount:   &p.PositionAmount,
		params.VolatilityTarget: &p.VolatilityTarget,
		params.StopLoss:         &p.StopLoss,
		params.TakeProfit:       &p.TakeProfit,
		params.MaxHolding:       &p.MaxHolding,
		params.ExitOnOpposite:   &p.ExitOnOpposite,
		params.Direction:        &p.Direction,
		params.Neutral:          &p.Neutral,
		params.MinConfidence:    &p.MinConfidence,
		params.Commission:       &p.Commission,
		params.CommissionFixed:  &p.CommissionFixed,
		params.PerShare:         &p.PerShare,
		params.Slippage:         &p.Slippage,
		params.BorrowFee:        &p.BorrowFee,
		params.VolumeLimit:      &p.VolumeLimit,
		params.ExitBeforeGap:    &p.ExitBeforeGap,
		params.Seed:             &p.Seed,
		params.Strict:           &p.Strict,
	}
}

// uneven reports whether orders of a day may ask for different amounts of cash.
func (p *Parameters) uneven() bool {
	return p.Sizing == params.SizingVolatility || p.VolumeLimit > 0
}

func (p *Parameters) allows(s side) bool {
	return p.Direction == params.DirectionBoth || p.Direction == s.String()
}
