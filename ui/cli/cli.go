// Package cli is the command line: the commands, their flags and help, and
// what tickdeck says and with which status it exits when it is used wrongly.
//
// It may not open the terminal, talk to Redis or start anything: what a command
// does is handed to it as Actions.
package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tickdeck/ui/config"
)

// The exit statuses.
const (
	ExitOK      = 0
	ExitFailure = 1 // what was asked for did not work
	ExitUsage   = 2 // the command line or the configuration is wrong; nothing was started
)

// Actions is what the commands do, and what they must know to check their input.
type Actions struct {
	Dashboard  func(context.Context, config.Config) error
	Demo       func(context.Context, config.Config, EngineOptions) error // Redis in the configuration is ""
	Engine     func(context.Context, config.Config, EngineOptions) error
	Scan       func(context.Context, ScanOptions, func(Detection) error) error
	Backtest   func(context.Context, BacktestOptions) error
	CheckRedis func(url string) error // has the last word on a Redis URL
	Themes     []string               // the names that --theme accepts
	Version    string
	Environ    []string // as of os.Environ
}

// Streams are the standard streams of the process.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Run carries out a command line, without the program's name, and returns the
// status to exit with. Every error is one line on std.Err.
func Run(ctx context.Context, args []string, std Streams, do Actions) int {
	root := newRoot(std, do)
	root.SetArgs(args)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { drawHelp(ctx, c, newRoot(std.forHelp(do.Environ), do)) })
	return report(std.Err, root.ExecuteContext(ctx))
}

func newRoot(std Streams, do Actions) *cobra.Command {
	root := &cobra.Command{
		Use:           "tickdeck",
		Short:         "Watch TickStock live in the terminal",
		Long:          "A live deck for TickStock: pattern alerts, backtest jobs and the health of the Redis pipe on one screen, and a form to submit backtests.\n\nEvery flag is also a variable, such as TICKDECK_REDIS, and a key of config.toml.",
		Example:       strings.Join(rootExamples, "\n"),
		Version:       do.Version,
		Args:          noArguments,
		SilenceErrors: true,
		SilenceUsage:  true,

		SuggestionsMinimumDistance: 2,
		RunE:                       do.run,
	}
	if root.Version == "" {
		root.Version = "unknown"
	}
	root.SetIn(std.In)
	root.SetOut(std.Out)
	root.SetErr(std.Err)
	root.SetFlagErrorFunc(flagError)
	demo, engine, show := demoCommand(do), engineCommand(do), configCommand(do)
	for _, c := range []*cobra.Command{root, demo, engine, show} { // the others know no configuration
		config.AddFlags(c.Flags(), do.Themes)
		completeFlags(c, do.Themes)
	}
	root.AddCommand(demo, engine, scanCommand(do), backtestCommand(do), show)
	for _, c := range append(root.Commands(), root) {
		c.Flags().SortFlags = false
	}
	return root
}

var rootExamples = []string{
	"# nothing installed yet: look at simulated data",
	"tickdeck demo",
	"# make any Redis come alive: patterns on a simulated market, backtests really run",
	"tickdeck engine --redis redis://localhost:6379/0",
	"# a server, with a password from the environment",
	"TICKDECK_REDIS=rediss://user:password@redis.example.com/0 tickdeck",
	"# one more channel, and what it carries",
	"tickdeck --subscribe patterns=tickstock:patterns:streaming",
	"# which settings are in force, and where they came from",
	"tickdeck config",
}

// run is the command that opens the deck on a server.
func (do Actions) run(cmd *cobra.Command, _ []string) error {
	cfg, err := do.load(cmd, false)
	if err != nil {
		return err
	}
	return failed(do.Dashboard(cmd.Context(), cfg))
}

func (do Actions) load(cmd *cobra.Command, embedded bool) (config.Config, error) {
	return config.Load(config.Options{
		Flags:      cmd.Flags(),
		Environ:    do.Environ,
		CheckRedis: do.CheckRedis,
		Themes:     do.Themes,
		Embedded:   embedded,
	})
}
