package market

import (
	"cmp"
	"math"
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
	// sessionMinutes is how long a session is. The simulated exchange never
	// closes: sessions follow one another, counted from 1970 on, with
	// the move of a night between the last minute of one and the first of the next.
	sessionMinutes = 390

	usualTicks  = 24                    // a minute, of a stock that trades usualVolume a day
	usualVolume = 10e6                  // shares
	most        = time.Hour             // of ticks that are handed out at once
	livePull    = 0.07 / sessionMinutes // of the logarithmic distance from the last daily close, a minute: halved in ten sessions
)

// Live is the simulated market as it trades, from the last daily close on, by a
// clock that is handed in. It belongs to one goroutine.
//
// The ticks depend on the market's seed and last day and on the minute in which
// the clock began, not on how often they are asked for. To let a market run
// faster than the world, hand in a clock that does:
//
//	live.Ticks(start.Add(time.Duration(speed * float64(time.Since(start)))))
//
// For bars to look back on from the first moment, begin the clock an hour early.
type Live struct {
	market  *rng
	sectors [sectors]*rng
	quotes  []quote
	minute  int64 // the next to be drawn, counted from 1970
	until   time.Time
	ticks   []Tick // drawn
	handed  int    // how many of the ticks were handed out
}

// quote is a stock as it trades.
type quote struct {
	stock  *Stock
	own    *rng
	sigma  float64 // standard deviation of the return of a session
	heat   garch
	price  float64 // logarithm
	anchor float64 // the last daily close, a logarithm
	ticks  float64 // in a usual minute
}

// Live begins to trade in the minute of start.
func (m *Market) Live(start time.Time) *Live {
	minute := int64(math.Floor(float64(start.Unix()) / 60))
	l := &Live{market: newRng(m.seed, "minutes of the market"), minute: minute, until: time.Unix(minute*60, 0).UTC()}
	for i := range l.sectors {
		l.sectors[i] = newRng(m.seed, "minutes of "+Sector(i).String())
	}
	for i := range stocks {
		s := &stocks[i]
		_, last := m.draw(i)
		l.quotes = append(l.quotes, quote{
			stock: s, own: newRng(m.seed, "minutes of "+s.Symbol), sigma: s.Volatility / math.Sqrt(sessionsYear),
			heat: 1, price: last, anchor: last, ticks: usualTicks * exp(float64(0.2*ln(s.Volume/usualVolume))),
		})
	}
	return l
}

// Ticks returns the ticks since the last call that are before until, in their
// order; the slice is good until the next call. They are those of an hour at
// most: a clock that jumps, as after a computer's sleep, is caught up with over
// the next calls, and Behind says by how much. A clock that goes back gets
// nothing.
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
	l.handed, _ = slices.BinarySearchFunc(l.ticks, l.until, func(t Tick, at time.Time) int { return t.Time.Compare(at) })
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

// draw draws a minute of every stock.
func (l *Live) draw() {
	market, shocks := l.market.shock(), [sectors]float64{}
	for i := range shocks {
		shocks[i] = l.sectors[i].shock()
	}
	minute, begin := int(((l.minute%sessionMinutes)+sessionMinutes)%sessionMinutes), len(l.ticks)
	for i := range l.quotes {
		q := &l.quotes[i]
		common := float64(marketWeight*market) + float64(sectorWeight*shocks[q.stock.Sector])
		if minute == 0 {
			q.price += float64(q.sigma * math.Sqrt(nightShare) * (common + float64(ownWeight*q.own.shock())))
		}
		l.ticks = q.trade(l.ticks, l.minute, common, curve(minute))
	}
	slices.SortFunc(l.ticks[begin:], func(a, b Tick) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Symbol, b.Symbol))
	})
	l.minute++
}

// curve is how busy a minute of a session is against the mean of 1: much is
// traded at the open and at the close, little at noon.
func curve(minute int) float64 {
	x := (float64(minute) + 0.5) / sessionMinutes
	open, end := (1-x)*(1-x), x*x
	return 0.6 + float64(1.75*(open*open*open)) + float64(1.35*(end*end*end*end))
}

// trade appends a minute's ticks: a Brownian bridge to where the shocks of the
// minute take the price. Were the shock that stocks share spread evenly over the
// ticks, most minutes would begin at one end of their range and close at the
// other.
func (q *quote) trade(ticks []Tick, minute int64, common, busy float64) []Tick {
	n := max(1, int(float64(q.ticks*math.Sqrt(busy))+q.own.uniform()))
	calm := q.sigma * math.Sqrt(dayShare/sessionMinutes*busy)
	sd, volume := calm*math.Sqrt(float64(q.heat)), q.stock.Volume/sessionMinutes*busy/float64(n)
	from := q.price
	to := from + float64(sd*(common+float64(ownWeight*q.own.shock()))) + float64(livePull*(q.anchor-from))
	step, slot, last := sd/math.Sqrt(float64(n)), 60_000/float64(n), int64(-1)
	for i := range n {
		q.price = q.bridge(to, step, float64(n-i))
		last = max(last+1, int64((float64(i)+q.own.uniform())*slot))
		ticks = append(ticks, Tick{
			Symbol: q.stock.Symbol, Time: time.UnixMilli(minute*60_000 + last).UTC(),
			Price: cents(exp(q.price)), Volume: max(1, math.Round(-volume*ln(q.own.uniform()))),
		})
	}
	q.heat.after((q.price - from) / calm)
	return ticks
}

// bridge is the price after the next of the steps that are left until it is at
// to, each of which has the standard deviation step on its own: Glasserman, Monte
// Carlo Methods in Financial Engineering (2003), section 3.1.
func (q *quote) bridge(to, step, left float64) float64 {
	return q.price + (to-q.price)/left + float64(step*math.Sqrt((left-1)/left)*q.own.normal())
}
