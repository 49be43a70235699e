package board

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/activity"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// scope says how many symbols there are.
func (p *Pane) scope() string {
	n := &p.names
	all, mine := "all "+draw.Count(uint64(n.there)), "mine "+draw.Count(uint64(n.mine))
	if n.only {
		mine = theme.GlyphFocus + mine
	} else if n.mine > 0 {
		all = theme.GlyphFocus + all
	}
	parts := []string{all}
	if n.mine > 0 {
		parts = append(parts, mine)
	}
	if n.muted > 0 {
		parts = append(parts, draw.Count(uint64(n.muted))+" muted")
	}
	return strings.Join(parts, theme.Separator)
}

// noteFrom is the width from which the title says how many symbols had an alert.
const noteFrom = 100

// note says of which time the numbers are, what part of the board shows, and how
// it is sorted.
func (p *Pane) note() string {
	if len(p.names.all) == 0 {
		return ""
	}
	parts := []string{p.period()}
	if p.size.W >= noteFrom {
		busy := 0
		for _, s := range p.names.all {
			if p.count(s) > 0 {
				busy++
			}
		}
		parts = append(parts, fmt.Sprintf("%s of %s with an alert", draw.Count(uint64(busy)), draw.Count(uint64(len(p.names.all)))))
	}
	if p.grid.visible < p.grid.rows {
		parts = append(parts, fmt.Sprintf("rows %d%s%d of %d", p.top+1, theme.GlyphNone, p.top+p.grid.visible, p.grid.rows))
	}
	return strings.Join(append(parts, p.names.order()), theme.Separator)
}

// period is the time of which the numbers are. What the feed had let go of when
// the board was opened is missing.
func (p *Pane) period() string {
	switch since := p.seen.Since; {
	case p.behind:
		return "reading the feed"
	case p.seen.Partly && since.After(p.now().Add(-window)):
		return "since " + since.In(p.env.Zone).Format(time.TimeOnly)
	}
	return "last " + strconv.Itoa(activity.Minutes) + " min"
}

// about is all about the symbol under the cursor, as far as it has room.
func (p *Pane) about() string {
	t, l, w := p.env.Theme, &p.line, p.size.W
	l.Reset()
	l.Pad(t.Text, 1).Left(t.Bright, p.chosen, min(draw.Width(p.chosen), max(0, w-2)))
	add := func(paint theme.Paint, text string) {
		l.Left(paint, text, max(0, min(draw.Width(text), w-1-l.Width())))
	}
	if p.names.watch[p.chosen] {
		add(t.Focus, " "+theme.GlyphMarked)
		add(t.Faint, model.CleanLine(" "+strings.Join(p.env.Prefs.ListsOf(p.chosen), ", ")))
	}
	g := p.seen.Symbols.Of(p.chosen)
	if g == nil || g.Hour.Total() == 0 {
		add(t.Faint, "  nothing in this time")
	} else {
		p.sums(&g.Hour, add)
		if b := g.HourBest; b.Known() {
			add(t.Faint, "  best ")
			add(t.Text, b.Pattern+" "+draw.Decimal(float64(b.Confidence), 2)+" "+b.Time().In(p.env.Zone).Format("15:04"))
		}
	}
	if g != nil && g.Last != nil {
		add(t.Faint, "  last ")
		add(t.Text, g.Last.Pattern+" "+clock(g.Last, p.env.Zone))
	}
	return l.Exactly(t.Text, w)
}

func clock(a *model.Alert, zone *time.Location) string {
	return a.DisplayTime().In(zone).Format("15:04")
}

// sums are the candles by what was found on them.
func (p *Pane) sums(of *activity.Tally, add func(theme.Paint, string)) {
	s := &p.env.Theme.Styles
	add(s.Text, " ")
	for _, c := range [...]activity.Class{activity.Bull, activity.Bear, activity.Neutral, activity.Even} {
		if n := of[c]; n > 0 {
			paint, glyph := direction(s, c)
			add(s.Text, " ")
			add(paint, glyph+draw.Count(uint64(n)))
		}
	}
	if n := of[activity.Unsaid]; n > 0 { // behind a dash it would read as less than none
		add(s.Faint, "  "+draw.Count(uint64(n))+" undirected")
	}
}

// legend says what the signs mean.
func (p *Pane) legend() string {
	t, l, w := p.env.Theme, &p.line, p.size.W
	l.Reset()
	most := len(theme.Sparks) - 1
	type part struct {
		paint theme.Paint
		text  string
	}
	candles, confidence := " most candles", " best confidence"
	if p.names.mine > 0 { // what is watched is told as well
		candles, confidence = " most", " best"
	}
	parts := []part{
		{t.Text, " "},
		{t.Spark, theme.Sparks[0]},
		{t.Faint, " few " + theme.GlyphMore + " "},
		{t.Heat[theme.HeatSteps-1].Spark, theme.Sparks[most]},
		{t.Faint, candles + theme.Separator},
		{t.Bull, theme.GlyphBull},
		{t.Bear, theme.GlyphBear},
		{t.Faint, " majority, " + theme.GlyphEven + " even, "},
		{t.Even, theme.GlyphNeutral},
		{t.Faint, " neutral" + theme.Separator + ".93" + confidence},
	}
	if p.names.mine > 0 {
		parts = slices.Insert(parts, 1, part{t.Focus, theme.GlyphMarked}, part{t.Faint, " watched" + theme.Separator})
	}
	for _, part := range parts {
		l.Left(part.paint, part.text, max(0, min(draw.Width(part.text), w-1-l.Width())))
	}
	return l.Exactly(t.Text, w)
}
