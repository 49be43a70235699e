package engine

import (
	"slices"
	"strings"
	"sync"

	"tickdeck/feeds/engine/backtest"
	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
)

// detector finds the patterns for backtests. What it found is kept, so that the
// jobs of a sweep over parameters look for them once. It may be used from any
// goroutine.
type detector struct {
	ranks   *candle.Distributions // what the confidences of all that is kept rank among
	mu      sync.Mutex
	choices map[string]choice
	signals map[scanned][]backtest.Signal
	held    int // signals
}

// choice are patterns that are looked for together.
type choice struct {
	set   *candle.Set
	asked map[string]string // by the pattern's own name: as the request wrote it
}

// scanned are bars that were gone through: shared ones, which nobody changes, so
// that the same bars are at the same place for as long as they are kept here.
type scanned struct {
	first *bars.Bar
	n     int
	names string
}

// The bounds of what is kept; beyond them all of it is let go.
const (
	maxChoices = 100
	maxHeld    = 500_000 // signals, of about 60 bytes
)

func newDetector(ranks *candle.Distributions) *detector {
	return &detector{ranks: ranks, choices: map[string]choice{}, signals: map[scanned][]backtest.Signal{}}
}

// Detect is part of backtest.Detector.
func (d *detector) Detect(series []bars.Bar, patterns []string) ([]backtest.Signal, error) {
	names := strings.Join(patterns, "\x00")
	c, err := d.choice(names, patterns)
	if err != nil || len(series) == 0 {
		return nil, err
	}
	key := scanned{&series[0], len(series), names}
	d.mu.Lock()
	found, known := d.signals[key]
	d.mu.Unlock()
	if !known {
		found = c.scan(series)
		d.keep(key, found)
	}
	return slices.Clone(found), nil
}

func (d *detector) choice(names string, patterns []string) (choice, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if c, known := d.choices[names]; known {
		return c, nil
	}
	set, err := candle.Select(patterns...)
	if err != nil {
		return choice{}, err
	}
	c := choice{set.RankedBy(d.ranks), map[string]string{}}
	for _, name := range patterns {
		if p, ok := candle.Find(name); ok {
			c.asked[p.Name] = name
		}
	}
	if len(d.choices) >= maxChoices {
		clear(d.choices)
	}
	d.choices[names] = c
	return c, nil
}

func (c choice) scan(series []bars.Bar) (signals []backtest.Signal) {
	for x := range c.set.Scan(series) {
		signals = append(signals, backtest.Signal{
			Index: x.Index, Pattern: c.asked[x.Pattern.Name], Direction: direction(x.Direction()), Confidence: x.Confidence,
		})
	}
	return signals
}

func (d *detector) keep(key scanned, found []backtest.Signal) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.held+len(found) > maxHeld {
		clear(d.signals)
		d.held = 0
	}
	d.signals[key] = found
	d.held += len(found) + 1 // an entry without any takes room as well
}
