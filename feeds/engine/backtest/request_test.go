package backtest

import (
	"slices"
	"testing"

	"tickdeck/model"
	"tickdeck/model/params"
)

func TestTheOrderOfARequestChangesNothing(t *testing.T) {
	r := NewRequest(model.Request{
		Symbols: []string{"GOOGL", "AAPL", "GOOGL"}, Patterns: []string{"Hammer", "Doji"},
		Parameters: params.Values{}.With(params.PositionSize, params.NumberOf(0.2)),
	}, nil)
	want := Defaults()
	want.PositionSize = 0.2
	if !slices.Equal(r.Symbols, []string{"AAPL", "GOOGL"}) || !slices.Equal(r.Patterns, []string{"Doji", "Hammer"}) || r.Parameters != want {
		t.Errorf("%+v", r)
	}
}
