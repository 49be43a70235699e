package study

import (
	"context"
	"errors"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

// Kind is what is studied: a pattern in one direction.
type Kind struct {
	Pattern   string
	Direction model.Direction
}

// Event is a pattern on a bar, known at the close of that bar.
type Event struct {
	Kind
	Index      int     // of the bar
	Confidence float64 // 0–1
}

// Find gives the events on the bars of one symbol, in their order. It may be
// called by several goroutines at once, and no event may depend on later bars.
type Find func([]bars.Bar) []Event

// Options are how a study is made.
type Options struct {
	Timeframe    string // of the bars, as the wire contract writes it
	Seed         uint64 // of the bootstrap
	Replications int    // of the bootstrap; 0 for no intervals
	Parallel     int    // goroutines at most; below 2 all is done by the caller's
	Pause        func() // if not nil, called after each piece of work, by the goroutine that did it
}

// Replications is how many samples a bootstrap usually draws: the ends of a
// 95 % interval then rest on 25 samples each (Efron and Tibshirani, An
// Introduction to the Bootstrap, 1993, section 13.3 asks for 1,000).
const Replications = 1000

// horizons are those of model.StudyHorizons. The first bar after the signal is bar
// 1: there the trade begins, at its open.
var horizons = [...]int{1, 2, 5, 10, 20}

const (
	longest = 20 // the last of the horizons

	// LeastDates is on how many dates a pattern must have been seen for a test.
	LeastDates = 20

	// leastPeers is of how many symbols a date's mean must be. With fewer symbols
	// than that in all, the comparison is with the mean of all dates.
	leastPeers = 5
)

// Run makes the study of a market. The error is one of the bars, or the
// context's.
func Run(ctx context.Context, market []bars.Series, find Find, o Options) (*Table, error) {
	p, err := newPanel(market)
	if err != nil {
		return nil, err
	}
	if len(p.times) == 0 {
		return nil, errors.New("there are no bars to study")
	}
	if err := p.measureBase(ctx, o); err != nil {
		return nil, err
	}
	samples, err := p.collect(ctx, find, o)
	if err != nil {
		return nil, err
	}
	draw := newDraw(len(p.times), o)
	rows := make([]Row, len(samples))
	err = o.each(ctx, len(samples), func(i int) { rows[i] = p.row(samples[i], draw) })
	if err != nil {
		return nil, err
	}
	t := p.table(rows)
	t.Timeframe, t.Seed, t.Replications = o.Timeframe, o.Seed, o.Replications
	t.judge()
	return t, nil
}
