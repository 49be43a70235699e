package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/query"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// alert of a one-minute bar that closed at that time.
func alert(symbol, pattern string, confidence float64, at time.Time) *model.Alert {
	return &model.Alert{
		Symbol: symbol, Pattern: pattern, Timeframe: "1min", Confidence: confidence, Price: 100,
		Arrived: at, EventTime: at, BarTime: at.Truncate(time.Minute).Add(-time.Minute),
	}
}

func around() Around { return Around{Around: query.Around{Clock: query.Clock{Zone: time.UTC}}} }

// trial is an engine with its rules.
type trial struct {
	*Engine
	t *testing.T
}

func with(t *testing.T, a Around, rules ...Rule) trial {
	t.Helper()
	e := New(a)
	e.Set(rules, noon)
	for _, s := range e.Status() {
		if s.Err != nil {
			t.Fatalf("%s: %v", s.Name, s.Err)
		}
	}
	return trial{e, t}
}

func (v trial) tally(i int) Tally { return *v.Status()[i].Tally }

func (v trial) wantHeld(i, fired int, held map[Reason]int) {
	v.t.Helper()
	got := v.tally(i)
	for _, r := range Reasons() {
		if got.Held[r] != held[r] {
			v.t.Errorf("held back because %s: %d, want %d", r, got.Held[r], held[r])
		}
	}
	if got.Fired != fired {
		v.t.Errorf("fired %d times, want %d", got.Fired, fired)
	}
}

func TestARuleFiresOnceACandle(t *testing.T) {
	v := with(t, around(), Rule{Name: "all", When: "conf>=0.5", Pin: true})
	for i := range 5 {
		v.Take(alert("AAPL", fmt.Sprint("Pattern ", i), 0.9, noon), noon)
	}
	v.Take(alert("AAPL", "Doji", 0.4, noon), noon) // not meant
	v.Take(alert("MSFT", "Doji", 0.6, noon), noon)
	other := alert("AAPL", "Doji", 0.6, noon)
	other.Timeframe = "5min"
	v.Take(other, noon)
	v.Take(alert("AAPL", "Doji", 0.6, noon.Add(time.Minute)), noon.Add(time.Minute))
	v.wantHeld(0, 4, map[Reason]int{Candle: 4})
}

func TestASymbolCoolsDown(t *testing.T) {
	v := with(t, around(), Rule{Name: "cool", When: "symbol:*", Pin: true, CoolDown: "5m"})
	for i := range 12 {
		at := noon.Add(time.Duration(i) * time.Minute)
		v.Take(alert("AAPL", "Doji", 0.9, at), at)
	}
	v.Take(alert("MSFT", "Doji", 0.9, noon.Add(11*time.Minute)), noon.Add(11*time.Minute))
	v.wantHeld(0, 4, map[Reason]int{Cooling: 9}) // 0, 5, 10; and MSFT
}

func TestAnHourHasItsLimit(t *testing.T) {
	v := with(t, around(), Rule{Name: "few", When: "symbol:*", Pin: true, Hourly: 3})
	for i := range 90 {
		at := noon.Add(time.Duration(i) * time.Minute)
		v.Take(alert("AAPL", "Doji", 0.9, at), at)
	}
	v.wantHeld(0, 6, map[Reason]int{Hourly: 84})
}

func TestQuietHoursReachOverMidnight(t *testing.T) {
	v := with(t, around(), Rule{Name: "q", When: "symbol:*", Pin: true, Quiet: "22:00-07:00"}, Rule{Name: "d", When: "symbol:*", Pin: true, Quiet: "09:00-17:30"})
	for hour := range 11 { // 12:00 to 22:00
		at := noon.Add(time.Duration(hour) * time.Hour)
		v.Take(alert("AAPL", "Doji", 0.9, at), at)
	}
	v.wantHeld(0, 10, map[Reason]int{Quiet: 1})
	v.wantHeld(1, 5, map[Reason]int{Quiet: 6})
}

func TestAnotherDayCountsAnew(t *testing.T) {
	zone := time.FixedZone("EST", -5*3600)
	a := around()
	a.Zone = zone
	v := with(t, a, Rule{Name: "q", When: "symbol:*", Pin: true})
	v.Take(alert("AAPL", "Doji", 0.9, noon), noon)
	v.Due(noon.Add(16*time.Hour + 59*time.Minute)) // 23:59 there
	v.wantHeld(0, 1, nil)
	v.Due(noon.Add(17 * time.Hour))
	v.wantHeld(0, 0, nil)
}

func TestMarketHoursAndMutesHoldBack(t *testing.T) {
	a := around()
	a.Open = func(at time.Time) bool { return at.Hour() < 13 }
	mutes := NewMutes()
	mutes.Set([]Mute{{Symbol: "WMT"}})
	a.Around.Muted = nil
	a.Muted = func(x *model.Alert, at time.Time) bool { return mutes.Muter().Muted(x, at) }
	v := with(t, a, Rule{Name: "hours", When: "symbol:*", Pin: true, MarketHours: true}, Rule{Name: "any", When: "symbol:*", Pin: true})
	v.Take(alert("AAPL", "Doji", 0.9, noon), noon)
	v.Take(alert("WMT", "Doji", 0.9, noon), noon)
	at := noon.Add(time.Hour)
	v.Take(alert("AAPL", "Doji", 0.9, at), at)
	v.wantHeld(0, 1, map[Reason]int{Muted: 1, Closed: 1})
	v.wantHeld(1, 2, map[Reason]int{Muted: 1})
}

func TestWhatCameTooLateFiresNothing(t *testing.T) {
	v := with(t, around(), Rule{Name: "r", When: "symbol:*", Bell: true})
	v.Take(alert("AAPL", "Doji", 0.9, noon), noon.Add(61*time.Second))
	v.wantHeld(0, 0, map[Reason]int{Late: 1})
	if _, _, rings := v.Due(noon.Add(time.Hour)); rings {
		t.Error("it rang")
	}
}

func TestABurstStartsOneCommandForTheStrongest(t *testing.T) {
	v := with(t, around(), Rule{Name: "run", When: "symbol:*", Run: "log"}, Rule{Name: "each", When: "symbol:*", Run: "log", Each: true})
	for i := range 50 {
		conf := 0.5
		if i == 31 {
			conf = 0.97
		}
		v.Take(alert(fmt.Sprint("S", i%25), fmt.Sprint("P", i), conf, noon), noon.Add(time.Duration(i)*time.Millisecond))
	}
	fires, _, _ := v.Due(noon.Add(100 * time.Millisecond))
	if len(fires) != 25 || fires[0].Rule.Name != "each" {
		t.Fatalf("before the burst is over: %d fires of %v", len(fires), fires)
	}
	fires, _, _ = v.Due(noon.Add(49*time.Millisecond + lull))
	if len(fires) != 1 || fires[0].More != 49 || fires[0].Alert.Confidence != 0.97 {
		t.Fatalf("got %+v", fires)
	}
	v.wantHeld(0, 1, map[Reason]int{Burst: 24, Candle: 25})
	v.wantHeld(1, 25, map[Reason]int{Candle: 25})
	if fires, _, _ = v.Due(noon.Add(time.Hour)); len(fires) != 0 {
		t.Errorf("once more: %+v", fires)
	}
}

func TestAStreamWithoutALullIsTold(t *testing.T) {
	v := with(t, around(), Rule{Name: "run", When: "symbol:*", Run: "log"})
	n := 0
	for i := range 1000 { // ten seconds
		now := noon.Add(time.Duration(i) * 10 * time.Millisecond)
		v.Take(alert(fmt.Sprint("S", i), "P", 0.5, now), now)
		fires, _, _ := v.Due(now)
		n += len(fires)
	}
	if n != 4 {
		t.Errorf("%d commands in ten seconds, want one for each burst of at most two", n)
	}
}

func TestAllRulesTogetherRingOnceInTenSeconds(t *testing.T) {
	v := with(t, around(), Rule{Name: "one", When: "conf>=0.5", Bell: true}, Rule{Name: "two", When: "conf>=0.9", Notify: true})
	var rings []Ring
	for i := range 300 { // a minute, five a second, of one symbol every candle new
		now := noon.Add(time.Duration(i) * 200 * time.Millisecond)
		a := alert(fmt.Sprint("S", i), "P", 0.5+float64(i%50)/100, now)
		v.Take(a, now)
		if _, r, ok := v.Due(now); ok {
			rings = append(rings, r)
		}
	}
	if _, r, ok := v.Due(noon.Add(75 * time.Second)); ok {
		rings = append(rings, r)
	}
	if len(rings) != 7 {
		t.Fatalf("%d rings in a minute", len(rings))
	}
	told := 0
	for _, r := range rings {
		told += 1 + r.More
	}
	if want := v.tally(0).Fired + v.tally(1).Fired; told != want {
		t.Errorf("%d told of %d", told, want)
	}
	last := rings[1]
	if last.Alert.Confidence < 0.98 || !last.Bell || !last.Notify {
		t.Errorf("the second is %+v of %v", last, last.Alert.Confidence)
	}
}

func TestARingTellsWhatWasHeldBackBeforeIt(t *testing.T) {
	v := with(t, around(), Rule{Name: "r", When: "symbol:*", Notify: true, CoolDown: "1m"})
	v.Take(alert("AAPL", "P", 0.9, noon), noon)
	if _, r, ok := v.Due(noon.Add(time.Second)); !ok || r.More != 0 || r.Rule != "r" {
		t.Fatalf("got %v %+v", ok, r)
	}
	for i := range 3 {
		at := noon.Add(time.Duration(20+i) * time.Second)
		v.Take(alert("AAPL", fmt.Sprint(i), 0.9, at), at)
	}
	if _, _, ok := v.Due(noon.Add(30 * time.Second)); ok {
		t.Error("what was held back rang")
	}
	at := noon.Add(2 * time.Minute)
	v.Take(alert("AAPL", "Q", 0.9, at), at)
	if _, r, ok := v.Due(at.Add(time.Second)); !ok || r.More != 3 {
		t.Errorf("got %v %+v", ok, r)
	}
}

func TestStyleIsThatOfTheFirstRuleThatHasOne(t *testing.T) {
	v := with(t, around(),
		Rule{Name: "off", When: "symbol:*", Highlight: "bad", Off: true},
		Rule{Name: "pin", When: "symbol:NVDA", Pin: true},
		Rule{Name: "strong", When: "conf>=0.9", Highlight: "warn"},
		Rule{Name: "all", When: "dir:none", Highlight: "faint", Pin: true})
	for _, c := range []struct {
		symbol string
		conf   float64
		dir    model.Direction
		style  string
		pinned bool
	}{
		{"AAPL", 0.5, model.DirBull, "", false},
		{"NVDA", 0.5, model.DirBull, "", true},
		{"NVDA", 0.9, model.DirBull, "warn", true},
		{"AAPL", 0.9, model.DirNone, "warn", true},
		{"AAPL", 0.1, model.DirNone, "faint", true},
	} {
		a := alert(c.symbol, "P", c.conf, noon)
		a.Direction = c.dir
		if style, pinned := v.Style(a); style != c.style || pinned != c.pinned {
			t.Errorf("%v: %q %v", c, style, pinned)
		}
	}
}

func TestABrokenRuleLeavesTheOthersAlone(t *testing.T) {
	e := New(around())
	e.Set([]Rule{
		{Name: "broken", When: "conf>=", Pin: true, Place: &Place{File: "/home/jo/config.toml", Lines: map[string]int{"": 5, "when": 7}}},
		{Name: "good", When: "symbol:*", Pin: true},
		{Name: "good", When: "symbol:AAPL", Pin: true},
		{Name: "idle", When: "symbol:AAPL"},
		{Name: "all", When: " ", Pin: true},
		{Name: "span", When: "symbol:*", Pin: true, CoolDown: "soon"},
		{Name: "hook", When: "symbol:*", Post: "ftp://x"},
		{Name: "paint", When: "symbol:*", Highlight: "mauve"},
	}, noon)
	e.Take(alert("AAPL", "P", 0.9, noon), noon)
	s := e.Status()
	if s[1].Err != nil || s[1].Tally.Fired != 1 {
		t.Errorf("the good one: %v, fired %d", s[1].Err, s[1].Tally.Fired)
	}
	if got := s[0].Err; got == nil || got.From != len("conf>=") && got.To != len("conf>=") || got.Where() != "config.toml line 7" {
		t.Errorf("got %+v", got)
	}
	for i, want := range map[int]string{2: "name", 3: "nothing", 4: "empty", 5: "cool-down", 6: "webhook", 7: "style"} {
		if err := s[i].Err; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want something about %q", s[i].Name, err, want)
		}
	}
}

func TestATimeOfTheDayInARuleMovesWithTheDay(t *testing.T) {
	v := with(t, around(), Rule{Name: "open", When: "since:09:30", Pin: true})
	for _, at := range []time.Time{noon, noon.Add(21 * time.Hour), noon.Add(22 * time.Hour)} {
		v.Take(alert("AAPL", "P", 0.9, at), at) // 09:00 and 10:00 on the next day
	}
	// Yesterday's 09:30 is still the last one at 09:00; what counts is that noon's alert
	// is not meant any more from 09:30 on.
	old := alert("AAPL", "P", 0.9, noon)
	if _, pinned := v.Style(old); pinned {
		t.Error("an alert of yesterday is since 09:30 of today")
	}
}

func TestARuleThatHasNotChangedGoesOn(t *testing.T) {
	r := Rule{Name: "r", When: "symbol:*", Pin: true, CoolDown: "5m"}
	v := with(t, around(), r)
	v.Take(alert("AAPL", "P", 0.9, noon), noon)
	v.Set([]Rule{{Name: "new", When: "symbol:*", Pin: true}, r}, noon)
	v.Take(alert("AAPL", "P", 0.9, noon.Add(time.Minute)), noon.Add(time.Minute))
	v.wantHeld(1, 1, map[Reason]int{Cooling: 1})
	if m := v.tally(1); len(m.Moments()) != 2 || m.Moments()[0].Fired {
		t.Errorf("the newest of %v", m.Moments())
	}
}

func TestWhatARuleDoesIsWrittenAsItIsRead(t *testing.T) {
	for _, text := range []string{"", "pin", "pin, bell, notify", "highlight", "bell, highlight warn"} {
		var r Rule
		if err := r.SetDoes(strings.ToUpper(text)); err != nil || r.Does() != text {
			t.Errorf("%q became %q (%v)", text, r.Does(), err)
		}
	}
	for _, text := range []string{"", "1 a symbol/5m", "1 a symbol/5min, 10 an hour, quiet 22:00-07:00, market hours, each"} {
		var r Rule
		if err := r.SetLimits(text); err != nil || r.Limits() != text {
			t.Errorf("%q became %q (%v)", text, r.Limits(), err)
		}
	}
	var r Rule
	if err := r.SetDoes("pin,  bel"); err == nil || err.From != 6 || err.To != 9 {
		t.Errorf("got %+v", err)
	}
	for _, text := range []string{"1 a symbol/soon", "0 an hour", "quiet 25:00-01:00", "sometimes", "quiet 09:00-09:00"} {
		if err := r.SetLimits(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestReasonsAreInWords(t *testing.T) {
	for _, r := range Reasons() {
		if r.String() == "" || slices.Index(reasonNames[:], r.String()) != int(r) {
			t.Errorf("reason %d is %q", r, r)
		}
	}
}

func TestWhatARuleRemembersIsBounded(t *testing.T) {
	v := with(t, around(), Rule{Name: "r", When: "symbol:*", Run: "x", Each: true, CoolDown: "1s"}, Rule{Name: "h", When: "symbol:*", Pin: true, Hourly: 10})
	for i := range 3 * keptCandles {
		at := noon.Add(time.Duration(i) * time.Second)
		v.Take(alert(fmt.Sprint("S", i), "P", 0.5, at), at)
	}
	r := &v.rules[0]
	if len(r.candles) > keptCandles || len(r.cooling) > keptSymbols+1 || len(r.moments) > keptMoments || len(r.waiting) > maxWaiting {
		t.Errorf("%d candles, %d symbols, %d moments, %d waiting", len(r.candles), len(r.cooling), len(r.moments), len(r.waiting))
	}
	if r.Overrun == 0 || len(v.rules[1].hour) > 10 {
		t.Errorf("%d were not carried out, %d times are kept", r.Overrun, len(v.rules[1].hour))
	}
}
