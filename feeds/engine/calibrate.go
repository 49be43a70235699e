package engine

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
	"tickdeck/model"
)

// Calibrate makes a confidence table of all bars in a folder, and returns it as a file
// as well. note is told which files cannot be read; those make the error a
// *model.SkippedError, and the table is made of the others.
func Calibrate(ctx context.Context, o model.CalibrateOptions, now time.Time, note func(string)) (model.Calibration, error) {
	folder, err := bars.Load(o.Bars)
	if err != nil {
		return model.Calibration{}, err
	}
	c := &calibration{folder: folder, census: candle.NewCensus(), timeframes: map[string]int{}, note: note}
	if err := c.read(ctx); err != nil {
		return model.Calibration{}, err
	}
	out, err := c.table(sourceName(o.Bars, 0), now)
	if err == nil && c.skipped > 0 {
		err = &model.SkippedError{Files: c.skipped, Of: len(folder.Symbols())}
	}
	return out, err
}

// calibration counts what is found in the files of a folder.
type calibration struct {
	folder *bars.Folder
	census *candle.Census

	mu         sync.Mutex
	timeframes map[string]int // symbols that have it
	skipped    int
	note       func(string)
}

// read goes through the files, and holds as many as there are processors.
func (c *calibration) read(ctx context.Context) error {
	readers, ctx := errgroup.WithContext(ctx)
	readers.SetLimit(runtime.GOMAXPROCS(0))
	for _, symbol := range c.folder.Symbols() {
		readers.Go(func() error {
			if ctx.Err() == nil {
				c.take(symbol)
			}
			return context.Cause(ctx)
		})
	}
	return readers.Wait()
}

func (c *calibration) take(symbol string) {
	s, report, err := c.folder.Series(symbol)
	if err == nil {
		c.census.Add(s.Bars)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch of := timeframe(report.Step); {
	case err != nil:
		c.skipped++
		c.note("left out: " + err.Error())
	case of != "": // it has more than one bar
		c.timeframes[of]++
	}
}

// table is what was counted, for a person and as a file.
func (c *calibration) table(source string, now time.Time) (model.Calibration, error) {
	d, err := c.census.Distributions(source)
	if err != nil {
		return model.Calibration{}, err
	}
	out := model.Calibration{Symbols: len(c.folder.Symbols()) - c.skipped}
	for _, of := range slices.Sorted(maps.Keys(c.timeframes)) {
		out.Timeframes = append(out.Timeframes, fmt.Sprintf("%s (%d)", of, c.timeframes[of]))
	}
	out.JSON, err = d.Encode(candle.Origin{Source: source, Symbols: out.Symbols, Made: now.UTC().Truncate(time.Second)})
	if err != nil {
		return model.Calibration{}, err
	}
	for _, s := range d.Spreads(model.CalibrationShares()...) {
		last := len(out.Lengths) - 1
		if last < 0 || out.Lengths[last].Name != s.Length {
			out.Lengths = append(out.Lengths, model.CalibrationLength{Name: s.Length, Bars: s.Bars})
			last++
		}
		out.Lengths[last].Rows = append(out.Lengths[last].Rows, model.CalibrationRow{Pattern: s.Pattern.Name, Found: s.Found, Own: s.Own, Fits: s.Fits})
	}
	return out, nil
}
