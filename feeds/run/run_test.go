package run

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func folder(t *testing.T) string {
	t.Helper()
	const engulfing = "date,open,high,low,close,volume\n2026-01-05,100,100.5,98.5,99,1000\n2026-01-06,100,100.5,98.5,99,1000\n2026-01-07,98.5,101.5,98,101,1000\n"
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "AAPL.csv"), []byte(engulfing), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAScanFindsWhatIsInTheFiles(t *testing.T) {
	var found []model.Detection
	err := Scan(t.Context(), model.ScanOptions{Bars: folder(t), Patterns: []string{"CDLENGULFING"}}, func(d model.Detection) error {
		found = append(found, d)
		return nil
	}, func(note string) { t.Error(note) })
	if err != nil || len(found) != 1 {
		t.Fatalf("got %+v, %v", found, err)
	}
	d := found[0]
	if d.Symbol != "AAPL" || d.Pattern != "Engulfing" || d.TALib != "CDLENGULFING" || d.Value != 100 || d.Direction != "bullish" ||
		!d.Time.Equal(time.Date(2026, 1, 7, 0, 0, 0, 0, time.UTC)) || d.Confidence <= 0 || d.Confidence > 1 ||
		d.Timeframe != "daily" || d.Price != 101 || d.Volume != 1000 {
		t.Errorf("got %+v", d)
	}
	if err := Scan(t.Context(), model.ScanOptions{Bars: "nowhere"}, nil, nil); err == nil {
		t.Error("a folder that is not there was scanned")
	}
}

func TestAStudyTellsEveryHorizonOfEveryPattern(t *testing.T) {
	s, err := Study(t.Context(), model.StudyOptions{Seed: 1, Patterns: []string{"CDLENGULFING", "Doji"}}, func(note string) { t.Error(note) })
	if err != nil {
		t.Fatal(err)
	}
	if s.Timeframe != "daily" || s.Symbols != 40 || !s.SameDate || !s.Simulated || s.Tests != 15 || len(s.Rows) != 15 || !json.Valid(s.JSON) {
		t.Errorf("got %+v", s)
	}
	for _, r := range s.Rows {
		if r.N < 100 || !model.Known(r.P) || !model.Known(r.Q) || r.Low > r.High || r.Low > r.Mean-r.BaseMean || r.High < r.Mean-r.BaseMean || r.Source != "simulated-1" {
			t.Errorf("got %+v", r)
		}
	}
}

func TestAStudyOfAFolderIsOfOneTimeframe(t *testing.T) {
	dir, ignore := folder(t), func(string) {}
	s, err := Study(t.Context(), model.StudyOptions{Bars: dir, Symbols: []string{"aapl"}}, ignore)
	if err != nil || s.Timeframe != "daily" || s.Bars != 3 || s.SameDate || s.Simulated || len(s.Rows) != 0 {
		t.Errorf("got %+v, %v", s, err)
	}
	const minutes = "time,open,high,low,close,volume\n2026-01-05T10:00,1,1,1,1,1\n2026-01-05T10:01,1,1,1,1,1\n"
	if err := os.WriteFile(filepath.Join(dir, "MSFT.csv"), []byte(minutes), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, o := range map[string]model.StudyOptions{
		"these are 1min (1, such as MSFT) and daily (1, such as AAPL)": {Bars: dir},
		"KO":                 {Bars: dir, Symbols: []string{"KO"}},
		"no pattern \"Foo\"": {Bars: dir, Patterns: []string{"Foo"}},
		"nowhere":            {Bars: "nowhere"},
		"no data for ENRN":   {Symbols: []string{"ENRN"}},
	} {
		if _, err := Study(t.Context(), o, ignore); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

const request = `{"symbols":["AAPL"],"start_date":"2024-01-01","end_date":"2025-12-31","patterns":["Engulfing"],"parameters":{"foo":1}}`

func TestABacktestComesWithItsReport(t *testing.T) {
	r, err := Backtest(t.Context(), []byte(request), model.EngineOptions{Seed: 1, Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Simulated || !model.Known(r.ROI) || r.Trades < 1 || len(r.BySymbol) != 1 || len(r.Warnings) != 1 || !json.Valid(r.JSON) {
		t.Errorf("got %+v", r)
	}
	if _, err := Backtest(t.Context(), []byte("{}"), model.EngineOptions{Speed: 1}); err == nil {
		t.Error("an empty request was run")
	}
}

// What the documentation shows as a request is one.
func TestTheRequestsInTheDocumentationRun(t *testing.T) {
	page, err := os.ReadFile("../../docs/backtests.md")
	if err != nil {
		t.Fatal(err)
	}
	requests := strings.Split(string(page), "<!-- request -->\n```json\n")[1:]
	if len(requests) != 2 {
		t.Fatalf("%d requests are on the page", len(requests))
	}
	for i, rest := range requests {
		text, _, ended := strings.Cut(rest, "```")
		r, err := Backtest(t.Context(), []byte(text), model.EngineOptions{Seed: 1, Speed: 1})
		if !ended || err != nil || r.Trades < 1 || len(r.Warnings) > 0 || (r.InSample != nil) != (i == 1) {
			t.Errorf("got %+v, %v", r, err)
		}
	}
}

func TestAnEnginePublishesUntilItsContextEnds(t *testing.T) {
	server := redistest.Start(t)
	names := wire.DefaultNames()
	names.Health = "health"
	ctx, cancel := context.WithCancel(t.Context())
	said, ended := make(chan string, 10), make(chan error, 1)
	own := filepath.Join(t.TempDir(), "own.json")
	if _, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: longFolder(t), Output: own}, func(note string) { t.Error(note) }); err != nil {
		t.Fatal(err)
	}
	go func() {
		ended <- Engine(ctx, server.URL(), names, model.EngineOptions{Seed: 1, Speed: 1, Confidence: own, Patterns: []string{"Doji"}, MinConfidence: 0.5}, func(text string) { said <- text })
	}()
	if text := <-said; !strings.Contains(text, "engine on "+server.Addr()) || !strings.Contains(text, "1 of 61 patterns of confidence 0.5 or more, confidences by the table own.json") {
		t.Errorf("it said %q", text)
	}
	rdb, err := broker.Open(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer rdb.Close()
	heard := rdb.Subscribe(ctx, "health")
	defer heard.Close()
	deadline, done := context.WithTimeout(ctx, 90*time.Second)
	defer done()
	if m, err := heard.ReceiveMessage(deadline); err != nil || !strings.Contains(m.Payload, `"confidence_table":"own.json"`) {
		t.Errorf("on its health is %v, %v", m, err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := Engine(ctx, "nonsense", names, model.EngineOptions{Speed: 1}, func(string) {}); err == nil {
		t.Error("it ran on no server")
	}
}

func TestADemoBeginsWithJobs(t *testing.T) {
	jobs := &drafts{}
	open := func(ctx context.Context, url, badge string, begin func(context.Context, Jobs) error) error {
		if badge != "SIMULATED MARKET" || !strings.HasPrefix(url, "redis://127.0.0.1:") {
			t.Errorf("got %q and %q", url, badge)
		}
		return begin(ctx, jobs)
	}
	err := Demo(t.Context(), wire.DefaultNames(), model.EngineOptions{Seed: 1, Speed: 1}, open)
	if err != nil || jobs.submitted != 3 {
		t.Errorf("%d jobs, %v", jobs.submitted, err)
	}
}

// Two minutes are being handed over when it begins: one at once, and the last as far as
// it would have been by then.
func TestADemoSpreadsAMinuteOverTheNext(t *testing.T) {
	open := func(ctx context.Context, url, _ string, _ func(context.Context, Jobs) error) error {
		rdb, err := broker.Open(url)
		if err != nil {
			return err
		}
		defer rdb.Close()
		minutes := map[int64]bool{}
		for end := time.Now().Add(90 * time.Second); len(minutes) < 2; {
			found, err := rdb.XRead(ctx, &redis.XReadArgs{Streams: []string{wire.Stream(wire.DefaultNames().Patterns), "0"}, Block: 100 * time.Millisecond}).Result()
			if err != nil && !errors.Is(err, redis.Nil) || time.Now().After(end) {
				return fmt.Errorf("found on bars of %v, and then: %w", minutes, cmp.Or(err, errors.New("nothing")))
			}
			for _, s := range found {
				for _, m := range s.Messages {
					_, _, _, bar := wire.ReadDetection(m.Values[wire.StreamField].(string))
					minutes[bar] = true
				}
			}
		}
		return nil
	}
	if err := Demo(t.Context(), wire.DefaultNames(), model.EngineOptions{Seed: 1, Speed: 1}, open); err != nil {
		t.Error(err)
	}
}

func TestADemoOnOnesOwnBarsBeginsWithNothing(t *testing.T) {
	jobs := &drafts{}
	open := func(ctx context.Context, _, badge string, begin func(context.Context, Jobs) error) error {
		if badge != "BUILT-IN ENGINE" {
			t.Errorf("got %q", badge)
		}
		return begin(ctx, jobs)
	}
	err := Demo(t.Context(), wire.DefaultNames(), model.EngineOptions{Bars: folder(t), Speed: 1}, open)
	if err != nil || jobs.submitted != 0 {
		t.Errorf("%d jobs, %v", jobs.submitted, err)
	}
}

func TestWhatFailsInADemoIsToldNotItsEnd(t *testing.T) {
	want := errors.New("no terminal")
	open := func(context.Context, string, string, func(context.Context, Jobs) error) error { return want }
	if err := Demo(t.Context(), wire.DefaultNames(), model.EngineOptions{Seed: 1, Speed: 1}, open); !errors.Is(err, want) {
		t.Errorf("got %v", err)
	}
}

type drafts struct{ submitted int }

func (d *drafts) Draft(r model.Request) (model.Draft, error) {
	return model.Draft{JobID: "bt"}, r.Validate()
}

func (d *drafts) Submit(context.Context, model.Draft) (model.Receipt, error) {
	d.submitted++
	return model.Receipt{}, nil
}

// dying is an engine that ends by itself.
type dying struct{ err error }

func (d dying) Run(context.Context, redis.UniversalClient) error { return d.err }

func TestAnEngineThatDiesEndsTheDeckAndSaysWhy(t *testing.T) {
	broken := errors.New("no bars")
	for died, want := range map[error]string{broken: "no bars", nil: "the engine ended by itself"} {
		err := onDemo(t.Context(), dying{died}, func(ctx context.Context, _ string) error {
			<-ctx.Done() // a screen that nobody closes
			return context.Cause(ctx)
		})
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
