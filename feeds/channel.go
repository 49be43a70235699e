package feeds

import (
	"time"

	"tickdeck/model"
)

// channel holds what is counted at ingest, the same for every reader.
type channel struct {
	model.Channel
	messages     uint64
	bytes        uint64
	good         uint64 // events that could be read and are no repetition
	deduplicated uint64
	undecodable  uint64
	evicted      uint64 // updates of good that were pushed out of a table
	refused      string
	last         time.Time
	meter        *meter
	trend        *model.ChannelTrend
	trendAt      int64 // the Unix second the trend was made in
}

func newChannel(c model.Channel) *channel {
	return &channel{Channel: c, meter: newMeter()}
}

// arrived counts a message and measures its way here.
func (c *channel) arrived(m *Message) {
	c.messages++
	c.bytes += uint64(m.Size)
	c.last = m.Arrived
	c.meter.message(m.Arrived, m.Size)
	if at := m.sent(); !at.IsZero() {
		c.meter.delay(m.Arrived, m.Arrived.Sub(at))
	}
}

// sent is the publisher's time of a message: of its newest part, since a batch
// holds older ones too.
func (m *Message) sent() (at time.Time) {
	for _, a := range m.Alerts {
		at = later(at, a.At)
	}
	for i := range m.Jobs {
		at = later(at, m.Jobs[i].At)
	}
	for i := range m.Healths {
		at = later(at, m.Healths[i].At)
	}
	return at
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
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
