package demo

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"tickdeck/model"
)

// The simulated trading.
const (
	signalChance = 0.004 // that a pattern shows on a symbol on one day
	mostASDay    = 2.0   // signals a day at most, on average
	longestHold  = 10    // days
	daySigma     = 0.018 // standard deviation of a day's return
	widestReturn = 0.20  // of one trade
	slack        = 1e-9  // of equity, for rounding when all of it is invested
)

// trade is one simulated position from entry to exit.
type trade struct {
	Symbol    string  `json:"symbol"`
	Pattern   string  `json:"pattern"`
	Direction string  `json:"direction"`
	EntryDate string  `json:"entry_date"`
	ExitDate  string  `json:"exit_date"`
	Entry     float64 `json:"entry_price"`
	Exit      float64 `json:"exit_price"`
	Quantity  float64 `json:"quantity"`
	PnL       float64 `json:"pnl"`    // in the currency of the capital, whole cents
	Return    float64 `json:"return"` // fraction of what was invested

	stake float64
	exit  int // index of the day
}

// account trades through the days. What is open counts at its cost.
type account struct {
	plan   model.Request
	rng    *rand.Rand
	drift  float64 // mean return of a trade: some plans win, some lose
	days   []time.Time
	equity float64
	open   []trade
	closed []trade
	daily  []float64 // equity at the end of each day
}

// simulate makes up a backtest. Everything in the result follows from its
// trades, so that the figures agree with one another.
func simulate(plan model.Request, rng *rand.Rand) *results {
	a := account{plan: plan, rng: rng, days: businessDays(plan.Start, plan.End), equity: plan.Capital}
	a.drift = 0.003 + 0.006*rng.NormFloat64()
	for day := range a.days {
		a.closeDue(day)
		a.openNew(day)
		a.daily = append(a.daily, a.equity)
	}
	return a.results()
}

func businessDays(start, end time.Time) (days []time.Time) {
	for d := start; !d.After(end); d = d.AddDate(0, 0, 1) {
		if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday {
			days = append(days, d)
		}
	}
	return days
}

// closeDue closes what ends today; on the last day that is everything.
func (a *account) closeDue(day int) {
	last := day == len(a.days)-1
	a.open = slices.DeleteFunc(a.open, func(t trade) bool {
		if t.exit > day && !last {
			return false
		}
		t.exit, t.ExitDate = day, a.days[day].Format(model.DateLayout)
		a.equity = cents(a.equity + t.PnL)
		a.closed = append(a.closed, t)
		return true
	})
}

func (a *account) openNew(day int) {
	if day == len(a.days)-1 {
		return
	}
	mean := min(mostASDay, signalChance*float64(len(a.plan.Symbols)*len(a.plan.Patterns)))
	for p := a.rng.Float64(); p > math.Exp(-mean); p *= a.rng.Float64() { // Knuth's Poisson
		if t := a.enter(day); t.stake > 0 && a.invested()+t.stake <= a.equity*(1+slack) {
			a.open = append(a.open, t)
		}
	}
}

func (a *account) invested() (sum float64) {
	for _, t := range a.open {
		sum += t.stake
	}
	return sum
}

func (a *account) enter(day int) trade {
	symbol, pattern := pick(a.rng, a.plan.Symbols), pick(a.rng, a.plan.Patterns)
	hold := 1 + a.rng.IntN(longestHold)
	t := trade{
		Symbol: symbol, Pattern: pattern, Direction: "long", EntryDate: a.days[day].Format(model.DateLayout),
		Entry: cents(usualPrice(symbol) * math.Exp(0.2*a.rng.NormFloat64())), exit: day + hold,
	}
	sign := 1.0
	if a.short(pattern) {
		t.Direction, sign = "short", -1
	}
	gain := a.drift + daySigma*math.Sqrt(float64(hold))*a.rng.NormFloat64()
	t.Exit = cents(t.Entry * (1 + sign*max(-widestReturn, min(widestReturn, gain))))
	t.Quantity = math.Floor(a.plan.Position*a.equity/t.Entry*1e4) / 1e4
	t.stake = t.Quantity * t.Entry
	t.PnL = cents(sign * t.Quantity * (t.Exit - t.Entry))
	t.Return = round4(sign * (t.Exit/t.Entry - 1))
	return t
}

// short reports whether the trade bets on a falling price.
func (a *account) short(pattern string) bool {
	switch pattern {
	case "Shooting Star", "Evening Star", "Three Black Crows", "Dark Cloud Cover":
		return true
	case "Doji", "Engulfing", "Harami":
		return a.rng.IntN(2) == 0
	}
	return false
}

func usualPrice(symbol string) float64 {
	for _, s := range listing {
		if s.symbol == symbol {
			return s.price
		}
	}
	return 100
}

func pick(rng *rand.Rand, words []string) string { return words[rng.IntN(len(words))] }

func round4(v float64) float64 { return math.Round(v*1e4) / 1e4 }
