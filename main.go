// Command tickdeck is a terminal dashboard for TickStock: pattern alerts,
// backtests and the health of the Redis pipe between them, live on one screen.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/redis/go-redis/v9"

	"tickdeck/feeds"
	"tickdeck/feeds/demo"
	"tickdeck/feeds/engine"
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
		Dashboard:  func(ctx context.Context, c config.Config) error { return dashboard(ctx, c, "", nil) },
		Demo:       withDemo,
		Engine:     headless,
		Scan:       scan,
		Backtest:   backtest,
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

// withDemo runs the dashboard on a Redis of its own, with an engine behind it
// and a few backtests to begin with.
func withDemo(ctx context.Context, c config.Config, o cli.EngineOptions) error {
	e, err := newEngine(c, o, true, nil) // a problem shows in its health reports
	if err != nil {
		return err
	}
	d, err := demo.Start(ctx, e)
	if err != nil {
		return err
	}
	c.Redis = d.URL()
	badge := "SIMULATED MARKET"
	if o.Bars != "" {
		badge = "BUILT-IN ENGINE"
	}
	err = dashboard(ctx, c, badge, func(ctx context.Context, jobs *feeds.Jobs) error {
		if o.Bars != "" {
			return nil // nobody knows which symbols there are
		}
		return submit(ctx, jobs, demo.Requests(time.Now()))
	})
	if closed := d.Close(); err == nil {
		err = closed
	}
	return err
}

func submit(ctx context.Context, jobs *feeds.Jobs, requests []model.Request) error {
	for _, r := range requests {
		draft, err := jobs.Draft(r)
		if err != nil {
			return err
		}
		if _, err := jobs.Submit(ctx, draft); err != nil {
			return err
		}
	}
	return nil
}

// dashboard runs the screen on one Redis until a person or a signal ends it.
// begin, if there is one, is what is done first.
func dashboard(ctx context.Context, c config.Config, badge string, begin func(context.Context, *feeds.Jobs) error) error {
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
	defer f.Wait()
	defer cancel(nil)
	if begin != nil {
		if err := begin(ctx, f.Jobs); err != nil {
			return err
		}
	}
	reader := f.Hub.NewReader()
	defer reader.Close()
	err = ui.Run(ctx, ui.Options{
		Source: reader, Jobs: f.Jobs, History: c.History, User: c.User, Badge: badge, Zone: c.Location, Theme: c.Theme,
	}, os.Environ())
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
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

// newEngine makes the built-in engine. pace slows its backtests down so that
// they can be watched.
func newEngine(c config.Config, o cli.EngineOptions, pace bool, problem func(string)) (*engine.Engine, error) {
	name := func(k model.Kind) string { return c.Channels[k].Name } // the standard four come first, by kind
	return engine.New(engine.Options{
		Bars: o.Bars, Seed: o.Seed, Speed: o.Speed, Parallel: o.Parallel, Pace: pace, Problem: problem,
		Names: model.Names{
			Patterns: name(model.KindPatterns), Health: name(model.KindHealth),
			Progress: name(model.KindProgress), Results: name(model.KindResults),
			JobPrefix: c.JobPrefix, Backtest: c.JobsChannel, System: c.SystemChannel,
		},
	})
}

// headless runs the engine on one Redis until a signal ends it, and says on
// standard error what a person should know.
func headless(ctx context.Context, c config.Config, o cli.EngineOptions) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	redis.SetLogger(silence{})
	say := func(text string) { fmt.Fprintln(os.Stderr, time.Now().Format(time.DateTime), model.CleanLine(text)) }
	e, err := newEngine(c, o, o.Pace, say)
	if err != nil {
		return err
	}
	rdb, err := feeds.Connect(c.Redis)
	if err != nil {
		return err
	}
	defer rdb.Close()
	say("engine on " + feeds.Address(rdb) + ", with " + e.About() + "; ctrl+c ends it")
	return e.Run(ctx, rdb)
}

func scan(ctx context.Context, o cli.ScanOptions, emit func(cli.Detection) error) error {
	return engine.Scan(ctx, o.Bars, o.Symbols, o.Patterns, func(f engine.Found) error {
		return emit(cli.Detection{
			Symbol: f.Symbol, Time: f.Time, Pattern: f.Pattern.Name, TALib: f.Pattern.TALib,
			Value: f.Value, Direction: f.Direction().String(), Confidence: math.Round(f.Confidence*1e4) / 1e4,
		})
	}, func(text string) { fmt.Fprintln(os.Stderr, "tickdeck: "+model.CleanLine(text)) })
}

// backtest runs the request of a file and prints the result.
func backtest(ctx context.Context, o cli.BacktestOptions) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	request, err := readRequest(o)
	if err != nil {
		return err
	}
	e, err := engine.New(engine.Options{Bars: o.Bars, Seed: o.Seed, Speed: 1})
	if err != nil {
		return err
	}
	result, err := e.Backtest(ctx, request)
	if err != nil {
		return err
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, result, "", "  "); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	pretty.WriteByte('\n')
	_, err = pretty.WriteTo(o.Out)
	return err
}

// requestMost is the longest request that is read: more than the wire takes.
const requestMost = 2 << 20

func readRequest(o cli.BacktestOptions) ([]byte, error) {
	in := o.In
	if o.File != "-" {
		f, err := os.Open(o.File)
		if err != nil {
			return nil, fmt.Errorf("read the request: %w", err)
		}
		defer func() { _ = f.Close() }() // it was only read
		in = f
	}
	request, err := io.ReadAll(io.LimitReader(in, requestMost))
	if err != nil {
		return nil, fmt.Errorf("read the request: %w", err)
	}
	return request, nil
}
