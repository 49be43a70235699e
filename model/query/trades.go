package query

import (
	"strings"
	"time"

	"tickdeck/model"
)

// Trade is a trade of a backtest, and when it is asked.
type Trade struct {
	*model.Trade
	Clock
}

// Trades is what can be asked for of a trade. It is made anew with every call.
func Trades() *Schema[Trade] {
	return NewSchema(
		Field[Trade]{
			Name: "symbol", Also: []string{"sym", "ticker", "s"}, What: "the symbol", Example: "symbol:AAPL,BRK*",
			Free: true, Text: func(t Trade) string { return t.Symbol },
		},
		Field[Trade]{
			Name: "pattern", Also: []string{"patterns", "pat", "p"}, What: "one of the patterns that agreed, however its name is spaced", Example: "pattern:doji*,engulfing",
			Kind: Name, Free: true, Texts: func(t Trade) []string { return t.Patterns },
		},
		Field[Trade]{
			Name: "side", Also: []string{"direction", "dir"}, What: "which way it was", Example: "side:short",
			Kind: Choice, Options: []Option{{"long", []string{"buy"}}, {"short", []string{"sell"}}},
			Is: Trade.goes, Sent: func(t Trade) bool { return t.Direction != model.DirNone },
		},
		traded("entry", "when it was entered; the days are in UTC", func(t Trade) time.Time { return t.Entry }),
		traded("exit", "when it was left", func(t Trade) time.Time { return t.Exit }),
		Field[Trade]{
			Name: "bars", Also: []string{"held"}, What: "how many bars it was held", Example: "bars>=5",
			Kind: Number, Number: func(t Trade) float64 { return t.Bars },
		},
		Field[Trade]{
			Name: "return", Also: []string{"ret", "r"}, What: "the return", Example: "return>0, or 5%",
			Kind: Number, Number: func(t Trade) float64 { return t.Return },
		},
		Field[Trade]{
			Name: "pnl", Also: []string{"profit"}, What: "the money won or lost, after costs", Example: "pnl<0, pnl>1k",
			Kind: Number, Number: func(t Trade) float64 { return t.PnL },
		},
		Field[Trade]{
			Name: "why", Also: []string{"reason"}, What: "words of why it ended", Example: "why:stop",
			Kind: Words, Free: true, Text: func(t Trade) string { return t.Why },
			Spelt: func(text string) []string { return []string{strings.ReplaceAll(text, " ", "_")} },
		},
		Field[Trade]{
			Name: "conf", Also: []string{"confidence", "c"}, What: "the confidence of its signal", Example: "conf>=0.8, or 80%",
			Kind: Fraction, Number: func(t Trade) float64 { return t.Confidence },
		},
	)
}

func traded(name, what string, at func(Trade) time.Time) Field[Trade] {
	return Field[Trade]{
		Name: name, What: what, Example: name + ">=2026-11-30", Kind: Time, Colon: Equal,
		Time: at, Now: func(t Trade) time.Time { return t.Now },
	}
}

func (t Trade) goes(wanted uint64) bool {
	switch t.Direction {
	case model.DirBull:
		return wanted&1 != 0
	case model.DirBear:
		return wanted&2 != 0
	}
	return false
}
