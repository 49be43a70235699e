package cli

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// EngineOptions are how the built-in engine is to work.
type EngineOptions struct {
	Bars     string  // folder of CSV files; "" for the simulated market
	Seed     uint64  // of the simulated market
	Speed    float64 // how fast its clock runs; 1 is real time
	Pace     bool    // slow backtests down so that they can be watched
	Parallel int     // backtests at the same time; 0 for as many as there are processors
}

// flags adds the flags that say so. speed is the usual one.
func (o *EngineOptions) flags(f *pflag.FlagSet, speed float64) {
	f.StringVar(&o.Bars, "bars", "", "folder of CSV files with bars, one a symbol; without it the market is simulated")
	f.Uint64Var(&o.Seed, "seed", 1, "of the simulated market: the same seed gives the same prices")
	f.Float64Var(&o.Speed, "speed", speed, "how fast the clock of the simulated market runs: at 60 a minute takes a second")
	f.IntVar(&o.Parallel, "parallel", 0, "backtests at the same time; 0 for one a processor")
}

// The bounds of the speed: beyond them the figures mean nothing.
const (
	leastSpeed = 0.01
	mostSpeed  = 3600
)

func (o *EngineOptions) check() error {
	switch {
	case !(o.Speed >= leastSpeed && o.Speed <= mostSpeed):
		return fmt.Errorf("--speed: %g does not fit here: write a number from %g to %d", o.Speed, leastSpeed, mostSpeed)
	case o.Parallel < 0 || o.Parallel > 256:
		return fmt.Errorf("--parallel: %d does not fit here: write a number from 0 to 256", o.Parallel)
	}
	return nil
}

func demoCommand(do Actions) *cobra.Command {
	var o EngineOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Open the deck on a market of its own, with nothing else needed",
		Long:  "Opens the deck on a Redis of its own, with an engine behind it that finds patterns on a simulated market, or on your bars, and really runs the backtests you submit. Nothing is stored, and no other server is spoken to.",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := do.load(cmd, true)
			if err != nil {
				return err
			}
			if err := o.check(); err != nil {
				return err
			}
			return failed(do.Demo(cmd.Context(), cfg, o))
		},
	}
	o.flags(cmd.Flags(), demoSpeed)
	return cmd
}

// demoSpeed closes a minute's bars every six seconds, so that there is something
// to see.
const demoSpeed = 10

func engineCommand(do Actions) *cobra.Command {
	var o EngineOptions
	cmd := &cobra.Command{
		Use:     "engine",
		Short:   "Find patterns and run backtests for a Redis, without a screen",
		Long:    "Plays TickStock's side on a Redis: finds candlestick patterns on a simulated market or on your bars, publishes them, and runs the backtests that are submitted. Any number of engines share one Redis and its jobs. It runs until it is interrupted.",
		Example: "tickdeck engine --redis redis://localhost:6379/0\ntickdeck engine --bars ~/bars --parallel 2",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := do.load(cmd, false)
			if err != nil {
				return err
			}
			if err := o.check(); err != nil {
				return err
			}
			return failed(do.Engine(cmd.Context(), cfg, o))
		},
	}
	o.flags(cmd.Flags(), 1)
	cmd.Flags().BoolVar(&o.Pace, "pace", false, "slow backtests down to some seconds each, so that they can be watched")
	return cmd
}

// failed marks an error as one of the work, not of the input.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return failure{err}
}
