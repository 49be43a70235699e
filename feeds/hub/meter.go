package hub

import (
	"math"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"tickdeck/model"
)

// meter measures one channel: how much came in each second, and how long it
// was on its way. Everything is counted on arrival, so that a slow screen
// cannot falsify it. The hub's lock guards it.
type meter struct {
	seconds [model.SeriesLen]second
	delays  *hdrhistogram.WindowedHistogram // microseconds
	minute  int64                           // the Unix minute delays.Current counts for
	skewed  uint64
	skew    [delayMinutes]time.Duration // furthest ahead, one a minute
	since   int64                       // the Unix second from which on there is a connection; down while there is none
}

// down marks that there is no connection.
const down = math.MaxInt64

type second struct {
	unix  int64 // which second this slot holds
	count int
	bytes int
	worst time.Duration // the longest delay, or −1 where no message had a time
}

// Delays are kept for delayMinutes, from a microsecond to an hour, to two
// digits: 0.9 ms and 0.91 ms are told apart from each other, not more.
const (
	delayMinutes = 5
	longestDelay = int64(time.Hour / time.Microsecond)
	delayDigits  = 2
)

// rateOver is how many whole seconds a rate is the mean of.
const rateOver = 5

func newMeter() *meter {
	return &meter{since: down, delays: hdrhistogram.NewWindowed(delayMinutes, 1, longestDelay, delayDigits)}
}

func (m *meter) message(at time.Time, size int) {
	s := m.second(at.Unix())
	s.count++
	s.bytes += size
}

// second returns the slot of that second, emptied if it still held an older one.
func (m *meter) second(unix int64) *second {
	s := &m.seconds[wrap(unix, model.SeriesLen)]
	if s.unix != unix {
		*s = second{unix: unix, worst: -1}
	}
	return s
}

// up notes that from now on a second without a message is one in which none came.
func (m *meter) up(at time.Time) { m.since = min(m.since, at.Unix()) }

// down notes that nothing is measured any more from then on. The silent seconds
// before it are filled, so that they are told from those that follow.
func (m *meter) down(at time.Time) {
	for unix := max(m.since, at.Unix()-model.SeriesLen); unix <= at.Unix(); unix++ {
		m.second(unix)
	}
	m.since = down
}

// delay notes how long a message was on its way. A negative one means that the
// publisher's clock is ahead: that is skew and no latency.
func (m *meter) delay(at time.Time, d time.Duration) {
	m.rotate(at)
	if d < 0 {
		m.skewed++
		slot := &m.skew[wrap(m.minute, delayMinutes)]
		*slot = max(*slot, -max(d, -math.MaxInt64))
		return
	}
	s := m.second(at.Unix())
	s.worst = max(s.worst, min(d, time.Hour))
	// The value is kept inside the histogram's range, so that this cannot fail.
	_ = m.delays.Current.RecordValue(min(max(d.Microseconds(), 1), longestDelay))
}

// rotate moves the window of delays on to the present minute. A message that is
// booked just after the minute in which it was stamped is no clock set back.
func (m *meter) rotate(now time.Time) {
	minute := now.Unix() / 60
	if m.minute == 0 || minute < m.minute-1 {
		m.minute = minute
	}
	for range min(minute-m.minute, delayMinutes) {
		m.delays.Rotate()
	}
	for i := m.minute + 1; i <= min(minute, m.minute+delayMinutes); i++ {
		m.skew[wrap(i, delayMinutes)] = 0
	}
	m.minute = max(m.minute, minute)
}

// wrap is unix modulo n, also before 1970: clocks can be set to anything.
func wrap(unix, n int64) int64 { return (unix%n + n) % n }

// trend works out what is shown; it is made once a second.
func (m *meter) trend(now time.Time) *model.ChannelTrend {
	m.rotate(now)
	t := &model.ChannelTrend{Count: make([]float64, model.SeriesLen), Delay: make([]float64, model.SeriesLen), Skewed: m.skewed}
	newest := now.Unix() - 1 // the present second is not over
	for i := range t.Count {
		t.Count[i], t.Delay[i] = m.measured(newest - int64(model.SeriesLen-1-i))
	}
	t.Rate, t.ByteRate = m.rate(newest)
	for _, d := range m.skew {
		t.Skew = max(t.Skew, d)
	}
	all := m.delays.Merge()
	t.P50 = micro(all.ValueAtQuantile(50))
	t.P99 = micro(all.ValueAtQuantile(99))
	t.Max = micro(all.Max())
	t.Timed = uint64(all.TotalCount())
	return t
}

// measured is how many messages came in a second, and the worst of their delays
// in milliseconds; None where it was not measured.
func (m *meter) measured(unix int64) (count, delay float64) {
	s := &m.seconds[wrap(unix, model.SeriesLen)]
	switch {
	case s.unix != unix && unix < m.since:
		return model.None(), model.None()
	case s.unix != unix:
		return 0, model.None()
	case s.worst < 0:
		return float64(s.count), model.None()
	}
	return float64(s.count), float64(s.worst) / float64(time.Millisecond)
}

// rate is the mean of those of the last seconds that were measured; None if none
// was.
func (m *meter) rate(newest int64) (messages, bytes float64) {
	n := 0.0
	for unix := newest - rateOver + 1; unix <= newest; unix++ {
		s := &m.seconds[wrap(unix, model.SeriesLen)]
		if s.unix == unix {
			messages += float64(s.count)
			bytes += float64(s.bytes)
		}
		if s.unix == unix || unix >= m.since {
			n++
		}
	}
	return messages / n, bytes / n // 0/0 is None
}

func micro(v int64) time.Duration { return time.Duration(v) * time.Microsecond }
