package board

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
	"tickdeck/model/prefs"
	"tickdeck/theme"
	"tickdeck/ui/desk"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// trial is the board in a world of its own, with the title that the screen gives it.
type trial struct {
	*Pane
	t     *testing.T
	world *uitest.World
	now   time.Time
}

func open(t *testing.T, items ...model.FeedItem) *trial {
	t.Helper()
	env := uitest.Env(noon)
	v := &trial{t: t, world: uitest.NewWorld(100_000), now: noon, Pane: New(env, "alerts")}
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

// at is the board on a screen of that size: its title, and its lines.
func (v *trial) at(w, h int) string {
	v.Resize(w, h-3)
	lines := v.Lines(true)
	head := v.Head()
	title := draw.TitleRow(v.env.Theme, draw.Box{Title: "Board", Scope: head.Scope, Note: head.Note, Focused: true}, w)
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

func (v *trial) shows(w, h int, words ...string) {
	v.t.Helper()
	text := v.text(w, h)
	for _, word := range words {
		if !strings.Contains(text, word) {
			v.t.Errorf("%q is not on the board:\n%s", word, text)
		}
	}
}

func found(symbol, pattern string, d model.Direction, confidence float64, ago time.Duration) model.FeedItem {
	at := noon.Add(-ago)
	return model.FeedItem{Alert: &model.Alert{
		Symbol: symbol, Pattern: pattern, Timeframe: "1min", Direction: d, Confidence: confidence,
		Arrived: at, EventTime: at, BarTime: at.Truncate(time.Minute),
	}}
}

var forty = strings.Fields("AAPL ABBV ADBE AMD AMZN AVGO BA BAC CAT COST CRM CVX DIS GE GOOGL GS HD INTC JNJ JPM KO LLY MA MCD META MRK MSFT NFLX NKE NVDA ORCL PEP PG QQQ SPY TSLA UNH V WMT XOM")

// market is an hour of symbols: the n-th has n·n candles modulo 37 in it, and every
// seventh was heard of before and is silent now.
func market(symbols []string) (items []model.FeedItem) {
	patterns := []string{"Engulfing", "Hammer", "Evening Star", "Three White Soldiers", "Doji", "Harami"}
	for minute := 59; minute >= 0; minute-- {
		for i, s := range symbols {
			n := i * i % 37
			if minute == 59 && i%7 == 6 {
				items = append(items, found(s, "Hikkake", model.DirBear, 0.4, 2*time.Hour+time.Duration(i)*time.Second))
			}
			if i%7 == 6 || (minute*7+i)%60 > n {
				continue
			}
			d := model.Direction(1 + (i+minute*(i%3))%3)
			items = append(items, found(s, patterns[(i+minute)%len(patterns)], d, float64((i*31+minute*7)%100)/100, time.Duration(minute)*time.Minute+time.Second))
		}
	}
	slices.SortStableFunc(items, func(a, b model.FeedItem) int { return a.Alert.Arrived.Compare(b.Alert.Arrived) })
	return items
}

// hundreds are symbols like those of a large index.
func hundreds(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("%c%c%s", 'A'+i/23%26, 'A'+i%23, strings.Repeat("X", i%3)))
	}
	return out
}

func TestTheBoardLooksAsItDid(t *testing.T) {
	for _, n := range [...]int{40, 500} {
		for _, s := range [...]struct{ w, h int }{{60, 16}, {80, 24}, {120, 40}, {200, 60}} {
			t.Run(fmt.Sprintf("%d at %dx%d", n, s.w, s.h), func(t *testing.T) {
				symbols := forty
				if n != len(forty) {
					symbols = hundreds(n)
				}
				v := open(t, market(symbols)...)
				v.text(s.w, s.h)
				v.press(tea.KeyRight, tea.KeyRight, tea.KeyRight)
				golden.RequireEqual(t, v.text(s.w, s.h))
			})
		}
	}
}

func TestTheColoursOfTheBoardAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			v := open(t, market(forty)...)
			v.env.Theme = th
			golden.RequireEqual(t, v.at(80, 24))
		})
	}
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	items := market(forty)
	for i := range 30 {
		items = append(items, found(model.Clean(strings.Repeat("日本株", i%4)+strings.Repeat("🚀", i%3)+fmt.Sprint(i)), model.Clean(strings.Repeat("한국\x1b", i)), model.Direction(i%4), model.None(), 0))
	}
	v := open(t, items...)
	v.env.Watched = []string{"", "e\u0301e\u0301", strings.Repeat("W", 60)}
	for w := 1; w <= 220; w++ {
		for _, h := range [...]int{1, 3, 9, 13, 24, 60} {
			v.Resize(w, h)
			v.press([]rune{tea.KeyDown, tea.KeyRight, tea.KeyEnd, tea.KeyUp, tea.KeyHome, tea.KeyPgDown, tea.KeyLeft, 'o'}[(w+h)%8])
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

func TestEverySymbolIsThereWhereThereIsRoom(t *testing.T) {
	for _, c := range [...]struct{ n, w, h int }{{40, 80, 24}, {500, 200, 60}, {40, 60, 16}, {1, 60, 16}, {40, 200, 60}, {200, 120, 40}} {
		symbols := hundreds(c.n)
		v := open(t, market(symbols)...)
		text := v.text(c.w, c.h)
		for _, s := range symbols {
			if !strings.Contains(text, s+" ") {
				t.Errorf("%s of %d is not there at %d×%d:\n%s", s, c.n, c.w, c.h, text)
				break
			}
		}
	}
}

func TestWhatHasNoRoomIsScrolledTo(t *testing.T) {
	v := open(t, market(hundreds(500))...)
	text := v.text(60, 16)
	if !strings.Contains(text, "rows 1–12 of ") || strings.Contains(text, "VQX") {
		t.Errorf("at the beginning:\n%s", text)
	}
	v.press(tea.KeyEnd)
	v.shows(60, 16, "›", "VQX", " of ")
	v.press(tea.KeyHome)
	v.shows(60, 16, "rows 1–12 of ")
	v.press(tea.KeyPgDown)
	v.shows(60, 16, "rows 2–13 of ")
}

func TestACellSaysWhatThereIs(t *testing.T) {
	v := open(t,
		found("A", "Engulfing", model.DirBull, 0.934, 29*time.Minute), found("A", "Doji", model.DirNeutral, 0.2, 28*time.Minute),
		found("A", "Hammer", model.DirBull, 0.31, 2*time.Minute), found("A", "Doji", model.DirNeutral, model.None(), 2*time.Minute),
		found("B", "Harami", model.DirBear, model.None(), 70*time.Minute), found("B", "Harami", model.DirBear, 1, 20*time.Second),
		found("C", "Hikkake", model.DirBear, 0.9, 90*time.Minute),
	)
	v.shows(120, 24, "A ", "▲  3 .93", "Hammer", "2m", "▼  1 1.0", "10s", "Hikkake", "–", "all 3", "2 of 3 with an alert", "last 60 min", "A–Z",
		"A  ▲2 ◆1  best Engulfing 0.93 11:31  last Hammer 11:58")
	v.frame(found("A", "P", model.DirNone, 0.1, 0), found("A", "P", model.DirBull, 0.1, -time.Minute), found("A", "P", model.DirBear, 0.1, -time.Minute))
	v.shows(120, 24, "A  ▲2 ◆1 ±1  1 undirected  best")
	v.press(tea.KeyRight, tea.KeyRight)
	v.shows(120, 24, "C  nothing in this time  last Hikkake 10:30")
}

// An hour passes, and nothing new comes.
func TestASilentSymbolIsFaintAndNeverGone(t *testing.T) {
	v := open(t, found("A", "Engulfing", model.DirBull, 0.934, 29*time.Minute))
	faint, _, _ := strings.Cut(v.env.Theme.Faint.Render("A"), "A")
	if text := v.at(80, 24); !strings.Contains(text, "▲") || strings.Contains(text, faint+"A") {
		t.Errorf("it is faint: %q", text)
	}
	v.now = noon.Add(32 * time.Minute)
	v.frame()
	v.Resize(80, 21)
	if text := strings.Join(v.Lines(false), ""); !strings.Contains(text, faint+"A") {
		t.Errorf("it is not faint: %q", text)
	}
	v.shows(80, 24, "A ", "Engulfing", "1h", "nothing in this time")
}

func TestTheGroundSaysHowMuchThereIs(t *testing.T) {
	var items []model.FeedItem
	for i := range 30 {
		items = append(items, found("BUSY", "P", model.DirBull, 0.5, time.Duration(30-i)*time.Minute))
	}
	v := open(t, append(items, found("CALM", "P", model.DirBull, 0.5, time.Second))...)
	text := v.at(80, 24)
	for ground, glyph := range map[int]string{0: theme.Sparks[0], theme.HeatSteps - 1: theme.Sparks[len(theme.Sparks)-1]} {
		if want := v.env.Theme.Heat[ground].Spark.Render(glyph); !strings.Contains(text, want) {
			t.Errorf("%s is not on ground %d", glyph, ground)
		}
	}
}

func TestNoPlaceChangesByItself(t *testing.T) {
	v := open(t, found("A", "P", model.DirBull, 0.5, 3*time.Minute), found("B", "P", model.DirBull, 0.5, 2*time.Minute), found("B", "P", model.DirBull, 0.5, time.Minute), found("C", "P", model.DirBull, 0.5, 0))
	v.text(80, 24)
	places := func() string { v.text(80, 24); return strings.Join(v.names.all, " ") }
	if got := places(); got != "A B C" {
		t.Fatalf("by name: %s", got)
	}
	v.press('o')
	if got := places(); got != "B A C" {
		t.Errorf("by activity: %s", got)
	}
	v.shows(80, 24, "by activity")
	for i := range 9 {
		v.frame(found("C", "P", model.DirBull, 0.5, -time.Duration(i)*time.Minute))
	}
	v.frame(found("AA", "P", model.DirBull, 0.5, 0))
	if got := places(); got != "B A C AA" {
		t.Errorf("after more came: %s", got)
	}
	if v.press('o'); places() != "A AA B C" {
		t.Errorf("by name again: %s", places())
	}
	if v.press('o'); places() != "C B A AA" {
		t.Errorf("by activity once more: %s", places())
	}
}

func TestTheCursorStaysOnItsSymbol(t *testing.T) {
	v := open(t, found("B", "P", model.DirBull, 0.5, 0), found("C", "P", model.DirBull, 0.5, 0))
	v.text(80, 24)
	v.press(tea.KeyRight)
	v.frame(found("A", "P", model.DirBull, 0.5, 0), found("D", "P", model.DirBull, 0.5, 0))
	if v.text(80, 24); v.chosen != "C" || v.cursor != 2 {
		t.Errorf("it is on %s, place %d", v.chosen, v.cursor)
	}
	v.env.Muted = []string{"C"}
	v.shows(80, 24, "all 3 · 1 muted")
	if v.chosen != "D" {
		t.Errorf("its symbol is muted, and it is on %s", v.chosen)
	}
}

func TestTheKeysMoveByCells(t *testing.T) {
	v := open(t, market(forty)...)
	v.text(80, 24) // 5 columns, 8 rows
	for _, c := range [...]struct {
		keys []rune
		want int
	}{
		{[]rune{tea.KeyRight, tea.KeyDown}, 6},
		{[]rune{tea.KeyUp, tea.KeyUp, tea.KeyUp}, 1},
		{[]rune{tea.KeyLeft, tea.KeyLeft}, 0},
		{[]rune{'l', 'j', 'k', 'h', 'j'}, 5},
		{[]rune{tea.KeyLeft}, 4},
		{[]rune{tea.KeyEnd, tea.KeyRight}, 39},
		{[]rune{tea.KeyDown, tea.KeyUp}, 34},
		{[]rune{tea.KeyHome}, 0},
		{[]rune{tea.KeyPgDown}, 39},
	} {
		if v.press(c.keys...); v.cursor != c.want {
			t.Fatalf("after %q it is on %d, want %d", c.keys, v.cursor, c.want)
		}
	}
}

func TestEnterLeadsToTheListOfTheSymbol(t *testing.T) {
	v := open(t, found("AAPL", "P", model.DirBull, 0.5, 0), found("日 本", "P", model.DirBull, 0.5, 0))
	if got, want := v.press(tea.KeyEnter), (pane.GoMsg{To: "alerts", Msg: pane.FilterMsg{Query: "symbol:AAPL", Back: ID}}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := v.press(tea.KeyRight, tea.KeyEnter), (pane.GoMsg{To: "alerts", Msg: pane.FilterMsg{Query: `symbol:"日 本"`, Back: ID}}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, key := range []rune{'b', tea.KeyEscape} {
		if got := v.press(key); got != (pane.GoMsg{}) {
			t.Errorf("%c leads to %+v", key, got)
		}
	}
}

func TestWhatIsWatchedIsThereBeforeItsFirstAlert(t *testing.T) {
	v := open(t)
	v.shows(80, 24, "No symbol yet. Each takes its place here with its first alert")
	if v.press(tea.KeyEnter) != nil {
		t.Error("⏎ leads somewhere")
	}
	v.press(tea.KeyDown, tea.KeyEnd, 'o', 'o')
	v.env.Watched = []string{"NVDA", "AAPL"}
	v.shows(80, 24, "AAPL", "NVDA", "none this hour", "▸all 2 · mine 2")
	v.env.State.Link.Up = false
	v.env.Watched = nil
	v.shows(80, 24, "No symbol yet: waiting for the connection.")
}

func TestWhatTheFeedNoLongerHeldIsSaid(t *testing.T) {
	env := uitest.Env(noon)
	v := &trial{t: t, world: uitest.NewWorld(5), now: noon, Pane: New(env, "alerts")}
	var items []model.FeedItem
	for m := 20; m >= 0; m-- {
		items = append(items, found("A", "P", model.DirBull, 0.5, time.Duration(m)*time.Minute))
	}
	v.frame(items...)
	v.shows(80, 24, "since 11:56:00")
}

func TestAgesGrowWithoutNews(t *testing.T) {
	v := open(t, found("A", "P", model.DirBull, 0.5, time.Second))
	v.shows(80, 24, " now")
	v.now = noon.Add(15 * time.Second)
	v.frame()
	v.shows(80, 24, " 10s")
}

func TestALongHistoryIsReadInSteps(t *testing.T) {
	env := uitest.Env(noon)
	v := &trial{world: uitest.NewWorld(3 * activity.Portion), Pane: New(env, "alerts")}
	var items []model.FeedItem
	for i := range 5 * activity.Portion / 2 {
		items = append(items, found("A", "P", model.DirBull, 0.5, time.Duration(60-i*60/(5*activity.Portion/2))*time.Second))
	}
	env.State.Apply(v.world.Frame(uitest.News{Taken: noon, Items: items}))
	steps := 0
	for v.Update(pane.FocusMsg{}); v.Work(); steps++ {
		v.Resize(80, 20)
		v.Lines(true)
		if note := v.Head().Note; !strings.Contains(note, "reading the feed") {
			t.Errorf("it says %q", note)
		}
	}
	if steps != 2 || v.seen.Symbols.Of("A").All.Total() != 1 {
		t.Errorf("%d steps, %d candles", steps, v.seen.Symbols.Of("A").All.Total())
	}
}

func TestABoardThatIsNotShownReadsNothing(t *testing.T) {
	env := uitest.Env(noon)
	v := New(env, "alerts")
	env.State.Apply(uitest.NewWorld(10).Frame(uitest.News{Taken: noon, Items: []model.FeedItem{found("A", "P", model.DirBull, 0.5, 0)}}))
	v.Resize(80, 20)
	v.Update(pane.FocusMsg{})
	v.Update(pane.BlurMsg{})
	if v.Work(); v.seen.Symbols.Of("A") != nil {
		t.Error("it has read the feed")
	}
}

// BenchmarkBoard draws 500 symbols at 200×60, each time with an alert more.
func BenchmarkBoard(b *testing.B) {
	env := uitest.Env(noon)
	p, world := New(env, "alerts"), uitest.NewWorld(100_000)
	items := market(hundreds(500))
	env.State.Apply(world.Frame(uitest.News{Taken: noon, Items: items}))
	p.Resize(200, 57)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		env.State.Apply(world.Frame(uitest.News{Taken: noon, Items: items[len(items)-1:]}))
		b.StartTimer()
		p.Lines(true)
	}
}

// watching is the board of a person who watches some symbols.
func watching(t *testing.T, symbols ...string) *trial {
	t.Helper()
	v := open(t, market(forty)...)
	v.env.Watched = symbols
	return v
}

func TestWatchedSymbolsAreMarked(t *testing.T) {
	v := watching(t, "AMD", "NVDA", "ZZZ")
	v.shows(80, 24, "▸all 41 · mine 3", "•▅AMD", "• ZZZ", "• watched ·", ".93 best ")
	if text := v.text(80, 24); strings.Count(text, "•") != 4 {
		t.Errorf("others are marked too:\n%s", text)
	}
}

func TestAKeyShowsWhatIsWatchedAlone(t *testing.T) {
	v := watching(t, "AMD", "NVDA", "ZZZ")
	v.text(80, 24)
	v.press(']')
	v.shows(80, 24, "all 41 · ▸mine 3", "AMD", "NVDA", "ZZZ")
	if text := v.text(80, 24); strings.Contains(text, "AAPL") || v.chosen != "AMD" {
		t.Errorf("the cursor is on %s:\n%s", v.chosen, text)
	}
	v.frame(found("QQQQ", "Doji", model.DirNeutral, 0.5, 0)) // nobody watches it
	v.shows(80, 24, "all 42 · ▸mine 3")
	v.press('[')
	v.shows(80, 24, "▸all 42 · mine 3", "AAPL", "QQQQ")
	v.press(']')
	v.env.Watched = nil
	v.shows(80, 24, "all 41", "AAPL")
}

func TestTheScopeIsNoTrapWhereNothingIsWatched(t *testing.T) {
	v := watching(t)
	if said, ok := v.press(']').(pane.ToastMsg); !ok || !strings.Contains(said.Text, "w puts one on your watchlist") {
		t.Errorf("said %+v", said)
	}
	v.shows(80, 24, "all 40", "AAPL")
}

func TestASymbolIsWatchedAndMutedWhereTheCursorIs(t *testing.T) {
	v := watching(t)
	v.text(80, 24)
	v.press(tea.KeyRight, 'w')
	if !v.env.Prefs.Watch("desk", "ABBV") || v.env.Prefs.Watch("", "AAPL") {
		t.Error("not on the watchlist")
	}
	v.press('w')
	if v.env.Prefs.Watch("", "ABBV") {
		t.Error("still on the watchlist")
	}
	if v.press('m'); v.env.Top() == nil {
		t.Error("nothing asks for how long")
	}
}

func TestTheBoardSaysOnWhichListsASymbolIs(t *testing.T) {
	v := open(t, market(forty)...)
	v.env.Prefs = desk.New(desk.Options{Configured: prefs.Prefs{Watchlists: map[string][]string{"core": {"AAPL"}, "desk": {"AAPL"}}}})
	v.env.Prefs.Follow(prefs.News{Listed: true, Lists: map[string][]string{"index": {"AAPL", "MSFT"}}})
	v.env.Prefs.SetList("desk", []string{"AAPL"})
	v.env.Watched, _ = v.env.Prefs.Symbols()
	v.shows(80, 24, " AAPL • core (config.toml), desk, index (Redis) ")
}
