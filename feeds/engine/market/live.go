package market

import (
	"cmp"
	"slices"
	"time"
)

// Tick is a simulated trade.
type Tick struct {
	Symbol string
	Time   time.Time // UTC, to the millisecond
	Price  float64   // US dollars, in whole cents
	Volume float64   // shares
}

const (
	usualTicks  = 24              // a minute, of a stock that trades usualVolume a day
	usualVolume = 10e6            // shares
	most        = time.Hour       // of ticks that are handed out at once
	firstTick   = 2 * time.Second // of a minute, at the latest
)

// Live is the simulated market as it trades, by a clock that is handed in. It
// belongs to one goroutine.
//
// That clock runs on, and the exchange's steps over nights and weekends: it shows
// the real time from the opening of the last real session on, and where it
// comes to a closing the next session begins at once. So something is traded at
// any hour, and every tick lies in a session.
//
// A session is the one of its date: it begins at the open of that day's bar
// and ends at its close, and depends on the seed and the date alone. To let a
// market run faster than the world, hand in a clock that does:
//
//	live.Ticks(start.Add(time.Duration(speed * float64(time.Since(start)))))
type Live struct {
	seed    uint64
	first   slot
	slot    slot  // of the session that is traded
	minute  int64 // the next to be drawn, on the clock that is handed in
	market  *rng
	sectors [sectors]*rng
	quotes  []quote
	left    [sessionMinutes]float64 // of a session's variance: from a minute to the close
	until   time.Time
	ticks   []Tick // drawn
	handed  int    // how many of the ticks were handed out
}

// Live begins some time before now, or with the session of the last daily bar
// where that is later; now is not before the time that the market was made for.
// It begins when full hours have passed since an opening, so that those who begin
// together reckon from the same bar.
func (m *Market) Live(now time.Time, before time.Duration) *Live {
	l := &Live{seed: m.seed, first: m.slot(now)}
	sum := 0.0
	for i := sessionMinutes - 1; i >= 0; i-- {
		sum += curve(i)
		l.left[i] = sum
	}
	for i := range stocks {
		s := &stocks[i]
		m.draw(i)
		l.quotes = append(l.quotes, quote{stock: s, days: m.drawn[i].eve.clone(), ticks: usualTicks * exp(float64(0.2*ln(s.Volume/usualVolume)))})
	}
	l.open(l.first)
	begin := minuteOf(now.Add(-before))
	for l.slot.end() <= begin {
		l.open(l.slot.next())
	}
	for l.minute+60 <= begin {
		for range 60 {
			l.move(func(*quote, minute, float64, float64) {})
		}
	}
	l.until = time.Unix(l.minute*60, 0).UTC()
	return l
}

// slot is that of the last daily bar, where the exchange's clock shows the real
// time in the session that began last.
func (m *Market) slot(now time.Time) slot {
	day := begun(minuteOf(now), 0)
	s := slot{day, opening(day)}
	for s.day > m.days[len(m.days)-1] {
		s = s.before()
	}
	return s
}

// Time is what the exchange's clock shows when the one that is handed in shows at.
func (l *Live) Time(at time.Time) time.Time {
	s := l.first
	for minute := minuteOf(at); s.end() <= minute; {
		s = s.next()
	}
	return s.time(at)
}

// Ticks returns the ticks since the last call that are before until on the clock
// that is handed in, in their order and with the exchange's times; the slice is
// good until the next call. They are those of an hour at most: a clock that
// jumps, as after a computer's sleep, is caught up with over the next calls, and
// Behind says by how much. A clock that goes back gets nothing.
func (l *Live) Ticks(until time.Time) []Tick {
	l.ticks = slices.Delete(l.ticks, 0, l.handed)
	l.handed = 0
	if !until.After(l.until) {
		return nil
	}
	l.until = earlier(until, l.until.Add(most))
	for time.Unix(l.minute*60, 0).Before(l.until) {
		l.draw()
	}
	end := l.slot.time(l.until) // until is in the minute that was drawn last, or where it ends
	l.handed, _ = slices.BinarySearchFunc(l.ticks, end, func(t Tick, at time.Time) int { return t.Time.Compare(at) })
	return l.ticks[:l.handed:l.handed]
}

// Behind is how far the ticks that were handed out are behind a clock.
func (l *Live) Behind(now time.Time) time.Duration { return max(0, now.Sub(l.until)) }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// open begins a session.
func (l *Live) open(s slot) {
	date := time.Unix(s.day*daySeconds, 0).UTC().Format(time.DateOnly)
	l.slot, l.minute = s, s.begin
	l.market = newRng(l.seed, "minutes of the market on "+date)
	for i := range l.sectors {
		l.sectors[i] = newRng(l.seed, "minutes of "+Sector(i).String()+" on "+date)
	}
	for i := range l.quotes {
		q := &l.quotes[i]
		q.own = newRng(l.seed, "minutes of "+q.stock.Symbol+" on "+date)
		q.day, q.heat, q.seed = q.days.next(s.day), 1, q.own.pcg.Uint64()
		q.price = q.day.open
	}
}

// draw draws a minute of every stock.
func (l *Live) draw() {
	if l.minute == l.slot.end() {
		l.open(l.slot.next())
	}
	begin := len(l.ticks)
	l.move(func(q *quote, m minute, from, sd float64) { l.ticks = q.trade(l.ticks, m, from, sd) })
	slices.SortFunc(l.ticks[begin:], func(a, b Tick) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Symbol, b.Symbol))
	})
}

// move takes all prices through a minute.
func (l *Live) move(each func(q *quote, m minute, from, sd float64)) {
	k, market, shocks := l.minute-l.slot.begin, l.market.shock(), [sectors]float64{}
	for i := range shocks {
		shocks[i] = l.sectors[i].shock()
	}
	m := minute{at: opening(l.slot.day) + k, first: k == 0, busy: curve(int(k)), share: curve(int(k)) / l.left[0], left: l.left[k] / l.left[0]}
	for i := range l.quotes {
		q := &l.quotes[i]
		m.common = float64(marketWeight*market) + float64(sectorWeight*shocks[q.stock.Sector])
		from, sd := q.move(m)
		each(q, m, from, sd)
	}
	l.minute++
}
