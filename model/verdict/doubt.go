package verdict

import (
	"fmt"
	"slices"
	"strings"

	"tickdeck/model"
)

// The thresholds.
const (
	FewTrades  = 30  // fewer are too few to judge
	MostOfGain = 0.5 // of the profit, that one trade or one symbol may make
	HoldsUp    = 0.5 // of the yearly return in sample, that has to be left out of sample
)

// Kind is what there is to doubt. A lower one is worse.
type Kind uint8

// The kinds.
const (
	Ruined Kind = iota
	NoTrades
	OneSymbol
	OneTrade
	Few
	OutOfSample
	Warned
	Ignored
)

// String is the kind in a word or two.
func (k Kind) String() string {
	return [...]string{"ruined", "no trades", "one symbol", "one trade", "few trades", "out of sample", "warning", "ignored"}[k]
}

// Doubt is a reason not to believe a result, in a sentence.
type Doubt struct {
	Kind Kind
	Text string
}

// Doubts are all there are of a result, the worst first. ignored are parameters that
// were asked for and meant nothing, beside those of which the result tells.
func Doubts(r *model.Report, ignored []string) (out []Doubt) {
	add := func(k Kind, text string) {
		if text != "" {
			out = append(out, Doubt{k, text})
		}
	}
	if r.Ruined {
		add(Ruined, "All was lost, and trading ended there.")
	}
	add(NoTrades, none(r))
	add(OneSymbol, oneSymbol(r))
	add(OneTrade, oneTrade(r))
	add(Few, few(r))
	add(OutOfSample, fades(r))
	unknown := slices.Clone(r.Unknown)
	for _, name := range ignored {
		if !slices.Contains(unknown, name) {
			unknown = append(unknown, name)
		}
	}
	for _, w := range r.Warnings {
		if !repeats(w, unknown) {
			add(Warned, sentence(w))
		}
	}
	if len(unknown) > 0 {
		add(Ignored, "Not understood and ignored: "+strings.Join(unknown, ", ")+".")
	}
	return out
}

// repeats reports whether a warning says no more than that these names were ignored.
func repeats(warning string, names []string) bool {
	if len(names) == 0 || !strings.Contains(warning, "ignored") {
		return false
	}
	for _, name := range names {
		if !strings.Contains(warning, name) {
			return false
		}
	}
	return true
}

func none(r *model.Report) string {
	switch {
	case trades(r) != 0:
		return ""
	case r.Signals == 0:
		return "No trade was made: not one signal was found."
	case r.Signals > 0 && len(r.Skipped) > 0:
		return fmt.Sprintf("No trade was made: of %s signals %s.", Count(r.Signals), Reasons(r.Skipped))
	}
	return "No trade was made."
}

func few(r *model.Report) string {
	n := trades(r)
	if !(n > 0 && n < FewTrades) {
		return ""
	}
	verb := "trades are"
	if n == 1 {
		verb = "trade is"
	}
	return fmt.Sprintf("%s %s too few to judge: under %d it is chance as much as anything.", Count(n), verb, FewTrades)
}

// trades is how many there were, also where only the list tells.
func trades(r *model.Report) float64 {
	if !model.Known(r.Trades) && len(r.Ledger) > 0 {
		return float64(len(r.Ledger) + r.Omitted)
	}
	return r.Trades
}

// hangs reports whether a profit hangs on a part of it: without it the sign turns, or
// the most of it is gone.
func hangs(profit, part float64) bool {
	return profit > 0 && part > 0 && profit-part < profit*(1-MostOfGain)
}

func oneTrade(r *model.Report) string {
	best, ok := Best(r)
	profit := Profit(r)
	if !ok || len(r.Ledger) < 2 || !hangs(profit, best.PnL) {
		return ""
	}
	text := fmt.Sprintf("One trade makes the profit: without the best one (%s)", strings.TrimSpace(best.Symbol+" "+Money(best.PnL)))
	if capital := Capital(r); model.Known(capital) {
		return fmt.Sprintf("%s it is %s, not %s.", text, Percent((profit-best.PnL)/capital, 1), Percent(profit/capital, 1))
	}
	return fmt.Sprintf("%s it is %s, not %s.", text, Money(profit-best.PnL), Money(profit))
}

// Best is the trade that made the most money.
func Best(r *model.Report) (best model.Trade, ok bool) { return most(r.Ledger, 1) }

// Worst is the trade that lost the most money.
func Worst(r *model.Report) (worst model.Trade, ok bool) { return most(r.Ledger, -1) }

func most(all []model.Trade, sign float64) (out model.Trade, ok bool) {
	for i := range all {
		if pnl := all[i].PnL; model.Known(pnl) && (!ok || pnl*sign > out.PnL*sign) {
			out, ok = all[i], true
		}
	}
	return out, ok
}

// oneSymbol looks at symbols that were traded. Of two, one makes more than the half
// nearly always: there the sign has to turn.
func oneSymbol(r *model.Report) string {
	var best model.Tally
	sum, n := 0.0, 0
	for _, t := range r.BySymbol {
		if !model.Known(t.PnL) || t.Trades == 0 {
			continue
		}
		if n == 0 || t.PnL > best.PnL {
			best = t
		}
		sum += t.PnL
		n++
	}
	rest := sum - best.PnL
	if n < 2 || n == 2 && rest > 0 || !hangs(sum, best.PnL) {
		return ""
	}
	others := "the other one"
	if n > 2 {
		others = "the other " + word(n-1)
	}
	return fmt.Sprintf("One symbol makes the profit: %s %s, %s %s.", best.Name, Money(best.PnL), others, Money(rest))
}

// fades compares the yearly returns of the two periods of a walk-forward test.
func fades(r *model.Report) string {
	if r.InSample == nil || r.OutOfSample == nil {
		return ""
	}
	in, out := r.InSample.CAGR, r.OutOfSample.CAGR
	if !(in > 0) || !model.Known(out) || out >= in*HoldsUp {
		return ""
	}
	return fmt.Sprintf("It did not hold out of sample: %s a year there, %s in sample.", Percent(out, 1), Percent(in, 1))
}
