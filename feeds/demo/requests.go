package demo

import (
	"time"

	"tickdeck/model"
)

// Requests are the backtests that a demo begins with: one that is soon done, one
// that takes a while, and one that cannot be run. today is the last day of data.
func Requests(today time.Time) []model.Request {
	yesterday := today.UTC().Truncate(24*time.Hour).AddDate(0, 0, -1)
	request := func(years int, patterns []string, symbols ...string) model.Request {
		return model.Request{
			Symbols: symbols, Patterns: patterns, Start: yesterday.AddDate(-years, 0, 0), End: yesterday,
		}
	}
	return []model.Request{
		request(1, []string{"Engulfing", "Hammer", "Shooting Star"}, "AAPL", "MSFT", "NVDA"),
		request(2, []string{"Morning Star"}, "AAPL", "ENRN"), // long gone from every exchange
		request(5, model.StandardPatterns(), "AAPL", "AMD", "AMZN", "BAC", "CVX", "DIS", "GOOGL", "HD", "INTC", "JNJ", "JPM", "KO",
			"LLY", "MA", "META", "MRK", "MSFT", "NFLX", "NVDA", "ORCL", "PEP", "PG", "TSLA", "UNH", "V", "WFC", "WMT", "XOM"),
	}
}
