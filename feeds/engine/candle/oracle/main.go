// Command oracle makes the golden file of package candle: bars, and what TA-Lib
// finds on them. It is a module of its own because it needs npm and gcc, which
// tickdeck does not.
//
//	./make-golden.sh
package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
)

const (
	seed   = 20261123
	length = 2500   // bars of each regime
	enough = 25     // times that each value of each pattern is to be there
	tries  = 200    // rounds of the hunt for rare ones
	catch  = 20_000 // bars of each round
	before = 22     // bars kept before a rare one
	after  = 4      // and after it
)

func main() {
	if err := run(context.Background(), os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1) //nolint:forbidigo // this is a main: nothing is deferred
	}
}

func run(ctx context.Context, out, log io.Writer) error {
	dir, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	o, err := build(ctx, dir)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(seed, 1))
	var all []series
	for _, g := range regimes() {
		all = append(all, g.trade(r, length))
	}
	for n := range 40 { // the first bars, where not every average is known
		all = append(all, regimes()[n%len(regimes())].trade(r, n))
	}
	found, err := o.detect(ctx, all)
	if err != nil {
		return err
	}
	counts := census{}
	counts.add(found)
	rare, err := hunt(ctx, r, o, regimes(), counts, enough)
	if err != nil {
		return err
	}
	all = append(all, rare...)
	if rare, err = hunt(ctx, r, o, ties(), census{}, bases); err != nil {
		return err
	}
	all = append(all, rare...)
	if found, err = o.detect(ctx, all); err != nil {
		return err
	}
	// Where averages tie first, then those of few ticks: there a tick tells.
	coarse := slices.Clone(found)
	slices.SortStableFunc(coarse, func(a, b detection) int { return all[a.series].grain() - all[b.series].grain() })
	near, err := edges(ctx, o, all, coarse)
	if err != nil {
		return err
	}
	all = append(all, near...)
	if found, err = o.detect(ctx, all); err != nil {
		return err
	}
	counts = census{}
	counts.add(found)
	counts.print(log, all)
	return write(out, all, found)
}

// hunt trades until every value of every pattern that turns up was seen often
// enough, and cuts out the bars around the rare ones.
func hunt(ctx context.Context, r *rand.Rand, o oracle, where []regime, counts census, enough int) ([]series, error) {
	var rare []series
	for range tries {
		g := where[r.IntN(len(where))]
		whole := g.trade(r, catch)
		found, err := o.detect(ctx, []series{whole})
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			if d.bar < before || d.bar+after >= len(whole.bars) || counts[d.what()] >= enough {
				continue
			}
			cut := whole
			cut.bars = whole.bars[d.bar-before : d.bar+after]
			again, err := o.detect(ctx, []series{cut})
			if err != nil {
				return nil, err
			}
			counts.add(again) // it is not always found again: the sums differ
			rare = append(rare, cut)
		}
	}
	return rare, nil
}

// grain is how many ticks the bodies of a series have on average, less for those
// where averages tie.
func (s series) grain() int {
	sum := int64(0)
	for _, c := range s.bars {
		sum += max(c.close-c.open, c.open-c.close)
	}
	mean := int(sum) / max(1, len(s.bars))
	if s.ties {
		return mean - 1000
	}
	return mean
}
