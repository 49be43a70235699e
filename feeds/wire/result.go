package wire

import (
	"math"

	"tickdeck/model"
)

// result reads the figures of a backtest: in an object of their own, or flat in
// the message. It is nil when there are none.
func (l *fields) result() *model.Result {
	in := newFields(l.interned, l.object("results", "result"))
	flat := in.n == 0
	if flat {
		in = *l
	}
	if flat && !in.has("win_rate", "total_trades", "roi", "sharpe_ratio", "max_drawdown", "equity_curve") {
		return nil
	}
	r := in.figures()
	r.Seconds = l.count("processing_time_seconds")
	if !model.Known(r.Seconds) {
		r.Seconds = in.count("processing_time_seconds")
	}
	return r
}

func (l *fields) figures() *model.Result {
	r := model.NewResult()
	r.WinRate = l.ratio("win_rate")
	r.Trades = l.count("total_trades")
	r.WinningTrades = l.count("winning_trades")
	r.ROI = l.number("roi", "total_return")
	r.Sharpe = l.number("sharpe_ratio")
	r.Sortino = l.number("sortino_ratio")
	r.MaxDrawdown = ratio(math.Abs(l.number("max_drawdown")))
	r.DurationDays = l.count("duration_days")
	r.ProfitFactor = l.count("profit_factor")
	r.Expectancy = l.number("expectancy")
	r.CAGR = l.number("cagr")
	r.FinalBalance = l.number("final_balance")
	held := newFields(l.interned, l.object("benchmark"))
	r.HeldROI = held.number("roi")
	r.Skew, r.Kurtosis = l.number("return_skew"), l.number("return_kurtosis")
	r.Digest = l.word("trades_digest")
	r.Simulated = l.yes("simulated")
	r.Warnings = l.sentences("warnings", model.MaxWarnings)
	return r
}
