package model

import (
	"testing"
	"time"
)

func TestAlertsOfOneBarAreOfOneCandle(t *testing.T) {
	at := func(timeframe string, bar, event time.Duration) *Alert {
		a := &Alert{Symbol: "A", Timeframe: timeframe}
		if bar >= 0 {
			a.BarTime = noon.Add(bar)
		}
		if event >= 0 {
			a.EventTime = noon.Add(event)
		}
		return a
	}
	const never = -1
	for name, c := range map[string]struct {
		a, b *Alert
		same bool
	}{
		"it is said when the bar began":                 {at("1min", 0, 61*time.Second), at("1min", 0, 200*time.Second), true},
		"only one says it":                              {at("1min", 0, never), at("1min", never, 60*time.Second+50*time.Millisecond), true},
		"neither says it, found within the next bar":    {at("5min", never, 301*time.Second), at("5min", never, 599*time.Second), true},
		"neither says it, of two bars":                  {at("1min", never, 61*time.Second), at("1min", never, 121*time.Second), false},
		"of two lengths":                                {at("1min", 0, never), at("5min", 0, never), false},
		"a day, told at two moments":                    {at("daily", never, 4*time.Hour), at("daily", never, 5*time.Hour), true},
		"a day, by its beginning":                       {at("daily", -1, 4*time.Hour), at("daily", -1, 30*time.Hour), false},
		"a day, whenever it is told":                    {at("daily", 0, 4*time.Hour), at("daily", 0, 9*time.Hour), true},
		"a length that is not known, within the minute": {at("tick", never, time.Second), at("tick", never, 50*time.Second), true},
		"a length that is not known, later":             {at("tick", never, time.Second), at("tick", never, 70*time.Second), false},
		"no length":                                     {at("", never, time.Second), at("", never, 50*time.Second), true},
	} {
		x, ok := c.a.Candle()
		y, too := c.b.Candle()
		if !ok || !too || (x == y) != c.same {
			t.Errorf("%s: %+v %v, %+v %v", name, x, ok, y, too)
		}
	}
	for name, a := range map[string]*Alert{"no symbol": {BarTime: noon}, "no time": {Symbol: "A", Arrived: noon}} {
		if c, ok := a.Candle(); ok {
			t.Errorf("%s: %+v", name, c)
		}
	}
}
