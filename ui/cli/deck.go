package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"tickdeck/model"
	"tickdeck/ui/config"
)

// Deck opens the deck on the Redis of a configuration, until it is left.
type Deck func(context.Context, config.Config) error

func (do Deck) build(p Program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "tickdeck",
		Short: "Watch TickStock live in the terminal",
		Long:  "A live deck for TickStock: pattern alerts, backtest jobs and the health of the Redis pipe on one screen, and a form to submit backtests.\n\nEvery setting below but --config is also a variable, such as TICKDECK_REDIS, and a key of config.toml.",
		Example: lines(
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
		),
		Version: p.Version,
		Args:    noArguments,
	}
	if cmd.Version == "" {
		cmd.Version = "unknown"
	}
	load := settings(cmd, p.options())
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := load()
		if err != nil {
			return err
		}
		return p.onScreen(func() error { return do(cmd.Context(), c) })
	}
	return cmd
}

// onScreen runs what is drawn.
func (p Program) onScreen(run func() error) error {
	if !p.Terminal {
		return failure{errors.New("the dashboard is drawn on a terminal, and standard output is not one")}
	}
	return failed(run())
}

// Demo opens the deck on a Redis of its own with an engine behind it. Redis in
// the configuration is "".
type Demo func(context.Context, config.Config, model.EngineOptions) error

func (do Demo) build(p Program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Open the deck on a market of its own, with nothing else needed",
		Long:  "Opens the deck on a Redis of its own, with an engine behind it that finds patterns on a simulated market, or on your bars, and really runs the backtests you submit. It publishes what is news, and everything with --patterns all. Nothing is stored, and no other server is spoken to.",
		Args:  noArguments,
	}
	o := p.engineSettings()
	o.Embedded = true
	load := settings(cmd, o)
	engine := engineFlags(cmd, model.DemoSpeed)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := load()
		if err != nil {
			return err
		}
		if err := checkEngine(cmd, engine); err != nil {
			return err
		}
		engine.Confidence = c.Confidence
		return p.onScreen(func() error { return do(cmd.Context(), c, *engine) })
	}
	return cmd
}
