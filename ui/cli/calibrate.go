package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// Calibrate makes a confidence table, and writes it to a file where one is named. note
// is told which files cannot be read; then the error is a *model.SkippedError, and there
// is a table nonetheless.
type Calibrate func(ctx context.Context, o model.CalibrateOptions, note func(string)) (model.Calibration, error)

func (do Calibrate) build(p Program) *cobra.Command {
	var o model.CalibrateOptions
	cmd := &cobra.Command{
		Use:   "calibrate",
		Short: "Make a table of your own bars for confidences to rank by",
		Long:  "Counts how well every pattern in a folder of bars fits, of all timeframes that are there, and makes the table by which --confidence ranks: with it 0.9 is a better example than nine in ten of its kind in those bars, where it is in those of the simulated market without one. On a terminal it prints how often each pattern was found and how the fits are spread; where the output goes to a file or another program and no --output is given, the table itself. A file that cannot be read is named on standard error and passed over, and the exit status is then 3.",
		Example: lines(
			"tickdeck calibrate --bars ~/bars --output nyse.json",
			"tickdeck scan --bars ~/bars --confidence nyse.json",
			"TICKDECK_CONFIDENCE=nyse.json tickdeck engine --bars ~/bars",
		),
		Args: noArguments,
	}
	f := cmd.Flags()
	f.StringVar(&o.Bars, "bars", "", "folder of CSV files with bars, one a symbol")
	f.StringVar(&o.Output, "output", "", "file to write the table to; one that is there is replaced")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := checkCalibrate(o); err != nil {
			return err
		}
		ctx, stop := interruptible(cmd.Context())
		defer stop()
		c, err := do(ctx, o, p.note)
		if err != nil && !errors.As(err, new(*model.SkippedError)) {
			return failed(err)
		}
		if printed := p.showCalibration(o, c); printed != nil {
			err = printed
		}
		return failed(err)
	}
	return cmd
}

func checkCalibrate(o model.CalibrateOptions) error {
	switch {
	case o.Bars == "":
		return errors.New("--bars: name the folder that the CSV files are in")
	case slices.Contains([]string{string(outputTable), string(outputJSON)}, o.Output):
		return fmt.Errorf("--output: here it names the file to write: leave it out to print, or write ./%s for a file of that name", o.Output)
	}
	return nil
}

// showCalibration prints what there is to see, and the table where nobody else got it.
func (p Program) showCalibration(o model.CalibrateOptions, c model.Calibration) error {
	if o.Output != "" {
		p.note("written to " + o.Output)
	}
	switch {
	case p.Terminal:
		return writeCalibration(p.Out, c)
	case o.Output == "":
		_, err := p.Out.Write(c.JSON)
		return err
	}
	return nil
}

// writeCalibration prints a table, for people.
func writeCalibration(out io.Writer, c model.Calibration) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "symbols: %d; timeframes: %s\n", c.Symbols, model.CleanLine(strings.Join(c.Timeframes, ", ")))
	fmt.Fprintln(w, "FIT BELOW: of the detections of a pattern so many fit less well; OWN: how much of that is from these bars, the rest is built in")
	for _, l := range c.Lengths {
		fmt.Fprintf(w, "\n%s: %d bars\n", l.Name, l.Bars)
		calibrationRows(w, l)
	}
	return w.Flush()
}

func calibrationRows(w io.Writer, l model.CalibrationLength) {
	width := len("PATTERN")
	for _, r := range l.Rows {
		width = max(width, draw.Width(model.CleanLine(r.Pattern)))
	}
	row := func(name, found, often, own string, fits []string) {
		fmt.Fprintf(w, "%s%*s  %9s  %10s  %6s", name, width-draw.Width(name), "", found, often, own)
		for _, fit := range fits {
			fmt.Fprintf(w, "  %6s", fit)
		}
		fmt.Fprintln(w)
	}
	row("", "", "IN 1,000", "", []string{"FIT BELOW"})
	var shares []string
	for _, s := range model.CalibrationShares() {
		shares = append(shares, draw.Fraction(s, 0))
	}
	row("PATTERN", "FOUND", "BARS", "OWN", shares)
	for _, r := range l.Rows {
		var fits []string
		for _, fit := range r.Fits {
			fits = append(fits, draw.Decimal(fit, 3))
		}
		row(model.CleanLine(r.Pattern), fmt.Sprint(r.Found), draw.Decimal(r.Per1000(l), 3), draw.Fraction(r.Own, 1), fits)
	}
}
