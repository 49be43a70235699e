package channels

import (
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// promise is how long TickStock says that a message may be on its way. From half of
// it on a delay is amber, above it red.
const promise = 100 * time.Millisecond

// lowest is where the scale of delays begins; it ends at the promise.
const lowest = time.Millisecond

// scaleTitle names the scale of delays.
const scaleTitle = "1" + theme.GlyphNone + "100 MS"

// sparkGap is the room before a sparkline.
const sparkGap = 2

// cell is what a column needs to draw one channel.
type cell struct {
	line  *draw.Line
	s     *theme.Styles
	stat  *model.ChannelStat
	state *model.State
	now   time.Time
	label string // the channel's name as it is shown
	width int
}

func (c *cell) right(p theme.Paint, text string) { c.line.Right(p, text, c.width) }

func (c *cell) name() { c.line.Left(c.s.Text, c.label, c.width) }

// number is faint where it says nothing.
func (c *cell) number(v float64, write func(float64) string) {
	p := c.s.Text
	if !(v > 0) {
		p = c.s.Faint
	}
	c.right(p, write(v))
}

// count is painted only where there is one.
func (c *cell) count(n uint64, p theme.Paint) {
	if n == 0 {
		p = c.s.Faint
	}
	c.right(p, draw.CountWithin(n, c.width-1))
}

// peak is the most messages in one second; None where nothing was measured.
func peak(count []float64) float64 {
	most := model.None()
	for _, v := range count {
		if model.Known(v) && !(v <= most) {
			most = v
		}
	}
	return most
}

// rate shows the busiest second of each point, on a scale up to the peak.
func (c *cell) rate() {
	w := c.width - sparkGap
	c.line.Pad(c.s.Text, sparkGap).Spark(c.s.Spark, draw.Worst(c.stat.Count, w), w)
}

// delays shows the worst of each point.
func (c *cell) delays() {
	w := c.width - sparkGap
	c.line.Pad(c.s.Text, sparkGap).SparkOn(scale(c.s), c.s.Text, draw.Worst(c.stat.Delay, w), w)
}

// scale is that of all delays in milliseconds.
func scale(s *theme.Styles) draw.Scale {
	return func(ms float64) (int, theme.Paint) {
		return draw.LogStep(ms, inMilliseconds(lowest), inMilliseconds(promise)), kept(s, ms, s.Spark)
	}
}

func inMilliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// kept paints a delay in milliseconds by the promise.
func kept(s *theme.Styles, ms float64, calm theme.Paint) theme.Paint {
	switch {
	case ms > inMilliseconds(promise):
		return s.Bad
	case ms >= inMilliseconds(promise)/2:
		return s.Warn
	}
	return calm
}

// delay shows a latency in milliseconds.
func (c *cell) delay(d time.Duration) {
	calm := c.s.Text
	if d <= 0 {
		calm = c.s.Faint
	}
	c.right(kept(c.s, inMilliseconds(d), calm), delayText(d))
}

// ofPromise sets a delay against the promise, as 61 of 100 ms; a long one is told in seconds
// or more, since thousands of milliseconds say nothing.
func ofPromise(d time.Duration) string {
	text := delayText(d)
	if d >= time.Second && d < mostDelay {
		text = draw.Length(d)
	}
	return text + " of " + draw.Length(promise)
}

// mostDelay is as far as delays are measured.
const mostDelay = time.Hour

func delayText(d time.Duration) string {
	if d >= mostDelay {
		return ">1 h"
	}
	return draw.Milliseconds(d)
}

// unknown is the same for every channel: they come through one connection.
// Without one it goes on.
func (c *cell) unknown() {
	d, link := c.state.Link.Unknown, &c.state.Link
	if !link.Up && link.Interruptions > 0 && c.now.After(link.Since) {
		d += c.now.Sub(link.Since)
	}
	switch {
	case d == 0:
		c.right(c.s.Faint, "0 s")
	case c.state.Doubt() > 0:
		c.right(c.s.Warn, draw.Length(d))
	default:
		c.right(c.s.Text, draw.Length(d))
	}
}

func (c *cell) last() {
	if c.stat.Last.IsZero() {
		c.right(c.s.Faint, draw.Dash)
		return
	}
	c.right(c.s.Faint, draw.Age(c.now.Sub(c.stat.Last)))
}
