package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tickdeck/model"
)

// Engine runs the built-in engine on one Redis until the context ends, and says
// what a person should know, from any goroutine.
type Engine func(ctx context.Context, url string, names model.Names, o model.EngineOptions, say func(string)) error

func (do Engine) build(p Program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "engine",
		Short: "Find patterns and run backtests for a Redis, without a screen",
		Long:  "Plays TickStock's side on a Redis: finds candlestick patterns on a simulated market or on your bars, publishes those that are news, or all with --patterns all, and runs the backtests that are submitted. Any number of engines share one Redis and its jobs. It runs until it is interrupted.",
		Example: lines(
			"tickdeck engine --redis redis://localhost:6379/0",
			"tickdeck engine --bars ~/bars --parallel 2",
			"tickdeck engine --patterns all   # everything, not only what is news",
			"tickdeck engine --patterns notable,Doji --min-confidence 0.8",
		),
		Args: noArguments,
	}
	load := settings(cmd, p.engineSettings())
	engine := engineFlags(cmd, 1)
	cmd.Flags().StringVar(&engine.Source, "source", "", "name of the data, in all that the engine sends; without it the folder's, or simulated-SEED")
	cmd.Flags().BoolVar(&engine.Force, "force", false, "work with simulated prices although an engine with real ones is there")
	cmd.Flags().Int64Var(&engine.StreamBytes, "stream-bytes", model.DefaultStreamBytes, "of the server's memory that each stream may take at most; what waits is never trimmed")
	cmd.Flags().BoolVar(&engine.Pace, "pace", false, "slow backtests down to some seconds each, so that they can be watched")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := load()
		if err != nil {
			return err
		}
		if err := checkEngine(cmd, engine); err != nil {
			return err
		}
		engine.Confidence = c.Confidence
		ctx, stop := interruptible(cmd.Context())
		defer stop()
		return failed(do(ctx, c.Redis, c.Names, *engine, p.log))
	}
	return cmd
}

// log writes a line for whoever watches a command that has no screen.
func (p Program) log(text string) {
	fmt.Fprintln(p.Err, time.Now().Format(time.DateTime), model.CleanLine(text))
}

// engineFlags adds the flags that say how an engine works. speed is the usual one.
func engineFlags(cmd *cobra.Command, speed float64) *model.EngineOptions {
	f, o := cmd.Flags(), &model.EngineOptions{}
	marketFlags(f, o)
	publishFlags(cmd, o)
	f.Float64Var(&o.Speed, "speed", speed, "how fast the clock of the simulated market runs: at 60 a minute takes a second")
	f.IntVar(&o.Parallel, "parallel", 0, "backtests at the same time; 0 for one a processor")
	return o
}

// marketFlags adds the flags that say where prices come from.
func marketFlags(f *pflag.FlagSet, o *model.EngineOptions) {
	f.StringVar(&o.Bars, "bars", "", "folder of CSV files with bars, one a symbol; without it the market is simulated")
	f.Uint64Var(&o.Seed, "seed", 1, "of the simulated market: the same seed gives the same prices")
}

// The bounds of the speed: beyond them the figures mean nothing.
const (
	leastSpeed = 0.01
	mostSpeed  = 3600
)

// checkEngine finds what cannot be right, and works out what is published.
func checkEngine(cmd *cobra.Command, o *model.EngineOptions) error {
	switch {
	case !(o.Speed >= leastSpeed && o.Speed <= mostSpeed):
		return fmt.Errorf("--speed: %g does not fit here: write a number from %g to %d", o.Speed, leastSpeed, mostSpeed)
	case o.StreamBytes < 0 || o.StreamBytes > 0 && o.StreamBytes < 1<<20:
		return fmt.Errorf("--stream-bytes: %d does not fit here: write a number of bytes from %d", o.StreamBytes, 1<<20)
	case o.Parallel < 0 || o.Parallel > 256:
		return fmt.Errorf("--parallel: %d does not fit here: write a number from 0 to 256", o.Parallel)
	}
	if err := checkConfidence(o.MinConfidence); err != nil {
		return err
	}
	return choosePatterns(cmd, o)
}
