package backtest

import (
	"slices"
	"testing"
)

// Days 0 to 4 are Monday to Friday, and so are days 7 to 11. A has bars on days 0, 1
// and 2, none on Thursday, Friday and the weekend after, and goes on on day 7 at 50.
func withGap() *stage {
	return newStage().with("A", flat(100), flat(100), ohlc{102, 104, 101, 103}, ohlc{}, ohlc{}, ohlc{}, ohlc{}, flat(50), flat(50)).bull(0)
}

// Two weekdays are without a bar, which is more than one: sold at the last close,
// 103. What is signalled there has no open to be traded at in time.
func TestAPositionIsClosedBeforeAGapIfThatIsAskedFor(t *testing.T) {
	p := plain()
	p.ExitBeforeGap = 1
	r := withGap().bull(2).run(t, p)
	wantTrades(t, r, up(2, 103, 150, 2, BeforeGap))
	if r.Skipped != (Skipped{Late: 1}) {
		t.Errorf("%+v", r.Skipped)
	}
	want := []string{"1 of 1 trades were closed before a gap in the data, which nobody knew to come: exit_before_gap"}
	if !slices.Equal(r.Warnings, want) {
		t.Errorf("%q", r.Warnings)
	}
}

// Two are not more than two, and by default nothing of the future is known: the
// stop of 90 is filled at the open of day 7, 50.
func TestAGapIsNotKnownBeforehandByDefault(t *testing.T) {
	for _, limit := range []int{0, 2} {
		p := plain()
		p.ExitBeforeGap = limit
		r := withGap().run(t, p)
		wantTrades(t, r, up(7, 50, -2500, 2, StopLoss))
		if len(r.Warnings) > 0 {
			t.Errorf("%q", r.Warnings)
		}
	}
	if Defaults().ExitBeforeGap != 0 {
		t.Error("it is knowledge of the future, and on by default")
	}
}

func TestWeekdaysAreMondayToFriday(t *testing.T) {
	for _, c := range [][3]int{{0, 1, 0}, {0, 0, 0}, {0, 2, 1}, {4, 7, 0}, {3, 7, 1}, {0, 7, 4}, {0, 14, 9}, {-3, 0, 0}} {
		if got := weekdaysBetween(on(c[0]), on(c[1])); got != c[2] {
			t.Errorf("%d between day %d and day %d", got, c[0], c[1])
		}
	}
}
