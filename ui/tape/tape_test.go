package tape

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tickdeck/model"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func found(symbol, pattern string, d model.Direction, confidence float64, bar time.Time) *model.Alert {
	return &model.Alert{
		Symbol: symbol, Pattern: pattern, Timeframe: "1min", Direction: d, Confidence: confidence, Price: 10,
		BarTime: bar, EventTime: bar.Add(time.Minute), Arrived: bar.Add(time.Minute),
	}
}

type bench struct {
	log *model.Log
	*Tape
}

func with(limit int, alerts ...*model.Alert) *bench {
	b := &bench{log: model.NewLog(limit, 0), Tape: New()}
	b.push(alerts...)
	return b
}

func (b *bench) push(alerts ...*model.Alert) {
	for _, a := range alerts {
		b.log.Push(model.FeedItem{Alert: a})
	}
	b.apply()
}

func (b *bench) apply() {
	for b.Apply(b.log.History(), 7) {
	}
}

// list is what a person would read.
func (b *bench) list() string {
	var out []string
	for i := range b.Len() {
		r := b.At(i)
		switch {
		case r.Gap != nil:
			out = append(out, "gap")
		case r.Divider != nil:
			out = append(out, fmt.Sprintf("here+%d", r.Divider.Alerts))
		case r.Part():
			out = append(out, " "+r.Alert.Pattern)
		default:
			s := r.Sides()
			out = append(out, fmt.Sprintf("%s %s×%d %d/%d/%d", r.Alert.Symbol, r.Alert.Pattern, r.Count(), s.Bull, s.Bear, s.Even))
		}
	}
	return strings.Join(out, "\n")
}

func (b *bench) shows(t *testing.T, want ...string) {
	t.Helper()
	b.apply()
	if got := b.list(); got != strings.Join(want, "\n") {
		t.Errorf("it shows\n%s\n\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestACandleIsOneRowNamedByItsStrongest(t *testing.T) {
	b := with(100,
		found("NVDA", "Belt Hold", model.DirBull, 0.99, noon),
		found("NVDA", "Morning Star", model.DirBull, 0.6, noon), // far rarer than a Belt Hold
		found("NVDA", "Doji", model.DirNeutral, 0.9, noon),
		found("AMD", "Hammer", model.DirBull, 0.7, noon),
		found("AMD", "Hanging Man", model.DirBear, 0.7, noon.Add(time.Minute)),
	)
	b.shows(t, "AMD Hanging Man×1 0/1/0", "AMD Hammer×1 1/0/0", "NVDA Morning Star×3 2/0/1")
	names := []string{}
	for _, a := range b.AppendAlerts(nil, b.At(2)) {
		names = append(names, a.Pattern)
	}
	if want := []string{"Morning Star", "Belt Hold", "Doji"}; !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
	if rows, alerts := b.Matching(); rows != 3 || alerts != 5 {
		t.Errorf("%d rows of %d alerts", rows, alerts)
	}
}

func TestABurstIsInTheOrderOfWhatMattersNeverOfArrival(t *testing.T) {
	b := with(100,
		found("ZZZ", "Hammer", model.DirBull, model.None(), noon),
		found("AAA", "Hammer", model.DirBull, 0.5, noon),
		found("MMM", "Hammer", model.DirBull, 0.9, noon),
		found("BBB", "Hammer", model.DirBull, 0.5, noon),
		found("WWW", "Hammer", model.DirBull, 0.1, noon),
	)
	b.SetFilter(Filter{Rank: func(a *model.Alert) int8 {
		if a.Symbol == "WWW" {
			return 1
		}
		return 0
	}})
	b.shows(t, "WWW Hammer×1 1/0/0", "MMM Hammer×1 1/0/0", "AAA Hammer×1 1/0/0", "BBB Hammer×1 1/0/0", "ZZZ Hammer×1 1/0/0")
}

func TestAQuerySpeaksOfAlertsAndNamesTheOneThatMatches(t *testing.T) {
	b := with(100,
		found("NVDA", "Belt Hold", model.DirBull, 0.99, noon),
		found("NVDA", "Morning Star", model.DirBull, 0.6, noon),
		found("AMD", "Morning Star", model.DirBull, 0.6, noon),
	)
	b.SetFilter(Filter{Match: func(a *model.Alert) bool { return a.Pattern == "Belt Hold" }})
	b.shows(t, "NVDA Belt Hold×2 2/0/0")
	if first := b.AppendAlerts(nil, b.At(0))[0].Pattern; first != "Belt Hold" {
		t.Errorf("it is named by its %s", first)
	}
	b.push(found("AMD", "Belt Hold", model.DirBear, 0.1, noon))
	b.shows(t, "NVDA Belt Hold×2 2/0/0", "AMD Belt Hold×2 1/1/0")
	b.SetFilter(Filter{Match: b.Mixed, Candle: true})
	b.shows(t, "AMD Morning Star×2 1/1/0")
	b.push(found("NVDA", "Doji", model.DirBear, 0.1, noon))
	b.shows(t, "AMD Morning Star×2 1/1/0", "NVDA Morning Star×3 2/1/0")
}

func TestWhatIsLateShowsOnTop(t *testing.T) {
	b := with(100, found("A", "Hammer", model.DirBull, 0.5, noon), found("B", "Hammer", model.DirBull, 0.5, noon.Add(time.Minute)))
	soon := found("C", "Hammer", model.DirBull, 0.5, noon)
	soon.Arrived = noon.Add(2 * time.Minute)
	late := found("D", "Hammer", model.DirBull, 0.5, noon)
	late.Arrived = noon.Add(5 * time.Minute)
	ahead := found("E", "Hammer", model.DirBull, 0.5, noon.AddDate(70, 0, 0))
	ahead.Arrived = noon.Add(6 * time.Minute)
	b.push(soon, late, ahead, found("F", "Hammer", model.DirBull, 0.5, noon.Add(6*time.Minute)))
	b.shows(t, "F Hammer×1 1/0/0", "E Hammer×1 1/0/0", "D Hammer×1 1/0/0", "B Hammer×1 1/0/0", "A Hammer×1 1/0/0", "C Hammer×1 1/0/0")
}

func TestWithoutATimeNothingIsFolded(t *testing.T) {
	a, b := found("A", "Hammer", model.DirBull, 0.5, noon), found("A", "Doji", model.DirBull, 0.5, noon)
	for _, x := range []*model.Alert{a, b} {
		x.BarTime, x.EventTime = time.Time{}, time.Time{}
	}
	with(100, a, b).shows(t, "A Doji×1 1/0/0", "A Hammer×1 1/0/0")
}

func TestUnfoldingOneAndAll(t *testing.T) {
	b := with(100, found("A", "Doji", model.DirNeutral, 0.5, noon), found("A", "Hammer", model.DirBull, 0.5, noon), found("B", "Doji", model.DirNeutral, 0.3, noon))
	b.Unfold(b.At(0))
	b.shows(t, "A Hammer×2 1/0/1", " Hammer", " Doji", "B Doji×1 0/0/1")
	part := b.At(2)
	b.push(found("A", "Kicking", model.DirBear, 0.2, noon))
	b.shows(t, "B Doji×1 0/0/1", "A Kicking×3 1/1/1", " Kicking", " Hammer", " Doji")
	if !b.Has(part) || b.Place(part) != 4 {
		t.Errorf("the row of one alert did not keep its identity: %d", b.Place(part))
	}
	if rows, alerts := b.Matching(); rows != 2 || alerts != 4 {
		t.Errorf("%d rows of %d alerts", rows, alerts)
	}
	if r := b.Fold(part); r != b.At(1) {
		t.Errorf("folding returns %+v", r)
	}
	b.shows(t, "B Doji×1 0/0/1", "A Kicking×3 1/1/1")
	b.SetUnfolded(true)
	b.shows(t, "A Hammer×1 1/0/0", "A Doji×1 0/0/1", "B Doji×1 0/0/1", "A Kicking×1 0/1/0")
	b.SetUnfolded(false)
	b.shows(t, "B Doji×1 0/0/1", "A Kicking×3 1/1/1")
}

func TestWhatWaitsIsCountedAndComesIn(t *testing.T) {
	b := with(100, found("A", "Doji", model.DirNeutral, 0.5, noon))
	b.Hold()
	b.Divide(noon)
	b.push(found("A", "Hammer", model.DirBull, 0.5, noon), found("B", "Hammer", model.DirBull, 0.7, noon.Add(time.Minute)))
	b.shows(t, "here+2", "A Doji×1 0/0/1")
	if b.Waiting() != 2 {
		t.Errorf("%d wait", b.Waiting())
	}
	b.SetFilter(Filter{Match: func(a *model.Alert) bool { return a.Pattern == "Hammer" }})
	b.shows(t, "here+2")
	b.push(found("B", "Hammer", model.DirBull, 0.1, noon.Add(2*time.Minute)))
	if b.Waiting() != 3 {
		t.Errorf("%d wait", b.Waiting())
	}
	b.Release()
	b.shows(t, "B Hammer×1 1/0/0", "B Hammer×1 1/0/0", "A Hammer×2 1/0/1", "here+3")
	d := b.Divider().Divider
	if symbol, times := d.Most(); symbol != "B" || times != 2 || d.Symbols() != 2 || d.Best.Confidence != 0.7 {
		t.Errorf("%s %d, %d symbols, best %v", symbol, times, d.Symbols(), d.Best.Confidence)
	}
}

func TestAnotherOrderHasAlertsOnly(t *testing.T) {
	b := with(100, found("B", "Doji", model.DirNeutral, 0.9, noon), found("C", "Hammer", model.DirBull, 0.5, noon))
	b.log.Push(model.FeedItem{Gap: &model.Gap{}})
	b.push(found("A", "Doji", model.DirNeutral, 0.5, noon), found("D", "Doji", model.DirNeutral, model.None(), noon))
	b.Divide(noon)
	b.shows(t, "here+0", "A Doji×1 0/0/1", "D Doji×1 0/0/1", "gap", "B Doji×1 0/0/1", "C Hammer×1 1/0/0")
	b.SetOrder(Order{By: BySymbol})
	b.shows(t, "A Doji×1 0/0/1", "B Doji×1 0/0/1", "C Hammer×1 1/0/0", "D Doji×1 0/0/1")
	b.SetOrder(Order{By: ByConfidence, Reverse: true})
	b.shows(t, "A Doji×1 0/0/1", "C Hammer×1 1/0/0", "B Doji×1 0/0/1", "D Doji×1 0/0/1")
	b.SetOrder(Order{By: ByDirection})
	b.shows(t, "C Hammer×1 1/0/0", "A Doji×1 0/0/1", "D Doji×1 0/0/1", "B Doji×1 0/0/1")
	b.SetOrder(Order{})
	b.shows(t, "here+0", "A Doji×1 0/0/1", "D Doji×1 0/0/1", "gap", "B Doji×1 0/0/1", "C Hammer×1 1/0/0")
}

func TestAListIsSortedByAnythingThatCanBeShown(t *testing.T) {
	a, b, c := found("A", "Doji", model.DirBull, 0.5, noon), found("B", "Doji", model.DirBull, 0.5, noon), found("C", "Doji", model.DirBull, 0.5, noon)
	a.Volume, b.Volume, c.Volume = 5, model.None(), 7
	a.Source, c.Source = "zoo", "ant"
	b.Tier, c.Tier = "daily", "intraday"
	a.Channel, b.Channel, c.Channel = 2, 1, 0
	c.Arrived, b.EventTime = c.Arrived.Add(time.Second), time.Time{}
	a.Metadata, c.Metadata = &model.Metadata{Names: []string{"rsi"}, Numbers: []float64{3}}, &model.Metadata{Names: []string{"rsi"}, Numbers: []float64{9}}
	l := with(100, a, b, c)
	for _, of := range []struct {
		o    Order
		want string
	}{
		{Order{By: ByVolume}, "CAB"},
		{Order{By: ByVolume, Reverse: true}, "ACB"},
		{Order{By: BySource}, "CAB"},
		{Order{By: BySource, Reverse: true}, "ACB"},
		{Order{By: ByTier}, "BCA"},
		{Order{By: ByChannel}, "CBA"},
		{Order{By: ByChannel, Reverse: true}, "ABC"},
		{Order{By: ByLatency}, "CAB"},
		{Order{By: ByArrival}, "CAB"},
		{Order{By: ByMetadata, Field: "rsi"}, "CAB"},
		{Order{By: ByMetadata, Field: "rsi", Reverse: true}, "ACB"},
		{Order{By: ByMetadata, Field: "none"}, "ABC"},
	} {
		l.SetOrder(of.o)
		l.apply()
		got := ""
		for i := range l.Len() {
			got += l.At(i).Alert.Symbol
		}
		if got != of.want {
			t.Errorf("%+v: %s, not %s", of.o, got, of.want)
		}
	}
}

func TestAListThatIsOnlyFollowedGoesBackAsFarAsItMust(t *testing.T) {
	var all []*model.Alert
	for i := range 10 * Reach {
		all = append(all, found(fmt.Sprint("S", i%7), "Doji", model.DirNeutral, 0.5, noon.Add(time.Duration(i/20)*time.Minute)))
	}
	b := with(len(all), all[:5*Reach]...)
	if _, n := b.Matching(); n != Reach || b.Looked() {
		t.Errorf("%d alerts are held, back to the oldest: %v", n, b.Looked())
	}
	newest := b.At(0)
	for i := 5 * Reach; i < len(all); i += Reach / 10 {
		b.push(all[i : i+Reach/10]...)
		if _, n := b.Matching(); n < Reach || n > 2*Reach+100 {
			t.Fatalf("%d alerts are held", n)
		}
	}
	if b.Has(newest) {
		t.Error("it holds what is long past")
	}
	newest = b.At(0)
	b.Whole(true)
	b.Apply(b.log.History(), 100)
	if b.At(0) != newest || b.Looked() {
		t.Error("what shows is not there at once")
	}
	b.apply()
	if _, n := b.Matching(); n != len(all) || !b.Looked() {
		t.Errorf("%d of %d alerts, back to the oldest: %v", n, len(all), b.Looked())
	}
	b.anew(t, Filter{})
	b.Whole(false)
	b.apply()
	if _, n := b.Matching(); n != Reach {
		t.Errorf("%d alerts are held", n)
	}
}

// What is put together as it comes is what one would see who looked at everything
// anew.
func TestAListIsWhatItWouldBeAnew(t *testing.T) {
	patterns := []string{"Doji", "Hammer", "Kicking", "Engulfing", "Nonsense"}
	rapid.Check(t, func(t *rapid.T) {
		b := with(rapid.IntRange(1, 60).Draw(t, "limit"))
		b.reach = uint64(rapid.IntRange(1, 30).Draw(t, "reach"))
		marked := map[*model.Alert]bool{}
		filters := []Filter{
			{},
			{Match: func(a *model.Alert) bool { return a.Symbol != "A" }},
			{Match: func(a *model.Alert) bool { return a.Confidence > 0.5 }},
			{Match: func(a *model.Alert) bool { return b.Mixed(a) }, Candle: true},
			{Match: func(a *model.Alert) bool { return marked[a] }},
			{Rank: func(a *model.Alert) int8 { return int8(a.Symbol[0] % 2) }},
		}
		filter := filters[0]
		at := noon
		alert := func(t *rapid.T) {
			at = at.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second)
			a := found(rapid.StringMatching("[A-E]").Draw(t, "symbol"), rapid.SampledFrom(patterns).Draw(t, "pattern"),
				model.Direction(rapid.IntRange(0, 3).Draw(t, "direction")), float64(rapid.IntRange(0, 10).Draw(t, "confidence"))/10, at.Truncate(time.Minute))
			a.Arrived = at.Add(time.Duration(rapid.IntRange(0, 200).Draw(t, "late")) * time.Second)
			b.log.Push(model.FeedItem{Alert: a})
		}
		t.Repeat(map[string]func(*rapid.T){
			"alert": alert, "alerts": func(t *rapid.T) {
				for range rapid.IntRange(1, 8).Draw(t, "n") {
					alert(t)
				}
			},
			"gap":    func(*rapid.T) { b.log.Push(model.FeedItem{Gap: &model.Gap{}}) },
			"look":   func(*rapid.T) { b.apply() },
			"glance": func(t *rapid.T) { b.Apply(b.log.History(), rapid.IntRange(0, 5).Draw(t, "most")) },
			"filter": func(t *rapid.T) {
				filter = rapid.SampledFrom(filters).Draw(t, "filter")
				b.SetFilter(filter)
			},
			"mark": func(t *rapid.T) {
				h := b.log.History()
				for seq := h.First(); seq < h.Next(); seq++ {
					if e, _ := h.At(seq); e.Alert != nil && rapid.Bool().Draw(t, "marked") {
						marked[e.Alert] = true
					}
				}
				b.SetFilter(filter)
			},
			"order": func(t *rapid.T) {
				b.SetOrder(Order{Column(rapid.IntRange(0, int(ByMetadata)).Draw(t, "by")), rapid.Bool().Draw(t, "reverse"), "rsi"})
			},
			"unfolded": func(t *rapid.T) { b.SetUnfolded(rapid.Bool().Draw(t, "on")) },
			"unfold": func(t *rapid.T) {
				if n := b.Len(); n > 0 {
					b.Unfold(b.At(rapid.IntRange(0, n-1).Draw(t, "row")))
				}
			},
			"divide": func(*rapid.T) { b.Divide(at) },
			"hold":   func(*rapid.T) { b.Hold() },
			"whole":  func(t *rapid.T) { b.Whole(rapid.Bool().Draw(t, "on")) },
			"":       func(t *rapid.T) { b.check(t) },
		})
		b.Release()
		b.Whole(true)
		b.apply()
		b.check(t)
		b.anew(t, filter)
	})
}

// check looks whether rows are in order, and counted.
func (b *bench) check(t *rapid.T) {
	extra, alerts := 0, 0
	for i := range b.Len() {
		r := b.At(i)
		if i > 0 && !b.order.above(b.At(i-1), r) {
			t.Fatalf("row %d is out of order:\n%s", i, b.list())
		}
		if b.Place(r) != i || !b.Has(r) {
			t.Fatalf("row %d is not where it is said to be", i)
		}
		switch {
		case r.Alert == nil || r.Part():
			extra++
		case r.Whole():
			alerts += int(r.candle.hits)
		default:
			alerts++
		}
	}
	if extra != b.extra || alerts != b.alerts {
		t.Fatalf("%d of %d extra rows, %d of %d alerts\n%s", extra, b.extra, alerts, b.alerts, b.list())
	}
}

// anew looks at everything that the feed keeps, the plain way.
func (b *bench) anew(t rapid.TB, f Filter) {
	h := b.log.History()
	want := map[string]int{}
	for seq := h.First(); seq < h.Next(); seq++ {
		switch e, _ := h.At(seq); {
		case e.Gap != nil && b.order.By == ByTime:
			want["gap"]++
		case e.Alert == nil || f.Match != nil && !f.Match(e.Alert):
		case b.unfolded:
			want[fmt.Sprintf("%p", e.Alert)]++
		default:
			k, _ := e.Alert.Candle()
			want[fmt.Sprint(k)]++
		}
	}
	got := map[string]int{}
	b.counts(t)
	for i := range b.Len() {
		switch r := b.At(i); {
		case r.Gap != nil:
			got["gap"]++
		case r.Divider != nil || r.Part():
		case r.Whole():
			k, _ := r.Alert.Candle()
			got[fmt.Sprint(k)] += int(r.candle.hits)
		default:
			got[fmt.Sprintf("%p", r.Alert)]++
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("it shows %v, and there are %v", got, want)
	}
}

func TestAfterARestartTheDividerIsWhereOneLeft(t *testing.T) {
	full := func() *model.Log {
		log := model.NewLog(5*Reach, 0)
		for i := range 3 * Reach {
			log.Push(model.FeedItem{Alert: found("A", "Doji", model.DirNeutral, 0.5, noon.Add(time.Duration(i)*time.Minute))})
		}
		return log
	}
	left := noon.Add(time.Duration(3*Reach-2) * time.Minute) // the alert of that minute came a minute later
	for name, c := range map[string]struct {
		at    time.Time
		since int
	}{"two came since": {left, 2}, "nothing came since": {left.Add(time.Hour), 0}, "long ago": {noon.Add(time.Hour), 3*Reach - 60}} {
		t.Run(name, func(t *testing.T) {
			b := &bench{log: full(), Tape: New()}
			b.Left(c.at, b.log.History())
			b.Whole(c.since > Reach)
			b.apply()
			d := b.Divider()
			if d == nil || d.Divider.Alerts != c.since || !b.Has(d) || b.Place(d) != c.since {
				t.Fatalf("%+v, %d since, place %d of %d", d, d.Divider.Alerts, b.Place(d), b.Len())
			}
			b.push(found("B", "Doji", model.DirNeutral, 0.5, noon.AddDate(0, 0, 9)))
			if d.Divider.Alerts != c.since+1 || b.Place(d) != c.since+1 {
				t.Errorf("%d since then, at %d", d.Divider.Alerts, b.Place(d))
			}
		})
	}
	b := &bench{log: full(), Tape: New()}
	if b.Left(noon.Add(-time.Hour), b.log.History()); b.Divider() != nil {
		t.Error("there is one though nothing is kept of what was seen")
	}
}

// counts looks whether rows stand for the alerts that are kept of their candles, and no
// more.
func (b *bench) counts(t rapid.TB) {
	h := b.log.History()
	kept := map[model.Candle][]*model.Alert{}
	for seq := h.First(); seq < h.Next(); seq++ {
		if e, _ := h.At(seq); e.Alert != nil {
			k, _ := e.Alert.Candle()
			kept[k] = append(kept[k], e.Alert)
		}
	}
	all := 0
	for _, of := range kept {
		all += len(of)
	}
	if b.Alerts() != all || b.Candles() != len(kept) {
		t.Fatalf("%d alerts of %d candles are counted, and there are %d of %d", b.Alerts(), b.Candles(), all, len(kept))
	}
	for i := range b.Len() {
		r := b.At(i)
		if r.Alert == nil || !r.Whole() {
			continue
		}
		k, _ := r.Alert.Candle()
		var want Sides
		for _, a := range kept[k] {
			want.Bull += map[bool]int{true: 1}[a.Direction == model.DirBull]
			want.Bear += map[bool]int{true: 1}[a.Direction == model.DirBear]
			want.Even += map[bool]int{true: 1}[a.Direction == model.DirNeutral]
		}
		all := b.AppendAlerts(nil, r)
		if r.Count() != len(kept[k]) || r.Sides() != want || len(all) != len(kept[k]) || all[0] != r.Alert || !slices.Contains(kept[k], r.Alert) {
			t.Fatalf("row %d stands for %d alerts %+v, %d are listed, and there are %d %+v", i, r.Count(), r.Sides(), len(all), len(kept[k]), want)
		}
	}
}

func TestMoreOnADaysBarIsSeen(t *testing.T) {
	at := func(pattern string, after time.Duration) *model.Alert {
		return &model.Alert{Symbol: "A", Pattern: pattern, Timeframe: "daily", Direction: model.DirBull, Confidence: 0.5, EventTime: noon.Add(after), Arrived: noon.Add(after)}
	}
	b := with(100, at("Doji", 0), found("B", "Hammer", model.DirBull, 0.5, noon.Add(time.Hour)))
	b.shows(t, "B Hammer×1 1/0/0", "A Doji×1 1/0/0")
	b.push(at("Hammer", 2*time.Hour))
	b.shows(t, "A Hammer×2 2/0/0", "B Hammer×1 1/0/0")
	b.push(found("B", "Hammer", model.DirBull, 0.5, noon.Add(2*time.Hour)), at("Engulfing", 2*time.Hour+50*time.Second)) // with the one before
	b.shows(t, "B Hammer×1 1/0/0", "A Hammer×3 3/0/0", "B Hammer×1 1/0/0")
}
