package ui

import (
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// probe is a view that notes what it is told.
type probe struct {
	id     string
	typing bool
	w, h   int
	got    []tea.Msg
	keys   []keymap.Action
}

func (p *probe) Resize(w, h int) { p.w, p.h = w, h }

func (p *probe) Update(msg tea.Msg) tea.Cmd {
	p.got = append(p.got, msg)
	return nil
}

func (p *probe) Lines(bool) []string { return draw.Fill(nil, p.w, p.h) }
func (p *probe) Head() pane.Head {
	return pane.Head{Scope: "scope of " + p.id, Note: "note of " + p.id}
}
func (p *probe) Brief() string            { return "brief of " + p.id }
func (p *probe) Actions() []keymap.Action { return p.keys }
func (p *probe) Typing() bool             { return p.typing }
func (p *probe) Want(int, int) (int, int) { return 20, 6 }

// took is what it was told since the last call.
func (p *probe) took() []tea.Msg {
	defer func() { p.got = nil }()
	return p.got
}

// trial is a screen of two views side by side and one without a place.
func trial(t *testing.T, w, h int) (d *deck, first, second, alone *probe) {
	t.Helper()
	first, second, alone = &probe{id: "first"}, &probe{id: "second"}, &probe{id: "alone"}
	keys := keymap.New(keymap.Group{Name: "Trial", Bindings: []keymap.Binding{
		{ID: "t.one", Keys: []string{"1"}, Shown: "1", What: "one"},
		{ID: "t.two", Keys: []string{"2"}, Shown: "2", What: "two"},
		{ID: "t.three", Keys: []string{"3"}, Shown: "3", What: "three"},
		{ID: "app.quit", Keys: []string{"q"}, Shown: "q", What: "quit"},
	}})
	env := &pane.Env{State: model.NewState(), Theme: theme.New("dark", true), Zone: time.UTC, Keys: keys}
	d = &deck{t: t, source: &script{}, jobs: &fakeJobs{}}
	d.App = newApp(Options{Frames: d.source, Context: t.Context()}, env, []registration{
		{id: "first", title: "First", action: "t.one", view: first},
		{id: "second", title: "Second", action: "t.two", view: second},
		{id: "alone", title: "Alone", action: "t.three", view: alone},
	}, layout.Table{
		{MinW: 60, MinH: 9, Root: layout.Node{Cols: []layout.Node{{View: "first"}, {View: "second", Cells: layout.Cells{Min: 20, Max: 20}}}}},
		{Page: true, Root: layout.Node{View: layout.Focused}, Briefs: []layout.Brief{{View: "first"}, {View: "second"}, {View: "alone"}}},
	})
	d.Init()
	d.resize(w, h)
	return d, first, second, alone
}

func told(t *testing.T, p *probe, want ...tea.Msg) {
	t.Helper()
	if got := p.took(); !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s was told %+v, not %+v", p.id, got, want)
	}
}

func TestAnAnswerReachesTheViewThatAsked(t *testing.T) {
	d, first, second, _ := trial(t, 80, 24)
	first.took()
	d.send(pane.Reply{To: "second", Msg: "done"})
	d.env.Open(first)
	d.send(pane.Reply{To: "second", Msg: "done again"})
	d.send(pane.Reply{To: "nobody", Msg: "lost"})
	d.send("a message that nobody knows")
	told(t, first)
	told(t, second, "done", "done again")
}

func TestAViewIsToldThatItHasTheFocus(t *testing.T) {
	d, first, second, _ := trial(t, 80, 24)
	told(t, first, pane.FocusMsg{})
	d.press("2")
	told(t, first, pane.BlurMsg{})
	told(t, second, pane.FocusMsg{})
	d.press("2")
	told(t, second)
}

func TestAViewIsBroughtTheKeysThatNothingTakes(t *testing.T) {
	d, first, _, _ := trial(t, 80, 24)
	first.took()
	d.press("x")
	d.send(tea.PasteMsg{Content: "text"})
	told(t, first, keyNamed("x"), tea.PasteMsg{Content: "text"})
}

func TestCharactersAreForTheViewThatTheyAreTypedInto(t *testing.T) {
	d, first, _, _ := trial(t, 80, 24)
	first.took()
	first.typing = true
	d.press("q", "2")
	if told(t, first, keyNamed("q"), keyNamed("2")); d.quit || d.focus != 0 {
		t.Error("a typed character did what the key does elsewhere")
	}
	first.typing = false
	if d.press("q"); !d.quit {
		t.Error("q does not quit")
	}
}

func TestAViewThatHasNoPlaceFillsTheScreen(t *testing.T) {
	d, _, _, alone := trial(t, 80, 24)
	d.hides("Alone")
	d.press("3")
	d.shows(" ▸ Alone  scope of alone", "note of alone ", "1 First     brief of first")
	if alone.w != 80 || alone.h != 19 {
		t.Errorf("it has %d×%d", alone.w, alone.h)
	}
	d.press("1")
	d.shows("╭─ ▸ First ─ scope of first ─", "─ note of first ─┬─ Second ─")
}

func TestAViewThatIsVisitedIsLeftForWhereOneWas(t *testing.T) {
	d, first, second, alone := trial(t, 80, 24)
	d.views[2].visit = true
	d.press("2")
	first.took()
	second.took()
	d.press("3")
	d.shows("▸ Alone")
	told(t, alone, pane.FocusMsg{})
	d.send(pane.GoMsg{})
	told(t, alone, pane.BlurMsg{})
	told(t, second, pane.BlurMsg{}, pane.FocusMsg{})
}

func TestAViewIsGoneToAndThenBroughtAMessage(t *testing.T) {
	d, first, second, _ := trial(t, 80, 24)
	first.took()
	d.env.Open(&probe{id: "over"})
	d.send(pane.GoMsg{To: "second", Msg: pane.FilterMsg{Query: "symbol:AAPL", Back: "alone"}})
	told(t, first, pane.BlurMsg{})
	told(t, second, pane.FocusMsg{}, pane.FilterMsg{Query: "symbol:AAPL", Back: "alone"})
	if d.env.Top() != nil {
		t.Error("what lay over the view that was left is still there")
	}
	d.send(pane.GoMsg{To: "nobody", Msg: "lost"})
	told(t, second)
}

func TestTheBoardLeadsToTheListAndBack(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.press("2", "b")
	d.shows("▸ Board  all 6", "AAPL", "日本株", "last 60 min")
	d.hides("Jobs")
	d.press("t")
	d.shows("▸ Groups  by symbol", "t by pattern")
	d.hides("next pane") // tab is for the groupings here
	d.press("tab")
	d.shows("▸ Groups  by pattern")
	d.press("esc")
	d.shows("▸ Jobs")
	d.press("b", "right", "b")
	d.shows("▸ Jobs")
	d.press("b")
	d.shows("›")
	d.press("enter")
	d.shows("▸ Alerts")
	d.send(pane.GoMsg{To: "board"}) // as the list does when its filter is left
	d.shows("▸ Board", "›▃ BRK.B")
}

func TestTheMouseIsGivenToTheTerminalAndTakenBack(t *testing.T) {
	d := fullDeck(t, 80, 24)
	mode := func(want tea.MouseMode) {
		t.Helper()
		if got := d.View().MouseMode; got != want {
			t.Errorf("mode %v, want %v", got, want)
		}
	}
	mode(tea.MouseModeNone) // as the settings of this one say
	d.press("i")
	mode(tea.MouseModeCellMotion)
	d.shows("mouse: clicks and the wheel are for the deck")
	d.press("enter", "i") // in a dialog, to select what it shows
	mode(tea.MouseModeNone)
	d.shows("mouse: left to the terminal")
	if New(Options{Mouse: true}).View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the setting does not begin with it")
	}
}

func TestAClickGivesTheFocusAndIsCountedFromTheContent(t *testing.T) {
	d, first, second, alone := trial(t, 80, 24)
	first.took()
	d.send(tea.MouseClickMsg{X: 59, Y: 2, Button: tea.MouseLeft})
	told(t, first, pane.BlurMsg{})
	told(t, second, tea.MouseClickMsg{X: 0, Y: 0, Button: tea.MouseLeft}, pane.FocusMsg{}) // where it was drawn, before it gets more room
	d.send(tea.MouseWheelMsg{X: 3, Y: 5, Button: tea.MouseWheelDown})
	told(t, first, tea.MouseWheelMsg{X: 2, Y: 3, Button: tea.MouseWheelDown})
	for _, line := range [...][2]int{{0, 0}, {0, 9}, {58, 9}, {10, 1}, {10, 23}, {79, 9}, {500, 500}} {
		d.send(tea.MouseClickMsg{X: line[0], Y: line[1]})
	}
	told(t, first)
	told(t, second)
	d.press("3")
	told(t, alone, pane.FocusMsg{})
	d.send(tea.MouseClickMsg{X: 9, Y: 21}) // the line of the first
	told(t, first, pane.FocusMsg{})
}

func TestAClickOnAnOverlayIsForIt(t *testing.T) {
	d, first, second, _ := trial(t, 80, 24)
	first.took()
	over := &probe{id: "over"}
	d.env.Open(over)
	d.screen()
	d.send(tea.MouseClickMsg{X: 30, Y: 9})
	d.send(tea.MouseReleaseMsg{X: 31, Y: 10})
	d.send(tea.MouseMotionMsg{X: 49, Y: 14})
	d.send(tea.MouseClickMsg{X: 50, Y: 10})
	told(t, over, tea.MouseClickMsg{X: 0, Y: 0}, tea.MouseReleaseMsg{X: 1, Y: 1}, tea.MouseMotionMsg{X: 19, Y: 5})
	told(t, first)
	told(t, second)
}

func TestHelpOpensOverADialogAndBeginsWithIt(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.press("2", "x", "?")
	d.shows("▸ Keys", "│ A question")
	d.press("?")
	d.hides("▸ Keys")
	d.shows("▸ Cancel job")
	d.press("esc", "?", "?")
	if d.env.Top() != nil {
		t.Error("help does not go with the key that brought it")
	}
	d.press("n", "?", "T")
	d.shows("▸ New backtest", "?T")
	d.hides("▸ Keys")
	d.press("shift+tab", "?")
	d.shows("▸ Keys", "│ New backtest")
}

func TestTheThemeChangesUnderADialog(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.press("enter", "T")
	d.shows("theme: light", "▸ 日本株")
	if d.press("1", "2", "n", "u", "tab"); d.focus != 0 || d.env.Top() == nil {
		t.Error("a key for the panes worked under a dialog")
	}
}

func TestAnAnswerReachesTheFormUnderTheHelp(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.press("n")
	for _, c := range "AAPL" {
		d.press(string(c))
	}
	d.press("tab", "tab", "tab", "down", "space", "shift+tab", "shift+tab", "shift+tab", "shift+tab")
	_, send := d.Update(keyNamed("enter"))
	d.press("?")
	d.run(send)
	d.shows("bt_draft submitted")
	if len(d.jobs.sent) != 1 {
		t.Errorf("sent %d", len(d.jobs.sent))
	}
}

func TestTheRegistryHasWhatItsTablesName(t *testing.T) {
	a := newDeck(t, 80, 24).App
	ids := map[string]bool{}
	for _, e := range a.views {
		if ids[e.id] || e.id == "" || e.title == "" {
			t.Errorf("%q, %q: an entry twice, or without a name", e.id, e.title)
		}
		ids[e.id] = true
		if e.action != "" && len(a.env.Keys.Binding(e.action).Keys) == 0 {
			t.Errorf("%s: nothing is bound to %s", e.id, e.action)
		}
		if opened := e.open != nil || e.dialog != nil && e.action == ""; (e.view != nil) == opened { // without a key another view opens it
			t.Errorf("%s is a view and a dialog, or neither", e.id)
		}
	}
	var check func(layout.Node)
	check = func(n layout.Node) {
		for _, id := range []string{n.View, n.Cells.Fit} {
			if id != "" && id != layout.Focused && !ids[id] {
				t.Errorf("no view is %q", id)
			}
		}
		for _, part := range slices.Concat(n.Cols, n.Rows) {
			check(part)
		}
	}
	for _, arrangement := range a.table {
		check(arrangement.Root)
		for _, b := range arrangement.Briefs {
			if !ids[b.View] || b.With != "" && !ids[b.With] {
				t.Errorf("no view is %+v", b)
			}
		}
	}
}

func TestOnlyTheRegistryKnowsAViewByName(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	shared := map[string]bool{"desk": true, "draw": true, "exchange": true, "keymap": true, "layout": true, "notify": true, "pane": true}
	found := false
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range parsed.Imports {
			name, view := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "tickdeck/ui/")
			if !view || shared[name] {
				continue
			}
			found = true
			if f.Name() != "views.go" {
				t.Errorf("%s imports %s", f.Name(), name)
			}
		}
	}
	if !found {
		t.Error("this proves nothing: views.go imports no view")
	}
}
