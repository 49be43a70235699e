package market

import (
	"math"
	"time"
)

// quote is a stock as it trades.
type quote struct {
	stock *Stock
	days  path    // up to the day that is traded
	day   session // the day that is traded
	own   *rng
	heat  garch
	price float64 // logarithm
	ticks float64 // in a usual minute

	seed  uint64 // of the rngs of its minutes
	draws rng    // of the minute that is traded
}

// minute is what the stocks have in common in a minute of a session.
type minute struct {
	at          int64   // counted from 1970
	first       bool    // of its session
	common      float64 // shock, shared with others
	busy        float64 // against the mean of 1
	share, left float64 // of the session's variance: in this minute, and from it to the close
}

// curve is how busy a minute of a session is against the mean of 1: much is
// traded at the open and at the close, little at noon.
func curve(k int) float64 {
	x := (float64(k) + 0.5) / sessionMinutes
	open, end := (1-x)*(1-x), x*x
	return 0.6 + float64(1.75*(open*open*open)) + float64(1.35*(end*end*end*end))
}

// move takes the price through a minute: a bridge to the close of the day, of
// steps as long as the minutes are busy. It returns where the price came from, and
// the standard deviation of the minute.
func (q *quote) move(m minute) (from, sd float64) {
	calm := q.day.sd * math.Sqrt(m.share)
	from, sd = q.price, calm*math.Sqrt(float64(q.heat))
	shock := m.common + float64(ownWeight*q.own.shock())
	q.price = bridge(from, q.day.close, m.left/m.share, float64(sd*shock))
	q.heat.after((q.price - from) / calm)
	return from, sd
}

// trade appends a minute's ticks: a bridge from where the price was to where it
// is. Were the shock that stocks share spread evenly over the ticks, most minutes
// would begin at one end of their range and close at the other.
func (q *quote) trade(ticks []Tick, m minute, from, sd float64) []Tick {
	r := q.rng(m.at)
	n := max(2, int(float64(q.ticks*math.Sqrt(m.busy))+r.uniform()))
	step, width, volume := sd/math.Sqrt(float64(n)), 60_000/float64(n), q.day.shares(q.stock)*m.share/float64(n)
	price, last := from, int64(-1)
	for i := range n {
		if i > 0 || !m.first { // a session begins at its open
			price = bridge(price, q.price, float64(n-i), float64(step*r.normal()))
		}
		last = max(last+1, int64(tickAt(i, width, r.uniform())))
		ticks = append(ticks, Tick{
			Symbol: q.stock.Symbol, Time: time.UnixMilli(m.at*60_000 + last).UTC(),
			Price: cents(exp(price)), Volume: max(1, math.Round(-volume*ln(r.uniform()))),
		})
	}
	return ticks
}

// rng draws the ticks of a minute. Each has its own, so that who begins in the
// middle of a session need not draw all before.
func (q *quote) rng(minute int64) *rng {
	q.draws = rng{}
	q.draws.pcg.Seed(q.seed, uint64(minute)*0x9e3779b97f4a7c15) // the golden ratio's bits, so that seeds that follow one another are far apart
	return &q.draws
}

// bridge is the price after a step of a Brownian bridge to a price that is so many
// steps away, from what the step would be on its own: Glasserman, Monte Carlo
// Methods in Financial Engineering (2003), section 3.1.
func bridge(price, to, steps, step float64) float64 {
	if steps <= 1 { // there to the last bit
		return to
	}
	return price + (to-price)/steps + float64(math.Sqrt((steps-1)/steps)*step)
}

// tickAt is when the ith tick of a minute comes, in milliseconds, where each has
// its share of the minute. A minute's bar is known to be complete when the next
// one's first tick is there, so that this one does not let wait for long.
func tickAt(i int, width, u float64) float64 {
	if i == 0 {
		return u * min(width, float64(firstTick/time.Millisecond))
	}
	return (float64(i) + u) * width
}
