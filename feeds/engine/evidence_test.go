package engine

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/study"
	"tickdeck/feeds/redistest"
)

// value is what stands in a field of the hash.
type value struct {
	N       int      `json:"n"`
	Symbols int      `json:"symbols"`
	Horizon int      `json:"horizon_bars"`
	Mean    *float64 `json:"mean"`
	Base    *float64 `json:"base_mean"`
	Q       *float64 `json:"q"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Source  string   `json:"source"`
	At      float64  `json:"computed_at"`
}

func values(t *testing.T, rdb redis.UniversalClient, key string) map[string]value {
	t.Helper()
	out := map[string]value{}
	for field, text := range rdb.HGetAll(t.Context(), key).Val() {
		var v value
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatalf("%s: %s: %v", field, text, err)
		}
		out[field] = v
	}
	return out
}

// leading is the evidence of an engine that publishes.
func leading(t *testing.T, o Options, rdb redis.UniversalClient) *evidence {
	t.Helper()
	p, err := open(o, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	e := &evidence{rdb: rdb, prices: p, live: &live{}, source: sourceName(o.Bars, o.Seed), problem: func(text string) { t.Error(text) }}
	e.live.leads.Store(true)
	return e
}

func TestAnEngineTellsWhatThePatternsOnItsBarsWereWorth(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "A", 200)
	_, rdb, a := perform(t, Options{Bars: dir, Speed: 1})
	a.hear("its history was studied", func() bool { return rdb.Exists(t.Context(), "tickstock:evidence:daily").Val() == 1 })
	for field, v := range values(t, rdb, "tickstock:evidence:daily") {
		if v.N < 1 || v.Symbols != 1 || v.Horizon != 5 || v.Mean == nil || v.Base == nil || v.Source != filepath.Base(dir) ||
			v.From != "2026-01-05" || v.To <= v.From || time.Since(time.UnixMicro(int64(v.At*1e6))) > time.Minute {
			t.Errorf("%s: %+v", field, v)
		}
	}
}

// What is alerted on the simulated market has a record: its minutes before.
func TestTheSimulatedMarketHasAHistoryOfMinutes(t *testing.T) {
	s, now := &simulated{seed: 1, speed: 60}, time.Now()
	past, err := s.history(t.Context(), now, reading{})
	if err != nil || len(past) != 1 || past[0].timeframe != "1min" || len(past[0].series) != 40 {
		t.Fatalf("%d timeframes, %v", len(past), err)
	}
	m, err := s.today(now)
	if err != nil {
		t.Fatal(err)
	}
	// Nothing of the present session, or the record would know what is to come. The
	// exchange's clock runs ahead over nights and weekends: how old the record is, is
	// counted by the real one, from which it was made.
	present := m.Live(now, 0).Time(now).Truncate(24 * time.Hour)
	for _, series := range past[0].series {
		n := len(series.Bars)
		last := time.Unix(series.Bars[n-1].Time, 0)
		if n < pastMinutes*9/10 || !last.Before(present) || now.Sub(last) > pastBegins || time.Unix(series.Bars[0].Time, 0).Before(now.Add(-2*pastBegins)) {
			t.Errorf("%s has %d bars up to %s; the session is of %s", series.Symbol, n, last, present)
		}
	}
	table, err := study.Run(t.Context(), past[0].series, finder(candle.All()), study.Options{Timeframe: past[0].timeframe})
	if err != nil {
		t.Fatal(err)
	}
	if fields := fieldsOf(table, now); len(fields) < 2*50 {
		t.Errorf("%d patterns and directions have a record", len(fields)/2)
	}
}

func TestAStudyIsMadeAgainWhenThereAreMoreBars(t *testing.T) {
	rdb := redistest.Start(t).Client(t)
	dir := t.TempDir()
	for _, symbol := range []string{"A", "B", "C", "D", "E"} {
		write(t, dir, symbol, 200)
	}
	e := leading(t, Options{Bars: dir}, rdb)
	const key = "tickstock:evidence:daily"
	now := time.Now()
	e.live.leads.Store(false)
	e.update(t.Context(), now)
	if rdb.Exists(t.Context(), key).Val() != 0 {
		t.Error("another engine publishes, and this one told what it found")
	}
	e.live.leads.Store(true)
	e.update(t.Context(), now)
	first := values(t, rdb, key)
	if len(first) == 0 {
		t.Fatal("nothing is told")
	}
	for field, v := range first {
		if v.Source != filepath.Base(dir) || v.From == "" {
			t.Errorf("%s: %+v", field, v)
		}
	}
	// What the next study does not find goes, and nothing is studied without need.
	rdb.HSet(t.Context(), key, "Gone:bullish", "{}")
	for _, symbol := range []string{"A", "B", "C", "D", "E"} {
		write(t, dir, symbol, 230)
	}
	e.update(t.Context(), now.Add(time.Hour-time.Second))
	if !e.made.Equal(now) {
		t.Error("it was studied without news")
	}
	e.live.fresh.Add(1)
	e.update(t.Context(), now.Add(time.Minute))
	if !e.made.Equal(now) {
		t.Error("it was studied again at once")
	}
	e.update(t.Context(), now.Add(time.Hour))
	second := values(t, rdb, key)
	if _, there := second["Gone:bullish"]; there || total(second) <= total(first) {
		t.Errorf("%d events, before that %d; %v", total(second), total(first), second)
	}
	// A server that lost all gets it again.
	rdb.FlushAll(t.Context())
	e.update(t.Context(), now.Add(2*time.Hour))
	if again := values(t, rdb, key); len(again) != len(second) {
		t.Errorf("%d fields after the loss, %d before", len(again), len(second))
	}
}

func total(all map[string]value) (n int) {
	for _, v := range all {
		n += v.N
	}
	return n
}

func TestEvidenceWaitsForARedisThatIsAway(t *testing.T) {
	server := redistest.Start(t)
	dir := t.TempDir()
	write(t, dir, "A", 200)
	e := leading(t, Options{Bars: dir}, server.Client(t))
	server.Kill()
	now := time.Now()
	e.update(t.Context(), now)
	server.Restart()
	e.rdb = server.Client(t)
	e.update(t.Context(), now.Add(time.Second))
	if len(values(t, e.rdb, "tickstock:evidence:daily")) == 0 || !e.made.Equal(now) {
		t.Error("nothing came, or it was studied twice")
	}
}

func TestEvidenceIsKeptInACluster(t *testing.T) {
	rdb, dir := redistest.StartCluster(t).Client(t), t.TempDir()
	write(t, dir, "A", 200)
	leading(t, Options{Bars: dir}, rdb).update(t.Context(), time.Now())
	if len(values(t, rdb, "tickstock:evidence:daily")) == 0 {
		t.Error("nothing is told")
	}
}

func TestAStudyInTheBackgroundEndsWithTheEngine(t *testing.T) {
	e := leading(t, Options{Seed: 1, Speed: 1}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		e.update(ctx, time.Now()) // 2,000 minutes take longer than this test
		close(ended)
	}()
	cancel()
	select {
	case <-ended:
	case <-time.After(90 * time.Second):
		t.Error("it goes on")
	}
	if len(e.hashes) > 0 {
		t.Error("a study that was broken off is told")
	}
}

func TestAFileThatCannotBeUsedIsLeftOutOfAStudy(t *testing.T) {
	dir := t.TempDir()
	for _, symbol := range []string{"A", "B"} {
		write(t, dir, symbol, 200)
	}
	if err := os.WriteFile(filepath.Join(dir, "BAD.csv"), []byte("date,open\nx,y\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var notes []string
	f, err := open(Options{Bars: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	past, err := f.history(t.Context(), time.Time{}, reading{
		symbols: []string{"A", "B", "BAD"}, most: 300, parallel: 2, note: func(s string) { notes = append(notes, s) },
	})
	if err != nil || len(past) != 1 || past[0].timeframe != "daily" || len(past[0].series) != 2 || len(past[0].series[1].Bars) != 100 {
		t.Errorf("%+v, %v", past, err)
	}
	if text := strings.Join(notes, "\n"); len(notes) != 2 || !strings.Contains(text, "left out: ") || !strings.Contains(text, "of 2 symbols only the latest 100 bars are used") {
		t.Errorf("it says %q", notes)
	}
}
