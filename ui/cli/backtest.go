package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// BacktestOptions are a request to run, and on what.
type BacktestOptions struct {
	EngineOptions
	File string // the request as JSON; "-" for standard input
	In   io.Reader
	Out  io.Writer
}

func backtestCommand(do Actions) *cobra.Command {
	var o BacktestOptions
	cmd := &cobra.Command{
		Use:     "backtest",
		Short:   "Run one backtest here and now, without Redis",
		Long:    "Runs one backtest request from a file, as it would be submitted, and prints the result as JSON. Nothing is sent anywhere.",
		Example: "tickdeck backtest --bars ~/bars --file job.json\ntickdeck backtest --file - < job.json   # on the simulated market",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.File == "" {
				return fmt.Errorf("--file: name the file that the request is in, or - for standard input")
			}
			o.In, o.Out = cmd.InOrStdin(), cmd.OutOrStdout()
			return failed(do.Backtest(cmd.Context(), o))
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.File, "file", "", "the request as JSON; - for standard input")
	f.StringVar(&o.Bars, "bars", "", "folder of CSV files with bars, one a symbol; without it the market is simulated")
	f.Uint64Var(&o.Seed, "seed", 1, "of the simulated market")
	return cmd
}
