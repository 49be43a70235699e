package alerts

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// session is an hour of one symbol among others, the oldest first, with several
// patterns on the newest candle.
func session() (items []model.FeedItem) {
	for i := range 31 {
		ago := float64(3_700 - 115*i)
		e := found(ago, "AAPL", []string{"Hammer", "Doji", "Engulfing"}[i%3], model.Direction(1+i%3), 0.4+float64(i%5)/10)
		e.Alert.Price = 229.5 + 1.2*math.Sin(float64(i)/5) + float64(i)/50
		items = append(items, e, found(ago-3, "MSFT", "Doji", model.DirNeutral, 0.5))
	}
	for _, e := range []model.FeedItem{
		found(60, "AAPL", "Belt Hold", model.DirBear, 0.55),
		found(60, "AAPL", "Engulfing", model.DirBull, 0.91),
		found(60, "AAPL", "Evening Star", model.DirBear, 0.91),
	} {
		e.Alert.Price = 229.87
		items = append(items, e)
	}
	last := items[len(items)-1].Alert
	last.ID, last.Metadata = "9c1f-4", &model.Metadata{Names: []string{"rsi"}, Numbers: []float64{61.5}}
	last.SetRaw(`{"symbol":"AAPL","confidence":0.91,"tags":["a","b: c"],"odd \"name\"":null,"metadata":{"text":"` + strings.Repeat("long ", 30) + `"}}`)
	return items
}

func TestTheDetailOfACandleLooksAsItDid(t *testing.T) {
	for _, w := range [...]int{44, 60, 100} {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			r := newRig(t, 80, 24)
			r.take(session()...)
			golden.RequireEqual(t, r.detailText(w, 29))
		})
	}
}

// shown fails unless each of the texts is on the detail.
func (r *rig) shown(want ...string) {
	r.t.Helper()
	for _, w := range want {
		if text := r.detailText(100, 60); !strings.Contains(text, w) {
			r.t.Errorf("no %q in\n%s", w, text)
		}
	}
}

func TestTheDetailFollowsTheCursor(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(morning()...)
	r.shown("NVDA  1min · bar closed 10:43", "1 of 12", "▲ Engulfing 0.97", "A body that reaches over")
	r.press("list.down")
	r.shown("AAPL  1min", "2 of 12", "▼ Dark Cloud Cover 0.64")
	r.press("list.last")
	r.shown("KO  1min · bar closed 24 Nov 10:43", "12 of 12")
}

func TestTheDetailNamesAllThatWasFoundOnTheCandle(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(session()...)
	r.shown("▼ Evening Star 0.91  and ▲ Engulfing 0.91, Belt Hold 0.55")
	r.press("alerts.unfold", "list.down", "list.down")
	r.shown("▲ Engulfing 0.91")
	if text := r.detailText(100, 60); strings.Contains(text, "Belt Hold") {
		t.Errorf("one of them has the others:\n%s", text)
	}
}

func TestTheDefinitionIsInTwoSentencesAtMost(t *testing.T) {
	const long = "An inside bar, then a bar with lower high and low (bullish) or higher high and low (bearish): the break is a trap."
	for _, name := range append(slices.Clone(model.StandardPatterns()), model.MorePatterns()...) {
		switch text := meaningful(model.KnownPattern(name).Definition); {
		case strings.Contains(text, "The value"), strings.Count(text, ". ") > 1, !strings.HasSuffix(text, "."), !unicode.IsUpper([]rune(text)[0]):
			t.Errorf("%s: %s", name, text)
		case name == "Hikkake" && text != long+" A new trap comes before it.":
			t.Errorf("%s", text)
		}
	}
}

func TestTheGraphLeavesRoomForWhatFollows(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(session()...)
	for room, want := range map[int]int{20: 6, 23: 6, 24: 7, 30: 13, 60: 14} {
		_, lines := r.reading.Of(r.env, r.Pane, 58, room)
		times := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(ansi.Strip(l), "09:41") })
		if rows := times - 4; rows != want { // below the headline, two lines of definition and a blank one
			t.Errorf("of %d rows the graph takes %d, not %d:\n%s", room, rows, want, ansi.Strip(strings.Join(lines, "\n")))
		}
		if all := len(lines); want > graphLeast && all > room {
			t.Errorf("%d lines in %d", all, room)
		}
	}
}

func TestAPatternThatNobodyKnowsHasNoDefinition(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(found(1, "AAPL", "Four Black Swans", model.DirBear, 0.5))
	r.shown("TA-Lib defines no pattern of that name.")
}

func TestWhatElseThereWasOfTheSymbolIsCounted(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(session()...)
	r.shown("today      32 candles ▲11 ▼11 ◆10  last Hammer 0.40 10:38", "bars       none kept, 32 prices seen")
	more := found(2, "AAPL", "Hanging Man", model.DirBear, 0.8)
	r.take(found(3, "MSFT", "Doji", model.DirNeutral, 0.5), more)
	r.shown("today      33 candles ▲11 ▼12 ◆10  last Evening Star 0.91 10:42", "33 prices seen")
}

func TestWhatCameYesterdayIsNotOfToday(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(found(86_400, "AAPL", "Doji", model.DirNeutral, 0.5), found(60, "AAPL", "Hammer", model.DirBull, 0.7))
	r.shown("today      1 candle ▲1 ", "2 prices seen")
	if text := r.detailText(100, 60); strings.Contains(text, "last ") {
		t.Errorf("it tells of yesterday:\n%s", text)
	}
}

// What is held does not matter, and what comes is looked at once.
func TestTheFeedIsReadOnFromWhereItWas(t *testing.T) {
	log, at := model.NewLog(1_000_000, 0), found(1, "AAPL", "Doji", model.DirNeutral, 0.5)
	other := found(1, "MSFT", "Doji", model.DirNeutral, 0.5)
	for range 5 * walk {
		log.Push(other)
	}
	var s seen
	read := func() (looked uint64) {
		before := s.next
		feed := log.History()
		s.read(&feed, "AAPL", now.Truncate(24*time.Hour), func(_, _ *model.Alert) bool { return false })
		if s.first > before {
			before = s.first
		}
		return s.next - before
	}
	if n := read(); n != walk {
		t.Errorf("it looks at %d", n)
	}
	rev := s.rev
	if n := read(); n != 0 || s.rev != rev {
		t.Errorf("an idle screen looks at %d", n)
	}
	log.Push(other)
	if n := read(); n != 1 || s.rev != rev {
		t.Errorf("of another symbol it looks at %d, and changes: %v", n, s.rev != rev)
	}
	log.Push(at)
	if n := read(); n != 1 || s.rev == rev || len(s.prices) != 1 {
		t.Errorf("it looks at %d and has %d prices", n, len(s.prices))
	}
	for range 10 * walk {
		a := found(1, "AAPL", "Doji", model.DirNeutral, 0.5)
		a.Alert.BarTime = a.Alert.BarTime.Add(time.Duration(log.History().Rev) * time.Minute)
		log.Push(a)
		read()
		if len(s.candles) > 2*walk || len(s.prices) > 2*walk {
			t.Fatal("it grows without an end")
		}
	}
	if s.wholeDay() {
		t.Error("it says that it has all of the day")
	}
}

func TestAPartOfTheDayIsCalledThat(t *testing.T) {
	r := newRig(t, 80, 24)
	r.world = uitest.NewWorld(40)
	r.take(session()...)
	r.shown("today      19 candles since 10:")
}

// fakeBars keeps the same bars of every symbol.
type fakeBars struct{ rev uint64 }

func (b *fakeBars) Rev() uint64 { return b.rev }

func (b *fakeBars) Bars(_, timeframe string, until time.Time, most int) (bars []model.Bar, kept int) {
	if timeframe != "1min" {
		return nil, 0
	}
	for i := range min(12, most) {
		bars = append(bars, model.Bar{Time: until.Add(time.Duration(i-12) * time.Minute), Close: 500 + float64(i) + float64(b.rev)})
	}
	return bars, 78
}

func TestTheGraphIsOfTheBarsWhereTheyAreKept(t *testing.T) {
	r := newRig(t, 80, 24)
	bars := &fakeBars{}
	r.env.Bars = bars
	r.take(session()...)
	r.shown("bars       12 of 78 kept, at their close", "◂511.00")
	bars.rev = 1
	r.shown("◂512.00")
}

func TestTheGraphSuitsEveryScaleOfPrices(t *testing.T) {
	for name, c := range map[string]struct {
		prices []float64
		want   []string
	}{
		"a flat line":    {[]float64{5, 5.0000001, 5}, []string{"◂5.0000"}},
		"pennies":        {[]float64{0.00012, 0.00015}, []string{"◂0.000150"}},
		"large":          {[]float64{98_000, 99_500, 98_765.43}, []string{"◂98765.43"}},
		"below zero":     {[]float64{-3, 2, -37.63}, []string{"◂-37.63"}},
		"huge":           {[]float64{2e12, 3e12}, []string{"◂3.00e+12"}},
		"one price only": {[]float64{7}, []string{"1 price seen"}},
		"none":           {nil, []string{"0 prices seen"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, 80, 24)
			items := []model.FeedItem{found(9_000, "AAPL", "Doji", model.DirNeutral, 0.5)}
			items[0].Alert.Price = model.None()
			for i, price := range c.prices {
				e := found(float64(600-60*i), "AAPL", "Doji", model.DirNeutral, 0.5)
				e.Alert.Price = price
				items = append(items, e)
			}
			r.take(items...)
			r.shown(c.want...)
			for i, line := range r.detail(60, 30) {
				if ansi.StringWidth(line) != 60 {
					t.Errorf("line %d: %q", i, ansi.Strip(line))
				}
			}
		})
	}
}

func TestTheRawMessageIsShownAndTaken(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(session()...)
	d := &page{r.Pane, r.current()}
	text := d.copied().(pane.CopyMsg).Text
	for _, want := range []string{"AAPL  1min · bar closed 10:42\n", "Evening Star 0.91", "id         9c1f-4", "rsi"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	r.press("alerts.raw")
	r.shown("▼ Evening Star 0.91", `"confidence": 0.91,`)
	if text := r.detailText(100, 60); strings.Contains(text, "arrived") {
		t.Errorf("the fields are still there:\n%s", text)
	}
	if text := d.copied().(pane.CopyMsg).Text; !strings.HasPrefix(text, "{\n  \"symbol\": \"AAPL\",") || strings.Contains(text, "\x1b") {
		t.Errorf("it gives %q", text)
	}
	r.press("alerts.raw")
	r.shown("arrived")
}

func TestABacktestIsOfWhatIsUnderTheCursor(t *testing.T) {
	r := newRig(t, 80, 24)
	var asked []pane.Backtest
	r.env.Backtest = func(b pane.Backtest) { asked = append(asked, b) }
	r.press("alerts.backtest")
	r.take(morning()...)
	r.press("list.down", "alerts.backtest")
	if got := fmt.Sprint(asked); got != "[{[] []} {[AAPL] [Dark Cloud Cover]}]" {
		t.Errorf("it asks for %s", got)
	}
}

// TestReadingDoesNotMoveTheList: what comes meanwhile waits, and the list follows
// again for who has only looked.
func TestReadingDoesNotMoveTheList(t *testing.T) {
	r := newRig(t, 80, 24)
	r.take(morning()...)
	r.press("alerts.open")
	top, ok := r.env.Top().(*pane.Reader)
	if !ok {
		t.Fatal("no page")
	}
	top.Resize(60, 30)
	page := func() string { return ansi.Strip(strings.Join(top.Lines(true), "\n")) }
	press := func(id string) {
		for _, a := range top.Actions() {
			if a.ID == id {
				a.Do()
				r.work()
			}
		}
	}
	r.take(found(0, "NEW", "Hammer", model.DirBull, 0.5))
	if text := page(); !strings.HasPrefix(text, " ▸ NVDA") {
		t.Errorf("it shows\n%s", text)
	}
	press("detail.before") // there is none before the first
	for _, want := range []string{"AAPL", "TSLA"} {
		if press("detail.next"); !strings.HasPrefix(page(), " ▸ "+want) {
			t.Errorf("not %s:\n%s", want, page())
		}
	}
	press("detail.before")
	if press("detail.close"); r.env.Top() != nil || r.place.cursor.Alert.Symbol != "AAPL" || !r.tape.Held() {
		t.Errorf("the cursor is on %s, held %v", r.place.cursor.Alert.Symbol, r.tape.Held())
	}
	r.press("alerts.follow", "alerts.open")
	top, _ = r.env.Top().(*pane.Reader)
	if press("detail.close"); r.tape.Held() {
		t.Error("the list does not follow any more")
	}
}

func TestAPageStaysOnWhatHasGoneFromTheList(t *testing.T) {
	r := newRig(t, 80, 24)
	r.world = uitest.NewWorld(20)
	r.take(morning()...)
	r.press("list.last", "alerts.open")
	top, _ := r.env.Top().(*pane.Reader)
	top.Resize(60, 30)
	for i := range 30 {
		r.take(found(0, fmt.Sprint("S", i), "Hammer", model.DirBull, 0.5))
	}
	if text := ansi.Strip(strings.Join(top.Lines(true), "\n")); !strings.HasPrefix(text, " ▸ KO") || !strings.Contains(text, "Spinning Top") {
		t.Errorf("it shows\n%s", text)
	}
}
