package engine

import (
	"context"
	"time"

	"tickdeck/feeds/engine/backtest"
	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/worker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// runner runs backtests for the worker.
type runner struct {
	prices    barSource
	detector  *detector
	shared    *backtest.Shared // by the jobs of a sweep
	source    string           // results name it
	simulated bool             // results say so
	pace      bool

	wrongSource func(asked string) error
}

// Run is part of worker.Runner.
func (r runner) Run(ctx context.Context, request []byte, progress func(worker.Progress)) ([]byte, error) {
	return r.run(ctx, request, model.SharedLimits(), progress)
}

func (r runner) run(ctx context.Context, request []byte, most model.Limits, progress func(worker.Progress)) ([]byte, error) {
	sent, err := wire.DecodeRequestWithin(request, most)
	if err != nil {
		return nil, &worker.RequestError{Reason: err.Error()}
	}
	if err := r.wrongSource(sent.Source); err != nil {
		return nil, &worker.RequestError{Reason: err.Error()}
	}
	sent.Patterns = distinct(sent.Patterns)
	req := backtest.NewRequest(sent.Request, sent.Unknown)
	prices, err := r.prices.in(ctx, req.Timeframe)
	if err != nil {
		return nil, &worker.RequestError{Reason: err.Error()}
	}
	slow := r.slowly(req)
	result, err := r.shared.Run(ctx, req, prices, r.detector, func(p backtest.Progress) {
		progress(worker.Progress{Fraction: p.Fraction, Symbol: p.Symbol, Done: p.Done, Total: p.Total})
		slow(ctx, p.Fraction)
	})
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil: // written for the person who sent the request
		return nil, &worker.RequestError{Reason: err.Error()}
	}
	result.Simulated, result.Source = r.simulated, r.source
	return result.JSON()
}

// How long a backtest takes at least where it is to be watched.
const (
	paceEach  = 300 * time.Millisecond // for each symbol and year
	paceLeast = 3 * time.Second
	paceMost  = time.Minute
)

// slowly returns what holds a backtest back so that its progress can be watched.
func (r runner) slowly(req backtest.Request) func(context.Context, float64) {
	if !r.pace {
		return func(context.Context, float64) {}
	}
	years := req.End.Sub(req.Start).Hours() / 24 / 365
	take := min(max(time.Duration(float64(len(req.Symbols))*years*float64(paceEach)), paceLeast), paceMost)
	start := time.Now()
	return func(ctx context.Context, fraction float64) {
		wait := time.NewTimer(time.Until(start.Add(time.Duration(fraction * float64(take)))))
		defer wait.Stop()
		select {
		case <-ctx.Done():
		case <-wait.C:
		}
	}
}

// distinct leaves out the names of patterns that are there already, written
// otherwise. What is no pattern stays, so that it is refused.
func distinct(names []string) (out []string) {
	seen := map[string]bool{}
	for _, name := range names {
		p, ok := candle.Find(name)
		if ok && seen[p.Name] {
			continue
		}
		seen[p.Name] = ok
		out = append(out, name)
	}
	return out
}

func direction(d candle.Direction) model.Direction {
	switch d {
	case candle.Bullish:
		return model.DirBull
	case candle.Bearish:
		return model.DirBear
	}
	return model.DirNeutral
}
