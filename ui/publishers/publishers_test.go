package publishers

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// trial is the pane in a world of its own.
type trial struct {
	*Pane
	world *uitest.World
}

func open(n uitest.News) *trial {
	v := &trial{New(uitest.Env(n.Taken)), uitest.NewWorld(10)}
	v.frame(n)
	return v
}

func (v *trial) frame(n uitest.News) {
	v.env.State.Apply(v.world.Frame(n))
	v.env.Now = n.Taken
}

func (v *trial) at(w, h int, focused bool) string {
	v.Resize(w, h)
	return strings.Join(v.Lines(focused), "\n")
}

func (v *trial) text(w, h int) string { return ansi.Strip(v.at(w, h, true)) }

func (v *trial) press(t *testing.T, keys ...rune) {
	t.Helper()
	for _, k := range keys {
		if _, taken := keymap.Press(v.Actions(), tea.KeyPressMsg{Code: k}); !taken {
			t.Fatalf("%c is not taken", k)
		}
	}
}

// order are the publishers from the top, by the rows of the table.
func (v *trial) order() (out []string) {
	for _, line := range strings.Split(v.text(120, 40), "\n")[1:] {
		if strings.TrimSpace(line) == "" {
			break
		}
		out = append(out, strings.Fields(strings.Trim(line, "› "))[0])
	}
	return out
}

func report(name, status string, silent time.Duration, issues ...string) model.Health {
	h := model.NewHealth()
	h.Component, h.Status, h.Arrived, h.Issues = name, status, noon.Add(-silent), issues
	return h
}

func busy() uitest.News {
	pl := report("tickstock_pl", "degraded", 2*time.Second,
		"feed B silent for 41 s", "symbol map is 3 days old: 14 symbols have no name and are sent as received")
	pl.QueueDepth, pl.UptimeHours, pl.ActiveSymbols, pl.TicksPerSecond = 12, 3.2, 40, 812
	nightly := report("pl_nightly", "healthy", 14*time.Minute)
	nightly.CPU, nightly.Memory, nightly.ActiveJobs = .31, .54, 1
	desk := report("desk-1", "healthy", 3*time.Second)
	desk.CPU, desk.Memory, desk.QueueDepth, desk.ActiveJobs, desk.UptimeHours, desk.ActiveSymbols = .08, .02, 0, 2, 3, 40
	return uitest.News{
		Taken: noon, Link: model.Link{Up: true}, Health: []model.Health{desk, nightly, pl, report("old-1", "stopped", time.Hour)},
		Server: model.Server{Version: "7.0.15", Ping: 312 * time.Microsecond, Clients: 14, Memory: 3_250_000, Hits: 972, Misses: 28, Heartbeat: noon.Add(-90 * time.Second)},
	}
}

func TestThePublishersLookAsTheyDid(t *testing.T) {
	for _, s := range [...]struct{ w, h int }{{23, 7}, {23, 12}, {34, 18}, {60, 11}, {76, 10}, {100, 12}, {130, 9}} {
		t.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(t *testing.T) {
			golden.RequireEqual(t, ansi.Strip(open(busy()).at(s.w, s.h, s.w >= tableFrom)))
		})
	}
}

func TestTheColoursOfThePublishersAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			v := open(busy())
			v.env.Theme = th
			golden.RequireEqual(t, v.at(100, 11, true))
		})
	}
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	n := busy()
	n.Health = append(n.Health, report(strings.Repeat("日本株", 20), strings.Repeat("🚀", 20), 0, strings.Repeat("한국 ", 60), ""), report("", "", 0))
	for i := range 20 {
		n.Health = append(n.Health, report(fmt.Sprint("more", i), "healthy", 0))
	}
	v := open(n)
	for w := 1; w < 200; w++ {
		for _, h := range [...]int{1, 2, 5, 9, 16, 30} {
			for _, focused := range [...]bool{false, true} {
				v.press(t, []rune{'k', 'j', 'G', 'g'}[(w+h)%4])
				v.Resize(w, h)
				lines := v.Lines(focused)
				if len(lines) != h {
					t.Fatalf("%d lines at %d×%d", len(lines), w, h)
				}
				for _, line := range lines {
					if got := ansi.StringWidth(line); got != w {
						t.Fatalf("%d×%d: %d cells: %q", w, h, got, ansi.Strip(line))
					}
				}
			}
		}
	}
}

func TestTheWorstComesFirst(t *testing.T) {
	n := busy()
	n.Health = append(n.Health, report("broken", "critical", 0), report("silent_ill", "degraded", time.Hour), report("named", "healthy", 0, "one thing"))
	v := open(n)
	got, want := v.order(), []string{"broken", "named", "tickstock_pl", "silent_ill", "pl_nightly", "desk-1", "old-1"}
	if len(got) < len(want) || fmt.Sprint(got[:len(want)]) != fmt.Sprint(want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
	if note := v.Head().Note; note != "1 critical, 1 with issues, 1 degraded, 2 silent · worst first" {
		t.Errorf("the note is %q", note)
	}
}

func TestEveryIssueOfEveryPublisherCanBeReadInFull(t *testing.T) {
	n := busy()
	n.Health = append(n.Health, report("loader", "degraded", 0, "file 17 of 40 cannot be read: permission denied for /srv/bars/nyse/2026-03.csv"))
	v := open(n)
	for _, h := range n.Health {
		v.press(t, 'g')
		for range n.Health {
			if c, _ := v.current(); c.Component == h.Component {
				break
			}
			v.press(t, 'j')
		}
		for _, issue := range h.Issues {
			for _, w := range [...]int{23, 30, 60, 80, 120} {
				if text := v.text(w, 14); !strings.Contains(joined(text), joined(issue)) {
					t.Errorf("%q is cut in %d cells:\n%s", issue, w, text)
				}
			}
		}
	}
}

// joined is a text without blanks, however it was wrapped.
func joined(text string) string { return strings.Join(strings.Fields(text), "") }

func TestMoreThanHasRoomIsReadInTheDetail(t *testing.T) {
	n := busy()
	var issues []string
	for i := range 20 {
		issues = append(issues, fmt.Sprintf("issue number %d of many", i))
	}
	n.Health = []model.Health{report("loader", "degraded", 0, issues...)}
	v := open(n)
	if text := v.text(80, 8); !strings.Contains(text, "… more: ⏎") || !strings.Contains(text, "Redis 7.0.15") {
		t.Errorf("got\n%s", text)
	}
	v.press(t, tea.KeyEnter)
	top := v.env.Top()
	top.Resize(80, 60)
	text := ansi.Strip(strings.Join(top.Lines(true), "\n"))
	for _, issue := range issues {
		if !strings.Contains(text, issue) {
			t.Errorf("%q is not in the detail:\n%s", issue, text)
		}
	}
}

func TestTheDetailSaysWhatIsPublishedAndWhatIsLeftOut(t *testing.T) {
	n := busy()
	engine := report("nyse", "healthy", 0)
	engine.ConfidenceTable, engine.Patterns, engine.MinConfidence, engine.BelowMinConfidence = "nyse.json", []string{"Doji", "Hammer"}, 0.5, 12_345
	n.Health = []model.Health{engine}
	v := open(n)
	v.text(100, 10)
	v.press(t, tea.KeyEnter)
	detail := func() string {
		top := v.env.Top()
		top.Resize(80, 30)
		return ansi.Strip(strings.Join(top.Lines(true), "\n"))
	}
	for _, want := range []string{"ranks by      nyse.json", "patterns      Doji, Hammer", "confidence    0.50 or more; 12.3k less sure ones left out"} {
		if text := detail(); !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	n.Health = []model.Health{report("nyse", "healthy", 0)}
	n.Taken = n.Taken.Add(time.Second)
	v.frame(n)
	for _, none := range []string{"ranks by", "patterns", "confidence", "left out"} {
		if text := detail(); strings.Contains(text, none) {
			t.Errorf("%q is there although nobody said so:\n%s", none, text)
		}
	}
}

func TestTheCursorStaysOnItsPublisher(t *testing.T) {
	v := open(busy())
	v.text(100, 10)
	v.press(t, 'j', 'j')
	before, _ := v.current()
	n := busy()
	n.Health = []model.Health{report("new", "failed", 0), report("aaa", "healthy", 0)}
	v.frame(n)
	v.text(100, 10)
	if after, _ := v.current(); after.Component != before.Component || after.Component != "desk-1" {
		t.Errorf("it was on %s, and is on %s", before.Component, after.Component)
	}
}

func TestASilentPublisherIsNotHealthy(t *testing.T) {
	n := uitest.News{Taken: noon, Link: model.Link{Up: true}, Health: []model.Health{report("pl", "healthy", 0)}}
	v := open(n)
	if text := v.text(100, 10); !strings.Contains(text, "healthy") || v.Head().Note != "" {
		t.Errorf("at first %q\n%s", v.Head().Note, text)
	}
	n.Health, n.Taken = nil, noon.Add(61*time.Second)
	v.frame(n)
	if text := v.text(100, 10); !strings.Contains(text, "silent") || !strings.Contains(text, "last word: healthy") || v.Head().Note != "1 silent · worst first" {
		t.Errorf("a minute later %q\n%s", v.Head().Note, text)
	}
	n.Link.Up = false
	v.frame(n)
	if text := v.text(100, 10); !strings.Contains(text, "unknown") || v.Head().Note != "" {
		t.Errorf("without a connection %q\n%s", v.Head().Note, text)
	}
}

func TestTheLoadIsThatOfTheHost(t *testing.T) {
	v := open(busy())
	if text := v.text(120, 10); !strings.Contains(text, "HOST CPU") || !strings.Contains(text, "31%") {
		t.Errorf("got\n%s", text)
	}
	v.press(t, 'j', tea.KeyEnter)
	top := v.env.Top()
	top.Resize(80, 30)
	if text := ansi.Strip(strings.Join(top.Lines(true), "\n")); !strings.Contains(text, "host cpu      31%") || !strings.Contains(text, "last word     healthy, 11:46:00") {
		t.Errorf("got\n%s", text)
	}
}

func TestWhatRedisSaysOfItselfStandsAboveThePublishers(t *testing.T) {
	v := open(busy())
	for _, want := range []string{"Redis            7.0.15", "ping             0.3 ms", "memory           3.1 MB", "clients              14", "hit rate          97.2%", "heartbeat   stale 1 min"} {
		if text := v.text(25, 20); !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if brief := v.Brief(); !strings.HasPrefix(brief, "tickstock_pl degraded: feed B silent for 41 s: ") || !strings.Contains(brief, "pl_nightly silent · Redis 7.0.15") {
		t.Errorf("the brief is %q", brief)
	}
	v.frame(uitest.News{Taken: noon, Server: model.UnknownServer()})
	if text := v.text(25, 20); strings.Contains(text, "0") && strings.Contains(text, "clients              0") {
		t.Errorf("what nobody said is a number:\n%s", text)
	}
}

func TestThePublisherUnderTheCursorIsToldInFull(t *testing.T) {
	v := open(uitest.News{Taken: noon, Link: model.Link{Up: true}, Health: []model.Health{
		{Component: "loader", Status: "healthy", Arrived: noon}, {Component: "engine", Status: "degraded", Arrived: noon, Issues: []string{"feed B silent"}},
	}})
	told := func() string {
		page := pane.NewPage(v.env, 56)
		head := v.Inspect(page)
		return fmt.Sprintf("%s %s %+v\n%s", head.Title, head.Scope, v.Subject().At, ansi.Strip(strings.Join(page.Lines(), "\n")))
	}
	if text := told(); !strings.HasPrefix(text, "engine degraded {Place:1 Count:2}") || !strings.Contains(text, "feed B silent") {
		t.Errorf("it tells\n%s", text)
	}
	before := v.Subject()
	v.press(t, 'j')
	if text := told(); !strings.HasPrefix(text, "loader healthy {Place:2 Count:2}") || v.Subject() == before {
		t.Errorf("it tells\n%s", text)
	}
	before = v.Subject()
	v.frame(uitest.News{Taken: noon, Link: model.Link{Up: true}, Health: []model.Health{{Component: "loader", Status: "stopping", Arrived: noon}}})
	if v.Subject() == before {
		t.Error("what it says now changes nothing")
	}
}
