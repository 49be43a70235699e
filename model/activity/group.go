package activity

import (
	"time"

	"tickdeck/model"
)

// Minutes is how many minutes back the counts by minute go, the running one
// included: so much is what is called the last hour.
const Minutes = 60

// Best is the detection of the highest confidence.
type Best struct {
	Pattern    string
	Confidence float32 // fraction 0–1
	minute     int32   // since 1970, of its own time; 0 if there is none
}

// Known reports whether any detection had a confidence.
func (b Best) Known() bool { return b.minute != 0 }

// Time is the detection's own time, to the minute.
func (b Best) Time() time.Time { return time.Unix(int64(b.minute)*60, 0) }

// slot is what arrived within one minute.
type slot struct {
	tally Tally
	best  Best
}

// Group counts what has one symbol, one pattern or one timeframe.
type Group struct {
	Name string
	All  Tally        // since counting began
	Best *model.Alert // of the highest confidence since then; nil if none had one
	Last *model.Alert // the strongest on the candle that came last

	Hour     Tally // of those that arrived in the last hour
	HourBest Best

	slots  [Minutes]slot
	newest int64 // minute since 1970 of the newest slot
}

// Counts appends the candles of each of the last n minutes, the oldest first.
func (g *Group) Counts(dst []float64, n int) []float64 {
	for m := g.newest - int64(min(n, Minutes)) + 1; m <= g.newest; m++ {
		dst = append(dst, float64(g.at(m).tally.Total()))
	}
	return dst
}

// Lately is how many candles arrived in the last n minutes.
func (g *Group) Lately(n int) (sum int) {
	for m := g.newest - int64(min(n, Minutes)) + 1; m <= g.newest; m++ {
		sum += g.at(m).tally.Total()
	}
	return sum
}

func (g *Group) at(minute int64) *slot { return &g.slots[(minute%Minutes+Minutes)%Minutes] }

// advance lets go of what arrived before the hour that ends with a minute.
func (g *Group) advance(minute int64) {
	if minute <= g.newest {
		return
	}
	lost := false
	for m := max(g.newest+1, minute-Minutes+1); m <= minute; m++ {
		s := g.at(m)
		g.Hour.minus(&s.tally)
		lost = lost || s.best.Known() && s.best == g.HourBest
		*s = slot{}
	}
	g.newest = minute
	if lost {
		g.HourBest = Best{}
		for i := range g.slots {
			g.HourBest = better(g.HourBest, g.slots[i].best)
		}
	}
}

// better is the first of the two unless the second has a higher confidence.
func better(a, b Best) Best {
	if b.Known() && (!a.Known() || b.Confidence > a.Confidence) {
		return b
	}
	return a
}

// change counts a candle, or says that it is of another class now. minute is when
// it was counted first.
func (g *Group) change(minute int64, fresh bool, was, is Class) {
	if !fresh && was == is {
		return
	}
	inHour := minute > g.newest-Minutes && minute <= g.newest
	s := g.at(minute)
	if !fresh {
		g.All[was]--
		if inHour {
			s.tally[was]--
			g.Hour[was]--
		}
	}
	g.All[is]++
	if inHour {
		s.tally[is]++
		g.Hour[is]++
	}
}

// note keeps an alert where it is the best or the last one. fresh says that it is the
// first on its candle.
func (g *Group) note(a *model.Alert, minute int64, fresh bool, strong model.Strengths) {
	if fresh || g.Last == nil || strong.Stronger(a, g.Last) {
		g.Last = a
	}
	if !model.Known(a.Confidence) {
		return
	}
	if g.Best == nil || a.Confidence > g.Best.Confidence {
		g.Best = a
	}
	if minute > g.newest-Minutes && minute <= g.newest {
		b := Best{a.Pattern, float32(a.Confidence), int32(max(1, a.DisplayTime().Unix()/60))}
		s := g.at(minute)
		s.best = better(s.best, b)
		g.HourBest = better(g.HourBest, b)
	}
}
