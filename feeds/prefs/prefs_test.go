package prefs

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/model/prefs"
	"tickdeck/model/rules"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const jo = "user_prefs:jo"

// machine is a deck of jo's: a follower, and what a screen does with its news.
type machine struct {
	*Follower
	t    *testing.T
	file string
	stop func()

	mu   sync.Mutex
	own  prefs.Prefs
	news []prefs.News
}

// sit begins a deck on a machine that has such preferences and such a file.
func sit(t *testing.T, url, name string, own prefs.Prefs, file string) *machine {
	t.Helper()
	client, err := broker.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, own: own, file: file}
	m.Follower = New(client, Options{
		Sync: model.Sync{On: true, File: file}, User: "jo", Names: wire.DefaultNames(), Machine: name,
		Every: 20 * time.Millisecond, ListEvery: 20 * time.Millisecond,
	})
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { m.Run(ctx) })
	all.Go(func() { m.screen(ctx) })
	m.stop = sync.OnceFunc(func() { cancel(); client.Close(); all.Wait() })
	t.Cleanup(m.stop)
	m.Share(own)
	return m
}

func (m *machine) screen(ctx context.Context) {
	for {
		n, err := m.News(ctx)
		if err != nil {
			return
		}
		m.mu.Lock()
		m.news = append(m.news, n)
		if n.Own != nil {
			if n.From.Equal(m.own.Changed) {
				m.own = *n.Own
			}
			m.Share(m.own)
		}
		m.mu.Unlock()
	}
}

// set changes something at that time, or just after the last change.
func (m *machine) set(at time.Time, how func(*prefs.Prefs)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	how(&m.own)
	m.own.Changed = later(at, m.own.Changed.Add(1))
	m.Share(m.own)
}

func (m *machine) now() prefs.Prefs {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.own
}

func (m *machine) heard() []prefs.News {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]prefs.News(nil), m.news...)
}

// problems are what it was told to be wrong.
func (m *machine) problems() (out []string) {
	for _, n := range m.heard() {
		if n.Problem != "" {
			out = append(out, n.Problem)
		}
	}
	return out
}

// until waits for a condition.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	limit, tick := time.After(90*time.Second), time.NewTicker(2*time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-limit:
			t.Fatalf("it never came to this: %s", what)
		case <-tick.C:
		}
	}
}

func query(name, text string) func(*prefs.Prefs) {
	return func(p *prefs.Prefs) {
		next := map[string]string{name: text}
		for k, v := range p.Queries {
			if k != name {
				next[k] = v
			}
		}
		p.Queries = next
	}
}

func rule(r ...rules.Rule) func(*prefs.Prefs) { return func(p *prefs.Prefs) { p.Rules = r } }

func TestPreferencesFollowToAnotherMachine(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	c.HSet(t.Context(), jo, "theme", "of another program")
	heard := c.Subscribe(t.Context(), "tickstock.jobs.alerts")
	t.Cleanup(func() { heard.Close() })
	if _, err := heard.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	desk := sit(t, s.URL(), "desk", prefs.Prefs{}, "")
	desk.set(noon, func(p *prefs.Prefs) {
		query("strong", "conf>=0.9")(p)
		rule(rules.Rule{Name: "log", When: "conf>=0.9", Pin: true, Run: "rm secret", Post: "https://x.example/secret", CoolDown: "5m"})(p)
		p.Mutes = []rules.Mute{{Symbol: "GME", Until: noon.Add(time.Hour), Since: noon}}
		p.Watchlists = map[string][]string{"desk": {"NVDA"}}
		p.Columns = []prefs.Column{{Name: "symbol"}, {Name: "pattern", Width: 24}}
	})
	m, err := heard.ReceiveMessage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var event struct {
		Type, Source string
		User         string `json:"user_id"`
		Preferences  struct{ Rules []map[string]any }
		Timestamp    float64
	}
	if err := json.Unmarshal([]byte(m.Payload), &event); err != nil || event.User != "jo" || event.Type != "alert_preferences" ||
		event.Timestamp == 0 || len(event.Preferences.Rules) != 1 || strings.Contains(m.Payload, "secret") {
		t.Errorf("published %s, %v", m.Payload, err)
	}
	lab := sit(t, s.URL(), "lab", prefs.Prefs{}, "")
	until(t, "lab has them", func() bool { return len(lab.now().Rules) == 1 })
	got := lab.now()
	if r := got.Rules[0]; r.Run != "" || r.Post != "" || r.When != "conf>=0.9" || !r.Pin || r.CoolDown != "5m" {
		t.Errorf("the rule is %+v", r)
	}
	if !got.Changed.Equal(noon) || len(got.Columns) != 2 || got.Columns[1].Width != 24 || got.Queries["strong"] != "conf>=0.9" || len(got.Mutes) != 1 || !got.Mutes[0].Until.Equal(noon.Add(time.Hour)) ||
		!reflect.DeepEqual(got.Watchlists, map[string][]string{"desk": {"NVDA"}}) {
		t.Errorf("lab has %+v", got)
	}
	if n := lab.heard(); len(n) != 1 || len(n[0].Changes) != 5 || n[0].Changes[0].By != "desk" || n[0].Changes[0].Conflict || n[0].Older != nil {
		t.Errorf("lab was told %+v", n)
	}
	lab.set(noon.Add(time.Minute), func(p *prefs.Prefs) {
		rule(rules.Rule{Name: "log", When: "conf>=0.95", Pin: true}, rules.Rule{Name: "new", When: "x"})(p)
	})
	until(t, "desk has the change", func() bool { return len(desk.now().Rules) == 2 })
	if r := desk.now().Rules; r[0].When != "conf>=0.95" || r[0].Run != "rm secret" || r[0].Post == "" || r[1].Run != "" {
		t.Errorf("desk has %+v", r)
	}
	if text := c.HGet(t.Context(), jo, "theme").Val(); text != "of another program" {
		t.Errorf("the field of another program is %q", text)
	}
	for table, text := range c.HGetAll(t.Context(), jo).Val() {
		if strings.Contains(text, "secret") {
			t.Errorf("%s: %s", table, text)
		}
	}
	if p := append(desk.problems(), lab.problems()...); len(p) > 0 {
		t.Error(p)
	}
}

func TestOfTwoChangesTheNewerIsInForceAndTheConflictIsTold(t *testing.T) {
	s := redistest.Start(t)
	files := []string{filepath.Join(t.TempDir(), "a", "synced.json"), filepath.Join(t.TempDir(), "b", "synced.json")}
	both := prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "old"}, Watchlists: map[string][]string{"w": {"A"}}}
	desk, lab := sit(t, s.URL(), "desk", both, files[0]), sit(t, s.URL(), "lab", prefs.Prefs{}, files[1])
	until(t, "both agree", func() bool {
		return lab.now().Queries["q"] == "old" && agreedWith(files[0]) == 2 && agreedWith(files[1]) == 2
	})
	desk.stop()
	lab.stop()
	// Neither runs: each is changed, as on a train. Their watchlists differ from nothing.
	mine, theirs := desk.now(), lab.now()
	query("q", "of the desk")(&mine)
	mine.Changed = noon.Add(time.Minute)
	query("q", "of the lab")(&theirs)
	theirs.Changed = noon.Add(2 * time.Minute)

	desk = sit(t, s.URL(), "desk", mine, files[0])
	until(t, "the desk has written", func() bool {
		return strings.Contains(s.Client(t).HGet(t.Context(), jo, "queries").Val(), "of the desk")
	})
	if n := desk.heard(); len(n) != 0 {
		t.Errorf("the desk alone has a conflict: %+v", n)
	}
	lab = sit(t, s.URL(), "lab", theirs, files[1])
	until(t, "the desk has what the lab says", func() bool { return desk.now().Queries["q"] == "of the lab" })
	until(t, "both have been told", func() bool { return len(lab.heard()) > 0 && len(desk.heard()) > 0 })
	n := lab.heard()
	if len(n) != 1 || n[0].Own != nil || len(n[0].Changes) != 1 || n[0].Older == nil || n[0].Older.Queries["q"] != "of the desk" {
		t.Fatalf("the lab was told %+v", n)
	}
	if c := n[0].Changes[0]; c.Table != "queries" || c.By != "desk" || !c.Conflict || !c.Ours || !c.At.Equal(noon.Add(time.Minute)) {
		t.Errorf("the lab was told %+v", c)
	}
	if c := desk.heard()[0].Changes[0]; c.Conflict || c.By != "lab" {
		t.Errorf("the desk was told %+v", c)
	}
}

// agreedWith is how many tables a file says to be agreed.
func agreedWith(file string) int {
	for _, a := range loadAgreements(file) {
		return len(a)
	}
	return 0
}

func TestAnOlderChangeGivesWayToANewerOne(t *testing.T) {
	s := redistest.Start(t)
	lab := sit(t, s.URL(), "lab", prefs.Prefs{Changed: noon.Add(time.Hour), Queries: map[string]string{"q": "late"}}, "")
	until(t, "it is written", func() bool { return s.Client(t).HExists(t.Context(), jo, "queries").Val() })
	desk := sit(t, s.URL(), "desk", prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "early"}}, "")
	until(t, "the desk has it", func() bool { return desk.now().Queries["q"] == "late" })
	if n := desk.heard(); len(n) != 1 || !n[0].Changes[0].Conflict || n[0].Changes[0].Ours || n[0].Changes[0].By != "lab" || !n[0].Own.Changed.Equal(noon.Add(time.Hour)) {
		t.Errorf("the desk was told %+v", n)
	}
	if lab.now().Queries["q"] != "late" || len(lab.heard()) != 0 {
		t.Errorf("the lab has %+v, told %+v", lab.now(), lab.heard())
	}
}

func TestAChangeAfterAFutureOneIsKept(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	c.HSet(t.Context(), jo, "queries", `{"changed":"9999-12-31T23:59:59.999999999Z","by":"\u001b[2Jlab","queries":{"q":"a\u001b]0;b"}}`)
	desk := sit(t, s.URL(), "desk", prefs.Prefs{}, "")
	until(t, "the desk has it", func() bool { return desk.now().Queries["q"] != "" })
	if p := desk.now(); strings.Contains(p.Queries["q"], "\x1b") || strings.Contains(desk.heard()[0].Changes[0].By, "\x1b") || p.Changed.After(time.Now().Add(25*time.Hour)) {
		t.Errorf("got %+v %+v", p, desk.heard())
	}
	desk.set(desk.now().Changed.Add(1), query("q", "mine"))
	until(t, "it is written", func() bool { return strings.Contains(c.HGet(t.Context(), jo, "queries").Val(), "mine") })
}

func TestManyMachinesThatChangeAtOnceEndWithTheSame(t *testing.T) {
	s := redistest.Start(t)
	var all []*machine
	for i := range 4 {
		all = append(all, sit(t, s.URL(), fmt.Sprint("m", i), prefs.Prefs{}, ""))
	}
	var work sync.WaitGroup
	for i, m := range all {
		work.Go(func() {
			for n := range 20 {
				m.set(noon.Add(time.Duration(n*10+i)*time.Second), query("q", fmt.Sprint(i, " ", n)))
			}
		})
	}
	work.Wait()
	until(t, "all have the same", func() bool {
		f, err := fetch(t.Context(), all[0].client, jo, time.Now())
		for _, m := range all {
			if err != nil || m.now().Queries["q"] != f["queries"].read.Queries["q"] {
				return false
			}
		}
		return true
	})
}

func TestAMachineOfAClusterFollowsAsWell(t *testing.T) {
	url := "redis+cluster://" + redistest.StartCluster(t).Addrs()[0]
	desk, lab := sit(t, url, "desk", prefs.Prefs{}, ""), sit(t, url, "lab", prefs.Prefs{}, "")
	desk.set(noon, query("q", "x"))
	until(t, "lab has it", func() bool { return lab.now().Queries["q"] == "x" })
}
