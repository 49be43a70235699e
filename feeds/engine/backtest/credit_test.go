package backtest

import (
	"slices"
	"testing"

	"tickdeck/model"
)

// The order in which a detector hands over its signals does not matter: those of
// a trade stand by their confidence, then by the alphabet.
func TestAllThatAgreeOnABarAreCredited(t *testing.T) {
	for _, order := range [][4]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 2, 0, 3}, {1, 3, 0, 2}} {
		s := newStage().with("A", flat(100), flat(100), flat(110))
		for _, n := range order {
			all := [4]Signal{{0, "Down", model.DirBull, 0.7}, {0, "Up", model.DirBull, 0.7}, {0, "Also", model.DirBull, 0.6}, {0, "Also", model.DirBear, 0.3}}
			s.signal(0, all[n].Pattern, all[n].Direction, all[n].Confidence)
		}
		r := s.run(t, plain())
		if len(r.Trades) != 1 || r.Trades[0].Pattern != "Down" || !slices.Equal(r.Trades[0].Patterns, []string{"Down", "Up", "Also"}) {
			t.Fatalf("%v: %+v", order, r.Trades)
		}
		if r.Signals != 4 || r.Traded != 3 || r.Skipped != (Skipped{Outweighed: 1}) || r.SharedTrades != 1 {
			t.Errorf("%v: %d signals, %d traded, %+v, %d shared", order, r.Signals, r.Traded, r.Skipped, r.SharedTrades)
		}
		// 5000 at 100, worth 5500 at the end: the whole of it for each.
		for name, want := range map[string]Tally{
			"Down": {Signals: 1, Traded: 1}, "Up": {Signals: 1, Traded: 1},
			"Also": {Signals: 2, Traded: 1, Outweighed: 1, Skipped: Skipped{Outweighed: 1}},
		} {
			if got := r.ByPattern[name]; got.Trades != 1 || !near(got.PnL, 500) || got.Signals != want.Signals || got.Traded != want.Traded || got.Outweighed != want.Outweighed || got.Skipped != want.Skipped {
				t.Errorf("%v: %s: %+v", order, name, got)
			}
		}
		if got := r.BySymbol["A"]; got.Trades != 1 || got.Signals != 4 || got.Traded != 3 || got.Skipped != r.Skipped {
			t.Errorf("%v: %+v", order, got)
		}
	}
}

// A pattern that is there twice, as strong and weaker, is credited once.
func TestAPatternIsCreditedOnce(t *testing.T) {
	r := newStage().with("A", flat(100), flat(100), flat(110)).bull(0).signal(0, "Up", model.DirBull, 0.4).run(t, plain())
	if got := r.ByPattern["Up"]; got.Trades != 1 || got.Traded != 2 || !slices.Equal(r.Trades[0].Patterns, []string{"Up"}) {
		t.Errorf("%+v, %+v", got, r.Trades)
	}
}
