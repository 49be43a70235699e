package engine

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sort"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/worker"
	"tickdeck/model"
)

// Found is one pattern on one bar of a file.
type Found struct {
	Symbol        string
	Time          time.Time // the beginning of the bar
	Timeframe     string
	Close, Volume float64 // of the bar
	candle.Detection
}

// Scan gives every detection that is asked for in a folder of bars to emit, by
// symbol and then by bar, on the caller's goroutine; an error of emit ends it. All
// processors read files, and as many files are in memory at once.
//
// note is told of gaps in the data, and of files that cannot be read. Those do not
// end it, but then the error is a *model.SkippedError.
func Scan(ctx context.Context, o model.ScanOptions, emit func(Found) error, note func(string)) error {
	folder, err := bars.Load(o.Bars)
	if err != nil {
		return err
	}
	set, err := patternSet(o.Confidence, o.Patterns)
	if err != nil {
		return err
	}
	symbols, err := asked(o.Symbols, folder.Symbols())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	files := (&scan{folder, set, o}).start(ctx, symbols)
	defer func() {
		cancel()
		for range files { // until the last goroutine has ended
		}
	}()
	skipped := 0
	for f := range files {
		if err := f.each(emit); err != nil {
			return fmt.Errorf("print what was found: %w", err)
		}
		if f.note != "" {
			note(f.note)
		}
		if f.skipped {
			skipped++
		}
	}
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case skipped > 0:
		return &model.SkippedError{Files: skipped, Of: len(symbols)}
	}
	return nil
}

// asked are the symbols to look at. One without a file is an error before anything
// is found.
func asked(symbols, known []string) ([]string, error) {
	if len(symbols) == 0 {
		return known, nil
	}
	for _, s := range symbols {
		s = strings.ToUpper(strings.TrimSpace(s))
		if _, ok := slices.BinarySearch(known, s); !ok {
			return nil, &bars.UnknownSymbolError{Symbol: s, Known: known}
		}
	}
	return symbols, nil
}

type scan struct {
	folder *bars.Folder
	set    *candle.Set
	o      model.ScanOptions
}

// Detections are handed over in batches. A file of years of minutes has millions:
// its goroutine waits when this many batches have not been taken.
const (
	batchSize = 1024
	batches   = 8
)

// fileScan is what is found in one file. note and skipped are good once found is
// closed.
type fileScan struct {
	symbol  string
	found   chan []Found
	note    string
	skipped bool
}

// start begins to read the files, in order, and returns them in that order. The
// channel is closed when no goroutine is left.
func (s *scan) start(ctx context.Context, symbols []string) <-chan *fileScan {
	procs := runtime.GOMAXPROCS(0)
	files := make(chan *fileScan, procs)
	go func() {
		defer close(files)
		var readers errgroup.Group
		defer func() { _ = readers.Wait() }() // none returns an error
		readers.SetLimit(procs)
		for _, symbol := range symbols {
			f := &fileScan{symbol: symbol, found: make(chan []Found, batches)}
			select {
			case files <- f:
			case <-ctx.Done():
				return
			}
			readers.Go(func() error {
				s.read(ctx, f)
				return nil
			})
		}
	}()
	return files
}

// read finds what is in a file.
func (s *scan) read(ctx context.Context, f *fileScan) {
	defer close(f.found)
	series, report, err := s.folder.Series(f.symbol)
	switch {
	case err != nil:
		f.note, f.skipped = err.Error(), true
		return
	case report.Gaps > 0:
		f.note = report.String()
	}
	var batch []Found
	from, length := s.first(series.Bars), timeframe(report.Step)
	for d := range s.set.Scan(series.Bars) {
		if d.Index < from || d.Confidence < s.o.MinConfidence {
			continue
		}
		b := &series.Bars[d.Index]
		batch = append(batch, Found{series.Symbol, time.Unix(b.Time, 0).UTC(), length, b.Close, b.Volume, d})
		if len(batch) == batchSize {
			if !f.send(ctx, batch) {
				return
			}
			batch = make([]Found, 0, batchSize)
		}
	}
	f.send(ctx, batch)
}

// first is the first bar on which detections are asked for. All bars before it are
// looked at: the averages depend on them.
func (s *scan) first(series []bars.Bar) int {
	from := 0
	if s.o.Last > 0 {
		from = max(0, len(series)-s.o.Last)
	}
	if s.o.Since.IsZero() {
		return from
	}
	since := s.o.Since.Unix()
	return max(from, sort.Search(len(series), func(i int) bool { return series[i].Time >= since }))
}

// send hands a batch over, and reports whether anyone wants more.
func (f *fileScan) send(ctx context.Context, batch []Found) bool {
	select {
	case f.found <- batch:
		return true
	case <-ctx.Done():
		return false
	}
}

// each gives what is found to emit.
func (f *fileScan) each(emit func(Found) error) error {
	for batch := range f.found {
		for _, d := range batch {
			if err := emit(d); err != nil {
				return err
			}
		}
	}
	return nil
}

// Backtest runs one request here and now, and returns the result as JSON.
func (e *Engine) Backtest(ctx context.Context, request []byte) ([]byte, error) {
	return e.runner.run(ctx, request, model.LocalLimits(), func(worker.Progress) {})
}
