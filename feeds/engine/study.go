package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/study"
	"tickdeck/model"
)

// studyBars is how many bars a study that somebody waits for takes at most: about
// 1 GB with all that is found on them.
const studyBars = 4_000_000

// Study makes the event study of the bars in a folder, or of the simulated
// market's daily ones, and returns it as JSON as well. note is told what is wrong
// with the data.
func Study(ctx context.Context, o model.StudyOptions, note func(string)) (*study.Table, []byte, error) {
	set, err := patternSet(o.Confidence, o.Patterns)
	if err != nil {
		return nil, nil, err
	}
	past, err := studied(ctx, o, note)
	if err != nil {
		return nil, nil, err
	}
	t, err := study.Run(ctx, past.series, finder(set), study.Options{
		Timeframe: past.timeframe, Seed: o.Seed, Replications: study.Replications, Parallel: runtime.GOMAXPROCS(0),
	})
	if err != nil {
		return nil, nil, err
	}
	t.Source, t.Simulated = sourceName(o.Bars, o.Seed), o.Bars == ""
	text, err := json.Marshal(t)
	if err != nil {
		return nil, nil, fmt.Errorf("write the study: %w", err)
	}
	return t, text, nil
}

// studied are the bars of one timeframe that a study is to be made of.
func studied(ctx context.Context, o model.StudyOptions, note func(string)) (history, error) {
	if o.Bars == "" {
		return (&simulated{seed: o.Seed, speed: 1, note: note}).daily(o.Symbols)
	}
	folder, err := bars.Load(o.Bars)
	if err != nil {
		return history{}, err
	}
	symbols := distinctSymbols(o.Symbols)
	for _, symbol := range symbols {
		if _, there := slices.BinarySearch(folder.Symbols(), symbol); !there {
			return history{}, &bars.UnknownSymbolError{Symbol: symbol, Known: folder.Symbols()}
		}
	}
	if len(symbols) == 0 {
		symbols = folder.Symbols()
	}
	all, err := files{Folder: folder}.history(ctx, time.Time{}, reading{symbols: symbols, most: studyBars, parallel: runtime.GOMAXPROCS(0), note: note})
	switch {
	case err != nil:
		return history{}, err
	case len(all) == 0:
		return history{}, errors.New("there are no bars to study")
	case len(all) > 1:
		return history{}, fmt.Errorf("bars of one timeframe can be studied together, and these are %s: name the symbols", timeframes(all))
	}
	return all[0], nil
}

func timeframes(all []history) string {
	var out []string
	for _, h := range all {
		out = append(out, fmt.Sprintf("%s (%d, such as %s)", h.timeframe, len(h.series), h.series[0].Symbol))
	}
	return strings.Join(out, " and ")
}

// distinctSymbols writes symbols as folders do, each once.
func distinctSymbols(symbols []string) []string {
	var out []string
	for _, s := range symbols {
		if s = strings.ToUpper(strings.TrimSpace(s)); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// daily are the daily bars of symbols of the simulated market, or of all.
func (s *simulated) daily(symbols []string) (history, error) {
	out := history{timeframe: "daily"}
	if symbols = distinctSymbols(symbols); len(symbols) == 0 {
		symbols = s.Symbols()
	}
	for _, symbol := range symbols {
		series, err := s.Daily(symbol, time.Time{}, time.Time{})
		if err != nil {
			return history{}, err
		}
		out.series = append(out.series, series)
	}
	return out, nil
}

// finder finds the patterns of a set for a study.
func finder(set *candle.Set) study.Find {
	return func(series []bars.Bar) (out []study.Event) {
		for d := range set.Scan(series) {
			kind := study.Kind{Pattern: d.Pattern.Name, Direction: direction(d.Direction())}
			out = append(out, study.Event{Kind: kind, Index: d.Index, Confidence: d.Confidence})
		}
		return out
	}
}

// sourceName names prices, where nobody did: the same for those that are the same.
func sourceName(dir string, seed uint64) string {
	if dir == "" {
		return fmt.Sprintf("simulated-%d", seed)
	}
	if full, err := filepath.Abs(dir); err == nil {
		dir = full
	}
	return filepath.Base(dir)
}
