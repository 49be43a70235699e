package market

import (
	"math"

	"tickdeck/feeds/engine/bars"
)

// How the variance of a return is shared out. The three weights of a shock are
// such that their squares add up to 1, so that two symbols correlate by the
// market's squared, and two of one sector by that and the sector's.
const (
	marketWeight = 0.6
	sectorWeight = 0.4
	ownWeight    = 0.69282 // √(1 − 0.6² − 0.4²)

	nightShare = 0.2 // of a day's variance: from the close to the next open
	dayShare   = 0.7 // from the open to the close
	newsShare  = 0.1 // at the open, a few times a year: earnings and the like
	newsChance = 1.0 / 63
)

const (
	growth       = 0.07       // a year, of the price that a stock is drawn to
	pull         = 0.35 / 252 // of the logarithmic distance from that price, a day: halved in two years
	sessionsYear = 252
	referenceDay = 20089 // 2025-01-01, counted from 1970-01-01: the day of Stock.Price
	yearDays     = 365.25
)

// path is a stock on its way through the days. It draws the market's and its
// sector's shocks anew, so that nothing depends on who else is asked for.
type path struct {
	stock               Stock
	market, sector, own *rng
	marketHeat, ownHeat garch
	sigma               float64 // standard deviation of a day's logarithmic return
	close               float64 // logarithm
	activity            float64 // logarithm of how much more is traded than usual
}

func newPath(seed uint64, s Stock, day int64) *path {
	return &path{
		stock: s, sigma: s.Volatility / math.Sqrt(sessionsYear), close: target(s, day),
		market: newRng(seed, "days of the market"), sector: newRng(seed, "days of "+s.Sector.String()), own: newRng(seed, "days of "+s.Symbol),
		marketHeat: 1, ownHeat: 1,
	}
}

// clone is a path that goes on from here on its own.
func (p *path) clone() path {
	c := *p
	market, sector, own := *p.market, *p.sector, *p.own
	c.market, c.sector, c.own = &market, &sector, &own
	return c
}

// target is the logarithm of the price that a stock is drawn to on a day.
func target(s Stock, day int64) float64 {
	return ln(s.Price) + float64(growth*float64(day-referenceDay)/yearDays)
}

// session is what happened on a day, prices as logarithms.
type session struct {
	day                    int64
	open, high, low, close float64
	volume                 float64 // in usual days, a logarithm
	move                   float64 // the day's return, without its sign, in standard deviations
	sd                     float64 // standard deviation from the open to the close
}

// next is the path's next session. A path has to be asked for every day, as
// each depends on the one before it.
func (p *path) next(day int64) session {
	night, nightMarket := p.shock()
	light, lightMarket := p.shock()
	heat := math.Sqrt((float64(p.marketHeat) + float64(p.ownHeat)) / 2)
	sd := float64(p.sigma*heat) * math.Sqrt(dayShare)

	s := session{day: day, sd: sd}
	gap := float64(night * heat * math.Sqrt(nightShare))
	s.open = p.close + float64(p.sigma*(gap+p.news()))
	s.close = s.open + float64(sd*light) + float64(pull*(target(p.stock, day)-p.close))
	s.high, s.low = p.extremes(s.open, s.close, sd)

	x := (s.close - p.close) / p.sigma
	s.move = math.Abs(x)
	p.activity = float64(0.7*p.activity) + float64(0.2*p.own.normal())
	s.volume = p.activity
	p.close = s.close
	p.ownHeat.after(x)
	// the market has no news of its own: its night and its day share out 1
	p.marketHeat.after(math.Sqrt(float64(p.marketHeat)/(nightShare+dayShare)) *
		(float64(math.Sqrt(nightShare)*nightMarket) + float64(math.Sqrt(dayShare)*lightMarket)))
	return s
}

// shock is of variance 1, and says what of it was the market's.
func (p *path) shock() (all, market float64) {
	market = p.market.shock()
	return mix(market, p.sector.shock(), p.own.shock()), market
}

func mix(market, sector, own float64) float64 {
	return float64(marketWeight*market) + float64(sectorWeight*sector) + float64(ownWeight*own)
}

// news is 0 on most days.
func (p *path) news() float64 {
	size := p.own.normal()
	if p.own.uniform() > newsChance {
		return 0
	}
	return size * math.Sqrt(newsShare/newsChance)
}

// extremes draws the highest and the lowest price between an open and a close,
// by the distribution that they have on a Brownian bridge: for the highest, with
// u uniform, (o + c + √((c − o)² − 2·sd²·ln u))/2; see Glasserman, Monte Carlo
// Methods in Financial Engineering (2003), section 6.4. That the two depend on
// each other is left out.
func (p *path) extremes(o, c, sd float64) (high, low float64) {
	square, variance := float64((c-o)*(c-o)), float64(2*float64(sd*sd))
	high = (o + c + math.Sqrt(square-float64(variance*ln(p.own.uniform())))) / 2
	low = (o + c - math.Sqrt(square-float64(variance*ln(p.own.uniform())))) / 2
	return high, low
}

// shares is how many are traded: the more the price moves, the more.
func (s session) shares(stock *Stock) float64 {
	return stock.Volume * exp(s.volume) * (0.7 + float64(0.35*s.move))
}

// bar is the session in money and shares.
func (s session) bar(stock Stock) bars.Bar {
	b := bars.Bar{
		Time: s.day * daySeconds,
		Open: cents(exp(s.open)), High: cents(exp(s.high)), Low: cents(exp(s.low)), Close: cents(exp(s.close)),
		Volume: math.Round(s.shares(&stock)),
	}
	// exp is exact to the last bit but one, which may be on the wrong side of a half
	b.High, b.Low = max(b.High, b.Open, b.Close), min(b.Low, b.Open, b.Close)
	return b
}
