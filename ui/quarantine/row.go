package quarantine

import (
	"fmt"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// maxKept is how many messages are kept at most.
const maxKept = model.MaxRejects

// columns are the widths of the list. What the message begins with takes what is
// left.
type columns struct{ count, reason, channel, last, raw int }

// The widths of the fixed ones, each with a blank behind it or before it.
const (
	markCells  = 3 // the cursor, the fold, a blank
	countCells = 5
	gapCells   = 2
	timeCells  = 10
)

// leastRaw is the least room in which the beginning of a message says anything.
const leastRaw = 12

// columnsFor shares w cells: reasons and channels have what the longest needs, as
// far as that leaves each other half; the message has what is left.
func columnsFor(w int, all []row) columns {
	c := columns{count: countCells, last: timeCells}
	room := w - markCells - c.count - gapCells - c.last
	for i := range all {
		g := all[i].group
		c.reason = max(c.reason, draw.Width(reason(g))+gapCells)
		c.channel = max(c.channel, draw.Width(pane.ChannelName(g.channel))+gapCells)
	}
	if room < 36 {
		c.channel = 0
	}
	c.channel = min(c.channel, max(room/3, room-c.reason))
	c.reason = min(c.reason, room-c.channel)
	if c.raw = room - c.reason - c.channel; c.raw < leastRaw {
		c.reason, c.raw = c.reason+c.raw, 0
	}
	c.reason = max(1, c.reason)
	return c
}

// reason is why the messages of a kind could not be read.
func reason(g *group) string {
	if g.probe {
		return "probes, no fault"
	}
	return g.reason
}

func header(t *theme.Theme, c columns, w int) string {
	var l draw.Line
	l.Pad(t.Text, markCells+c.count+gapCells).Left(t.Faint, "REASON", c.reason).Left(t.Faint, "CHANNEL", c.channel)
	return l.Left(t.Faint, "LAST", c.last).Left(t.Faint, "AS IT CAME", c.raw).Exactly(t.Text, w)
}

// rawBytes is how much of a message is looked at for one line of it.
const rawBytes = 2_000

// oneLine is the beginning of a raw message.
func oneLine(raw string) string {
	return model.CleanLine(raw[:min(len(raw), rawBytes)])
}

func (q *List) draw(s *theme.Styles, c columns, r *row) string {
	var l draw.Line
	if r.message != nil {
		return q.drawMessage(&l, s, r.message)
	}
	mark, paint := theme.GlyphFolded, s.Text
	if q.open[r.group.kind] {
		mark, paint = theme.GlyphOpen, s.Bright
	}
	if r.group.probe {
		paint = s.Faint
	}
	newest := r.group.messages[0]
	l.Add(s.Focus, s.Mark).Add(s.Faint, mark).Pad(s.Text, markCells-2)
	l.Right(s.Text, draw.CountWithin(uint64(len(r.group.messages)), c.count), c.count).Pad(s.Text, gapCells)
	l.Left(paint, reason(r.group), c.reason-1).Pad(s.Text, 1)
	if c.channel > 0 {
		l.Left(s.Faint, pane.ChannelName(newest.Channel), c.channel-1).Pad(s.Text, 1)
	}
	l.Left(s.Text, q.clock(newest), c.last)
	if c.raw > 0 {
		l.Left(s.Faint, oneLine(newest.Raw), c.raw-1)
	}
	return l.Exactly(s.Text, q.size.W)
}

// drawMessage is a message of an unfolded kind: when it came, how long it is, and
// its beginning.
func (q *List) drawMessage(l *draw.Line, s *theme.Styles, m *model.Reject) string {
	w := q.size.W
	l.Add(s.Focus, s.Mark).Pad(s.Text, markCells-1+countCells+gapCells)
	l.Left(s.Text, q.clock(m), timeCells).Right(s.Faint, draw.Memory(float64(m.Size)), 8).Pad(s.Text, gapCells)
	return l.Left(s.Faint, oneLine(m.Raw), w-l.Width()-1).Exactly(s.Text, w)
}

func (q *List) clock(m *model.Reject) string { return q.env.Time(m.Arrived) }

// newMessage shows a message whole, as far as it is kept.
func newMessage(env *pane.Env, m *model.Reject) pane.Overlay {
	return pane.NewPager(env, "Unreadable message", func(p *pane.Page) {
		t := env.Theme
		why := t.Warn
		if m.Probe {
			why = t.Text
		}
		p.Painted("reason", why, m.Reason)
		p.Field("channel", m.Channel)
		p.Field("arrived", m.Arrived.In(env.Zone).Format("2006-01-02 15:04:05.000 MST"))
		size := draw.Count(uint64(m.Size)) + " bytes"
		if len(m.Raw) < m.Size {
			size += fmt.Sprintf(", the first %s of them are kept", draw.Count(uint64(len(m.Raw))))
		}
		p.Field("size", size)
		p.Gap()
		p.Heading("As it came")
		p.JSON(m.Raw)
	})
}
