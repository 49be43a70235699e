package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tickdeck/model"
)

// Scan gives every detection in a folder of bars to emit, whose error ends it.
// note is told what is wrong with the data.
type Scan func(ctx context.Context, o model.ScanOptions, emit func(model.Detection) error, note func(string)) error

func (do Scan) build(p Program) *cobra.Command {
	var o model.ScanOptions
	cmd := &cobra.Command{
		Use:   "scan",
		Short: "Print every pattern in a folder of bars",
		Long:  "Prints every pattern that is found in a folder of CSV files, by symbol and then by bar: in columns on a terminal, as a line of JSON each where the output goes to a file or another program. A file that cannot be read is named on standard error and passed over, and the exit status is then 3.",
		Example: lines(
			"tickdeck scan --bars ~/bars",
			"tickdeck scan --bars ~/bars --last 1 --min-confidence 0.8",
			"tickdeck scan --bars ~/bars --query 'conf>=0.8 dir:bull since:2026-01-01 (symbol:A* or price<50)'",
			"tickdeck scan --bars ~/bars --symbols AAPL,MSFT --patterns Engulfing,CDLHAMMER | jq .symbol",
		),
		Args: noArguments,
	}
	f := cmd.Flags()
	f.StringVar(&o.Bars, "bars", "", "folder of CSV files with bars, one a symbol")
	f.StringSliceVar(&o.Patterns, "patterns", nil, "patterns to look for, by name or TA-Lib's name, or notable; all without it")
	f.StringSliceVar(&o.Symbols, "symbols", nil, "symbols to look at; all without it")
	f.IntVar(&o.Last, "last", 0, "only what is on so many last bars of each file; 0 for all")
	since := f.String("since", "", "only what is on bars from this date on, such as 2026-01-31, in UTC")
	f.Float64Var(&o.MinConfidence, "min-confidence", 0, "only what is at least as confident, from 0 to 1: at 0.8 about a fifth of each pattern's")
	asked := f.String("query", "", "only what this query speaks of, in the language of the deck's filter, such as 'conf>=0.8 dir:bull -symbol:TSLA'; times are those of bars, in UTC")
	format := outputFlag(cmd)
	load := p.barSettings(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		c, err := load()
		if err != nil {
			return err
		}
		o.Confidence = c.Confidence
		if o.Since, err = date("since", *since); err != nil {
			return err
		}
		if err := checkScan(o); err != nil {
			return err
		}
		if o.Patterns, err = patternsOf(o.Patterns); err != nil {
			return err
		}
		sieve, err := newSieve(*asked, time.Now())
		if err != nil {
			return err
		}
		asTable, err := format.isTable(p)
		if err != nil {
			return err
		}
		out := &detections{Writer: bufio.NewWriterSize(p.Out, 64<<10), columns: asTable}
		err = do(cmd.Context(), o, out.through(sieve), p.note)
		if flushed := out.Flush(); err == nil {
			err = flushed
		}
		return failed(err)
	}
	return cmd
}

func checkScan(o model.ScanOptions) error {
	switch {
	case o.Bars == "":
		return errors.New("--bars: name the folder that the CSV files are in")
	case o.Last < 0:
		return fmt.Errorf("--last: %d does not fit here: write a number from 0", o.Last)
	}
	return checkConfidence(o.MinConfidence)
}

func checkConfidence(least float64) error {
	if !(least >= 0 && least <= 1) {
		return fmt.Errorf("--min-confidence: %g does not fit here: write a number from 0 to 1", least)
	}
	return nil
}

// date is the value of a flag; zero where nothing was written.
func date(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, fmt.Errorf("--%s: %q does not fit here: write a date such as 2026-01-31", flag, text)
	}
	return t, nil
}

// note says on the side what does not end a command.
func (p Program) note(text string) { fmt.Fprintln(p.Err, "tickdeck: "+model.CleanLine(text)) }

// detections prints them as they come.
type detections struct {
	*bufio.Writer
	columns bool
	any     bool
	line    []byte
}

// through prints what passes a sieve.
func (d *detections) through(s *sieve) func(model.Detection) error {
	if s.query.Empty() {
		return d.write
	}
	return func(x model.Detection) error {
		if !s.passes(&x) {
			return nil
		}
		return d.write(x)
	}
}

func (d *detections) write(x model.Detection) error {
	if !d.columns {
		return d.writeJSON(newDetection(x))
	}
	const row = "%-10s  %-19s  %-24s  %-22s  %5v  %-9s  %s\n"
	if !d.any {
		fmt.Fprintf(d, row, "SYMBOL", "TIME", "PATTERN", "TALIB", "VALUE", "DIRECTION", "CONFIDENCE")
		d.any = true
	}
	_, err := fmt.Fprintf(d, row, model.Clean(x.Symbol), when(x.Time), x.Pattern, x.TALib, x.Value, x.Direction, fmt.Sprintf("%.2f", x.Confidence))
	return err
}

func (d *detections) writeJSON(x detection) (err error) {
	if d.line, err = x.appendJSON(d.line[:0]); err != nil {
		return err
	}
	_, err = d.Write(d.line)
	return err
}

// when leaves out the time of day of a daily bar.
func when(t time.Time) string {
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.UTC().Format(time.DateOnly)
	}
	return t.UTC().Format(time.DateTime)
}
