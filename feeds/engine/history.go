package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/market"
)

// history are past bars of one timeframe.
type history struct {
	timeframe string
	series    []bars.Series
}

// reading is how a history is read.
type reading struct {
	symbols  []string
	most     int          // bars, over all symbols: the latest ones
	parallel int          // files at the same time
	note     func(string) // is told what was left out; by one goroutine at a time
	pause    func()       // if not nil, is called after each symbol
}

// history reads the files of a folder, by the timeframes that they have. A file
// that cannot be used is told, and the others are used.
func (f files) history(ctx context.Context, _ time.Time, r reading) ([]history, error) {
	type read struct {
		series    bars.Series
		timeframe string
		cut       bool
		err       error
	}
	found, each := make([]read, len(r.symbols)), r.most/max(1, len(r.symbols))
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(r.parallel)
	for i, symbol := range r.symbols {
		all.Go(func() error {
			s, report, err := f.Series(symbol)
			x := &found[i]
			x.series, x.timeframe, x.err = s, timeframe(report.Step), err
			if over := len(s.Bars) - each; over > 0 { // a copy, so that the rest is let go
				x.series.Bars, x.cut = slices.Clone(s.Bars[over:]), true
			}
			if r.pause != nil {
				r.pause()
			}
			return context.Cause(ctx)
		})
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	by, cut := map[string][]bars.Series{}, 0
	for _, x := range found {
		switch {
		case x.err != nil:
			r.note("left out: " + x.err.Error())
		case x.timeframe != "": // it has more than one bar
			by[x.timeframe] = append(by[x.timeframe], x.series)
		}
		if x.cut {
			cut++
		}
	}
	if cut > 0 {
		r.note(fmt.Sprintf("of %d symbols only the latest %d bars are used", cut, each))
	}
	return sorted(by), nil
}

const (
	// pastMinutes is how much of the simulated market's minutes there is to look back on.
	pastMinutes = 2000
	// pastBegins is about how long ago they began: long enough for so many minutes of
	// sessions to be over before the present one.
	pastBegins = 10 * 24 * time.Hour
	// inSession is an hour of every day at which there is trading, in UTC, in summer
	// and in winter: the exchange's clock then shows the real time.
	inSession = 15 * time.Hour
)

// history trades the sessions before the present one.
func (s *simulated) history(ctx context.Context, now time.Time, r reading) ([]history, error) {
	begin := market.LastSession(now.Add(-pastBegins)).Add(inSession)
	end := begin.Add(pastMinutes * time.Minute)
	feed := (&simulated{seed: s.seed, speed: 1, note: func(string) {}}).live(begin)
	symbols := map[string]map[string][]bars.Bar{} // by timeframe and symbol
	take := func(b closedBar) {
		if symbols[b.timeframe] == nil {
			symbols[b.timeframe] = map[string][]bars.Bar{}
		}
		of := symbols[b.timeframe]
		of[b.symbol] = append(of[b.symbol], b.bar)
	}
	for at := begin; at.Before(end); {
		if at = at.Add(20 * time.Minute); at.After(end) {
			at = end
		}
		feed.closed(at, take)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if r.pause != nil {
			r.pause()
		}
	}
	by := map[string][]bars.Series{}
	for timeframe, of := range symbols {
		for _, symbol := range slices.Sorted(maps.Keys(of)) {
			by[timeframe] = append(by[timeframe], bars.Series{Symbol: symbol, Bars: of[symbol]})
		}
	}
	return sorted(by), nil
}

func sorted(by map[string][]bars.Series) (out []history) {
	for timeframe, series := range by {
		out = append(out, history{timeframe, series})
	}
	slices.SortFunc(out, func(a, b history) int { return cmp.Compare(a.timeframe, b.timeframe) })
	return out
}
