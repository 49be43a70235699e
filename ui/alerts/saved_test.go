package alerts

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/rules"
	"tickdeck/theme"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// types types a text, or presses a key by its name.
func (r *rig) types(texts ...string) {
	for _, text := range texts {
		for _, c := range text {
			r.Update(tea.KeyPressMsg{Code: c, Text: string(c)})
		}
	}
	r.work()
}

func (r *rig) must(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if text := r.screen(); !strings.Contains(text, w) {
			t.Errorf("%q is not there:\n%s", w, text)
		}
	}
}

func (r *rig) mustNot(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if text := r.screen(); strings.Contains(text, w) {
			t.Errorf("%q is there:\n%s", w, text)
		}
	}
}

func TestAQueryIsAppliedAsItIsTyped(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	r.press("alerts.filter")
	r.must(t, "symbol  pattern  dir")
	r.types("symbol:N")
	r.must(t, "NVDA 1", "NFLX 1")
	r.types("VDA conf>=")
	r.must(t, "^", "a number", "the list still shows: symbol:NVDA ", "Engulfing")
	r.mustNot(t, "AAPL")
	r.types("0.99")
	r.must(t, "None of the 10 candles matches", "0 of 10 candles")
	r.press("query.end")
	r.must(t, "AAPL", "10 alerts")
	r.press("alerts.filter")
	r.types("dir:bull")
	r.press("query.keep")
	r.must(t, "/ dir:bull", "esc shows all", "filter | following", "4 of 10 candles")
	r.press("alerts.filter", "query.before")
	r.must(t, "/ dir:bull")
	r.press("query.end", "alerts.leave")
	r.must(t, "AAPL", "all | following")
	r.press("alerts.filter", "query.before")
	r.must(t, "/ dir:bull", "4 of 10 candles")
}

func TestWhatIsOfferedIsTakenByOneKey(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	r.press("alerts.filter")
	r.types("pattern:pie")
	r.press("query.take")
	r.must(t, `/ pattern:"Piercing Line"`, "1 of 10 candles", "GOOGL")
	r.mustNot(t, "NVDA")
}

func TestSavedQueriesAreWalked(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	r.env.Prefs.SetQuery("bulls", "dir:bull")
	r.env.Prefs.SetQuery("strong", "conf>=0.9")
	r.must(t, "▸all · bulls · strong |")
	r.press("alerts.savednext")
	r.must(t, "all · ▸bulls · strong |", "4 of 10 candles")
	r.press("alerts.savednext")
	r.must(t, "all · bulls · ▸strong |", "3 of 10 candles")
	r.press("alerts.filter")
	r.types(" -META")
	r.must(t, "▸strong+", "2 of 10 candles")
	r.press("query.save", "query.keep", "alerts.savednext")
	r.must(t, "▸all · bulls · strong |")
	if got := r.env.Prefs.Queries()["strong"]; got != "conf>=0.9 -META" {
		t.Errorf("it is saved as %q", got)
	}
	r.press("alerts.savedbefore")
	r.must(t, "▸strong |")
}

func TestPreferencesShowInTheList(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	r.env.Prefs.Mute(rules.Mute{Symbol: "AAPL"})
	r.env.Prefs.SetRule("", rules.Rule{Name: "doji", When: "pattern:doji", Pin: true, Highlight: "warn"})
	r.env.Prefs.SetList("desk", []string{"JPM"})
	r.show(uitest.News{Taken: now, Link: model.Link{Up: true}})
	r.mustNot(t, "AAPL")
	r.must(t, "^10:43  TSLA")
	text := r.screen()
	if strings.Index(text, "TSLA") > strings.Index(text, "NVDA") {
		t.Errorf("what is pinned does not stand in front:\n%s", text)
	}
	r.press("alerts.filter")
	r.types("muted:")
	r.must(t, "AAPL", "1 of 10 candles")
	r.press("query.end", "alerts.filter")
	r.types("watch:desk")
	r.must(t, "JPM", "1 of 10 candles")
}

func TestAcknowledgedAndMarked(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	r.press("alerts.acknowledge", "alerts.mark")
	r.must(t, "✓10:43  NVDA", "•10:43  AAPL")
	r.press("alerts.filter")
	r.types("marked:")
	r.must(t, "AAPL", "1 of 10 candles")
	r.mustNot(t, "NVDA")
	r.press("query.end", "list.up", "list.up", "alerts.acknowledge")
	r.mustNot(t, "✓")
}

func TestTheListIsHeldAndSaysWhereOneWas(t *testing.T) {
	r := newRig(t, 100, 16)
	r.take(morning()...)
	r.press("alerts.hold")
	r.take(found(0, "NEW", "Hammer", model.DirBull, 0.5), found(0, "NEW2", "Hammer", model.DirBull, 0.6))
	r.mustNot(t, "NEW")
	r.must(t, "↑ 2 newer · f follows")
	r.press("alerts.follow")
	r.must(t, "NEW2", "┄┄ you were here 10:42 · since then 2 alerts of 2 symbols · best NEW2 0.60", "following")
	r.press("alerts.here")
	r.must(t, "›┄┄ you were here")
}

// memory is where a person left off, and what they noted.
type memory struct {
	pane.Notes
	seen  time.Time
	acked []uint64
	asked []string
}

func (m *memory) LastSeen() time.Time            { return m.seen }
func (m *memory) SetLastSeen(at time.Time)       { m.seen = at }
func (m *memory) Acknowledged() []uint64         { return m.acked }
func (m *memory) Marked() []uint64               { return nil }
func (m *memory) Queries() []string              { return m.asked }
func (m *memory) KeepQuery(text string)          { m.asked = append(m.asked, text) }
func (m *memory) Acknowledge(k []uint64, _ bool) { m.acked = append(m.acked, k...) }

func TestAfterARestartTheEarlierQueriesAreThere(t *testing.T) {
	kept := &memory{asked: []string{"symbol:NVDA"}}
	r := newRig(t, 100, 16)
	r.Pane = New(r.env, kept)
	r.Resize(100, 16)
	r.take(morning()...)
	r.press("alerts.filter")
	r.types("symbol:AAPL")
	r.press("query.keep")
	if !slices.Equal(kept.asked, []string{"symbol:NVDA", "symbol:AAPL"}) {
		t.Errorf("kept are %q", kept.asked)
	}
	r.Pane = New(r.env, kept)
	r.Resize(100, 16)
	r.press("alerts.filter", "query.before", "query.before")
	r.must(t, " / symbol:NVDA")
}

func TestAfterARestartOneSeesWhereOneWas(t *testing.T) {
	kept := &memory{seen: now.Add(-20 * time.Second)}
	r := newRig(t, 100, 16)
	r.Pane = New(r.env, kept)
	r.Resize(100, 16)
	r.take(morning()...)
	r.must(t, "since then 4 alerts of 4 symbols")
	r.press("alerts.acknowledge")
	if len(kept.acked) != 1 || !kept.seen.Equal(now) {
		t.Errorf("acknowledged %v, seen %v", kept.acked, kept.seen)
	}
	r.Pane = New(r.env, kept)
	r.Resize(100, 16)
	r.work()
	r.must(t, "✓10:43  NVDA", "nothing since then")
}

func TestWhoLooksAwayIsToldWhatCame(t *testing.T) {
	r := newRig(t, 100, 16)
	r.take(morning()...)
	r.Update(pane.AwayMsg{})
	r.take(found(0, "NEW", "Hammer", model.DirBull, 0.5))
	r.Update(pane.AwayMsg{}) // no terminal says it twice; one that does moves nothing
	r.must(t, "since then 1 alert of 1 symbol · best NEW 0.50")
	r.Update(pane.BackMsg{})
	r.take(found(0, "NEWER", "Hammer", model.DirBull, 0.5))
	r.must(t, "since then 2 alerts")
	r.Update(pane.AwayMsg{})
	r.must(t, "nothing since then")
}

func TestTheLanguageIsExplainedWhereItIsTyped(t *testing.T) {
	r := newRig(t, 100, 40)
	r.take(morning()...)
	r.press("alerts.filter", "query.question")
	top := r.env.Top()
	if top == nil {
		t.Fatal("no page has opened")
	}
	top.Resize(top.Want(100, 60))
	text := ansi.Strip(strings.Join(top.Lines(true), "\n"))
	for _, want := range []string{"symbol:AAPL,MSFT", "What to ask for", "conf"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	r.env.Close()
	r.types("x")
	r.press("query.question")
	r.must(t, "/ x?")
}

func TestEveryStyleOfARuleCanBeDrawn(t *testing.T) {
	for _, name := range rules.Styles() {
		if _, ok := theme.New("dark", true).Named(name); !ok {
			t.Errorf("there is no style %s", name)
		}
	}
}
