package engine

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/market"
)

// intraday is a request for bars of a timeframe.
func intraday(timeframe, symbol string, from, to time.Time) []byte {
	return fmt.Appendf(nil, `{"symbols":[%q],"patterns":["Engulfing","Doji"],"start_date":%q,"end_date":%q,"timeframe":%q}`,
		symbol, from.Format(time.DateOnly), to.Format(time.DateOnly), timeframe)
}

// told is what a result of minutes says of its times.
type told struct {
	Timeframe string `json:"timeframe"`
	FirstDay  string `json:"first_day"`
	Total     int    `json:"total_trades"`
	Trades    []struct {
		Entry time.Time `json:"entry_date"`
	} `json:"trades"`
}

func TestWhatIsAlertedOnMinutesIsBacktestedOnMinutes(t *testing.T) {
	e, err := New(Options{Seed: 1, Speed: 1, Problem: func(text string) { t.Log(text) }})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	begin := market.LastSession(now.Add(-pastBegins))
	for range 2 { // the second time from memory
		text, err := e.Backtest(t.Context(), intraday("1min", "AAPL", begin, now))
		if err != nil {
			t.Fatal(err)
		}
		var got told
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if got.Timeframe != "1min" || got.Total < 10 || got.Trades[0].Entry.Before(begin) || got.Trades[0].Entry.Hour() == 0 {
			t.Errorf("%+v", got)
		}
	}
	for request, want := range map[string]string{
		string(intraday("5min", "AAPL", begin, now)):                                   "there are no 5min bars of the simulated market, but 1min and daily ones",
		string(intraday("1min", "ENRN", begin, now)):                                   "no data for ENRN",
		string(intraday("1min", "AAPL", now.AddDate(-3, 0, 0), now.AddDate(-2, 0, 0))): "AAPL has bars from ",
	} {
		if _, err := e.Backtest(t.Context(), []byte(request)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestAFileOfMinutesIsBacktestedOnMinutesOrOnDays(t *testing.T) {
	var minutes, days strings.Builder
	minutes.WriteString("time,open,high,low,close,volume\n")
	days.WriteString("date,open,high,low,close,volume\n")
	at := time.Date(2026, 1, 5, 15, 0, 0, 0, time.UTC)
	for i := range 200 {
		open, end := 100+i%7, 100+(i*3)%7
		row := fmt.Sprintf("%d,%d,%d,%d,%d\n", open, max(open, end)+1, min(open, end)-1, end, i)
		minutes.WriteString(at.AddDate(0, 0, i/50).Add(time.Duration(i%50)*time.Minute).Format("2006-01-02T15:04,") + row)
		days.WriteString(at.AddDate(0, 0, i).Format("2006-01-02,") + row)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"AAPL.csv": minutes.String(), "MSFT.csv": days.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e, err := New(Options{Bars: dir, Speed: 1, Problem: func(text string) { t.Log(text) }})
	if err != nil {
		t.Fatal(err)
	}
	to := at.AddDate(0, 0, 3)
	for timeframe, want := range map[string]string{"1min": `"timeframe":"1min"`, "daily": `"first_day":"2026-01-05"`} {
		text, err := e.Backtest(t.Context(), intraday(timeframe, "AAPL", at, to))
		if err != nil || !strings.Contains(string(text), want) || strings.Contains(string(text), "15:00:00Z") == (timeframe == "daily") {
			t.Errorf("%s: %.300s, %v", timeframe, text, err)
		}
	}
	for request, want := range map[string]string{
		string(intraday("5min", "AAPL", at, to)): "there are no 5min bars of AAPL, but 1min and daily ones",
		string(intraday("1min", "MSFT", at, to)): "there are no 1min bars of MSFT, but daily ones",
	} {
		if _, err := e.Backtest(t.Context(), []byte(request)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
