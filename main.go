// Command tickdeck is a terminal dashboard for TickStock: pattern alerts,
// backtests and the health of the Redis pipe between them, live on one screen.
package main

import (
	"context"
	"os"
	"strings"
	"time"

	"tickdeck/feeds"
	"tickdeck/feeds/act"
	"tickdeck/feeds/broker"
	"tickdeck/feeds/run"
	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui"
	"tickdeck/ui/cli"
	"tickdeck/ui/config"
	"tickdeck/ui/desk"
	"tickdeck/ui/notify"
	"tickdeck/ui/prefsfile"
)

// version is set when the program is built by make.
var version = "dev"

func main() {
	os.Exit(cli.Run(context.Background(), os.Args[1:],
		cli.Program{
			Streams: cli.Standard(), Version: version, Environ: os.Environ(),
			Themes: theme.Names(), Names: wire.DefaultNames(), CheckRedis: feeds.CheckURL,
		},
		func(ctx context.Context, c config.Config) error { return deck(ctx, c, "", nil) },
		cli.Demo(demo), cli.Engine(run.Engine),
		cli.Scan(run.Scan),
		cli.Backtest(run.Backtest),
		cli.Study(run.Study),
		cli.Calibrate(run.Calibrate),
	))
}

func demo(ctx context.Context, c config.Config, o model.EngineOptions) error {
	return run.Demo(ctx, c.Names, o, func(ctx context.Context, url, badge string, begin func(context.Context, run.Jobs) error) error {
		c.Redis, c.Disk.On, c.Sync.On = url, false, false // its market begins anew each time
		return deck(ctx, c, badge, begin)
	})
}

// deck joins the feeds of a Redis to a screen, until either ends. begin, if
// there is one, is what is done first.
func deck(ctx context.Context, c config.Config, badge string, begin func(context.Context, run.Jobs) error) error {
	broker.DisableLogging()
	feeds.LimitMemory(c.History)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	f, err := feeds.Start(ctx, feeds.Options{
		URL: c.Redis, Channels: c.Channels, Names: c.Names, User: c.User, History: c.History, Disk: c.Disk, Sync: c.Sync, Panicked: cancel,
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
	calls := act.Start(ctx, act.Options{Off: !c.Commands, Environ: os.Environ(), Panicked: cancel})
	defer calls.Wait()
	defer cancel(nil)
	reader := f.Hub.NewReader(time.Second / time.Duration(2*c.FPS)) // one is always ready to be drawn
	defer reader.Close()
	summary, err := ui.Run(ctx, ui.Options{
		Frames: reader, Jobs: f.Jobs, Notes: f.Notes, Exports: f.Files, Texts: f.Files, Drafts: f.Drafts, User: c.User, Badge: badge,
		Zone: c.Location, Exchange: c.Exchange, Relative: c.Relative, Theme: c.Theme, Glyphs: c.Glyphs, FPS: c.FPS, Mouse: c.Mouse,
		Prefs: preferences(c, calls, f.Prefs), Calls: calls, Elsewhere: f.Prefs,
	}, os.Environ())
	cancel(nil)
	unkept := f.Wait()
	if summary != "" {
		ui.WriteLine(os.Stdout, "tickdeck: "+strings.TrimSuffix(summary+", "+unkept, ", "))
	}
	return err
}

// preferences are what a person has set beside the settings: in config.toml, and on
// the screen.
func preferences(c config.Config, calls desk.Caller, elsewhere desk.Elsewhere) *desk.Prefs {
	kept := prefsfile.Open(c.Prefs.File)
	changed, problems := kept.Load()
	open, closes := c.Market()
	return desk.New(desk.Options{
		Configured: c.Prefs.Prefs, Changed: changed, Problems: append(c.Prefs.Problems, problems...),
		Zone: c.Location, Open: open, Closes: closes, Store: kept, Caller: calls, Elsewhere: elsewhere, Terminal: notify.Detect(os.Environ()),
	})
}
