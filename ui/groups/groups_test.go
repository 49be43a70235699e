package groups

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/model/activity"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// trial is the view in a world of its own, with the title that the screen gives it.
type trial struct {
	*Pane
	t     *testing.T
	world *uitest.World
	now   time.Time
}

func open(t *testing.T, items ...model.FeedItem) *trial {
	t.Helper()
	v := &trial{t: t, world: uitest.NewWorld(100_000), now: noon, Pane: New(uitest.Env(noon), "alerts")}
	v.Resize(80, 21)
	v.frame(items...)
	return v
}

func (v *trial) frame(items ...model.FeedItem) {
	v.env.State.Apply(v.world.Frame(uitest.News{Taken: v.now, Items: items, Link: model.Link{Up: true}}))
	v.env.Now = v.now
	v.Update(pane.FocusMsg{})
	for v.Work() {
	}
}

// at is the view on a screen of that size: its title, and its lines.
func (v *trial) at(w, h int) string {
	v.Resize(w, h-3)
	lines := v.Lines(true)
	head := v.Head()
	title := draw.TitleRow(v.env.Theme, draw.Box{Title: "Groups", Scope: head.Scope, Note: head.Note, Focused: true}, w)
	return title + "\n" + strings.Join(lines, "\n")
}

func (v *trial) text(w, h int) string { return ansi.Strip(v.at(w, h)) }

func (v *trial) press(keys ...rune) (msg tea.Msg) {
	v.t.Helper()
	for _, k := range keys {
		cmd, taken := keymap.Press(v.Actions(), tea.KeyPressMsg{Code: k})
		if !taken {
			v.t.Fatalf("%c is not taken", k)
		}
		if cmd != nil {
			msg = cmd()
		}
	}
	return msg
}

// order are the names of the rows from the top.
func (v *trial) order() string {
	v.settle()
	var names []string
	for _, g := range v.rows {
		names = append(names, g.Name)
	}
	return strings.Join(names, " ")
}

func found(symbol, pattern string, d model.Direction, confidence float64, ago time.Duration) model.FeedItem {
	at := noon.Add(-ago)
	return model.FeedItem{Alert: &model.Alert{
		Symbol: symbol, Pattern: pattern, Timeframe: "1min", Direction: d, Confidence: confidence,
		Arrived: at, EventTime: at, BarTime: at.Truncate(time.Minute),
	}}
}

// market is half an hour and more of a few symbols, of which each has less than the
// one before.
func market() (items []model.FeedItem) {
	symbols := strings.Fields("AAPL NVDA MSFT BRK.B TSLA GOOGL SPY AMD 日本株")
	patterns := []string{"Engulfing", "Hammer", "Rising and Falling Three Methods", "Three White Soldiers", "Doji"}
	for minute := 50; minute >= 0; minute-- {
		for i, s := range symbols {
			if (minute*7+i)%(i+2) != 0 {
				continue
			}
			e := found(s, patterns[(i+minute)%len(patterns)], model.Direction((i+minute*(i%3))%4), float64((i*31+minute*7)%100)/100, time.Duration(minute)*time.Minute+time.Second)
			if minute%5 == 0 {
				e.Alert.Timeframe = "5min"
			}
			if minute%17 == 0 {
				e.Alert.Timeframe, e.Alert.Confidence = "", model.None()
			}
			items = append(items, e)
		}
	}
	return items
}

func TestTheGroupsLookAsTheyDid(t *testing.T) {
	for turns, kind := range [...]string{"symbol", "pattern", "timeframe"} {
		for _, s := range [...]struct{ w, h int }{{60, 16}, {80, 24}, {120, 40}, {200, 60}} {
			t.Run(fmt.Sprintf("%s at %dx%d", kind, s.w, s.h), func(t *testing.T) {
				v := open(t, market()...)
				v.text(s.w, s.h)
				v.press(slices.Repeat([]rune{'t'}, turns)...)
				v.press(tea.KeyDown, tea.KeyDown)
				golden.RequireEqual(t, v.text(s.w, s.h))
			})
		}
	}
}

func TestTheColoursOfTheGroupsAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			v := open(t, market()...)
			v.env.Theme = th
			golden.RequireEqual(t, v.at(120, 16))
		})
	}
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	items := market()
	for i := range 30 {
		e := found(model.Clean(strings.Repeat("日本株", i%4)+strings.Repeat("🚀", i%3)+fmt.Sprint(i)), model.Clean(strings.Repeat("한국\x1b", i)), model.Direction(i%4), model.None(), 0)
		e.Alert.Timeframe = model.Clean(strings.Repeat("e\u0301", i))
		items = append(items, e)
	}
	v := open(t, items...)
	for w := 1; w <= 220; w++ {
		for _, h := range [...]int{1, 3, 16, 40} {
			v.Resize(w, h)
			v.press([]rune{tea.KeyDown, 't', tea.KeyEnd, '>', tea.KeyUp, 'o', tea.KeyHome, '<', tea.KeyPgDown, tea.KeyLeft}[(w+h)%10])
			lines := v.Lines(true)
			if len(lines) != h {
				t.Fatalf("%d lines at %d×%d", len(lines), w, h)
			}
			for i, line := range lines {
				if got := ansi.StringWidth(line); got != w {
					t.Fatalf("%d×%d: line %d has %d cells: %q", w, h, i, got, ansi.Strip(line))
				}
			}
			if h > 2 && w > 3 && !strings.Contains(ansi.Strip(strings.Join(lines, "")), theme.GlyphCursor) {
				t.Fatalf("%d×%d: no cursor is seen", w, h)
			}
		}
	}
}

func TestARowSaysWhatThereIs(t *testing.T) {
	v := open(t,
		found("A", "Engulfing", model.DirBull, 0.934, 29*time.Minute), found("A", "Doji", model.DirNeutral, 0.2, 29*time.Minute),
		found("A", "Hammer", model.DirBull, 0.31, 2*time.Minute), found("A", "Doji", model.DirNeutral, model.None(), time.Minute),
		found("B", "Doji", model.DirBear, model.None(), 20*time.Second),
	)
	row := func(name string) string {
		for line := range strings.SplitSeq(v.text(120, 24), "\n") {
			if strings.HasPrefix(line[min(1, len(line)):], name+" ") || strings.HasPrefix(line, "›"+name+" ") {
				return strings.Join(strings.Fields(line), " ")
			}
		}
		return ""
	}
	if got := row("A"); !strings.HasPrefix(got, "›A 3 ") || !strings.HasSuffix(got, " Doji 1m 0.93 2 0 1 ──────│━━━━━━") {
		t.Errorf("A: %q", got)
	}
	if got := row("B"); !strings.HasPrefix(got, "B 1 ") || !strings.HasSuffix(got, " Doji 10s – 0 1 0 ━━━━━━│──────") {
		t.Errorf("B: %q", got)
	}
	if text := v.text(120, 24); !strings.Contains(text, "candles since 11:31:00 · by count ↓") {
		t.Errorf("the title:\n%s", text)
	}
	v.press('t')
	if got := row("Doji"); !strings.HasPrefix(got, "›Doji 3 ") || !strings.HasSuffix(got, " B 10s 0.20 0 1 2 ━━━━━━│──────") {
		t.Errorf("Doji: %q", got)
	}
	v.press(tea.KeyTab)
	if got := row("1min"); !strings.HasPrefix(got, "›1min 4 ") {
		t.Errorf("1min: %q", got)
	}
	if v.press(tea.KeyRight); v.kind != 0 {
		t.Errorf("three turns lead to %s", v.kinds[v.kind].name)
	}
	if v.press(tea.KeyLeft, tea.KeyLeft); v.kind != 1 {
		t.Errorf("two back lead to %s", v.kinds[v.kind].name)
	}
}

func TestTheRateIsOfHalfAnHourAndBlankBefore(t *testing.T) {
	v := open(t, found("A", "P", model.DirBull, 0.5, 9*time.Minute), found("A", "P", model.DirBull, 0.5, 0))
	want := strings.Repeat(" ", 20) + "▇" + strings.Repeat("▁", 8) + "▇"
	if text := v.text(200, 20); !strings.Contains(text, want) {
		t.Errorf("%q is not there:\n%s", want, text)
	}
}

func TestRowsAreSortedByAnyColumn(t *testing.T) {
	v := open(t,
		found("B", "P", model.DirBull, 0.9, 50*time.Minute), found("B", "P", model.DirBull, 0.2, 49*time.Minute), found("B", "P", model.DirBear, 0.2, 48*time.Minute),
		found("A", "P", model.DirBear, 0.7, 20*time.Minute), found("A", "P", model.DirBear, 0.7, 10*time.Minute), found("C", "P", model.DirBull, model.None(), time.Minute),
	)
	v.text(120, 24)
	for _, c := range [...]struct {
		key    rune
		by, is string
	}{
		{0, "count ↓", "B A C"},
		{'o', "count ↑", "C A B"},
		{'>', "rate ↓", "A C B"},
		{'>', "last ↓", "C A B"},
		{'>', "best ↓", "B A C"},
		{'>', "balance ↓", "C B A"},
		{'o', "balance ↑", "A B C"},
		{'>', "name ↑", "A B C"},
		{'o', "name ↓", "C B A"},
		{'<', "balance ↓", "C B A"},
	} {
		if c.key != 0 {
			v.press(c.key)
		}
		if got := v.order(); got != c.is {
			t.Errorf("by %s: %s, want %s", c.by, got, c.is)
		}
		if text := v.text(120, 24); !strings.Contains(text, "by "+c.by) {
			t.Errorf("it does not say by %s:\n%s", c.by, text)
		}
	}
}

func TestTheCursorStaysOnItsRow(t *testing.T) {
	v := open(t, found("A", "P", model.DirBull, 0.5, 3*time.Minute), found("A", "P", model.DirBull, 0.5, 2*time.Minute), found("B", "P", model.DirBull, 0.5, time.Minute))
	v.press(tea.KeyDown)
	v.frame(found("B", "P", model.DirBull, 0.5, 0), found("B", "P", model.DirBull, 0.5, -time.Minute))
	if got := v.press(tea.KeyEnter); v.order() != "B A" || got != (pane.GoMsg{To: "alerts", Msg: pane.FilterMsg{Query: "symbol:B", Back: ID}}) {
		t.Errorf("the order is %s, and it is on %+v", v.order(), got)
	}
	// One without a name is a row like the others.
	e := found("C", "P", model.DirBull, 0.5, 0)
	e.Alert.Timeframe = ""
	v.frame(e)
	v.press(tea.KeyLeft, tea.KeyDown, tea.KeyDown)
	if got := v.press(tea.KeyEnter).(pane.GoMsg).Msg; got != (pane.FilterMsg{Query: `tf:""`, Back: ID}) {
		t.Errorf("the cursor is on %+v", got)
	}
}

func TestEnterLeadsToTheListOfTheGroup(t *testing.T) {
	v := open(t, found("BRK.B", "Dark Cloud Cover", model.DirBear, 0.5, 0))
	for _, want := range []string{"symbol:BRK.B", `pattern:"Dark Cloud Cover"`, "tf:1min"} {
		if got := v.press(tea.KeyEnter); got != (pane.GoMsg{To: "alerts", Msg: pane.FilterMsg{Query: want, Back: ID}}) {
			t.Errorf("got %+v, want %s", got, want)
		}
		v.press('t')
	}
	if got := v.press(tea.KeyEscape); got != (pane.GoMsg{}) {
		t.Errorf("esc leads to %+v", got)
	}
}

func TestNothingYetIsSaidInWords(t *testing.T) {
	v := open(t)
	if text := v.text(80, 24); !strings.Contains(text, "No alert yet. Symbols, patterns and timeframes are counted here as they come.") {
		t.Errorf("got\n%s", text)
	}
	if v.press(tea.KeyDown, '>', 'o', 't', tea.KeyEnter) != nil {
		t.Error("⏎ leads somewhere")
	}
	v.env.State.Link.Up = false
	if text := v.text(80, 24); !strings.Contains(text, "No alert yet: waiting for the connection.") {
		t.Errorf("got\n%s", text)
	}
}

func TestAMutedSymbolIsNoRow(t *testing.T) {
	v := open(t, found("A", "P", model.DirBull, 0.5, 0), found("B", "P", model.DirBull, 0.5, 0))
	v.env.Muted = []string{"A"}
	if got := v.order(); got != "B" {
		t.Errorf("the rows are %s", got)
	}
}

func TestAgesGrowWithoutNews(t *testing.T) {
	v := open(t, found("A", "P", model.DirBull, 0.5, time.Second))
	before := v.text(80, 24)
	v.now = noon.Add(15 * time.Second)
	v.frame()
	if after := v.text(80, 24); !strings.Contains(before, " now ") || !strings.Contains(after, " 10s ") {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

func TestALongHistoryIsReadInSteps(t *testing.T) {
	v := &trial{world: uitest.NewWorld(3 * activity.Portion), Pane: New(uitest.Env(noon), "alerts")}
	var items []model.FeedItem
	for i := range 5 * activity.Portion / 2 {
		items = append(items, found("A", "P", model.DirBull, 0.5, 5*time.Hour-time.Duration(i)*time.Millisecond))
	}
	v.env.State.Apply(v.world.Frame(uitest.News{Taken: noon, Items: items}))
	steps := 0
	for v.Update(pane.FocusMsg{}); v.Work(); steps++ {
	}
	if n := v.seen.Patterns.Of("P").All.Total(); steps != 2 || n != len(items) {
		t.Errorf("%d steps, %d of %d", steps, n, len(items))
	}
}
