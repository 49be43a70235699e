package hub

import (
	"math"
	"time"

	"tickdeck/model"
)

// channel holds what is counted at ingest, the same for every reader.
type channel struct {
	model.Channel
	messages     uint64
	bytes        uint64
	accepted     uint64 // events that could be read and are no repetition
	deduplicated uint64
	undecodable  uint64
	probes       uint64
	pushed       uint64 // alerts that ever came into the feed
	dropped      uint64 // alerts that left it again
	evicted      uint64 // updates of good that were pushed out of a table
	refused      string
	last         time.Time
	fastest      time.Duration // the shortest way of a message; a longer one after a clock was set only lengthens a gap
	sent         time.Time     // the newest publisher's time while the link was up; zero before one was told
	meter        *meter
	trend        *model.ChannelTrend
	trendAt      int64 // the Unix second the trend was made in
}

// unmeasured is the way of no message.
const unmeasured = time.Duration(math.MaxInt64)

func newChannel(c model.Channel) *channel {
	return &channel{Channel: c, fastest: unmeasured, meter: newMeter()}
}

// arrived counts a message and measures its way here.
func (c *channel) arrived(m *Message, up bool) {
	size := len(m.Payload)
	c.messages++
	c.bytes += uint64(size)
	c.last = m.Arrived
	c.meter.message(m.Arrived, size)
	at := m.sent()
	if at.IsZero() {
		return
	}
	delay := m.Arrived.Sub(at)
	c.meter.delay(m.Arrived, delay)
	c.fastest = min(c.fastest, delay)
	if up { // what comes before every channel is back does not end a gap
		c.sent = later(c.sent, at)
	}
}

// complete is until when everything that was published has come, as far as the times in
// messages tell: what took longer than the fastest one of the channel has waited in a row
// of others, and what was published meanwhile waits behind it. So clocks that differ do
// no harm, and the first message proves less once a faster one is known.
func (c *channel) complete() time.Time {
	if c.sent.IsZero() {
		return time.Time{}
	}
	return c.sent.Add(c.fastest)
}

// stat is the picture of the channel for one reader.
func (c *channel) stat(now time.Time, b model.Books) model.ChannelStat {
	if second := now.Unix(); c.trend == nil || c.trendAt != second {
		c.trend, c.trendAt = c.meter.trend(now), second
	}
	return model.ChannelStat{
		Channel: c.Channel, Books: b, Messages: c.messages, Bytes: c.bytes,
		Refused: c.refused, Last: c.last, ChannelTrend: c.trend,
	}
}
