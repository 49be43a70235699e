package desk

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/prefs"
	"tickdeck/model/rules"
	"tickdeck/ui/notify"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// shelf keeps what it is given.
type shelf struct {
	kept   []prefs.Prefs
	older  []prefs.Prefs
	err    error
	shared bool
}

func (s *shelf) Save(p prefs.Prefs) (bool, error) {
	s.kept = append(s.kept, p)
	return s.shared, s.err
}

func (s *shelf) SaveOlder(p prefs.Prefs) error {
	s.older = append(s.older, p)
	return s.err
}

// caller notes what it is asked for.
type caller struct {
	fires []rules.Fire
	err   error
}

func (c *caller) Call(f rules.Fire) error { c.fires = append(c.fires, f); return c.err }
func (c *caller) Outcome(ctx context.Context) (rules.Outcome, error) {
	<-ctx.Done()
	return rules.Outcome{}, ctx.Err()
}

// trial is a desk with a feed.
type trial struct {
	*Prefs
	log   *model.Log
	calls *caller
	shelf *shelf
	at    time.Time
}

func sit(configured prefs.Prefs) *trial {
	v := &trial{log: model.NewLog(1000, 1<<20), calls: &caller{}, shelf: &shelf{}, at: noon}
	v.Prefs = New(Options{Configured: configured, Store: v.shelf, Caller: v.calls, Terminal: notify.Detect([]string{"TERM=foot"})})
	return v
}

func (v *trial) comes(symbol, pattern string) *model.Alert {
	a := &model.Alert{
		Symbol: symbol, Pattern: pattern, Timeframe: "1min", Confidence: 0.9, Price: model.None(), Volume: model.None(),
		Arrived: v.at, EventTime: v.at, Direction: model.DirBull,
	}
	v.log.Push(model.FeedItem{Alert: a})
	return a
}

func (v *trial) frame(after time.Duration) Effects {
	v.at = v.at.Add(after)
	h := v.log.History()
	return v.Frame(&h, v.at)
}

func TestWhatStoodThereBeforeFiresNothing(t *testing.T) {
	v := sit(prefs.Prefs{Rules: []rules.Rule{{Name: "r", When: "symbol:*", Run: "x"}}})
	v.comes("OLD", "Doji")
	v.frame(0)
	v.comes("NEW", "Doji")
	v.frame(time.Second)
	v.frame(time.Second)
	if len(v.calls.fires) != 1 || v.calls.fires[0].Alert.Symbol != "NEW" {
		t.Errorf("got %+v", v.calls.fires)
	}
}

func TestABurstIsOneNotification(t *testing.T) {
	v := sit(prefs.Prefs{Rules: []rules.Rule{{Name: "strong", When: "conf>=0.9", Notify: true, Bell: true}}})
	v.frame(0)
	for range 5 {
		v.comes("NVDA", "Engulfing")
	}
	v.frame(time.Millisecond)
	e := v.frame(time.Second)
	if want := "\x1b]777;notify;NVDA Engulfing;bullish, 0.90, 1min, 4 more alerts, rule strong\x1b\\\a"; e.Sequence != want {
		t.Errorf("got %q, want %q", e.Sequence, want)
	}
	if e := v.frame(time.Minute); e.Sequence != "" {
		t.Errorf("once more: %q", e.Sequence)
	}
}

func TestWhatIsMutedIsHiddenAndSilentAndCounted(t *testing.T) {
	v := sit(prefs.Prefs{Rules: []rules.Rule{{Name: "r", When: "symbol:*", Run: "x"}}})
	v.frame(0)
	rev := v.Rev()
	v.Mute(rules.Mute{Symbol: "WMT", Until: noon.Add(time.Minute)})
	if v.Rev() == rev {
		t.Error("the list is not told")
	}
	a := v.comes("WMT", "Doji")
	v.frame(time.Second)
	v.frame(time.Second)
	if !v.Muted(a) || len(v.calls.fires) != 0 || v.Mutes()[0].Hidden != 1 || v.Rules()[0].Tally.Held[rules.Muted] != 1 {
		t.Errorf("muted %v, fires %v, mutes %+v", v.Muted(a), v.calls.fires, v.Mutes())
	}
	rev = v.Rev()
	e := v.frame(time.Minute)
	if v.Muted(a) || v.Rev() == rev || len(e.Say) != 1 || !strings.Contains(e.Say[0].Text, "WMT") {
		t.Errorf("after its end: %v %+v", v.Muted(a), e.Say)
	}
}

func TestChangesAreUndoneAndKept(t *testing.T) {
	v := sit(prefs.Prefs{Mutes: []rules.Mute{{Symbol: "GME", Place: &rules.Place{File: "config.toml"}}}, Rules: []rules.Rule{{Name: "conf", When: "symbol:*", Pin: true}}})
	v.frame(0)
	a := v.comes("GME", "Doji")
	v.Unmute(v.Mutes()[0].Mute)
	if v.Muted(a) {
		t.Error("a mute of the configuration cannot be lifted")
	}
	v.Mute(rules.Mute{Pattern: "Doji"})
	v.Extend(v.Mutes()[0].Mute, time.Hour) // for good: nothing to extend
	if !v.Muted(a) || len(v.Own().Mutes) != 2 {
		t.Errorf("own: %+v", v.Own().Mutes)
	}
	if !v.Undo() || v.Muted(a) || !v.Undo() || !v.Muted(a) || v.Undo() {
		t.Error("undoing does not go back step by step")
	}
	v.Switch(v.Rules()[0].Rule)
	if err := v.Remove("conf"); err == nil || !v.Rules()[0].Off {
		t.Errorf("a rule of the configuration: %v %+v", err, v.Rules()[0])
	}
	if s := v.Keeper()(); s.Text != "" || len(v.shelf.kept) != 1 || !v.shelf.kept[0].Rules[0].Off {
		t.Errorf("%+v %+v", s, v.shelf.kept)
	}
	one := v.Own().Changed
	v.SetQuery("q", "conf>=0.9")
	if !v.Own().Changed.After(one) {
		t.Error("of two changes within a frame nobody knows the later")
	}
	v.shelf.err = errors.New("no space left on device")
	if s := v.Keeper()(); s.Level != Failure || !strings.Contains(s.Text, "no space left") {
		t.Errorf("got %+v", s)
	}
}

func TestARuleThatIsRenamedLeavesNoSecondOneBehind(t *testing.T) {
	v := sit(prefs.Prefs{Rules: []rules.Rule{{Name: "old", When: "symbol:*", Pin: true}}})
	v.frame(0)
	v.SetRule("old", rules.Rule{Name: "new", When: "symbol:*", Pin: true})
	on := 0
	for _, s := range v.Rules() {
		if !s.Off {
			on++
		}
	}
	if on != 1 {
		t.Errorf("%+v", v.Rules())
	}
	v.SetRule("new", rules.Rule{Name: "newer", When: "symbol:*", Pin: true})
	if n := len(v.Rules()); n != 2 {
		t.Errorf("%d rules", n)
	}
	if err := v.Check("newer", rules.Rule{Name: "old", When: "x", Pin: true}); err == nil {
		t.Error("two rules of one name")
	}
}

func TestTroubleIsSaidOnce(t *testing.T) {
	v := sit(prefs.Prefs{Rules: []rules.Rule{{Name: "bad", When: "conf>=", Pin: true}, {Name: "run", When: "symbol:*", Run: "x", Each: true}}})
	v.calls.err = errors.New("it is off")
	if e := v.frame(0); len(e.Say) != 1 || !strings.Contains(e.Say[0].Text, "R shows them") {
		t.Errorf("got %+v", e.Say)
	}
	said := 0
	for i := range 30 {
		v.comes("AAPL", strings.Repeat("x", i))
		v.at = v.at.Add(time.Minute / 4)
		v.log.Push(model.FeedItem{Gap: &model.Gap{}})
		a := v.comes("MSFT", "Doji")
		a.BarTime = v.at
		said += len(v.frame(0).Say)
	}
	if said < 5 || said > 9 || v.Failed() < 30 { // seven and a half minutes
		t.Errorf("said %d times, %d failed", said, v.Failed())
	}
	s, wrong := v.Heard(rules.Outcome{Rule: "run", Symbol: "A", What: "run", Problem: "exit status 1: \x1b[2J"})
	if !wrong || s.Level != Failure || strings.ContainsRune(s.Text, 0x1b) {
		t.Errorf("got %+v", s)
	}
	if _, wrong := v.Heard(rules.Outcome{}); wrong {
		t.Error("what went well is trouble")
	}
}

func TestAnAlertThatWasGoneBeforeItWasSeenIsCounted(t *testing.T) {
	v := sit(prefs.Prefs{Rules: []rules.Rule{{Name: "r", When: "symbol:*", Pin: true}}})
	v.frame(0)
	for range 1500 {
		v.comes("A", "Doji")
	}
	v.frame(time.Second)
	if v.Missed() != 500 || v.Rules()[0].Tally.Matched() != 1000 {
		t.Errorf("missed %d, matched %d", v.Missed(), v.Rules()[0].Tally.Matched())
	}
}

func TestWatchlistsAreKnownToRules(t *testing.T) {
	v := sit(prefs.Prefs{
		Watchlists: map[string][]string{"desk": {"nvda"}}, Rules: []rules.Rule{{Name: "r", When: "watch:desk", Highlight: "warn"}},
	})
	v.frame(0)
	if style, _ := v.Style(v.comes("NVDA", "Doji")); style != "warn" || !v.Watch("Desk", "NVDA") || v.Watch("", "AAPL") {
		t.Errorf("style %q", style)
	}
	v.SetList("desk", []string{"AAPL"})
	if style, _ := v.Style(v.comes("NVDA", "Doji")); style != "" || len(v.Lists()["desk"]) != 1 {
		t.Errorf("style %q", style)
	}
}

func TestARuleIsTriedOnAPictureOfTheFeed(t *testing.T) {
	v := sit(prefs.Prefs{})
	v.frame(0)
	v.comes("A", "Doji")
	try := v.Trier(rules.Rule{When: "symbol:A"}, v.log.History())
	v.comes("A", "Hammer")
	if got, err := try(t.Context()); err != nil || got.Looked != 1 || got.Today.Fired != 1 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestARuleIsFiredOnceForTheNewestThatItMeans(t *testing.T) {
	v := sit(prefs.Prefs{})
	v.frame(0)
	v.comes("A", "Doji")
	v.comes("B", "Doji")
	h := v.log.History()
	e := v.Once(rules.Rule{Name: "r", When: "symbol:A", Run: "x", Bell: true}, &h)
	if len(v.calls.fires) != 1 || v.calls.fires[0].Alert.Symbol != "A" || e.Sequence != "\a" {
		t.Errorf("%+v %+v", v.calls.fires, e)
	}
	e = v.Once(rules.Rule{Name: "r", When: "symbol:Z", Run: "x"}, &h)
	if !v.calls.fires[1].Alert.Simulated || !strings.Contains(e.Say[0].Text, "made up") {
		t.Errorf("%+v %+v", v.calls.fires[1], e)
	}
}

func TestWhatWasSentWhileTheDeckStoodStillFiresNothing(t *testing.T) {
	v := sit(prefs.Prefs{Rules: []rules.Rule{{Name: "run", When: "symbol:*", Run: "log", Each: true}}})
	v.frame(0)
	v.frame(time.Second)
	sent := func(symbol string, ago time.Duration) { v.comes(symbol, "Doji").EventTime = v.at.Add(-ago) }
	v.at = v.at.Add(10 * time.Minute) // it is suspended, and all of this waits in the connection
	sent("OLD", 9*time.Minute)
	sent("JUST", 30*time.Second)
	sent("DAY", 20*time.Hour) // a bar of a day is of the day whenever it comes
	v.frame(0)
	v.frame(time.Second)
	sent("SLOW", 8*time.Minute) // this one comes a little later
	v.frame(time.Second)
	v.frame(time.Minute)
	var fired []string
	for _, f := range v.calls.fires {
		fired = append(fired, f.Alert.Symbol)
	}
	if got := strings.Join(fired, " "); got != "JUST DAY" {
		t.Errorf("fired for %s", got)
	}
	if s := v.Rules()[0].Tally; s.Held[rules.Late] != 2 {
		t.Errorf("held back: %v", s.Held)
	}
}
