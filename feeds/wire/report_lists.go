package wire

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// curve reads the points of a curve and thins them evenly to model.MaxEquity; the first
// and the last one stay. A point without a date has none.
func curve(points []*fastjson.Value) []model.CurvePoint {
	out := make([]model.CurvePoint, 0, min(len(points), model.MaxEquity))
	all := make([]*fastjson.Value, 0, len(points))
	for _, p := range points {
		if model.Known(pointEquity(p)) {
			all = append(all, p)
		}
	}
	n := len(all)
	for i := range min(n, model.MaxEquity) {
		at := i
		if n > model.MaxEquity {
			at = i * (n - 1) / (model.MaxEquity - 1)
		}
		out = append(out, model.CurvePoint{Day: pointDay(all[at]), Equity: pointEquity(all[at])})
	}
	return out
}

// pointEquity reads one point: a number, an object, or a pair of time and value.
func pointEquity(p *fastjson.Value) float64 {
	switch p.Type() {
	case fastjson.TypeObject:
		in := newFields(nil, p)
		return in.number("equity", "value", "balance")
	case fastjson.TypeArray:
		if pair := p.GetArray(); len(pair) >= 2 {
			return number(pair[1])
		}
		return model.None()
	}
	return number(p)
}

// pointDay is when a point is: in an object, or the first of a pair.
func pointDay(p *fastjson.Value) time.Time {
	switch p.Type() {
	case fastjson.TypeObject:
		in := newFields(nil, p)
		return in.day("date", "day", "timestamp", "time")
	case fastjson.TypeArray:
		return barTime(p.GetArray()[0])
	}
	return time.Time{}
}

// months reads {"2025-01":0.017,…}.
func (l *fields) months(name string) (out []model.Month) {
	l.each(name, func(key string, v *fastjson.Value) bool {
		at, err := time.Parse("2006-01", key)
		if r := number(v); err == nil && model.Known(r) {
			out = append(out, model.Month{Year: at.Year(), Month: at.Month(), Return: r})
		}
		return len(out) < maxMonths
	})
	slices.SortFunc(out, func(a, b model.Month) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month))
	})
	return slices.CompactFunc(out, func(a, b model.Month) bool { return a.Year == b.Year && a.Month == b.Month })
}

// each goes through the members of an object in the order in which they were sent,
// until do says that it is enough.
func (l *fields) each(name string, do func(key string, v *fastjson.Value) (more bool)) {
	in := l.object(name)
	if in == nil {
		return
	}
	more := true
	in.GetObject().Visit(func(key []byte, v *fastjson.Value) {
		if more {
			more = do(cleanBytes(key), v)
		}
	})
}

// ledger are the trades, and how many are not among them.
func (l *fields) ledger() (out []model.Trade, omitted int) {
	sent := l.array("trades")
	for _, v := range sent[:min(len(sent), maxTrades)] {
		if t := newFields(l.interned, v); t.n > 0 {
			out = append(out, t.trade())
		}
	}
	omitted = len(sent) - len(out)
	if more := l.count("trades_omitted"); model.Known(more) {
		omitted += int(min(more, 1e9))
	}
	return out, omitted
}

func (l *fields) trade() model.Trade {
	t := model.Trade{
		Symbol: l.word("symbol", "ticker"), Patterns: l.list("patterns"), Direction: l.side(),
		Entry: l.day("entry_date", "entry_time"), Exit: l.day("exit_date", "exit_time"),
		EntryPrice: l.number("entry_price"), ExitPrice: l.number("exit_price"), Quantity: l.number("quantity", "shares"),
		Bars: l.count("bars"), PnL: l.number("pnl", "profit"), Return: l.number("return"), Costs: l.number("commission"),
		Why: l.word("exit_reason"), Confidence: l.ratio("confidence"),
	}
	if first := l.word("pattern", "pattern_name", "pattern_type"); len(t.Patterns) == 0 && first != "" {
		t.Patterns = []string{first}
	}
	if fee := l.number("borrow_fee"); model.Known(fee) {
		if !model.Known(t.Costs) {
			t.Costs = 0
		}
		t.Costs += fee
	}
	return t
}

// side is which way a trade was: a long one gains when the price rises.
func (l *fields) side() model.Direction {
	switch strings.ToLower(l.word("direction", "side")) {
	case "long", "buy":
		return model.DirBull
	case "short", "sell":
		return model.DirBear
	}
	return model.DirNone
}
