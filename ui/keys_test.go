package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// contexts are the actions of every place that keys can go to.
func contexts(t *testing.T) map[string][]keymap.Action {
	t.Helper()
	d := fullDeck(t, 120, 40)
	out := map[string][]keymap.Action{"everywhere": d.keys}
	for _, e := range d.focusable() {
		out[e.title] = e.view.Actions()
	}
	typing := fullDeck(t, 120, 40)
	typing.press("/")
	out["a query"] = typing.target().Actions()
	compared := fullDeck(t, 120, 40)
	compared.env.OpenSweep("sweep_1")
	out["a sweep"] = compared.target().Actions()
	compared.env.Compare([]string{"bt_1", "bt_2"})
	out["results beside each other"] = compared.target().Actions()
	for name, keys := range overlays() {
		o := fullDeck(t, 120, 40)
		o.press(keys...)
		if top := o.env.Top(); top != nil {
			out[name] = top.Actions()
		}
	}
	return out
}

func TestEveryKeyIsInTheHelp(t *testing.T) {
	d := newDeck(t, 120, 200)
	d.frame(busy())
	d.press("?")
	help := strings.Split(d.text(), "\n")
	for name, actions := range contexts(t) {
		for _, a := range actions {
			b := d.env.Keys.Binding(a.ID) // a question says what its yes does
			if !slices.ContainsFunc(help, func(line string) bool {
				return strings.Contains(line, b.Shown) && strings.Contains(line, b.What)
			}) {
				t.Errorf("%s: %s (%s) is not in the help", name, a.Shown, a.What)
			}
			if a.Shown == "" || a.What == "" || len(a.Keys) == 0 || a.Do == nil {
				t.Errorf("%s: an action without key, words or deed: %q", name, a.ID)
			}
		}
	}
}

func TestEveryActionInTheTableIsTakenSomewhere(t *testing.T) {
	taken := map[string]bool{}
	for _, actions := range contexts(t) {
		for _, a := range actions {
			taken[a.ID] = true
		}
	}
	for _, g := range keymap.Default().Groups() {
		for _, b := range g.Bindings {
			if !taken[b.ID] {
				t.Errorf("nobody takes %s", b.ID)
			}
		}
	}
}

func TestNoTwoActionsOfOnePlaceShareAKey(t *testing.T) {
	for name, actions := range contexts(t) {
		seen := map[string]string{}
		ids := map[string]bool{}
		for _, a := range actions {
			for _, k := range a.Keys {
				if other, twice := seen[k]; twice {
					t.Errorf("%s: %s means both %s and %s", name, k, other, a.What)
				}
				seen[k] = a.What
			}
			if ids[a.ID] {
				t.Errorf("%s: %s is there twice", name, a.ID)
			}
			ids[a.ID] = true
		}
	}
}

func TestAPaneHidesNoKeyThatWorksEverywhere(t *testing.T) {
	d := fullDeck(t, 120, 40)
	same := map[string]string{"alerts.backtest": "app.backtest"} // but it fills in more
	for _, e := range d.focusable() {
		if e.visit { // a grid has all arrows for itself; the key that leads there leads back
			continue
		}
		for _, a := range e.view.Actions() {
			for _, g := range d.keys {
				for _, k := range a.Keys {
					if g.Takes(k) && same[a.ID] != g.ID {
						t.Errorf("%s: %s is %s, and %s everywhere else", e.title, k, a.What, g.What)
					}
				}
			}
		}
	}
}

func TestTabGoesAroundThePanes(t *testing.T) {
	d := fullDeck(t, 80, 24)
	for _, c := range [...]struct{ key, title string }{
		{"tab", "▸ Jobs"},
		{"tab", "▸ Channels"},
		{"tab", "▸ Redis, publishers"},
		{"tab", "▸ Alerts"},
		{"shift+tab", "▸ Redis, publishers"},
		{"shift+tab", "▸ Channels"},
		{"1", "▸ Alerts"},
		{"2", "▸ Jobs"},
		{"3", "▸ Channels"},
		{"4", "▸ Redis, publishers"},
	} {
		d.press(c.key)
		d.shows(c.title)
	}
}

func TestKeysThatMeanNothingDoNothing(t *testing.T) {
	for name, keys := range overlays() {
		if strings.HasPrefix(name, "form") || name == "export" { // they take every letter
			continue
		}
		d := fullDeck(t, 120, 40)
		d.press(keys...)
		before := d.screen()
		d.press("Z", "ctrl+y", "f5", "alt+x", "é", "日", "%")
		d.send(tea.PasteMsg{Content: "q\x1b[2Jq"})
		d.send(tea.MouseWheelMsg{})
		d.send(tea.FocusMsg{})
		if d.screen() != before || d.quit {
			t.Errorf("%s: something changed", name)
		}
	}
}

func TestQuitKeys(t *testing.T) {
	for name, keys := range overlays() {
		d := fullDeck(t, 120, 40)
		d.press(keys...)
		if d.press("ctrl+c"); !d.quit {
			t.Errorf("%s: ctrl+c does not quit", name)
		}
	}
	d := fullDeck(t, 80, 24)
	if d.press("q"); !d.quit {
		t.Error("q does not quit")
	}
	d = fullDeck(t, 80, 24)
	if d.press("?", "q"); d.quit || d.env.Top() != nil {
		t.Error("q does not close the help, or quits as well")
	}
}

// Help works everywhere but in a text field, as it says: a choice is none.
func TestHelpOpensOnEveryFieldOfTheFormThatIsNoText(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.press("n")
	form, opened := d.env.Top(), 0
	for range 20 {
		if !typing(d.target()) {
			if d.press("?"); d.env.Top() == form {
				t.Fatalf("it does not open:\n%s", d.text())
			}
			d.press("?")
			opened++
		}
		d.press("tab")
	}
	if opened < 4 { // two choices, the costs and the button at least
		t.Errorf("it was opened on %d fields", opened)
	}
}

func TestKeysTypedAheadAreForWhatTheyOpen(t *testing.T) {
	d := fullDeck(t, 80, 24)
	// The commands are left alone, as if they took their time.
	for _, k := range []string{"n", "q", "q", "q"} {
		if _, cmd := d.Update(keyNamed(k)); cmd != nil {
			t.Errorf("%s: something is left to be done", k)
		}
	}
	d.shows("New backtest", "qqq")
	d = fullDeck(t, 80, 24)
	for _, k := range []string{"2", "x", "n", "enter"} {
		d.Update(keyNamed(k))
	}
	d.shows("▸ Job · bt_7f3a")
}

func TestTheFormOpensWithDatesAndTakesAPaste(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.press("2", "n")
	d.shows("2025-03-02 → 2026-03-01")
	d.send(tea.PasteMsg{Content: "aapl, msft"})
	d.shows("aapl, msft")
	d.press("esc")
	d.hides("New backtest")
	d.press("n")
	d.shows("aapl, msft")
}

// symbols are those of the rows that show, from the top.
func symbols(d *deck) (out []string) {
	for line := range strings.SplitSeq(d.text(), "\n") {
		if fields := strings.Fields(strings.Trim(line, "│› ")); len(fields) > 3 && strings.Count(fields[0], ":") == 1 {
			out = append(out, fields[1])
		}
	}
	return out
}

// flow brings numbered alerts, the newest last.
func flow(d *deck, from, n int) {
	b := uitest.News{Taken: noon, Link: busy().Link}
	for i := range n {
		b.Items = append(b.Items, model.FeedItem{Alert: &model.Alert{Symbol: fmt.Sprintf("S%d", from+i), Pattern: "Doji Star", Arrived: noon, Confidence: float64(from+i) / 1e6}})
	}
	d.frame(b)
}

func TestRowsStayWhereTheyAreWhileAlertsComeIn(t *testing.T) {
	d := newDeck(t, 80, 24)
	flow(d, 0, 100)
	d.shows("following", "S99")
	d.press("down", "down")
	before := symbols(d)
	flow(d, 100, 50)
	if got := symbols(d); !slices.Equal(got, before) {
		t.Fatalf("the rows moved from %v to %v", before, got)
	}
	d.shows("↑ 50 newer", "› 12:00  S97")
	d.press("f")
	d.shows("following", "› 12:00  S149")
	d.press("down")
	flow(d, 150, 5)
	d.shows("› 12:00  S148")
	d.press("g")
	d.shows("following", "› 12:00  S154")
	flow(d, 155, 1)
	d.shows("› 12:00  S155")
	d.press("down", "up")
	flow(d, 156, 1)
	d.shows("following", "› 12:00  S156")
	d.press("G")
	d.shows("› 12:00  S0 ")
	d.press("pgup", "esc")
	d.shows("following")
}

func TestTheCursorMovesOnWhenItsRowIsForgotten(t *testing.T) {
	d := newDeck(t, 80, 24)
	d.world = uitest.NewWorld(50)
	flow(d, 0, 50)
	d.press("G")
	d.shows("› 12:00  S0 ")
	flow(d, 50, 30)
	d.shows("› 12:00  S30 ", "↑ ")
	flow(d, 80, 500)
	d.shows("› 12:00  S530 ")
	d.press("enter")
	d.shows("▸ S530")
}

func TestPagesAndEnds(t *testing.T) {
	d := newDeck(t, 80, 24)
	flow(d, 0, 100)
	rows := len(symbols(d))
	d.press("pgdown")
	d.shows(fmt.Sprintf("› 12:00  S%d ", 99-rows))
	d.press("ctrl+f")
	d.shows(fmt.Sprintf("› 12:00  S%d ", 99-2*rows))
	d.press("pgup", "pgup", "pgup")
	d.shows("› 12:00  S99", "following")
	d.press("end", "down", "pgdown")
	d.shows("› 12:00  S0 ")
	d.press("home")
	d.shows("following")
}

func TestNothingIsSelectedWhereThereIsNothing(t *testing.T) {
	for _, focus := range []string{"1", "2", "3"} {
		d := newDeck(t, 80, 24)
		d.press(focus, "down", "up", "G", "g", "pgdown", "pgup", "enter", "x", "f")
		if d.env.Top() != nil {
			t.Errorf("pane %s opened something", focus)
		}
		d.exact("empty")
	}
}

func TestAGapIsReadInFull(t *testing.T) {
	d := newDeck(t, 80, 24)
	d.frame(uitest.News{Taken: noon, Items: []model.FeedItem{{Gap: &model.Gap{From: at(9), To: noon}}}})
	d.press("enter")
	d.shows("▸ Without connection", "9.0 s")
}

func TestTheCursorStaysOnItsJob(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.press("2", "down", "down", "down")
	d.shows("›bt_a002")
	j := someJobs()[2]
	j.Phase, j.Finished = model.PhaseCompleted, noon
	d.frame(uitest.News{Taken: noon, Jobs: []model.Job{j}})
	d.shows("›bt_a002")
	d.press("enter")
	d.shows("Job · bt_a002")
}

func TestAJobIsCancelledAfterAQuestion(t *testing.T) {
	for name, c := range map[string]struct {
		listeners int64
		err       error
		keys      []string
		cancelled int
		toast     string
	}{
		"yes":                {1, nil, []string{"x", "y"}, 1, "asked 1 worker to cancel bt_7f3a"},
		"three hear it":      {3, nil, []string{"x", "Y"}, 1, "asked 3 workers to cancel bt_7f3a"},
		"nobody hears it":    {0, nil, []string{"x", "y"}, 1, "asked to cancel bt_7f3a, but 0 workers are listening"},
		"it cannot be sent":  {0, errWorkers, []string{"x", "y"}, 1, "could not cancel: no Redis at localhost:6379/0"},
		"no":                 {1, nil, []string{"x", "n"}, 0, ""},
		"escape":             {1, nil, []string{"x", "esc"}, 0, ""},
		"enter is no answer": {1, nil, []string{"x", "enter", "space", "x", "N"}, 0, ""},
		"a finished job":     {1, nil, []string{"G", "x"}, 0, "bt_0dd5 was cancelled at 11:52:00: there is nothing to cancel"},
	} {
		t.Run(name, func(t *testing.T) {
			d := fullDeck(t, 120, 40)
			d.jobs.listeners, d.jobs.err = c.listeners, c.err
			d.press("2")
			d.press(c.keys...)
			if len(d.jobs.cancelled) != c.cancelled || d.env.Top() != nil {
				t.Errorf("cancelled %v, open: %v", d.jobs.cancelled, d.env.Top())
			}
			d.shows(c.toast)
			if c.cancelled > 0 && d.jobs.cancelled[0] != someJobs()[0].ID {
				t.Errorf("cancelled %v", d.jobs.cancelled)
			}
		})
	}
}

func TestTheQuestionNamesTheJob(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.press("2", "x")
	d.shows("Cancel bt_7f3a (AAPL MSFT", "y cancel the job", "n/esc leave it")
}

func TestAToastGoesAfterAWhile(t *testing.T) {
	for level, stays := range map[pane.Level]time.Duration{
		pane.Info: toastFor, pane.Success: toastFor, pane.Warning: failureFor, pane.Failure: failureFor,
	} {
		d := fullDeck(t, 80, 24)
		d.send(pane.ToastMsg{Level: level, Text: "something\nhappened\x1b[2J"})
		d.shows("something␊happened␛[2J")
		d.frame(uitest.News{Taken: noon.Add(stays)})
		d.shows("something")
		d.frame(uitest.News{Taken: noon.Add(stays + time.Millisecond)})
		d.hides("something")
		d.shows("? help")
	}
}

func TestAToastBeforeTheFirstFrameIsSeen(t *testing.T) {
	d := newDeck(t, 80, 24)
	d.press("T")
	d.shows("theme: light")
	d.frame(busy())
	d.shows("theme: light")
}

func TestTheThemesGoAround(t *testing.T) {
	d := fullDeck(t, 80, 24)
	for _, name := range []string{"light", "colorblind", "auto", "dark"} {
		d.press("T")
		d.shows("theme: " + name)
	}
	d.frame(uitest.News{Taken: noon.Add(time.Minute)})
	e := fullDeck(t, 80, 24)
	e.frame(uitest.News{Taken: noon.Add(time.Minute)})
	if d.screen() != e.screen() {
		t.Error("four themes on, it is not the first again")
	}
}

func TestTheEndOfTheSourceEndsTheScreenAndSaysWhy(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.send(frameMsg{err: errWorkers})
	if !d.quit || d.Err() == nil {
		t.Errorf("quit %v, error %v", d.quit, d.Err())
	}
}
