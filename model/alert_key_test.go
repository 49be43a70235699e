package model

import (
	"testing"
	"time"
)

func keyed(change func(*Alert)) uint64 {
	a := &Alert{
		EventTime: time.Unix(1693123456, 789e6), Arrived: time.Unix(1693123457, 0), Symbol: "AAPL", Pattern: "Doji", Timeframe: "1min",
		Direction: DirBull, Confidence: 0.5, Price: None(),
	}
	change(a)
	return a.Key()
}

// What is kept on disk under a key must be found again by every later program.
func TestAKeyIsTheSameInEveryRun(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Alert)
		want   uint64
	}{
		"by its time": {func(*Alert) {}, 0x5beb524a3ad2ba50},
		"by its id":   {func(a *Alert) { a.ID = "d1" }, 0x3d0a44cd9932e4f3},
		"by neither":  {func(a *Alert) { a.EventTime = time.Time{} }, 0x98aa546bc1050ee6},
	} {
		if got := keyed(c.change); got != c.want {
			t.Errorf("%s: got %#x, want %#x", name, got, c.want)
		}
	}
}

func TestARepetitionHasTheKeyOfTheFirst(t *testing.T) {
	first := keyed(func(*Alert) {})
	if again := keyed(func(a *Alert) {
		a.Arrived, a.Channel, a.EventTime, a.Source = a.Arrived.Add(time.Hour), 1, a.EventTime.UTC(), "other"
	}); again != first {
		t.Error("a repetition has another key")
	}
	withID := keyed(func(a *Alert) { a.ID = "d1" })
	if again := keyed(func(a *Alert) { a.ID, a.EventTime = "d1", a.EventTime.Add(time.Second) }); again != withID {
		t.Error("the same id at another time has another key")
	}
	timeless := func(a *Alert) { a.EventTime = time.Time{} }
	if again := keyed(func(a *Alert) { timeless(a); a.Arrived = a.Arrived.Add(time.Second) }); again != keyed(timeless) {
		t.Error("without time, the same minute has another key")
	}
}

func TestOtherAlertsHaveOtherKeys(t *testing.T) {
	timeless := func(a *Alert) { a.EventTime = time.Time{} }
	seen := map[uint64]string{}
	for name, change := range map[string]func(*Alert){
		"as it is":           func(*Alert) {},
		"another symbol":     func(a *Alert) { a.Symbol = "MSFT" },
		"another pattern":    func(a *Alert) { a.Pattern = "Hammer" },
		"another timeframe":  func(a *Alert) { a.Timeframe = "5min" },
		"another direction":  func(a *Alert) { a.Direction = DirBear },
		"a later time":       func(a *Alert) { a.EventTime = a.EventTime.Add(time.Microsecond) },
		"letters moved over": func(a *Alert) { a.Symbol, a.Pattern = "AAPLD", "oji" },
		"an id":              func(a *Alert) { a.ID = "d1" },
		"another id":         func(a *Alert) { a.ID = "d2" },
		"no time":            timeless,
		"no time, a minute later": func(a *Alert) {
			timeless(a)
			a.Arrived = a.Arrived.Add(time.Minute)
		},
		"no time, another price": func(a *Alert) {
			timeless(a)
			a.Price = 0
		},
		"no time, another confidence": func(a *Alert) {
			timeless(a)
			a.Confidence = 0.6
		},
	} {
		k := keyed(change)
		if other, taken := seen[k]; taken {
			t.Errorf("%s has the key of %s", name, other)
		}
		seen[k] = name
	}
}
