package ui

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// noon is the time of the first frame of every test.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// deck is a screen without a terminal: messages go in, lines come out, and the
// commands run on the spot.
type deck struct {
	*App
	t      testing.TB
	source *script
	world  *uitest.World
	jobs   *fakeJobs
	files  *fakeFiles
	quit   bool
}

// script is a Source that hands over the frame it was given.
type script struct{ frame model.Frame }

func (s *script) Next(context.Context) (model.Frame, error) { return s.frame, nil }

// fakeJobs notes what it is asked.
type fakeJobs struct {
	pane.Jobs
	listeners int64
	err       error
	cancelled []string
	sent      []model.Draft
	list      func() *model.JobList
}

func (j *fakeJobs) Draft(model.Request) (model.Draft, error) {
	return model.Draft{JobID: "bt_draft", JSON: `{"job_id":"bt_draft"}`}, nil
}

func (j *fakeJobs) Submit(_ context.Context, d model.Draft) (model.Receipt, error) {
	j.sent = append(j.sent, d)
	return model.Receipt{JobID: d.JobID, Listeners: j.listeners}, j.err
}

func (j *fakeJobs) CancelAll(_ context.Context, ids []string) (all model.Cancels) {
	j.cancelled = append(j.cancelled, ids...)
	if j.err != nil {
		all.Fail(j.err, ids...)
		return all
	}
	return model.Cancels{Asked: len(ids), Heard: j.listeners}
}

// Record is what is known of a job, as if a result had nothing but its figures.
func (j *fakeJobs) Record(_ context.Context, id string) (model.Record, error) {
	job, ok := j.list().Job(id)
	if !ok || job.Result == nil {
		return model.Record{Job: job}, j.err
	}
	n := model.None()
	return model.Record{Job: job, Report: &model.Report{
		Result: *job.Result, Calmar: n, AverageWin: n, AverageLoss: n, Exposure: n, Sessions: n, Signals: n, Traded: n, JSON: []byte("{}"),
	}}, j.err
}

// fakeFiles has a disk of its own.
type fakeFiles struct {
	wrote map[string]string
	err   error
}

func (f *fakeFiles) Propose(name string) string { return "/home/jo/" + name }

func (f *fakeFiles) Write(_ context.Context, path string, format export.Format, p *export.Picture, seen func(int)) (string, export.Written, error) {
	if f.err != nil {
		return path, export.Written{}, f.err
	}
	var b strings.Builder
	w, err := export.Write(&b, format, p, func(done int) error {
		seen(done)
		return nil
	})
	f.wrote = map[string]string{path: b.String()}
	return path, w, err
}

func (f *fakeFiles) WriteReport(_ context.Context, path string, format export.ReportFormat, r *export.Report) (string, error) {
	var b strings.Builder
	err := export.WriteReport(&b, format, r)
	f.wrote = map[string]string{path: b.String()}
	return path, errors.Join(f.err, err)
}

func (f *fakeFiles) WriteTable(_ context.Context, path string, table *export.Table) (string, error) {
	var b strings.Builder
	err := export.WriteTable(&b, table)
	f.wrote = map[string]string{path: b.String()}
	return path, errors.Join(f.err, err)
}

// newDeck is a screen of that size before its first frame.
func newDeck(t testing.TB, w, h int) *deck {
	t.Helper()
	d := &deck{t: t, source: &script{}, world: uitest.NewWorld(1_000), jobs: &fakeJobs{listeners: 1}, files: &fakeFiles{}}
	d.App = New(Options{
		Frames: d.source, Jobs: d.jobs, Exports: d.files, User: "user_456",
		Zone: time.UTC, Theme: "dark", Context: t.Context(),
	})
	d.jobs.list = func() *model.JobList { return &d.env.State.Jobs }
	d.resize(w, h)
	return d
}

// fullDeck is a screen that has seen some of everything.
func fullDeck(t testing.TB, w, h int) *deck {
	t.Helper()
	d := newDeck(t, w, h)
	d.frame(busy())
	return d
}

func (d *deck) resize(w, h int) { d.send(tea.WindowSizeMsg{Width: w, Height: h}) }

// frame lets the screen take a frame the way it takes all of them.
func (d *deck) frame(n uitest.News) {
	d.source.frame = d.world.Frame(n)
	d.Update(d.next()())
}

// send brings a message, and everything that comes of it.
func (d *deck) send(msg tea.Msg) {
	_, cmd := d.Update(msg)
	d.run(cmd)
}

func (d *deck) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	default:
		d.send(msg)
	}
}

// focusable are the views that can have the focus.
func (d *deck) focusable() (out []registration) {
	for _, e := range d.views {
		if e.focusable() {
			out = append(out, e)
		}
	}
	return out
}

// press sends keys by the names that the keymap gives them.
func (d *deck) press(names ...string) {
	for _, name := range names {
		d.send(keyNamed(name))
	}
}

func keyNamed(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	for {
		mod, rest, ok := strings.Cut(name, "+")
		if !ok || rest == "" {
			break
		}
		k.Mod |= map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "shift": tea.ModShift, "alt": tea.ModAlt}[mod]
		name = rest
	}
	if code, ok := map[string]rune{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "space": tea.KeySpace,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "f5": tea.KeyF5,
	}[name]; ok {
		k.Code = code
		return k
	}
	k.Code = []rune(name)[0]
	if k.Mod == 0 {
		k.Text = name
	}
	return k
}

// text is the screen without its colours.
func (d *deck) text() string { return ansi.Strip(d.screen()) }

// shows fails unless every one of the words is on the screen.
func (d *deck) shows(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.text(), w) {
			d.t.Fatalf("%q is not on the screen:\n%s", w, d.text())
		}
	}
}

func (d *deck) hides(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if strings.Contains(d.text(), w) {
			d.t.Fatalf("%q is on the screen:\n%s", w, d.text())
		}
	}
}

// exact fails unless the screen is w cells wide and h lines high.
func (d *deck) exact(what string) {
	d.t.Helper()
	lines := strings.Split(d.screen(), "\n")
	if len(lines) != d.h {
		d.t.Fatalf("%s at %d×%d: %d lines", what, d.w, d.h, len(lines))
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w != d.w {
			d.t.Fatalf("%s at %d×%d: line %d is %d cells wide: %q", what, d.w, d.h, i, w, ansi.Strip(line))
		}
	}
}

// at is a time so many seconds before noon.
func at(seconds float64) time.Time {
	return noon.Add(-time.Duration(seconds * float64(time.Second)))
}

// busy is a batch with some of everything.
func busy() uitest.News {
	b := uitest.News{
		Items: []model.FeedItem{}, Jobs: someJobs(), Health: someHealth(), Rejects: someRejects(),
		Channels: someChannels(), Taken: noon, Behind: 4 * time.Millisecond, Evidence: someEvidence(1_204),
		Link:   model.Link{Up: true, Address: "localhost:6379/0", Since: at(600), Interruptions: 1, Unknown: 12 * time.Second},
		Server: model.Server{Version: "8.0.2", Ping: 312 * time.Microsecond, Clients: 14, Memory: 3_250_000, Hits: 972, Misses: 28},
	}
	for i := range 40 {
		b.Items = append(b.Items, model.FeedItem{Alert: alert(i)})
		if i == 33 {
			b.Items = append(b.Items, model.FeedItem{Gap: &model.Gap{From: at(72), To: at(60)}})
		}
	}
	return b
}

// alert is the i-th of some that differ in everything; 39 is the newest of 40.
func alert(i int) *model.Alert {
	when := at(float64(10*(39-i)) + 0.25)
	a := &model.Alert{
		EventTime: when, Arrived: when.Add(1200 * time.Microsecond), Source: "tickstock_pl",
		Symbol:       []string{"AAPL", "MSFT", "NVDA", "日本株", "BRK.B", "🚀MOON"}[i%6],
		Pattern:      []string{"Doji", "Three White Soldiers", "Engulfing", "三白兵", "Dark Cloud Cover"}[i%5],
		Timeframe:    []string{"1min", "5min", "daily"}[i%3],
		Direction:    model.Direction(i % 4),
		RawDirection: []string{"", "bullish", "bearish", "reversal"}[i%4],
		Confidence:   float64(i%11) / 10, Price: 13.37 * float64(i+1), Volume: float64(i) * 1000,
	}
	a.SetRaw(fmt.Sprintf(`{"pattern":%q,"symbol":%q,"timestamp":%d,"metadata":{"price":%.2f}}`, a.Pattern, a.Symbol, when.Unix(), a.Price))
	switch i {
	case 36:
		a.Repeat()
	case 35:
		a.Confidence, a.Price, a.Timeframe = model.None(), model.None(), ""
	}
	return a
}

// someEvidence is of those that are like the newest of busy: so many before.
func someEvidence(n int) []model.Evidence {
	return []model.Evidence{{
		Pattern: "DARK_CLOUD_COVER", Direction: "neutral", Timeframe: "1min", N: n, Symbols: 40, Horizon: 5, Mean: 0.00012, BaseMean: 0.00008,
		Hit: 0.512, BaseHit: 0.498, Q: 0.83, From: "2026-02-20", To: "2026-02-27", Source: "simulated-1",
	}}
}

func someJobs() []model.Job {
	job := func(id string, phase model.Phase, created float64) model.Job {
		j := model.NewJob(id)
		j.User, j.Phase, j.Created, j.Updated = "user_456", phase, at(created), at(1)
		j.Symbols, j.Patterns = []string{"AAPL", "MSFT", "日本株", "TSLA", "GOOGL"}, []string{"Doji", "Hammer"}
		j.Start, j.End = "2024-01-01", "2024-12-31"
		return j
	}
	running := job("bt_7f3a1111-2222-4333-8444-555566667777", model.PhaseRunning, 60)
	running.Started = at(50)
	for i := range 5 {
		u := running
		u.Progress, u.Updated, u.Current, u.Done, u.Total = 0.2+float64(i)*0.1, at(float64(8-2*i)), "TSLA", 3, 5
		running = running.Merge(u)
	}
	stalled := job("bt_91c01111-2222-4333-8444-555566667777", model.PhaseRunning, 90)
	stalled.Progress, stalled.Updated, stalled.Started = 0.18, at(25), at(80)
	queued := job("bt_a0021111-2222-4333-8444-555566667777", model.PhaseQueued, 30)
	done := job("bt_55d91111-2222-4333-8444-555566667777", model.PhaseCompleted, 300)
	done.Progress, done.Started, done.Finished, done.Result = 1, at(290), at(200), someResult()
	failed := job("nightly", model.PhaseFailed, 400)
	failed.Error, failed.Finished = "no data in range", at(390)
	stopping := job("bt_c0de1111-2222-4333-8444-555566667777", model.PhaseCancelling, 120)
	stopping.Progress, stopping.Started, stopping.User = 0.5, at(110), "user_7"
	cancelled := job("bt_0dd51111-2222-4333-8444-555566667777", model.PhaseCancelled, 500)
	cancelled.Finished = at(480)
	return []model.Job{running, stalled, queued, done, failed, stopping, cancelled}
}

func someResult() *model.Result {
	r := model.NewResult()
	r.ROI, r.Sharpe, r.MaxDrawdown, r.WinRate, r.Trades, r.WinningTrades = 0.312, 1.84, 0.09, 0.61, 120, 73
	r.FinalBalance, r.DurationDays, r.Seconds = 131_200, 365, 90.1
	return r
}

func someHealth() []model.Health {
	pl := model.NewHealth()
	pl.Component, pl.Status, pl.CPU, pl.QueueDepth, pl.Arrived = "engine", "healthy", 0.45, 3, at(5)
	quiet := model.NewHealth()
	quiet.Component, quiet.Status, quiet.Arrived = "loader", "degraded", at(90)
	return []model.Health{pl, quiet}
}

func someRejects() []model.Reject {
	return []model.Reject{
		{Channel: "tickstock.events.patterns", Arrived: at(30), Reason: "not JSON: it ends too early", Raw: `{"pattern":"Do`, Size: 14},
		{Channel: "tickstock.events.patterns", Arrived: at(20), Reason: "no symbol", Raw: `{"pattern":"Doji"}`, Size: 40_000},
	}
}

func someChannels() []model.ChannelStat {
	var out []model.ChannelStat
	for i, name := range []string{
		"tickstock.events.patterns", "tickstock.events.backtesting.progress",
		"tickstock.events.backtesting.results", "tickstock.events.system.health",
	} {
		applied := uint64(12_043 / (i + 1))
		c := model.ChannelStat{
			Channel:  model.Channel{Name: name, Kind: model.Kind(i)},
			Books:    model.Books{Received: applied, Applied: applied},
			Messages: applied, Bytes: applied * 300, Last: at(float64(i)), ChannelTrend: someTrend(i),
		}
		if i == 0 {
			c.Received, c.Deduplicated, c.Undecodable, c.Overwritten, c.Pending = applied+11, 1, 2, 3, 5
		}
		out = append(out, c)
	}
	return out
}

func someTrend(i int) *model.ChannelTrend {
	t := &model.ChannelTrend{
		Rate: 38.2 / float64(i+1), ByteRate: 11_400 / float64(i+1), P50: 1200 * time.Microsecond,
		P99: time.Duration(48+60*i) * time.Millisecond, Max: 310 * time.Millisecond, Timed: 900,
	}
	for s := range model.SeriesLen {
		t.Count = append(t.Count, math.Round(20+18*math.Sin(float64(s*(i+1))/17)))
		t.Delay = append(t.Delay, 2+math.Abs(6*math.Cos(float64(s)/23)))
		if s%9 == 0 {
			t.Count[s], t.Delay[s] = 0, model.None()
		}
	}
	return t
}

// down is a batch of a screen that has lost its server.
func down() uitest.News {
	return uitest.News{
		Taken: noon, Channels: someChannels(),
		Link: model.Link{Address: "localhost:6379/0", Problem: "no Redis at localhost:6379/0", Retry: noon.Add(2500 * time.Millisecond), Since: at(9)},
	}
}

var errWorkers = errors.New("could not cancel: no Redis at localhost:6379/0")
