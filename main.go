// Command tickdeck is a terminal dashboard for TickStock: pattern alerts,
// backtests and the health of the Redis pipe between them, live on one screen.
package main

import (
	"context"
	"errors"
	"os"
	"runtime/debug"

	"github.com/charmbracelet/x/term"
	"github.com/redis/go-redis/v9"

	"tickdeck/feeds"
	"tickdeck/feeds/demo"
	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui"
	"tickdeck/ui/cli"
	"tickdeck/ui/config"
)

// version is set when the program is built by make.
var version = "dev"

func main() {
	std := cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	os.Exit(cli.Run(context.Background(), os.Args[1:], std, cli.Actions{
		Dashboard:  func(ctx context.Context, c config.Config) error { return dashboard(ctx, c, "") },
		Demo:       withDemo,
		CheckRedis: checkRedis,
		Themes:     theme.Names(),
		Version:    version,
		Environ:    os.Environ(),
	}))
}

func checkRedis(url string) error {
	rdb, err := feeds.Connect(url)
	if err != nil {
		return err
	}
	return rdb.Close()
}

// withDemo runs the dashboard on the embedded default.
func withDemo(ctx context.Context, c config.Config) error {
	d, err := demo.Start(ctx, demo.Puppet{Seed: 1})
	if err != nil {
		return err
	}
	c.Redis = d.URL()
	err = dashboard(ctx, c, "SIMULATED MARKET")
	if closed := d.Close(); err == nil {
		err = closed
	}
	return err
}

// dashboard runs the screen on one Redis until a person or a signal ends it.
func dashboard(ctx context.Context, c config.Config, badge string) error {
	if !term.IsTerminal(os.Stdout.Fd()) {
		return errors.New("the dashboard is drawn on a terminal, and standard output is not one")
	}
	// What the library has to say would be printed over the screen; what matters
	// of it comes back as errors.
	redis.SetLogger(silence{})
	limitMemory(c.History)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	f, err := feeds.Start(ctx, feeds.Options{
		URL: c.Redis, Channels: c.Channels, User: c.User,
		Names:    feeds.Names{JobPrefix: c.JobPrefix, Backtest: c.JobsChannel, System: c.SystemChannel},
		Panicked: func(err error) { cancel(err) },
	})
	if err != nil {
		return err
	}
	reader := f.Hub.NewReader()
	defer reader.Close()
	err = ui.Run(ctx, ui.Options{
		Source: reader, Jobs: f.Jobs, History: c.History, User: c.User, Badge: badge, Zone: c.Location, Theme: c.Theme,
	}, os.Environ())
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	cancel(nil)
	f.Wait()
	return err
}

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

// limitMemory makes the collector work harder rather than let the process grow:
// most of what is kept is the history. GOMEMLIMIT, where set, has its way.
func limitMemory(history int) {
	const ground, perAlert = 48 << 20, 700
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(ground + min(int64(history)*perAlert, model.HistoryBytes))
	}
}
