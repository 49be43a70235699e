package cli

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// Study makes an event study. note is told what is wrong with the data.
type Study func(ctx context.Context, o model.StudyOptions, note func(string)) (model.Study, error)

func (do Study) build(p Program) *cobra.Command {
	var o model.StudyOptions
	var horizon int
	cmd := &cobra.Command{
		Use:   "study",
		Short: "Tell what the price did after each pattern, against any other day",
		Long:  "Makes an event study: what the price did after each pattern, against what the same symbols did on the same dates, with tests that are corrected for how many are made at once. One line a pattern on a terminal, everything as JSON where the output goes to a file or another program.",
		Example: lines(
			"tickdeck study --bars ~/bars",
			"tickdeck study --bars ~/bars --patterns Engulfing,CDLHAMMER --horizon 20",
			"tickdeck study --seed 7   # on the simulated market: nothing should be found",
		),
		Args: noArguments,
	}
	f := cmd.Flags()
	f.StringVar(&o.Bars, "bars", "", "folder of CSV files with bars, one a symbol; without it the market is simulated")
	f.Uint64Var(&o.Seed, "seed", 1, "of the simulated market, and of what is drawn for the intervals")
	f.StringSliceVar(&o.Patterns, "patterns", nil, "patterns to study, by name or TA-Lib's name, or notable; all without it")
	f.StringSliceVar(&o.Symbols, "symbols", nil, "symbols to study; all without it")
	f.IntVar(&horizon, "horizon", model.StudyHorizon, "bars after the signal, in the table: 1, 2, 5, 10 or 20")
	complete(cmd, "horizon", "1", "2", "5", "10", "20")
	format := outputFlag(cmd)
	load := p.barSettings(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := load()
		if err != nil {
			return err
		}
		o.Confidence = c.Confidence
		if o.Patterns, err = patternsOf(o.Patterns); err != nil {
			return err
		}
		asTable, err := format.isTable(p)
		if err != nil {
			return err
		}
		if !slices.Contains(model.StudyHorizons(), horizon) {
			return fmt.Errorf("--horizon: %d does not fit here: write 1, 2, 5, 10 or 20", horizon)
		}
		ctx, stop := interruptible(cmd.Context())
		defer stop()
		s, err := do(ctx, o, p.note)
		if err != nil {
			return failed(err)
		}
		if asTable {
			return failed(writeStudy(p.Out, s, horizon))
		}
		return failed(writeIndented(p.Out, s.JSON))
	}
	return cmd
}

// writeStudy prints one horizon, for people.
func writeStudy(out io.Writer, s model.Study, horizon int) error {
	w := bufio.NewWriter(out)
	if s.Simulated {
		fmt.Fprintln(w, "simulated: these prices are made up")
	}
	fmt.Fprintf(w, "symbols: %d; %s bars: %d, %s to %s\n", s.Symbols, model.CleanLine(s.Timeframe), s.Bars, s.From, s.To)
	fmt.Fprintf(w, "return from the next open to the close %d bars after the signal; base: %s\n", horizon, baseWords(s))
	fmt.Fprintf(w, "Q: the rate of false alarms among what is as far off, after %d tests at once; up to %g it counts\n\n", s.Tests, model.Significant)
	rows := atHorizon(s.Rows, horizon)
	width := len("PATTERN")
	for _, r := range rows {
		width = max(width, draw.Width(model.CleanLine(r.Pattern)))
	}
	row := func(name string, cells ...any) {
		fmt.Fprintf(w, "%s%*s  %-9s  %6s  %8s  %8s  %6s  %8s  %18s  %7s  %s\n", append([]any{name, width - draw.Width(name), ""}, cells...)...)
	}
	row("PATTERN", "DIRECTION", "N", "MEAN", "BASE", "HIT", "BASE HIT", "MEAN - BASE, 95%", "Q", "VERDICT")
	for _, r := range rows {
		row(model.CleanLine(r.Pattern), model.CleanLine(r.Direction), fmt.Sprint(r.N), percent(r.Mean), percent(r.BaseMean),
			draw.Fraction(r.Hit, 1), draw.Fraction(r.BaseHit, 1), interval(r), draw.Decimal(r.Q, 4), r.Verdict())
	}
	return w.Flush()
}

func baseWords(s model.Study) string {
	if s.SameDate {
		return "all symbols on the same dates"
	}
	return "all bars, as there are too few symbols for the same dates"
}

// atHorizon are the rows of one horizon, the most significant first.
func atHorizon(all []model.StudyRow, horizon int) []model.StudyRow {
	rows := slices.DeleteFunc(slices.Clone(all), func(r model.StudyRow) bool { return r.Horizon != horizon })
	slices.SortStableFunc(rows, func(a, b model.StudyRow) int {
		if known := model.Known(a.P); known != model.Known(b.P) {
			if known {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.P, b.P)
	})
	return rows
}

func interval(r model.StudyRow) string {
	if !model.Known(r.Low) || !model.Known(r.High) {
		return draw.Dash
	}
	return percent(r.Low) + " to " + percent(r.High)
}

// percent writes a fraction as percent with its sign and two digits: returns of a
// few bars are small.
func percent(v float64) string {
	switch text := draw.Fraction(v, 2); {
	case text == "-0.00%":
		return "+0.00%"
	case model.Known(v) && v >= 0:
		return "+" + text
	default:
		return text
	}
}
