package engine

import (
	"fmt"
	"os"
	"path/filepath"

	"tickdeck/feeds/engine/candle"
)

// distributions reads what confidences rank among; nil, the built-in ones, where no
// file is named.
func distributions(path string) (_ *candle.Distributions, err error) {
	if path == "" {
		return nil, nil //nolint:nilnil // nil are the built-in ones, as package candle says
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the confidence table: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	d, err := candle.Decode(f, filepath.Base(path))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

// patternSet is a choice of patterns, with confidences of the table in a file.
func patternSet(confidence string, patterns []string) (*candle.Set, error) {
	ranks, err := distributions(confidence)
	if err != nil {
		return nil, err
	}
	set, err := candle.Select(patterns...)
	if err != nil {
		return nil, err
	}
	return set.RankedBy(ranks), nil
}
