package wire

import (
	"cmp"
	"slices"
	"strings"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// tallies read {"AAPL":{…},…}, in the order of the alphabet.
func (l *fields) tallies(name string) []model.Tally {
	out := []model.Tally{}
	l.each(name, func(key string, v *fastjson.Value) bool {
		if in := newFields(l.interned, v); in.n > 0 {
			out = append(out, in.tally(key))
		}
		return len(out) < maxTallies
	})
	slices.SortStableFunc(out, func(a, b model.Tally) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(out, func(a, b model.Tally) bool { return a.Name == b.Name })
}

func (l *fields) tally(name string) model.Tally {
	return model.Tally{
		Name: name, Signals: l.count("signals"), Traded: l.count("traded"), Skipped: l.reasons("skipped"),
		Trades: l.count("total_trades", "trades"), PnL: l.number("pnl", "profit"), WinRate: l.ratio("win_rate"),
		ProfitFactor: l.count("profit_factor"), Expectancy: l.number("expectancy"),
	}
}

// reasons read {"held":3,…}, the most frequent first; a reason of which there was none
// is left out.
func (l *fields) reasons(name string) (out []model.Reason) {
	l.each(name, func(key string, v *fastjson.Value) bool {
		if n := number(v); n > 0 {
			out = append(out, model.Reason{Name: key, Count: n})
		}
		return len(out) < maxReasons
	})
	slices.SortStableFunc(out, func(a, b model.Reason) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name))
	})
	return out
}

// settings read parameters of any kind as texts, in the order in which they were sent.
func (l *fields) settings(name string) (out []model.Setting) {
	l.each(name, func(key string, v *fastjson.Value) bool {
		value := text(v)
		if value == "" && v.Type() != fastjson.TypeString {
			value = cleanBytes(v.MarshalTo(nil))
		}
		out = append(out, model.Setting{Name: key, Value: value})
		return len(out) < maxParameters
	})
	return out
}
