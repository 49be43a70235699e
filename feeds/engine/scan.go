package engine

import (
	"context"
	"fmt"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/worker"
)

// Found is one pattern on one bar of a file.
type Found struct {
	Symbol string
	Time   time.Time // the beginning of the bar
	candle.Detection
}

// Scan gives every detection in a folder of bars to emit: of these symbols and
// patterns, or of all where none are named. An error of emit ends it. note is
// told of gaps in the data.
func Scan(ctx context.Context, dir string, symbols, patterns []string, emit func(Found) error, note func(string)) error {
	folder, err := bars.Load(dir)
	if err != nil {
		return err
	}
	set, err := candle.Select(patterns...)
	if err != nil {
		return err
	}
	if len(symbols) == 0 {
		symbols = folder.Symbols()
	}
	for _, symbol := range symbols {
		s, report, err := folder.Series(symbol)
		if err != nil {
			return err
		}
		if report.Gaps > 0 {
			note(report.String())
		}
		for d := range set.Scan(s.Bars) {
			if err := emit(Found{s.Symbol, time.Unix(s.Bars[d.Index].Time, 0).UTC(), d}); err != nil {
				return fmt.Errorf("print what was found: %w", err)
			}
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return nil
}

// Backtest runs one request here and now, and returns the result as JSON.
func (e *Engine) Backtest(ctx context.Context, request []byte) ([]byte, error) {
	return e.runner.Run(ctx, request, func(worker.Progress) {})
}
