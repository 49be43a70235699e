package alerts

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// rig is the list without a screen.
type rig struct {
	*Pane
	t       *testing.T
	env     *pane.Env
	world   *uitest.World
	reading pane.Reading
}

func newRig(t *testing.T, w, h int) *rig {
	t.Helper()
	env := uitest.Env(now)
	r := &rig{Pane: New(env, nil), t: t, env: env, world: uitest.NewWorld(1_000)}
	r.Resize(w, h)
	return r
}

// detail is what is under the cursor, on a page of that size, below its title.
func (r *rig) detail(w, h int) []string {
	head, lines := r.reading.Of(r.env, r.Pane, w-2, h)
	title := draw.TitleRow(r.env.Theme, draw.Box{Title: head.Title, Scope: head.Scope, Note: head.Note}, w)
	return append([]string{title}, draw.Fill(pane.Inset(r.env.Theme, lines, pane.Size{W: w, H: h}), w, h)...)
}

// detailText is the same without its colours.
func (r *rig) detailText(w, h int) string { return ansi.Strip(strings.Join(r.detail(w, h), "\n")) }

// take applies a frame of a connection that works.
func (r *rig) take(items ...model.FeedItem) {
	r.show(uitest.News{Items: items, Taken: now, Link: model.Link{Up: true, Address: "localhost:6379/0"}})
}

func (r *rig) show(n uitest.News) {
	n.Channels = []model.ChannelStat{{
		Channel:      model.Channel{Name: "tickstock.events.patterns", Kind: model.KindPatterns},
		ChannelTrend: &model.ChannelTrend{Count: append(make([]float64, model.SeriesLen-38), ones(38)...)},
	}}
	r.env.State.Apply(r.world.Frame(n))
	r.env.Now = n.Taken
	r.work()
}

func (r *rig) work() {
	for r.Work() {
	}
}

func ones(n int) (out []float64) {
	for range n {
		out = append(out, 1)
	}
	return out
}

// press runs the action of that name.
func (r *rig) press(ids ...string) {
	r.t.Helper()
	for _, id := range ids {
		done := false
		for _, a := range r.Actions() {
			if a.ID == id {
				a.Do()
				r.work()
				done = true
			}
		}
		if !done {
			r.t.Fatalf("there is no action %s", id)
		}
	}
}

// screen is the list without its colours, below what stands beside its title.
func (r *rig) screen() string {
	lines := strings.Join(r.Lines(true), "\n")
	return ansi.Strip(fmt.Sprintf("%s | %s\n%s", r.Head().Scope, r.Head().Note, lines))
}

// found is an alert that came some seconds ago.
func found(seconds float64, symbol, pattern string, d model.Direction, confidence float64) model.FeedItem {
	when := now.Add(-time.Duration(seconds * float64(time.Second)))
	a := &model.Alert{
		EventTime: when, Arrived: when.Add(3 * time.Millisecond), BarTime: when.Truncate(time.Minute), Symbol: symbol, Pattern: pattern,
		Timeframe: "1min", Source: "tickstock_pl", Tier: "intraday", Direction: d, RawDirection: d.String(),
		Confidence: confidence, Price: 229.91 - seconds/10, Volume: 2_100_000,
	}
	a.SetRaw(fmt.Sprintf(`{"pattern":%q,"symbol":%q}`, pattern, symbol))
	return model.FeedItem{Alert: a}
}

// morning is what came in some minutes, the oldest first: a bit of everything.
func morning() []model.FeedItem {
	yesterday := found(86_400, "KO", "Spinning Top", model.DirNeutral, 0.47)
	yesterday.Alert.Price = 63.12
	odd := found(290, "BTCUSDT-PERP", "Rising and Falling Three Methods", model.DirBear, 0.9)
	odd.Alert.Timeframe, odd.Alert.Price, odd.Alert.RawDirection = "15min", 98_765.43, "continuation"
	odd.Alert.BarTime = now.Truncate(15 * time.Minute).Add(-15 * time.Minute)
	nobodySaid := found(66, "NFLX", "Shooting Star", model.DirNone, model.None())
	nobodySaid.Alert.Price, nobodySaid.Alert.Volume, nobodySaid.Alert.Timeframe = model.None(), model.None(), ""
	nobodySaid.Alert.Source, nobodySaid.Alert.Tier, nobodySaid.Alert.BarTime, nobodySaid.Alert.EventTime = "", "", time.Time{}, time.Time{}
	twice := found(31, "SPY", "Morning Star", model.DirBull, 0.69)
	twice.Alert.Repeat()
	noted := found(1, "NVDA", "Engulfing", model.DirBull, 0.97)
	noted.Alert.Metadata = &model.Metadata{
		Names: []string{"rsi", "relative_strength", "sector", "talib"}, Numbers: []float64{61.5, -1204, model.None(), model.None()},
		Texts: []string{"", "", "semiconductors", "CDLENGULFING"},
	}
	return []model.FeedItem{
		yesterday,
		found(300, "META", "Morning Star", model.DirBull, 0.90),
		odd,
		{Gap: &model.Gap{From: now.Add(-69 * time.Second), To: now.Add(-63800 * time.Millisecond), Reason: "connection reset by the server"}},
		nobodySaid,
		found(31, "GOOGL", "Piercing Line", model.DirBull, 0.84),
		twice,
		{Gap: &model.Gap{From: now.Add(-30*time.Second + 12*time.Millisecond), To: now.Add(-30*time.Second + 264*time.Millisecond)}},
		found(12, "JPM", "Harami", model.DirBear, 0.71),
		found(1, "AAPL", "Dark Cloud Cover", model.DirBear, 0.64),
		found(1, "TSLA", "Doji", model.DirNeutral, 0.55),
		noted,
	}
}

// go test ./ui/alerts -update writes the goldens anew.
func TestTheListLooksAsItDid(t *testing.T) {
	for _, w := range [...]int{60, 63, 80, 92, 136} {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			r := newRig(t, w, 15)
			r.take(morning()...)
			golden.RequireEqual(t, r.screen())
		})
	}
}

func TestTheListSaysHowItStands(t *testing.T) {
	for name, prepare := range map[string]func(*rig){
		"nothing yet": func(r *rig) { r.take() },
		"connecting":  func(r *rig) { r.show(uitest.News{Taken: now}) },
		"down": func(r *rig) {
			r.take(morning()...)
			r.show(uitest.News{Taken: now, Link: model.Link{Since: now.Add(-9 * time.Second), Problem: "no Redis"}})
		},
		"scrolled": func(r *rig) {
			r.take(morning()...)
			r.press("list.pagedown", "list.down")
			r.take(found(0, "NEW", "Hammer", model.DirBull, 0.5))
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, 80, 8)
			prepare(r)
			golden.RequireEqual(t, r.screen())
		})
	}
}

func TestALongFigureIsShownWhole(t *testing.T) {
	r := newRig(t, 80, 34)
	huge := found(1, "BRK.A", "Doji", model.DirNeutral, 0.5)
	huge.Alert.Price, huge.Alert.Volume = 142_353_000, 214_353_612
	r.take(huge)
	text := r.detailText(60, 34)
	for _, want := range []string{"142353000.00", "214,353,612"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestARefusedChannelIsNoQuietMarket(t *testing.T) {
	r := newRig(t, 80, 8)
	r.env.State.Apply(r.world.Frame(uitest.News{Taken: now, Link: model.Link{Up: true}, Channels: []model.ChannelStat{
		{Channel: model.Channel{Name: "tickstock.events.patterns", Kind: model.KindPatterns}, Refused: "NOPERM this user has no permissions"},
	}}))
	if text := r.screen(); !strings.Contains(text, "The server refuses patterns: NOPERM") || strings.Contains(text, "Listening") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestTheDetailLooksAsItDid(t *testing.T) {
	for name, down := range map[string]int{"everything": 0, "nobody counted": 3, "nobody said": 7, "gap": 8, "sent as": 9} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, 80, 40)
			r.take(morning()...)
			r.show(uitest.News{Evidence: someEvidence(), Taken: now, Link: model.Link{Up: true}})
			for range down {
				r.press("list.down")
			}
			golden.RequireEqual(t, r.detailText(60, 40))
		})
	}
}

func TestTheColoursOfEachThemeAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, 92, 15)
			r.env.Theme = th
			r.take(morning()...)
			golden.RequireEqual(t, strings.Join(r.Lines(true), "\n"))
		})
	}
}

func TestWhatIsStrongOrNewIsBold(t *testing.T) {
	r := newRig(t, 92, 15)
	r.take(morning()...)
	th := r.env.Theme
	for text, want := range map[string]bool{"NVDA  ": true, "JPM   ": false, "  0.97": true, "  0.90": true, "  0.84": false} {
		screen := strings.Join(r.Lines(false), "\n")
		if strings.Contains(screen, strings.TrimSuffix(th.Bright.Render(text), "\x1b[m")) != want {
			t.Errorf("%q is bold: %v", text, !want)
		}
	}
	r.env.Now = now.Add(2 * time.Second)
	if strings.Contains(strings.Join(r.Lines(false), "\n"), strings.TrimSuffix(th.Bright.Render("NVDA"), "\x1b[m")) {
		t.Error("a row is bold for more than two seconds")
	}
}

func TestARepeatedTimeIsFaint(t *testing.T) {
	r := newRig(t, 92, 15)
	r.take(morning()...)
	th, lines := r.env.Theme, r.Lines(false)
	const at = "10:43"
	for i, want := range []theme.Paint{th.Text, th.Faint, th.Faint, th.Text} {
		clock := at
		if i == 3 {
			clock = "10:42"
		}
		if !strings.Contains(lines[1+i], want.Render(clock)) { // the bar that ended then
			t.Errorf("row %d: %q", i, lines[1+i])
		}
	}
}

func TestEveryLineIsAsWideAsThePane(t *testing.T) {
	r := newRig(t, 80, 20)
	r.take(morning()...)
	r.show(uitest.News{Evidence: someEvidence(), Taken: now, Link: model.Link{Up: true}})
	for w := 10; w <= 240; w++ {
		r.Resize(w, 20)
		lines := r.Lines(true)
		for _, all := range [...][]string{lines, r.detail(w, 19)} {
			if len(all) != 20 {
				t.Fatalf("%d lines", len(all))
			}
			for _, line := range all {
				if ansi.StringWidth(line) != w {
					t.Fatalf("%d columns: %q", w, ansi.Strip(line))
				}
			}
		}
	}
}

func TestTheDayOfAMarketThatIsAheadIsTheDay(t *testing.T) {
	r := newRig(t, 80, 6)
	ahead := found(0, "AHEAD", "Doji", model.DirNeutral, 0.5)
	ahead.Alert.BarTime = now.AddDate(0, 0, 11)
	r.take(found(60, "NOW", "Doji", model.DirNeutral, 0.5), ahead)
	if text := r.screen(); !strings.Contains(text, " 10:43  AHEAD") || !strings.Contains(text, "25Nov  NOW") {
		t.Errorf("it shows\n%s", text)
	}
}
