package backtest

// MaxTrades is the most trades that a result lists.
const MaxTrades = 1000

// Result is what a backtest came to, as the wire contract names it. Ratios are
// fractions (0.12 is 12 %), money is in the currency of the capital. What has no
// value, such as a win rate without trades, is left out of the JSON.
type Result struct {
	Warnings      []string  `json:"warnings,omitempty"` // what must be known before the figures are believed, for people
	WinRate       Figure    `json:"win_rate,omitzero"`
	TotalTrades   int       `json:"total_trades"`
	WinningTrades int       `json:"winning_trades"`
	LosingTrades  int       `json:"losing_trades"`
	ROI           Figure    `json:"roi,omitzero"` // total return
	CAGR          Figure    `json:"cagr,omitzero"`
	Sharpe        Figure    `json:"sharpe_ratio,omitzero"`
	Sortino       Figure    `json:"sortino_ratio,omitzero"`
	Calmar        Figure    `json:"calmar_ratio,omitzero"`
	MaxDrawdown   float64   `json:"max_drawdown"` // 0–1
	Drawdown      *Drawdown `json:"drawdown,omitempty"`
	DurationDays  int       `json:"duration_days"` // from the first bar to the last
	Sessions      float64   `json:"sessions_per_year"`
	FinalBalance  float64   `json:"final_balance"`
	ProfitFactor  Figure    `json:"profit_factor,omitzero"`
	Expectancy    Figure    `json:"expectancy,omitzero"`   // money a trade
	AverageWin    Figure    `json:"average_win,omitzero"`  // money
	AverageLoss   Figure    `json:"average_loss,omitzero"` // money, positive
	Exposure      Figure    `json:"exposure,omitzero"`     // share of the days with a position

	Skewness Figure            `json:"return_skew,omitzero"`     // of the daily returns: G1, sample-adjusted
	Kurtosis Figure            `json:"return_kurtosis,omitzero"` // of the daily returns: G2, sample-adjusted, excess
	Monthly  map[string]Figure `json:"monthly_returns"`          // by month, as 2025-01

	BestTrade  *Trade           `json:"best_trade,omitempty"`
	WorstTrade *Trade           `json:"worst_trade,omitempty"`
	BySymbol   map[string]Tally `json:"by_symbol"`
	ByPattern  map[string]Tally `json:"by_pattern"` // a trade counts in full for each of its patterns
	Benchmark  Benchmark        `json:"benchmark"`

	InSample    *Sample `json:"in_sample,omitempty"` // the two periods of a walk-forward test
	OutOfSample *Sample `json:"out_of_sample,omitempty"`

	Equity        []Point `json:"equity_curve"`    // at most model.MaxEquity
	Held          []Point `json:"benchmark_curve"` // buy and hold, on the same days
	Trades        []Trade `json:"trades"`          // at most MaxTrades, in the order they were closed
	TradesOmitted int     `json:"trades_omitted"`
	SharedTrades  int     `json:"shared_trades"`               // of several patterns: by so many and more ByPattern exceeds the total
	EntriesCut    int     `json:"entries_cut,omitempty"`       // by volume_limit
	ExitsOver     int     `json:"exits_over_volume,omitempty"` // larger than volume_limit, and filled all the same
	Digest        string  `json:"trades_digest"`               // of all trades: see digest

	FirstDay   Day        `json:"first_day"`
	LastDay    Day        `json:"last_day"`
	Signals    int        `json:"signals"` // each is counted in Traded or in Skipped
	Traded     int        `json:"traded"`  // signals that opened a trade, alone or with others
	Skipped    Skipped    `json:"skipped"`
	Parameters Parameters `json:"parameters"`                   // as they were in force
	Unknown    []string   `json:"unknown_parameters,omitempty"` // sent, and ignored
	Ruined     bool       `json:"ruined,omitempty"`             // all was lost, and trading ended
	beforeGap  int        // trades
	Simulated  bool       `json:"simulated"`           // the market was; set by who knows
	Timeframe  string     `json:"timeframe,omitempty"` // of the bars, where they are shorter than a day
	Source     string     `json:"source,omitempty"`    // of the prices; set by who knows
	dates      *dates
}

// Point is the equity at the close of a day.
type Point struct {
	Date   Day     `json:"date"`
	Equity float64 `json:"equity"`
}

// Drawdown is when the deepest drawdown took place.
type Drawdown struct {
	Peak      Day  `json:"peak"`
	Trough    Day  `json:"trough"`
	Recovered *Day `json:"recovered,omitempty"` // when the peak was reached again, if it was
}

// Benchmark is what buying and holding the same symbols would have come to.
type Benchmark struct {
	ROI          Figure  `json:"roi,omitzero"`
	CAGR         Figure  `json:"cagr,omitzero"`
	Sharpe       Figure  `json:"sharpe_ratio,omitzero"`
	MaxDrawdown  float64 `json:"max_drawdown"`
	FinalBalance float64 `json:"final_balance"`
}

func (r *run) result(m *market, a *account) *Result {
	last := len(m.days) - 1
	out := &Result{
		FirstDay: m.days[0].day(), LastDay: m.days[last].day(), Timeframe: r.req.Timeframe,
		DurationDays: m.duration, Sessions: m.sessions, Benchmark: m.benchmark, Held: m.held,
		FinalBalance: a.curve[last], Exposure: over(float64(a.exposed), float64(len(m.days))),
		Equity: thin(m.days, a.curve), Monthly: monthly(m.months, a.curve),
		Parameters: a.p, Unknown: r.req.Unknown, Ruined: a.ruined,
		EntriesCut: a.cut, ExitsOver: a.over, dates: m.dates,
	}
	out.risk(m.days, a.curve)
	out.trades(&a.ledger)
	out.groups(r, a)
	out.Warnings = r.warnings(out)
	return out
}

// risk fills in what is worked out of the equity at each close.
func (r *Result) risk(days []Day, equity []float64) {
	returns := dailyReturns(byDay(days, equity))
	fall := deepest(equity)
	r.ROI, r.CAGR = totalReturn(equity), cagr(equity, r.DurationDays)
	r.Sharpe, r.Sortino = sharpe(returns, r.Sessions), sortino(returns, r.Sessions)
	r.Skewness, r.Kurtosis = skewness(returns), kurtosis(returns)
	r.MaxDrawdown, r.Calmar = fall.depth, calmar(r.CAGR, fall.depth)
	if fall.depth > 0 {
		r.Drawdown = &Drawdown{Peak: days[fall.peak], Trough: days[fall.trough]}
		if fall.recovered != none {
			r.Drawdown.Recovered = &days[fall.recovered]
		}
	}
}

// trades fills in what is worked out of the trades.
func (r *Result) trades(l *ledger) {
	sum := &l.sum
	sum.finish()
	r.TotalTrades, r.WinningTrades, r.LosingTrades = sum.Trades, sum.Winning, sum.Losing
	r.WinRate, r.ProfitFactor, r.Expectancy = sum.WinRate, sum.ProfitFactor, sum.Expectancy
	r.AverageWin, r.AverageLoss = sum.AverageWin, sum.AverageLoss
	if sum.Trades > 0 {
		r.BestTrade, r.WorstTrade = &l.best, &l.worst
	}
	r.Trades, r.TradesOmitted = l.trades, sum.Trades-len(l.trades)
	r.Digest, r.SharedTrades, r.beforeGap = l.digest.sum(), l.shared, l.beforeGap
}

// groups fills in what each symbol and each pattern came to, and what became of
// all signals.
func (r *Result) groups(of *run, a *account) {
	bySymbol, byPattern := make([]book, len(a.instruments)), make([]book, len(of.req.Patterns))
	var sum book
	for i, in := range a.instruments {
		for n := range in.books {
			bySymbol[i].add(&in.books[n])
			byPattern[n].add(&in.books[n])
		}
		sum.add(&bySymbol[i])
	}
	r.Signals, r.Traded, r.Skipped = sum.signals(), sum[traded], sum.skipped()
	r.BySymbol = byName(of.req.Symbols, a.ledger.symbols, bySymbol)
	r.ByPattern = byName(of.req.Patterns, a.ledger.patterns, byPattern)
}

// benchmark buys each symbol with an equal share of the capital at its first
// close and holds it to its last one, without costs.
func benchmark(at []Day, equity []float64, days int, sessions float64) Benchmark {
	return Benchmark{
		ROI: totalReturn(equity), CAGR: cagr(equity, days), Sharpe: sharpe(dailyReturns(byDay(at, equity)), sessions),
		MaxDrawdown: deepest(equity).depth, FinalBalance: equity[len(equity)-1],
	}
}

// held is the capital at each close; a share is cash until its symbol has a bar.
func held(m *market, capital float64) []float64 {
	share := capital / float64(len(m.symbols))
	equity := make([]float64, len(m.days))
	for _, in := range m.symbols {
		at, value := in.first, share
		for i, d := range m.days {
			if at < len(in.bars) && in.days[at] == d {
				value = float64(share * (in.bars[at].Close / in.bars[in.first].Close))
				at++
			}
			equity[i] += value
		}
	}
	return equity
}
