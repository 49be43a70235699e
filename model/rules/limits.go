package rules

import (
	"time"

	"tickdeck/model"
)

// keptCandles is how many candles a rule remembers that it has fired on: more than
// close at the same time, however large the market.
const keptCandles = 8_192

// keptSymbols is from how many symbols on those that have cooled down are forgotten.
const keptSymbols = 8_192

// limits are what one rule must remember to hold itself back.
type limits struct {
	candles map[model.Candle]bool
	order   []model.Candle // the oldest at next, once it is full
	next    int
	cooling map[string]time.Time // when each symbol fired last
	hour    []time.Time          // the last times that it fired, as many as it may in an hour
	at      int
}

func newLimits() limits {
	return limits{candles: map[model.Candle]bool{}, cooling: map[string]time.Time{}}
}

// blocks says whether the limits hold an alert back.
func (l *limits) blocks(c *compiled, a *model.Alert, now time.Time) (Reason, bool) {
	if k, ok := a.Candle(); ok && l.candles[k] {
		return Candle, true
	}
	if last, ok := l.cooling[a.Symbol]; c.cool > 0 && ok && now.Sub(last) < c.cool {
		return Cooling, true
	}
	if c.Hourly > 0 && len(l.hour) == c.Hourly && now.Sub(l.hour[l.at]) < time.Hour {
		return Hourly, true
	}
	return 0, false
}

// seen notes the candle of an alert that the rule has fired for, or told of.
func (l *limits) seen(a *model.Alert) {
	k, ok := a.Candle()
	if !ok || l.candles[k] {
		return
	}
	l.candles[k] = true
	if len(l.order) < keptCandles {
		l.order = append(l.order, k)
		return
	}
	delete(l.candles, l.order[l.next])
	l.order[l.next] = k
	l.next = (l.next + 1) % keptCandles
}

// fired notes that the rule has fired for an alert.
func (l *limits) fired(c *compiled, a *model.Alert, now time.Time) {
	l.seen(a)
	if c.cool > 0 {
		l.forgetCooled(now.Add(-c.cool))
		l.cooling[a.Symbol] = now
	}
	if c.Hourly == 0 {
		return
	}
	if len(l.hour) < c.Hourly {
		l.hour = append(l.hour, now)
		return
	}
	l.hour[l.at] = now
	l.at = (l.at + 1) % c.Hourly
}

func (l *limits) forgetCooled(before time.Time) {
	if len(l.cooling) < keptSymbols {
		return
	}
	for symbol, last := range l.cooling {
		if !last.After(before) {
			delete(l.cooling, symbol)
		}
	}
}
