package rules

import (
	"fmt"
	"math"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/rules"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

func clean(text string) string { return model.CleanLine(text) }

// below are the lines under the list: the rule that is looked at or typed, and what it
// would have done.
func (v *List) below() []string {
	if v.edit != nil {
		return append(v.edit.lines(), v.verdict()...)
	}
	if len(v.all) == 0 {
		return nil
	}
	r, t := v.all[v.scroll.Cursor], v.env.Theme
	l, origin := (&draw.Line{}).Add(t.Key, " / "), origin(&r)
	room := v.size.W - l.Width() - draw.Width(origin) - 1
	if room < v.size.W/2 {
		origin, room = "", v.size.W-l.Width()
	}
	l.Left(t.Text, clean(r.When), room)
	return append([]string{l.Left(t.Faint, origin, draw.Width(origin)).Exactly(t.Text, v.size.W)}, v.verdict()...)
}

// origin is where a rule was written.
func origin(r *rules.Status) string {
	if r.Place == nil || r.Place.File == "" {
		return "made on a screen"
	}
	return "in " + clean((&rules.Error{File: r.Place.File, Line: r.Place.Line("name")}).Where())
}

// lines are the fields, with what is wrong in the row of its field.
func (e *editor) lines() (out []string) {
	t, w := e.list.env.Theme, e.list.size.W
	for i, f := range about {
		l := &draw.Line{}
		mark, paint := "  ", t.Faint
		if i == e.at {
			mark, paint = " "+theme.GlyphFocus, t.Focus
		}
		l.Left(paint, mark+" "+f.name, min(w, 10))
		note, notePaint := f.hint, t.Faint
		if err := e.wrong[i]; err != nil && (i == e.at || e.entries[i].Text() != "") {
			note, notePaint = err.Message, t.Bad
		} else if e.entries[i].Text() != "" {
			note = ""
		}
		room := w - l.Width()
		if note != "" {
			room = min(room, max(draw.Width(e.entries[i].Text())+3, room/3))
		}
		e.entries[i].Draw(l, &t.Styles, room, i == e.at)
		if left := w - l.Width(); note != "" && left > 2 {
			l.Pad(t.Text, 2).Left(notePaint, clean(note), left-2)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	return out
}

// verdict is what the rule would have done, in words, with the times.
func (v *List) verdict() []string {
	t, w := v.env.Theme, v.size.W
	line := func(bold, rest string) string {
		l := (&draw.Line{}).Pad(t.Text, min(3, w))
		l.Left(t.Bright, bold, min(draw.Width(bold), max(0, w-3)))
		return l.Left(t.Text, rest, w-l.Width()).Exactly(t.Text, w)
	}
	switch {
	case v.trial.err != nil:
		l := (&draw.Line{}).Pad(t.Text, min(3, w))
		return []string{l.Left(t.Bad, clean(v.trial.err.Error()), w-3).Exactly(t.Text, w)}
	case v.trial.got == nil:
		return nil
	}
	got := v.trial.got
	bold := "would have fired " + times(got.Today.Fired) + " today"
	l := (&draw.Line{}).Pad(t.Text, min(3, w))
	l.Left(t.Faint, momentsOf(got, v.env.Prefs.Zone(), w-3), w-3)
	return []string{line(bold, explained(got, v.env.Prefs.Zone())), l.Exactly(t.Text, w)}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return draw.Count(uint64(n)) + " times"
}

// explained says what stands behind the number.
func explained(got *rules.Trial, zone *time.Location) string {
	var b strings.Builder
	perDay, week := got.PerDay()
	if week {
		digits := 0
		if perDay < 10 && perDay != math.Trunc(perDay) {
			digits = 1
		}
		fmt.Fprintf(&b, ", %s a day this week", draw.Decimal(perDay, digits))
	}
	matched, held := got.Today.Matched(), got.Today.Held.Total()
	fmt.Fprintf(&b, "; %s matched", draw.Count(uint64(matched)))
	if held > 0 {
		most := got.Today.Held.Most()
		fmt.Fprintf(&b, ", %s holds back %d", holder(most), got.Today.Held[most])
		if others := held - got.Today.Held[most]; others > 0 {
			fmt.Fprintf(&b, ", other reasons %d", others)
		}
	}
	if !week && !got.Oldest.IsZero() {
		fmt.Fprintf(&b, "; kept since %s", got.Oldest.In(zone).Format("15:04"))
	}
	return b.String()
}

// holder is a reason as what holds back.
func holder(r rules.Reason) string {
	return [...]string{
		rules.Late: "lateness", rules.Muted: "a mute", rules.Closed: "the closed market", rules.Quiet: "the quiet", rules.Candle: "once a candle",
		rules.Cooling: "the cool-down", rules.Hourly: "the hourly limit", rules.Burst: "the same burst",
	}[r]
}

// momentsOf are the times at which it would have fired, the first and the last where
// there is no room for all.
func momentsOf(got *rules.Trial, zone *time.Location, w int) string {
	var all []string
	for _, m := range got.Today.Moments() {
		if m.Fired {
			all = append(all, one(m.Alert, zone))
		}
	}
	if len(all) == 0 {
		return ""
	}
	text := all[0] // the newest comes last
	for i := 1; i < len(all); i++ {
		longer := all[i] + theme.Separator + text
		if draw.Width(longer) > w-4 {
			return theme.GlyphMore + theme.Separator + text
		}
		text = longer
	}
	return text
}

func one(a *model.Alert, zone *time.Location) string {
	text := a.DisplayTime().In(zone).Format("15:04") + " " + a.Symbol
	if model.Known(a.Confidence) {
		text += " " + draw.Decimal(a.Confidence, 2)
	}
	return text
}

// moments opens what a rule fired for and held back, the newest first.
func (v *List) moments(s rules.Status) tea.Cmd {
	tally := s.Tally
	v.env.Open(pane.NewPager(v.env, "Rule "+s.Name+", today", func(p *pane.Page) {
		t, zone := v.env.Theme, v.env.Prefs.Zone()
		p.Text(t.Text, fmt.Sprintf("fired %d, held back %d", tally.Fired, tally.Held.Total()))
		for _, r := range rules.Reasons() {
			if n := tally.Held[r]; n > 0 {
				p.Field("  "+r.String(), draw.Count(uint64(n)))
			}
		}
		if tally.Overrun > 0 {
			p.Painted("not carried out", t.Bad, draw.Count(uint64(tally.Overrun)))
		}
		p.Gap()
		for _, m := range tally.Moments() {
			what, paint := "fired", t.Bright
			if !m.Fired {
				what, paint = m.Held.String(), t.Faint
			}
			p.Painted(one(m.Alert, zone), paint, m.Alert.Pattern+", "+m.Alert.Timeframe+": "+what)
		}
	}))
	return nil
}
