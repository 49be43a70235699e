package backtest

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// closedBy are the trades that were closed on a day or before it.
func closedBy(trades []Trade, d Day) (out []Trade) {
	for _, x := range trades {
		if x.Exit <= d {
			out = append(out, x)
		}
	}
	return out
}

// enteredBy are the beginnings of the trades that began on a day or before it.
func enteredBy(trades []Trade, d Day) (out []Trade) {
	for _, x := range trades {
		if x.Entry <= d {
			out = append(out, Trade{
				Symbol: x.Symbol, Pattern: x.Pattern, Patterns: x.Patterns, Direction: x.Direction, Confidence: x.Confidence,
				Signal: x.Signal, Entry: x.Entry, EntryPrice: x.EntryPrice, Quantity: x.Quantity,
			})
		}
	}
	slices.SortFunc(out, func(a, b Trade) int {
		return 2*int(a.Entry-b.Entry) + slices.Compare([]string{a.Symbol}, []string{b.Symbol})
	})
	return out
}

// Other prices after a day D change nothing up to the close of D: no trade that
// was closed by then, no entry, no size, and no point of the equity. And orders
// are carried out at the open of the next day before anything else of that day
// is known: if its opens stay, the entries of D+1 stay as well.
func TestTheFutureChangesNothingBeforeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		req := w.request(drawParameters(t), rapid.IntRange(0, w.days/2).Draw(t, "start"))
		before, other := w.run(t, req), w.other(t)
		for cut := range w.days {
			for _, keepOpen := range []bool{false, true} {
				after := w.until(cut, keepOpen, other).run(t, req)
				entered := w.at(cut)
				if keepOpen {
					entered = w.at(cut + 1)
				}
				sameUntil(t, w.at(cut), entered, before, after)
			}
		}
	})
}

func sameUntil(t *rapid.T, day, entered Day, a, b *Result) {
	if x, y := closedBy(a.Trades, day), closedBy(b.Trades, day); !reflect.DeepEqual(x, y) {
		t.Fatalf("closed by %v:\n%+v\n%+v", day, x, y)
	}
	if x, y := enteredBy(a.Trades, entered), enteredBy(b.Trades, entered); !reflect.DeepEqual(x, y) {
		t.Fatalf("entered by %v:\n%+v\n%+v", entered, x, y)
	}
	for i, p := range a.Equity {
		if p.Date <= day && p != b.Equity[i] {
			t.Fatalf("equity on %v is %v and %v", p.Date, p.Equity, b.Equity[i].Equity)
		}
	}
}

func (s Skipped) sum() int {
	return s.Confidence + s.Neutral + s.Outweighed + s.Direction + s.Held + s.Late + s.Slots + s.Volatility + s.Volume + s.Funds
}

// wantBalance checks that every signal is accounted for, by symbol and by
// pattern, and every trade.
func wantBalance(t *rapid.T, r *Result) {
	if r.Signals != r.Traded+r.Skipped.sum() || r.Traded < r.TotalTrades {
		t.Fatalf("%d signals, %d traded in %d trades, skipped %+v", r.Signals, r.Traded, r.TotalTrades, r.Skipped)
	}
	for name, by := range map[string]map[string]Tally{"symbol": r.BySymbol, "pattern": r.ByPattern} {
		signals, credited, trades := 0, 0, 0
		for of, x := range by {
			if x.Signals != x.Traded+x.Skipped.sum() || x.Outweighed != x.Skipped.Outweighed || x.Traded < x.Trades {
				t.Fatalf("%s: %+v", of, x)
			}
			signals, credited, trades = signals+x.Signals, credited+x.Traded, trades+x.Trades
		}
		if signals != r.Signals || credited != r.Traded || name == "symbol" && trades != r.TotalTrades || trades < r.TotalTrades+r.SharedTrades*map[string]int{"pattern": 1}[name] {
			t.Fatalf("by %s: %d signals, %d traded in %d trades; in all %d, %d, %d", name, signals, credited, trades, r.Signals, r.Traded, r.TotalTrades)
		}
	}
}

// The books balance, whatever happens.
func TestTheBooksBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		start := rapid.IntRange(0, w.days/2).Draw(t, "start")
		req := w.request(drawParameters(t), start)
		r := w.run(t, req)
		money, held := req.Parameters.InitialCapital, map[string]Day{}
		for _, x := range r.Trades {
			money += x.PnL
			if x.Signal >= x.Entry || x.Exit < x.Entry || x.Signal.day() < w.at(start).day() || x.Quantity <= 0 || x.Bars < 1 || x.Commission < 0 {
				t.Fatalf("%+v", x)
			}
			if until, ok := held[x.Symbol]; ok && x.Entry < until {
				t.Fatalf("%s is bought twice: %+v", x.Symbol, x)
			}
			held[x.Symbol] = x.Exit
		}
		if !near(money, r.FinalBalance) {
			t.Fatalf("the trades come to %v, the balance is %v", money, r.FinalBalance)
		}
		if last := r.Equity[len(r.Equity)-1].Equity; last != r.FinalBalance || r.Equity[0].Equity != req.Parameters.InitialCapital {
			t.Fatalf("from %v to %v, balance %v", r.Equity[0], last, r.FinalBalance)
		}
		wantBalance(t, r)
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheSameRequestGivesTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		req := w.request(drawParameters(t), 0)
		want, err := json.Marshal(w.run(t, req))
		if err != nil {
			t.Fatal(err)
		}
		req.Symbols = rapid.Permutation(append(slices.Clone(req.Symbols), req.Symbols[0])).Draw(t, "order of symbols")
		req.Patterns = rapid.Permutation(req.Patterns).Draw(t, "order of patterns")
		got, err := json.Marshal(w.run(t, req))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}
