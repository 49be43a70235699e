package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/market"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
)

// data is a folder of that name with bars of some symbols.
func data(t *testing.T, name string, symbols ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	m, err := market.New(3, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, symbol := range symbols {
		series, err := m.Daily("AAPL", time.Now().AddDate(-4, 0, 0), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		text.WriteString("date,open,high,low,close,volume\n")
		for _, b := range series.Bars {
			fmt.Fprintf(&text, "%s,%v,%v,%v,%v,%v\n", time.Unix(b.Time, 0).UTC().Format(time.DateOnly), b.Open, b.High, b.Low, b.Close, b.Volume)
		}
		if err := os.WriteFile(filepath.Join(dir, symbol+".csv"), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// ask submits a job and returns which source ran it, or why it failed.
func (a *audience) ask(c *redistest.Server, id, source string, symbols ...string) (ranOn, failed string) {
	a.t.Helper()
	text := string(request(a.t, id, symbols...))
	if source != "" {
		text = strings.Replace(text, `"parameters":{`, `"parameters":{"source":"`+source+`",`, 1)
	}
	if err := c.Client(a.t).Publish(a.t.Context(), names.Backtest, text).Err(); err != nil {
		a.t.Fatal(err)
	}
	a.hear(id+" is over", func() bool { return a.jobs[id].Phase.Terminal() })
	within(a.t, 5*time.Second, "its record says so", func() bool {
		return c.Client(a.t).HExists(a.t.Context(), "job:"+id, wire.FieldOutcome).Val()
	})
	result := c.Client(a.t).HGet(a.t.Context(), "job:"+id, wire.FieldResult).Val()
	_, rest, _ := strings.Cut(result, `"source":"`)
	ranOn, _, _ = strings.Cut(rest, `"`)
	return ranOn, a.jobs[id].Error
}

func TestAJobIsRunByAnEngineThatHasItsData(t *testing.T) {
	t.Parallel()
	server, rdb, a := listen(t)
	play(t, Options{Bars: data(t, "nyse", "AAPL", "MSFT")}, rdb)
	play(t, Options{Bars: data(t, "lse", "VOD", "AAPL"), Source: "london"}, rdb)
	within(t, 10*time.Second, "they know each other", func() bool { return rdb.ZCard(t.Context(), wire.EnginesKey).Val() == 2 })
	a.hear("both have reported since", func() bool { return len(a.health) >= 4 })
	for i := range 6 {
		for symbol, want := range map[string]string{"MSFT": "nyse", "VOD": "london"} {
			if ranOn, failed := a.ask(server, fmt.Sprint(symbol, i), "", symbol); ranOn != want {
				t.Errorf("%s was run on %q, %s", symbol, ranOn, failed)
			}
		}
		for _, source := range []string{"nyse", "london"} {
			if ranOn, failed := a.ask(server, fmt.Sprint(source, i), source, "AAPL"); ranOn != source {
				t.Errorf("a job for %s was run on %q, %s", source, ranOn, failed)
			}
		}
	}
	if _, failed := a.ask(server, "nowhere", "tokyo", "AAPL"); !strings.Contains(failed, `no engine has the source "tokyo": there are london, nyse`) {
		t.Errorf("it failed with %q", failed)
	}
	if _, failed := a.ask(server, "nobody", "", "ENRN"); !strings.Contains(failed, "no data for ENRN") {
		t.Errorf("it failed with %q", failed)
	}
	sources := map[string]bool{}
	for _, h := range a.health {
		sources[h.Component] = true
	}
	if !sources["nyse"] || !sources["london"] {
		t.Errorf("reports came from %v", sources)
	}
}

func TestASimulatedEngineStandsByBesideARealOne(t *testing.T) {
	t.Parallel()
	server, rdb, a := listen(t)
	play(t, Options{Seed: 1, Speed: 60}, rdb)
	a.hear("it publishes", func() bool { return len(a.alerts) > 20 })
	stop := play(t, Options{Bars: data(t, "nyse", "AAPL")}, rdb)
	a.hear("it says that it stands by", func() bool {
		h := a.health[len(a.health)-1]
		return h.Component == "simulated-1" && len(h.Issues) == 1 && strings.HasPrefix(h.Issues[0], "standing by: an engine with real prices, nyse,")
	})
	before := 0
	for i := range 6 {
		if i == 1 { // what was under way when it learned of the other has come
			before = a.simulated()
		}
		if ranOn, failed := a.ask(server, fmt.Sprint("j", i), "", "AAPL"); ranOn != "nyse" {
			t.Errorf("it was run on %q, %s", ranOn, failed)
		}
	}
	if n := a.simulated(); n > before {
		t.Errorf("it published %d alerts more", n-before)
	}
	stop()
	a.hear("it goes on alone", func() bool { return a.simulated() > before+20 })
}

func (a *audience) simulated() (n int) {
	for _, x := range a.alerts {
		if x.Simulated {
			n++
		}
	}
	return n
}

func TestASimulatedEngineWorksBesideARealOneIfItIsForced(t *testing.T) {
	t.Parallel()
	_, rdb, a := listen(t)
	play(t, Options{Bars: data(t, "nyse", "AAPL")}, rdb)
	a.hear("the real one is there", func() bool { return len(a.health) > 0 })
	play(t, Options{Seed: 1, Speed: 60, Force: true}, rdb)
	a.hear("the other publishes", func() bool { return a.simulated() > 20 })
}
