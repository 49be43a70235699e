package activity

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// alert arrived so long before noon, on the bar of the minute before that.
func alert(symbol, pattern string, d model.Direction, confidence float64, ago time.Duration) *model.Alert {
	at := noon.Add(-ago)
	return &model.Alert{
		Symbol: symbol, Pattern: pattern, Timeframe: "1min", Direction: d, Confidence: confidence,
		Arrived: at, EventTime: at, BarTime: at.Truncate(time.Minute),
	}
}

// feed is a log that keeps so many.
func feed(limit int, alerts ...*model.Alert) *model.Log {
	l := model.NewLog(limit, 1<<20)
	for _, a := range alerts {
		l.Push(model.FeedItem{Alert: a})
	}
	return l
}

func read(t *testing.T, window time.Duration, alerts ...*model.Alert) *Tracker {
	t.Helper()
	k, h := New(window), feed(100_000, alerts...).History()
	if k.Read(&h, noon, 1_000_000) {
		t.Fatal("it did not read all")
	}
	return k
}

func TestACandleCountsOnceAndSaysTheSumOfWhatWasFoundOnIt(t *testing.T) {
	none, bull, bear, even := model.DirNone, model.DirBull, model.DirBear, model.DirNeutral
	for name, c := range map[string]struct {
		found []model.Direction
		want  Class
	}{
		"one":                  {[]model.Direction{bull}, Bull},
		"agreed":               {[]model.Direction{bear, bear, bear}, Bear},
		"outvoted":             {[]model.Direction{bull, bear, bear}, Bear},
		"outvoted, later":      {[]model.Direction{bear, bear, bull, bull, bull}, Bull},
		"a tie":                {[]model.Direction{bull, bear}, Even},
		"neutral alone":        {[]model.Direction{even, even}, Neutral},
		"neutral with another": {[]model.Direction{even, even, bear}, Bear},
		"nobody says":          {[]model.Direction{none}, Unsaid},
		"one says":             {[]model.Direction{none, bull, none}, Bull},
	} {
		var alerts []*model.Alert
		for i, d := range c.found {
			alerts = append(alerts, alert("A", fmt.Sprint("P", i), d, 0.5, time.Minute))
		}
		k := read(t, time.Hour, alerts...)
		var want Tally
		want[c.want] = 1
		for kind, g := range map[string]*Group{"symbol": k.Symbols.Of("A"), "timeframe": k.Timeframes.Of("1min")} {
			if g.Hour != want || g.All != want || g.Lately(2) != 1 {
				t.Errorf("%s: the %s has %v in the hour and %v in all", name, kind, g.Hour, g.All)
			}
		}
		if g := k.Patterns.Of("P0"); g.All.Total() != 1 {
			t.Errorf("%s: the first pattern has %v", name, g.All)
		}
	}
}

func TestBarsAreToldApartAlsoWhereNobodySaysWhichTheyAre(t *testing.T) {
	at := func(timeframe string, seconds int) *model.Alert {
		a := alert("A", "P", model.DirBull, 0.5, time.Minute)
		a.Timeframe, a.BarTime, a.EventTime = timeframe, time.Time{}, noon.Add(time.Duration(seconds)*time.Second)
		return a
	}
	for name, c := range map[string]struct {
		alerts []*model.Alert
		want   int
	}{
		"one minute":            {[]*model.Alert{at("1min", 1), at("1min", 59)}, 1},
		"two minutes":           {[]*model.Alert{at("1min", 59), at("1min", 60)}, 2},
		"five minutes":          {[]*model.Alert{at("5min", 1), at("5min", 299)}, 1},
		"an hour":               {[]*model.Alert{at("1h", 1), at("1h", 3_599)}, 1},
		"a day":                 {[]*model.Alert{at("daily", 1), at("daily", 40_000)}, 1},
		"another day":           {[]*model.Alert{at("daily", 1), at("daily", 50_000)}, 2},
		"two timeframes":        {[]*model.Alert{at("1min", 1), at("5min", 1)}, 2},
		"a timeframe not known": {[]*model.Alert{at("tick", 1), at("tick", 50), at("tick", 70)}, 2},
		"no timeframe":          {[]*model.Alert{at("", 1), at("", 50)}, 1},
	} {
		if got := read(t, 0, c.alerts...).Symbols.Of("A").All.Total(); got != c.want {
			t.Errorf("%s: %d candles, want %d", name, got, c.want)
		}
	}
}

func TestTheMajority(t *testing.T) {
	for want, tallies := range map[Class][]Tally{
		Bull:    {{Bull: 1}, {Bull: 3, Bear: 2, Neutral: 3}, {Bull: 1, Unsaid: 9}},
		Bear:    {{Bear: 1}, {Bull: 2, Bear: 3}},
		Even:    {{Even: 1}, {Bull: 2, Bear: 2}, {Bull: 2, Bear: 2, Neutral: 2}},
		Neutral: {{Neutral: 1}, {Bull: 2, Bear: 1, Neutral: 3}},
		Unsaid:  {{}, {Unsaid: 4}},
	} {
		for _, have := range tallies {
			if got := have.Majority(); got != want {
				t.Errorf("%v: %d, want %d", have, got, want)
			}
		}
	}
}

func TestTheBestOfTheHourGivesWayToTheNextBest(t *testing.T) {
	h := feed(100,
		alert("A", "Old", model.DirBull, 0.9, 50*time.Minute),
		alert("A", "Middle", model.DirBull, 0.7, 40*time.Minute),
		alert("A", "Unsure", model.DirBull, model.None(), 30*time.Minute),
		alert("A", "New", model.DirBull, 0.5, 0),
	).History()
	k := New(time.Hour)
	for _, c := range []struct {
		later   time.Duration
		pattern string
		count   int
	}{{0, "Old", 4}, {9 * time.Minute, "Old", 4}, {10 * time.Minute, "Middle", 3}, {25 * time.Minute, "New", 2}, {59 * time.Minute, "New", 1}, {time.Hour, "", 0}, {48 * time.Hour, "", 0}} {
		k.Read(&h, noon.Add(c.later), 100)
		g := k.Symbols.Of("A")
		if g.HourBest.Pattern != c.pattern || g.Hour.Total() != c.count || g.HourBest.Known() != (c.pattern != "") {
			t.Errorf("after %s: %d candles, best %+v", c.later, g.Hour.Total(), g.HourBest)
		}
		if g.All.Total() != 4 || g.Best.Pattern != "Old" || g.Last.Pattern != "New" {
			t.Errorf("after %s: of all it has %d, best %s, last %s", c.later, g.All.Total(), g.Best.Pattern, g.Last.Pattern)
		}
	}
	if at := New(time.Hour).Symbols.Of("A"); at != nil {
		t.Error("a new tracker knows a symbol")
	}
}

func TestTheLastIsTheStrongestOnTheNewestCandle(t *testing.T) {
	k := read(t, 0,
		alert("A", "Before", model.DirBull, 0.99, 2*time.Minute),
		alert("A", "Weak", model.DirBull, model.None(), time.Minute), alert("A", "Strong", model.DirBull, 0.8, time.Minute), alert("A", "Less", model.DirBull, 0.3, time.Minute),
	)
	if g := k.Symbols.Of("A"); g.Last.Pattern != "Strong" || g.Best.Pattern != "Before" {
		t.Errorf("last %s, best %s", g.Last.Pattern, g.Best.Pattern)
	}
}

func TestOnePatternIsOneGroupHoweverItIsWritten(t *testing.T) {
	k := read(t, 0, alert("A", "Dark Cloud Cover", model.DirBear, 0.5, 0), alert("B", "DARK_CLOUD_COVER", model.DirBear, 0.5, 0), alert("C", "DarkCloudCover", model.DirBull, 0.5, 0))
	if n := len(k.Patterns.All); n != 1 {
		t.Fatalf("%d groups", n)
	}
	if g := k.Patterns.Of("DARK_CLOUD_COVER"); g.Name != "Dark Cloud Cover" || g.All != (Tally{Bear: 2, Bull: 1}) {
		t.Errorf("%s has %v", g.Name, g.All)
	}
}

// TestItCountsWhatThereIs compares with counting all of it each time.
func TestItCountsWhatThereIs(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	k, log := New(time.Hour), model.NewLog(1_000_000, 1<<20)
	now := noon
	var all []*model.Alert
	for range 400 {
		now = now.Add(time.Duration(random.ExpFloat64() * float64(90*time.Second)))
		for range random.IntN(9) {
			a := alert(fmt.Sprint("S", random.IntN(5)), fmt.Sprint("P", random.IntN(4)), model.Direction(random.IntN(4)), float64(random.IntN(100))/100, 0)
			a.Arrived, a.EventTime = now, now
			a.BarTime = now.Truncate(time.Minute).Add(-time.Duration(random.IntN(3)) * time.Minute)
			all = append(all, a)
			log.Push(model.FeedItem{Alert: a})
		}
		h := log.History()
		for k.Read(&h, now, 1+random.IntN(5)) {
		}
		compare(t, k, all, now)
	}
}

func compare(t *testing.T, k *Tracker, all []*model.Alert, now time.Time) {
	t.Helper()
	type bar struct {
		symbol string
		at     time.Time
	}
	sums, minutes := map[bar]*candle{}, map[bar]int64{}
	best := map[string]float64{}
	for _, a := range all {
		b := bar{a.Symbol, a.BarTime}
		if sums[b] == nil {
			sums[b], minutes[b] = &candle{}, a.Arrived.Unix()/60
		}
		sums[b].add(a.Direction)
		if a.Arrived.Unix()/60 > now.Unix()/60-Minutes {
			best[a.Symbol] = max(best[a.Symbol], a.Confidence)
		}
	}
	hour, whole := map[string]*Tally{}, map[string]*Tally{}
	for b, c := range sums {
		if hour[b.symbol] == nil {
			hour[b.symbol], whole[b.symbol] = &Tally{}, &Tally{}
		}
		whole[b.symbol][c.class()]++
		if minutes[b] > now.Unix()/60-Minutes {
			hour[b.symbol][c.class()]++
		}
	}
	for symbol, want := range hour {
		g := k.Symbols.Of(symbol)
		if g.Hour != *want || g.All != *whole[symbol] {
			t.Fatalf("%s has %v and %v, want %v and %v", symbol, g.Hour, g.All, *want, *whole[symbol])
		}
		if float32(best[symbol]) != g.HourBest.Confidence {
			t.Fatalf("%s: best %v, want %v", symbol, g.HourBest, best[symbol])
		}
		if sum := int(sumOf(g.Counts(nil, Minutes))); sum != want.Total() {
			t.Fatalf("%s: %d by minute, %d in the hour", symbol, sum, want.Total())
		}
	}
}

func sumOf(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

func TestOnlyTheLastHourIsRead(t *testing.T) {
	var alerts []*model.Alert
	for m := 300; m >= 0; m-- {
		alerts = append(alerts, alert("A", "P", model.DirBull, 0.5, time.Duration(m)*time.Minute))
	}
	h := feed(1_000, alerts...).History()
	k, steps := New(time.Hour), 1
	for k.Read(&h, noon, 10) {
		steps++
	}
	if g := k.Symbols.Of("A"); steps != 7 || g.Hour.Total() != 60 || g.All.Total() != 61 || k.Partly || !k.Since.Equal(noon.Add(-time.Hour)) {
		t.Errorf("%d steps, %d in the hour of %d, partly %v, since %s", steps, g.Hour.Total(), g.All.Total(), k.Partly, k.Since)
	}
	all := New(0)
	for all.Read(&h, noon, 100) {
	}
	if n := all.Symbols.Of("A").All.Total(); n != 301 {
		t.Errorf("of all it has %d", n)
	}
	if k.Covered(noon) != 60 || k.Covered(noon.Add(-50*time.Minute)) != 11 || New(0).Covered(noon) != 0 {
		t.Errorf("it covers %d and %d minutes", k.Covered(noon), k.Covered(noon.Add(-50*time.Minute)))
	}
}

func TestWhatTheFeedHadLetGoOfIsSaidToBeMissing(t *testing.T) {
	var alerts []*model.Alert
	for m := 30; m >= 0; m-- {
		alerts = append(alerts, alert("A", "P", model.DirBull, 0.5, time.Duration(m)*time.Minute))
	}
	log := feed(10, alerts...)
	h := log.History()
	hour, all := New(time.Hour), New(0)
	hour.Read(&h, noon, 100)
	all.Read(&h, noon, 100)
	for name, k := range map[string]*Tracker{"hour": hour, "all": all} {
		if !k.Partly || !k.Since.Equal(noon.Add(-9*time.Minute)) || k.Symbols.Of("A").All.Total() != 10 {
			t.Errorf("%s: partly %v, since %s, %v", name, k.Partly, k.Since, k.Symbols.Of("A").All)
		}
	}
	// While nobody looked, more came than the feed keeps.
	for m := range 20 {
		log.Push(model.FeedItem{Alert: alert("A", "P", model.DirBull, 0.5, -time.Duration(m+1)*time.Minute)})
	}
	h = log.History()
	now := noon.Add(21 * time.Minute)
	hour.Read(&h, now, 100)
	all.Read(&h, now, 100)
	if n := hour.Symbols.Of("A").Hour.Total(); n != 20 || !hour.Partly || !hour.Since.Equal(noon.Add(11*time.Minute)) {
		t.Errorf("the hour has %d, partly %v, since %s", n, hour.Partly, hour.Since)
	}
	if n := all.Symbols.Of("A").All.Total(); n != 10 || !all.Since.Equal(noon.Add(11*time.Minute)) {
		t.Errorf("all has %d since %s", n, all.Since)
	}
}

func TestItIsReadOnWhereItStoppedAndLateNewsIsNoNews(t *testing.T) {
	log := feed(1_000)
	k := New(time.Hour)
	h := log.History()
	if k.Read(&h, noon, 10); !k.Since.IsZero() {
		t.Error("it counts since something that never came")
	}
	log.Push(model.FeedItem{Gap: &model.Gap{From: noon, To: noon}})
	log.Push(model.FeedItem{Alert: alert("A", "P", model.DirBull, 0.5, 0)})
	h = log.History()
	rev := k.Rev
	if k.Read(&h, noon, 10); k.Rev == rev || k.Symbols.Of("A").Hour.Total() != 1 || !k.Since.Equal(noon) {
		t.Errorf("revision %d, since %s", k.Rev, k.Since)
	}
	rev = k.Rev
	if k.Read(&h, noon.Add(time.Second), 10); k.Rev != rev || k.Symbols.Of("A").Hour.Total() != 1 {
		t.Error("nothing new, and it has changed")
	}
	log.Push(model.FeedItem{Alert: alert("A", "P", model.DirBear, 0.99, 2*time.Hour)})
	h = log.History()
	if k.Read(&h, noon.Add(2*time.Second), 10); k.Symbols.Of("A").Hour.Total() != 1 || k.Symbols.Of("A").All.Total() != 2 {
		t.Errorf("what came two hours ago is in the hour: %v", k.Symbols.Of("A").Hour)
	}
}

func TestAClockThatIsSetBackBeginsAnew(t *testing.T) {
	log := feed(1_000, alert("A", "P", model.DirBull, 0.5, 0))
	h := log.History()
	k := New(time.Hour)
	k.Read(&h, noon.Add(30*time.Minute), 10)
	if k.Read(&h, noon.Add(-2*time.Hour), 10); k.Symbols.Of("A") == nil {
		t.Fatal("it is not counted")
	}
	log.Push(model.FeedItem{Alert: alert("A", "P", model.DirBull, 0.5, 2*time.Hour)})
	h = log.History()
	if k.Read(&h, noon.Add(-2*time.Hour), 10); k.Symbols.Of("A").Lately(1) < 1 {
		t.Error("what comes now is not counted as coming now")
	}
}

func TestAPublisherOfNonsenseCannotFillTheMemory(t *testing.T) {
	log := model.NewLog(10*most, 1<<20)
	for i := range 3 * most {
		a := alert(fmt.Sprint("S", i), fmt.Sprint("P", i), model.DirBull, 0.5, 0)
		a.Timeframe = strings.Repeat("x", i%7) + fmt.Sprint(i)
		log.Push(model.FeedItem{Alert: a})
	}
	h := log.History()
	k := New(0)
	k.Read(&h, noon, 10*most)
	if len(k.Symbols.All) != most || len(k.Patterns.All) > most || len(k.Timeframes.All) > most || len(k.strong) > most {
		t.Errorf("%d symbols, %d patterns, %d timeframes, %d names", len(k.Symbols.All), len(k.Patterns.All), len(k.Timeframes.All), len(k.strong))
	}
}

// BenchmarkRead reads 500 alerts of as many symbols: a tenth of a second of a flood.
// It costs the same however many are held.
func BenchmarkRead(b *testing.B) {
	for _, held := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint("held=", held), func(b *testing.B) {
			alerts := make([]*model.Alert, 65_536)
			for i := range alerts {
				alerts[i] = alert(fmt.Sprint("S", i%500), fmt.Sprint("P", i%61), model.Direction(1+i%3), float64(i%100)/100, 0)
				alerts[i].BarTime = noon.Add(time.Duration(i/1_500) * time.Minute)
			}
			log := model.NewLog(held, 1<<20)
			for i := range held {
				log.Push(model.FeedItem{Alert: alerts[i%len(alerts)]})
			}
			k := New(time.Hour)
			h := log.History()
			for k.Read(&h, noon, 50_000) {
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				for j := range 500 {
					log.Push(model.FeedItem{Alert: alerts[(i*500+j)%len(alerts)]})
				}
				h = log.History()
				b.StartTimer()
				for k.Read(&h, noon, 50_000) {
				}
			}
		})
	}
}

func TestTheLastIsTheLeastLikelyOnItsCandle(t *testing.T) {
	k := read(t, 0,
		alert("A", "Morning Star", model.DirBull, 0.6, 0), // far rarer than a Belt Hold
		alert("A", "Belt Hold", model.DirBull, 0.99, 0),
	)
	if g := k.Symbols.Of("A"); g.Last.Pattern != "Morning Star" || g.Best.Pattern != "Belt Hold" {
		t.Errorf("last %s, best %s", g.Last.Pattern, g.Best.Pattern)
	}
}
