package query

import (
	"testing"
	"time"

	"tickdeck/model"
)

func TestAQueryOfTrades(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2025, 4, d, 0, 0, 0, 0, time.UTC) }
	won := model.Trade{
		Symbol: "NVDA", Patterns: []string{"Dark Cloud Cover", "Hammer"}, Direction: model.DirBull, Entry: day(8), Exit: day(11),
		Bars: 3, Return: 0.163, PnL: 4_017, Why: "take_profit", Confidence: 0.51,
	}
	lost := model.Trade{Symbol: "AAPL", Direction: model.DirBear, Entry: day(9), Bars: 5, Return: -0.052, PnL: -1_370, Why: "stop_loss", Confidence: model.None()}
	clock := Clock{Now: day(30)}
	for text, want := range map[string][2]bool{
		"": {true, true}, "symbol:nvda": {true, false}, "pattern:darkcloudcover": {true, false}, "hammer": {true, false}, "side:long": {true, false}, "side:sho": {false, true},
		"entry>=2025-04-09": {false, true}, "entry:2025-04-08": {true, false}, "exit<2025-04-12": {true, false}, "entry:2025-04-08..2025-04-09": {true, true},
		"bars>3": {false, true}, "return>5%": {true, false}, "return<0": {false, true}, "pnl>1k": {true, false}, "why:stop": {false, true}, `why:"take profit"`: {true, false},
		"why:take_profit": {true, false}, "conf>=0.5": {true, false}, "-has:conf": {false, true}, "has:exit": {true, false}, "side:long or pnl<0": {true, true},
	} {
		q, err := Parse(Trades(), text, clock)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := [2]bool{q.Match(Trade{&won, clock}), q.Match(Trade{&lost, clock})}; got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}
