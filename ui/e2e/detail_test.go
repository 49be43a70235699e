//go:build unix

package e2e

import (
	"fmt"
	"testing"

	"tickdeck/feeds/redistest"
)

// morning publishes alerts of three symbols, each on a candle of its own.
func morning(t *testing.T, server *redistest.Server, s *screen) {
	t.Helper()
	rdb := server.Client(t)
	for i, symbol := range []string{"AAPL", "MSFT", "NVDA"} {
		publish(t, rdb, "tickstock.events.patterns",
			`{"pattern":"Hammer","symbol":%q,"direction":"bullish","confidence":0.%d,"timeframe":"1min","timestamp":%f,"price":%d.5}`, symbol, 9-i, now(), 100+i)
		s.sees(symbol)
	}
}

func TestTheDetailStandsInThePlaceOfJobs(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{w: 160, h: 45, args: []string{"--redis", server.URL()}})
	s.sees("Listening")
	morning(t, server, s)
	s.sees("─ Jobs ─")
	s.types(keyEnter)
	s.sees("▲ Hammer 0.", "none kept, 1 price seen")
	s.loses("─ Jobs ─")
	s.types("v")
	s.sees(`"pattern": "Hammer"`)
	s.types(keyEscape)
	s.sees("─ Jobs ─")
	s.loses(`"pattern": "Hammer"`)
}

func TestTheDetailIsAPageWithNextAndBefore(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{w: 80, h: 24, args: []string{"--redis", server.URL()}})
	s.sees("Listening")
	morning(t, server, s)
	s.types("G" + keyEnter)
	s.sees("3 of 3", "J next")
	for i, key := range []string{"K", "K", "J"} {
		s.types(key)
		s.sees(fmt.Sprintf("%d of 3", []int{2, 1, 2}[i]))
	}
	s.types("n")
	s.sees("New backtest", "Hammer")
	s.types(keyEscape)
	s.sees("2 of 3")
	s.types(keyEscape)
	s.sees("▸ Alerts")
}
