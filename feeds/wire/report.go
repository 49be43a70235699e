package wire

import (
	"fmt"
	"math"
	"time"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// The most of each list of a result that is kept; of its warnings and of its curves see
// package model.
const (
	maxTrades     = 1_000
	maxTallies    = 5_000 // as many symbols as a backtest here takes
	maxMonths     = 1_200 // 100 years
	maxReasons    = 20
	maxParameters = 100
)

// DecodeReport reads the whole result of a backtest, which the report keeps as it came:
// the figures alone, or the message in which they were sent. What is missing or of the
// wrong kind is None or empty; the error is of what is no result at all.
func DecodeReport(result []byte) (model.Report, error) {
	l, err := NewDecoder().inside(string(result))
	if err != nil {
		return model.Report{}, fmt.Errorf("read the result: %w", err)
	}
	l.unwrap()
	in := newFields(l.interned, l.object("results", "result"))
	if in.n == 0 {
		in = l
	}
	r := in.report()
	if sent := l.count("processing_time_seconds"); model.Known(sent) {
		r.Seconds = sent
	}
	if before, after := in.period("in_sample"), in.period("out_of_sample"); before != nil && after != nil {
		r.InSample, r.OutOfSample = before, after
	}
	r.JSON = result
	return r, nil
}

// period are the figures of one period of a walk-forward test, or nil.
func (l *fields) period(name string) *model.Report {
	in := newFields(l.interned, l.object(name))
	if in.n == 0 {
		return nil
	}
	r := in.report()
	return &r
}

// report reads all but the periods of a walk-forward test.
func (l *fields) report() model.Report {
	r := model.Report{
		Result: *l.figures(), First: l.day("first_day"), Last: l.day("last_day"),
		Calmar: l.number("calmar_ratio"), AverageWin: l.number("average_win"), AverageLoss: math.Abs(l.number("average_loss")),
		Exposure: l.ratio("exposure"), Sessions: l.count("sessions_per_year"), Ruined: l.yes("ruined"),
		Timeframe: l.word("timeframe"), Source: l.text("source"), Fall: l.fall(),
		Curve: curve(l.array("equity_curve")), Held: curve(l.array("benchmark_curve")), Monthly: l.months("monthly_returns"),
		BySymbol: l.tallies("by_symbol"), ByPattern: l.tallies("by_pattern"),
		Signals: l.count("signals"), Traded: l.count("traded"), Skipped: l.reasons("skipped"),
		Parameters: l.settings("parameters"), Unknown: l.sentences("unknown_parameters", maxParameters),
	}
	r.Seconds = l.count("processing_time_seconds")
	r.Ledger, r.Omitted = l.ledger()
	return r
}

func (l *fields) fall() model.Fall {
	in := newFields(l.interned, l.object("drawdown"))
	return model.Fall{Peak: in.day("peak"), Trough: in.day("trough"), Recovered: in.day("recovered")}
}

// day is a day in UTC, or the moment of a bar that is shorter; zero if it was not said.
func (l *fields) day(names ...string) time.Time {
	for v := range l.values(names) {
		if t := barTime(v); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

func barTime(v *fastjson.Value) time.Time {
	if v != nil && v.Type() == fastjson.TypeString {
		if text := v.GetStringBytes(); len(text) == len(time.DateOnly) {
			if t, err := time.Parse(time.DateOnly, string(text)); err == nil && t.Year() > 0 {
				return t
			}
		}
	}
	if t := when(v); !t.IsZero() {
		return t.UTC()
	}
	return time.Time{}
}
