package hub

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tickdeck/model"
)

func at(seconds float64) time.Time {
	return noon.Add(time.Duration(seconds * float64(time.Second)))
}

// about allows for the two digits that a histogram keeps.
func about(got, want time.Duration) bool {
	return math.Abs(float64(got-want)) <= .02*float64(want)
}

func TestDelaysAreSummedUpOverTheLastMinutes(t *testing.T) {
	m := newMeter()
	for i := range 1000 {
		m.delay(at(float64(i)/10), time.Duration(i+1)*time.Millisecond)
	}
	got := m.trend(at(100))
	if !about(got.P50, 500*time.Millisecond) || !about(got.P99, 990*time.Millisecond) || !about(got.Max, time.Second) || got.Timed != 1000 {
		t.Errorf("p50 %s, p99 %s, max %s of %d", got.P50, got.P99, got.Max, got.Timed)
	}
	got = m.trend(at(60*delayMinutes + 59))
	if got.Timed != 400 || !about(got.Max, time.Second) {
		t.Errorf("in the next minutes: max %s of %d, want the 400 of the second minute", got.Max, got.Timed)
	}
	got = m.trend(at(60 * (delayMinutes + 2)))
	if got.Timed != 0 || got.P50 != 0 || got.Max != 0 {
		t.Errorf("long after: p50 %s, max %s of %d", got.P50, got.Max, got.Timed)
	}
}

func TestDelaysOutsideOfTheRangeCount(t *testing.T) {
	m := newMeter()
	m.delay(noon, 0)
	m.delay(noon, 24*365*time.Hour)
	m.delay(noon, math.MaxInt64)
	if got := m.trend(at(1)); got.Timed != 3 || !about(got.Max, time.Hour) {
		t.Errorf("max %s of %d", got.Max, got.Timed)
	}
}

func TestAClockAheadIsSkewAndNoLatency(t *testing.T) {
	m := newMeter()
	m.delay(at(0), -3*time.Second)
	m.delay(at(1), -2*time.Second)
	m.delay(at(1), 10*time.Millisecond)
	got := m.trend(at(2))
	if got.Skewed != 2 || got.Skew != 3*time.Second || got.Timed != 1 || !about(got.Max, 10*time.Millisecond) {
		t.Errorf("skewed %d by %s, max %s of %d", got.Skewed, got.Skew, got.Max, got.Timed)
	}
	if got := m.trend(at(60 * delayMinutes)); got.Skew != 0 || got.Skewed != 2 {
		t.Errorf("minutes later: skewed %d by %s", got.Skewed, got.Skew)
	}
	m.delay(at(400), math.MinInt64)
	if got := m.trend(at(401)); got.Skew <= 0 {
		t.Errorf("the furthest clock is ahead by %s", got.Skew)
	}
}

func TestTheRateIsTheMeanOfFiveWholeSeconds(t *testing.T) {
	m := newMeter()
	m.up(at(0))
	for second := range 10 {
		for range 10 * (second + 1) {
			m.message(at(float64(second)), 300)
		}
	}
	got := m.trend(at(9.9)) // seconds 4 to 8 are whole: 50 to 90 messages
	if math.Round(got.Rate) != 70 || math.Round(got.ByteRate) != 21_000 {
		t.Errorf("%v messages and %v bytes a second, want 70 and 21000", got.Rate, got.ByteRate)
	}
	if got := m.trend(at(60)); got.Rate != 0 || got.ByteRate != 0 {
		t.Errorf("in silence: %v messages and %v bytes a second", got.Rate, got.ByteRate)
	}
}

// What was not measured is no 0: there was no connection, or nobody listened yet.
func TestTheSeriesAreBlankWhereNothingWasMeasured(t *testing.T) {
	m := newMeter()
	blank := func(now float64, ago int) bool {
		got := m.trend(at(now))
		return !model.Known(got.Count[model.SeriesLen-ago]) && !model.Known(got.Delay[model.SeriesLen-ago])
	}
	if got := m.trend(at(5)); !blank(5, 1) || model.Known(got.Rate) || model.Known(got.ByteRate) {
		t.Errorf("before the first connection: %v a second", got.Rate)
	}
	m.up(at(10))
	m.message(at(11), 100)
	if got := m.trend(at(13)); got.Count[model.SeriesLen-1] != 0 || got.Count[model.SeriesLen-2] != 1 || got.Count[model.SeriesLen-3] != 0 || !blank(13, 4) {
		t.Errorf("counts end with %v", got.Count[model.SeriesLen-5:])
	}
	if got := m.trend(at(13)); got.Rate*3 != 1 {
		t.Errorf("%v messages a second in the first three", got.Rate)
	}
	m.down(at(14.5))
	if got := m.trend(at(18)); got.Count[model.SeriesLen-4] != 0 || !blank(18, 3) || !blank(18, 1) || got.Rate != 0 {
		t.Errorf("counts end with %v, %v a second", got.Count[model.SeriesLen-5:], got.Rate)
	}
	if got := m.trend(at(30)); model.Known(got.Rate) {
		t.Errorf("without a connection: %v a second", got.Rate)
	}
	m.up(at(40))
	got := m.trend(at(45))
	if got.Count[model.SeriesLen-5] != 0 || !blank(45, 6) || !blank(45, 30) || got.Count[model.SeriesLen-31] != 0 || got.Count[model.SeriesLen-34] != 1 {
		t.Errorf("after the gap counts end with %v", got.Count[model.SeriesLen-37:])
	}
}

func TestAnInterruptionOfAgesIsBlank(t *testing.T) {
	m := newMeter()
	m.up(at(0))
	m.down(at(86_400))
	if got := m.trend(at(86_402)); got.Count[0] != 0 || got.Count[model.SeriesLen-2] != 0 || model.Known(got.Count[model.SeriesLen-1]) {
		t.Errorf("counts are %v", got.Count)
	}
}

func TestTheSeriesEndsWithTheLastWholeSecond(t *testing.T) {
	m := newMeter()
	m.up(at(-60))
	for second := range 3 {
		for range second + 1 {
			m.message(at(float64(second)), 1)
		}
	}
	m.delay(at(1), 20*time.Millisecond)
	m.delay(at(1), 30*time.Millisecond)
	m.delay(at(2), -time.Millisecond)
	got := m.trend(at(3))
	n := model.SeriesLen
	if len(got.Count) != n || got.Count[n-1] != 3 || got.Count[n-2] != 2 || got.Count[n-3] != 1 || got.Count[n-4] != 0 {
		t.Errorf("counts end with %v", got.Count[n-4:])
	}
	if got.Delay[n-2] != 30 || model.Known(got.Delay[n-1]) || model.Known(got.Delay[n-3]) {
		t.Errorf("delays end with %v", got.Delay[n-4:])
	}
	got = m.trend(at(2 + float64(n)))
	if got.Count[0] != 3 || got.Count[1] != 0 {
		t.Errorf("at the other end counts begin with %v", got.Count[:2])
	}
}

func TestALongSilenceLeavesNothingOfTheSeries(t *testing.T) {
	m := newMeter()
	m.up(at(0))
	m.message(at(0), 1)
	m.delay(at(0), time.Second)
	for _, later := range []float64{model.SeriesLen + 1, 2 * model.SeriesLen, 86_400} {
		got := m.trend(at(later))
		for i := range got.Count {
			if got.Count[i] != 0 || model.Known(got.Delay[i]) {
				t.Fatalf("%v s later second %d holds %v messages", later, i, got.Count[i])
			}
		}
		if got.Timed != 0 {
			t.Fatalf("%v s later %d delays count", later, got.Timed)
		}
	}
}

func TestAClockThatIsSetBackGoesOnCounting(t *testing.T) {
	m := newMeter()
	year := 365 * 24 * time.Hour
	m.message(noon.Add(year), 1)
	m.delay(noon.Add(year), time.Second)
	m.message(noon, 1)
	m.delay(noon, time.Millisecond)
	if got := m.trend(at(1)); got.Count[model.SeriesLen-1] != 1 {
		t.Errorf("the last second holds %v messages", got.Count[model.SeriesLen-1])
	}
	if got := m.trend(at(60 * delayMinutes)); got.Timed != 0 {
		t.Errorf("%d delays are kept for ever", got.Timed)
	}
	m.delay(at(600), -time.Second)
	if got := m.trend(at(600 + 60*delayMinutes)); got.Skew != 0 {
		t.Errorf("a skew of %s is kept for ever", got.Skew)
	}
}

func TestAMinuteThatEndsBetweenTwoMessagesTurnsOnce(t *testing.T) {
	m := newMeter()
	m.delay(at(1), time.Second)
	for range 2 * delayMinutes { // messages are stamped before the screen is
		m.trend(at(60))
		m.delay(at(59.999), time.Second)
	}
	if got := m.trend(at(61)); got.Timed != 1+2*delayMinutes {
		t.Errorf("%d delays count, want all", got.Timed)
	}
}

func TestNoTimeIsTooOddForAMeter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMeter()
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now := time.Unix(rapid.Int64Range(-1e10, 1e10).Draw(t, "at"), 0)
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				m.message(now, 100)
			case 1:
				m.delay(now, time.Duration(rapid.Int64().Draw(t, "delay")))
			case 2:
				m.up(now)
			case 3:
				m.down(now)
			default:
				m.trend(now)
			}
		}
	})
}

func TestTheTimeOfAMessageIsThatOfItsNewestPart(t *testing.T) {
	m := message(0)
	if !m.sent().IsZero() {
		t.Error("an empty message has a time")
	}
	m.Alert(&model.Alert{EventTime: at(5)})
	m.Alert(&model.Alert{EventTime: at(2)})
	m.Alert(&model.Alert{})
	if got := m.sent(); !got.Equal(at(5)) {
		t.Errorf("it was sent at %s", got)
	}
	m.Jobs = append(m.Jobs, model.Job{At: at(6)})
	m.Healths = append(m.Healths, model.Health{At: at(7)})
	if got := m.sent(); !got.Equal(at(7)) {
		t.Errorf("it was sent at %s", got)
	}
}
