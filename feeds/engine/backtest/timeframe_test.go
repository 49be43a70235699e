package backtest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

// inMinutes moves the bars of a stage to the last two minutes of a day, the first two
// of the next one, and so on.
func (s *stage) inMinutes() *stage {
	for _, bs := range s.series {
		for i := range bs {
			day := firstDay.AddDate(0, 0, i/2)
			bs[i].Time = day.Add([]time.Duration{15*time.Hour + 58*time.Minute, 15*time.Hour + 59*time.Minute}[i%2]).Unix()
		}
	}
	return s
}

func (s *stage) runMinutes(t *testing.T, p Parameters) *Result {
	t.Helper()
	req := s.inMinutes().request(p)
	req.Timeframe = "1min"
	r, err := Run(t.Context(), req, s.source, s.script, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// 50 shares are sold short at 15:59 at 100 and bought back after two bars at 15:59 of
// the next day at 95: 250, less one night at 36.5 % a year, 50·98/1000 = 4.9.
// Equity by bar: 10000; 10100; 10200 − 4.9 (at 96); 10245.1. By day: 10000, 10100, 10245.1.
func TestMinutesAreTradedAsDaysAre(t *testing.T) {
	p := plain()
	p.MaxHolding, p.BorrowFee = 2, 0.365
	r := newStage().with("A", flat(100), ohlc{100, 101, 97, 98}, ohlc{98, 99, 95, 96}, ohlc{95, 96, 94, 94}).bear(0).runMinutes(t, p)
	if len(r.Trades) != 1 {
		t.Fatalf("%+v", r.Trades)
	}
	x := r.Trades[0]
	if x.Signal.String() != "2024-01-01T15:58:00Z" || x.Entry.String() != "2024-01-01T15:59:00Z" || x.Exit.String() != "2024-01-02T15:59:00Z" ||
		x.Bars != 2 || x.Reason != MaxHolding || !near(x.Borrow, 4.9) || !near(x.PnL, 245.1) {
		t.Errorf("%+v", x)
	}
	for i, want := range []float64{10000, 10100, 10195.1, 10245.1} {
		if !near(r.Equity[i].Equity, want) {
			t.Errorf("point %d is %+v, want %v", i, r.Equity[i], want)
		}
	}
	if r.FirstDay.String() != "2024-01-01" || r.LastDay.String() != "2024-01-02" || r.DurationDays != 1 || r.Sessions != usualSessions || r.Timeframe != "1min" {
		t.Errorf("%v to %v, %d days, %v sessions, %s", r.FirstDay, r.LastDay, r.DurationDays, r.Sessions, r.Timeframe)
	}
	wantFigure(t, "sharpe", r.Sharpe, float64(sharpe(dailyReturns([]float64{10000, 10100, 10245.1}), 252)))
	text, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(text), `"entry_date":"2024-01-01T15:59:00Z"`) || !strings.Contains(string(text), `"first_day":"2024-01-01"`) {
		t.Errorf("%s, %v", text, err)
	}
}

// Days are written as ever, and nothing is said of a timeframe.
func TestAResultOfDaysSaysNothingOfMinutes(t *testing.T) {
	text, err := json.Marshal(newStage().with("A", flat(100), flat(100), flat(100)).bull(0).run(t, plain()))
	if err != nil || !strings.Contains(string(text), `"entry_date":"2024-01-02"`) || strings.Contains(string(text), "timeframe") {
		t.Errorf("%s, %v", text, err)
	}
}

func TestTwoBarsOfAMinuteCannotBeTraded(t *testing.T) {
	s := newStage().with("A", flat(100), flat(100)).inMinutes()
	s.series["A"][1].Time = s.series["A"][0].Time + 30
	req := s.request(plain())
	req.Timeframe = "1min"
	if _, err := Run(t.Context(), req, s.source, s.script, nil); err == nil || err.Error() != "A has more than one bar in the minute 2024-01-01T15:58:00Z" {
		t.Error(err)
	}
}

// A gap is counted in weekdays here too: a night and a weekend are none. Days 0 to 3
// are Monday to Thursday; the bars of day 1 and day 2 are left out.
func TestAGapOfMinutesIsCountedInWeekdays(t *testing.T) {
	p := plain()
	p.ExitBeforeGap = 1
	s := newStage().with("A", flat(100), flat(100), flat(101), flat(101), flat(102), flat(102), flat(103), flat(103)).bull(0).inMinutes()
	bs := s.series["A"]
	s.series["A"] = append(bs[:2:2], bs[6:]...)
	req := s.request(p)
	req.Timeframe = "1min"
	r, err := Run(t.Context(), req, s.source, s.script, nil)
	if err != nil || len(r.Trades) != 1 || r.Trades[0].Reason != BeforeGap || r.Trades[0].Exit.String() != "2024-01-01T15:59:00Z" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestMinutesAndDaysAreTold(t *testing.T) {
	for unix, want := range map[int64]string{
		0: "1970-01-01T00:00:00Z", -1: "1969-12-31T23:59:00Z", 1704153600: "2024-01-02T00:00:00Z", 7258118340: "2199-12-31T23:59:00Z", -5364662400: "1800-01-01T00:00:00Z",
	} {
		at := minuteAt(unix)
		if !at.minute() || at.String() != want || at.day() != dayAt(unix) || dayAt(unix).minute() || at.day().day() != at.day() {
			t.Errorf("%d is at %s on %s, want %s", unix, at, at.day(), want)
		}
	}
	for _, text := range []string{"1800-01-01", "2199-12-31", "2024-02-29"} {
		d, err := model.ParseDate(text)
		if err != nil || DayOf(d).String() != text || !DayOf(d).Time().Equal(d) {
			t.Errorf("%s is %s, %v", text, DayOf(d), err)
		}
	}
}

func TestTooManyBarsAreRefused(t *testing.T) {
	if tooManyBars(maxBars) != nil || tooManyBars(maxBars+1) == nil {
		t.Error("the limit is elsewhere")
	}
}
