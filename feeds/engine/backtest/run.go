package backtest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// WarmUp is how many days before the start are read as well, so that averages
// behind the patterns are settled on the first day. Nothing is traded on them.
const WarmUp = 120

// DailyBars hands over the bars of a symbol, daily ones or those of the timeframe that
// the request names, from a day on up to the last
// second of another; what comes after is cut off here. They are not changed. Its
// errors are written for the person who asked, and name the symbol.
type DailyBars func(symbol string, from, to time.Time) (bars.Series, error)

// Signal is a pattern on a closed bar.
type Signal struct {
	Index      int             // of the bar
	Pattern    string          // one of those that were asked for, as it was written there
	Direction  model.Direction // bullish or bearish; anything else is neutral
	Confidence float64         // 0–1
}

// Detector finds patterns on daily bars. A signal at i may depend on the bars up
// to i only. A pattern that is not known is an error, also when there are no
// bars: that is how the names are checked. What it returns belongs to the caller.
type Detector interface {
	Detect(bs []bars.Bar, patterns []string) ([]Signal, error)
}

// Progress says how far a backtest is.
type Progress struct {
	Fraction float64 // 0–1, never falls
	Symbol   string  // whose bars are being read; empty while trading goes on
	Done     int     // symbols that have been read
	Total    int     // symbols
}

// readingShare is what the reading of bars and the search for patterns take of
// the whole, about; the rest is trading.
const readingShare = 0.9

// Run carries out a request. It reads the bars of one symbol after the other and
// then trades all of them day by day. Symbols are taken in the order of the
// alphabet, whatever their order in the request.
//
// progress may be nil. It is called before and after each symbol and after each
// day of trading, on the caller's goroutine; it may block to slow a backtest
// down. A cancelled context ends Run with the context's error as soon as a
// symbol is read or a day is over. Every other error is written for the person
// who sent the request.
func Run(ctx context.Context, req Request, daily DailyBars, detector Detector, progress func(Progress)) (*Result, error) {
	return new(Shared).Run(ctx, req, daily, detector, progress)
}

// Run is as the function Run, and looks first whether there is something to share.
func (s *Shared) Run(ctx context.Context, req Request, daily DailyBars, detector Detector, progress func(Progress)) (*Result, error) {
	if err := req.Validate(); err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	r := run{shared: s, req: req.normal(), daily: daily, detector: detector, progress: progress, numbers: map[string]uint8{}}
	for i, name := range r.req.Patterns {
		r.numbers[name] = uint8(i) // at most maxPatterns
	}
	if _, err := detector.Detect(nil, r.req.Patterns); err != nil {
		return nil, fmt.Errorf("patterns: %w", err)
	}
	if !req.Samples.IsZero() {
		return r.walkForward(ctx)
	}
	return r.all(ctx)
}

// all is a backtest from the first day to the last.
func (r *run) all(ctx context.Context) (*Result, error) {
	m, err := r.market(ctx)
	if err != nil {
		return nil, err
	}
	a := newAccount(r.req, m)
	if err := r.trade(ctx, m, a); err != nil {
		return nil, err
	}
	return r.result(m, a), nil
}

// run is one backtest under way.
type run struct {
	shared   *Shared
	req      Request
	daily    DailyBars
	detector Detector
	progress func(Progress)
	numbers  map[string]uint8 // the places of the request's patterns
}

// maxProblems is how many symbols without bars are named in one error.
const maxProblems = 5

// market reads the bars of all symbols. What was made of the same bars before is
// taken again.
func (r *run) market(ctx context.Context) (*market, error) {
	key := r.key()
	before := r.shared.find(key)
	total, read, same := len(r.req.Symbols), 0, before != nil
	symbols := make([]*prepared, 0, total)
	var problems []error
	for i, symbol := range r.req.Symbols {
		r.progress(Progress{readingShare * float64(i) / float64(total), symbol, i, total})
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := r.read(symbol, before.at(i))
		if err != nil {
			problems = append(problems, err)
			if len(problems) == maxProblems {
				break
			}
			continue
		}
		read += len(p.bars)
		if err := tooManyBars(read); err != nil {
			return nil, err
		}
		same = same && p == before.at(i)
		symbols = append(symbols, p)
	}
	if len(problems) > 0 {
		return nil, oneLine(errors.Join(problems...))
	}
	if same {
		return before, nil
	}
	m := newMarket(symbols, r.req.Parameters.InitialCapital)
	r.shared.keep(key, m)
	return m, nil
}

// maxBars is the most bars of one backtest: 240 MB of them.
const maxBars = 5_000_000

func tooManyBars(n int) error {
	if n > maxBars {
		return fmt.Errorf("these are more than %d bars, too many for one backtest: ask for fewer symbols, or for less time", maxBars)
	}
	return nil
}

// read gets the bars of a symbol ready to be traded, unless that was done before.
func (r *run) read(symbol string, before *prepared) (*prepared, error) {
	from := r.req.Start.AddDate(0, 0, -WarmUp)
	lastSecond := r.req.End.AddDate(0, 0, 1).Add(-time.Second)
	series, err := r.daily(symbol, from, lastSecond)
	if err != nil {
		return nil, r.asked(err)
	}
	if before != nil && before.of(series.Bars) {
		return before, nil
	}
	p, err := prepare(symbol, series.Bars, r.req.Timeframe != "", DayOf(r.req.Start), DayOf(r.req.End))
	if err != nil {
		return nil, err
	}
	signals, err := r.detector.Detect(p.bars, r.req.Patterns)
	if err != nil {
		return nil, fmt.Errorf("%s: looking for patterns: %w", symbol, err)
	}
	if r.req.Parameters.Sizing == params.SizingVolatility {
		p.ranges = averageRanges(p.bars)
	}
	return p, p.decideSignals(signals, r.numbers, r.req.Parameters)
}

// asked speaks of the range that a person asked for, without the warm-up.
func (r *run) asked(err error) error {
	wrong, ok := errors.AsType[*bars.RangeError](err)
	if !ok {
		return err
	}
	e := *wrong
	e.From, e.To = r.req.Start, r.req.End
	return &e
}

func (r *run) trade(ctx context.Context, m *market, a *account) error {
	total := len(m.symbols)
	for i, d := range m.days {
		if err := ctx.Err(); err != nil {
			return err
		}
		a.trade(d, m.on(i))
		share := float64(i+1) / float64(len(m.days))
		r.progress(Progress{Fraction: min(1, readingShare+(1-readingShare)*share), Done: total, Total: total})
	}
	return ctx.Err()
}
