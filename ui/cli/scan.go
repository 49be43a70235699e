package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tickdeck/model"
)

// ScanOptions are what to look for and where.
type ScanOptions struct {
	Bars     string   // folder of CSV files
	Patterns []string // by name or by TA-Lib's name; none for every one
	Symbols  []string // none for every one
}

// Detection is one pattern that was found on one bar.
type Detection struct {
	Symbol     string    `json:"symbol"`
	Time       time.Time `json:"time"` // the beginning of the bar that completed it
	Pattern    string    `json:"pattern"`
	TALib      string    `json:"talib"` // TA-Lib's name, such as CDLENGULFING
	Value      int       `json:"value"` // as TA-Lib gives it: ±80, ±100, ±200
	Direction  string    `json:"direction"`
	Confidence float64   `json:"confidence"` // fraction 0–1
}

func scanCommand(do Actions) *cobra.Command {
	var o ScanOptions
	cmd := &cobra.Command{
		Use:     "scan",
		Short:   "Print every pattern in a folder of bars",
		Long:    "Prints every pattern that is found in a folder of CSV files: in columns on a terminal, as a line of JSON each where the output goes to a file or another program.",
		Example: "tickdeck scan --bars ~/bars\ntickdeck scan --bars ~/bars --symbols AAPL,MSFT --patterns Engulfing,CDLHAMMER | jq .symbol",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Bars == "" {
				return fmt.Errorf("--bars: name the folder that the CSV files are in")
			}
			out := newDetections(cmd.OutOrStdout())
			err := do.Scan(cmd.Context(), o, out.write)
			if flushed := out.Flush(); err == nil {
				err = flushed
			}
			return failed(err)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Bars, "bars", "", "folder of CSV files with bars, one a symbol")
	f.StringSliceVar(&o.Patterns, "patterns", nil, "patterns to look for, by name or TA-Lib's name; all without it")
	f.StringSliceVar(&o.Symbols, "symbols", nil, "symbols to look at; all without it")
	return cmd
}

// detections prints them as they come.
type detections struct {
	*bufio.Writer
	columns bool
	any     bool
}

func newDetections(out io.Writer) *detections {
	file, ok := out.(*os.File)
	return &detections{Writer: bufio.NewWriter(out), columns: ok && term.IsTerminal(file.Fd())}
}

func (d *detections) write(x Detection) error {
	if !d.columns {
		return json.NewEncoder(d).Encode(x)
	}
	const row = "%-10s  %-19s  %-24s  %-22s  %5v  %-9s  %s\n"
	if !d.any {
		fmt.Fprintf(d, row, "SYMBOL", "TIME", "PATTERN", "TALIB", "VALUE", "DIRECTION", "CONFIDENCE")
		d.any = true
	}
	_, err := fmt.Fprintf(d, row, model.Clean(x.Symbol), when(x.Time), x.Pattern, x.TALib, x.Value, x.Direction, fmt.Sprintf("%.2f", x.Confidence))
	return err
}

// when leaves out the time of day of a daily bar.
func when(t time.Time) string {
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.UTC().Format(time.DateOnly)
	}
	return t.UTC().Format(time.DateTime)
}
