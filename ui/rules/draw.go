package rules

import (
	"fmt"
	"strconv"
	"strings"

	"tickdeck/model/rules"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// Lines is part of pane.Component.
func (v *List) Lines(focused bool) []string {
	v.settle()
	k := key{size: v.size, rev: v.env.Prefs.CountRev(), chosen: v.chosen, tried: v.trial.number, theme: v.env.Theme}
	if v.edit != nil {
		k.edits = 1 + v.edit.changes
	}
	return v.cache.Lines(k, func(dst []string) []string {
		below := v.below()
		dst = append(dst, v.title(), v.header())
		dst = v.rows(dst, focused, max(0, v.size.H-len(below)))
		room := v.size.H - len(dst)
		dst = append(dst, below[:max(0, min(len(below), room))]...)
		return draw.Fill(dst, v.size.W, v.size.H)
	})
}

// window is how many rules show at a time.
func (v *List) window() int { return max(1, v.size.H-2-fields-3) }

func (v *List) title() string {
	off, fired, held := counts(v.all)
	scope := strconv.Itoa(len(v.all))
	if off > 0 {
		scope += fmt.Sprintf(", %d off", off)
	}
	when := "today"
	if since, whole := v.env.Prefs.Since(); !whole {
		when = "since " + since.In(v.env.Prefs.Zone()).Format("15:04")
	}
	note := fmt.Sprintf("%s: fired %s, held back %s", when, draw.Count(uint64(fired)), draw.Count(uint64(held)))
	return draw.TitleRow(v.env.Theme, draw.Box{Title: "Rules", Scope: scope, Note: note, Focused: true}, v.size.W)
}

// columns are the widths of the table, as far as there is room.
type columns struct{ name, when, does, fired, held, limits int }

func (v *List) columns() columns {
	w := v.size.W
	c := columns{name: 4, fired: 7, held: 7}
	for _, s := range v.all {
		c.name = max(c.name, min(16, draw.Width(s.Name)))
	}
	if w < 60 {
		c.fired, c.held = 0, 0
	}
	rest := max(0, w-marks-c.name-2-c.fired-c.held)
	switch {
	case w >= 90:
		c.limits = rest * 24 / 100
		c.does = rest * 30 / 100
	case w >= 50:
		c.does = rest * 45 / 100
	}
	c.when = rest - c.does - c.limits
	return c
}

// marks is the room for the cursor and the state, with a blank behind.
const marks = 5

func (v *List) header() string {
	c, t := v.columns(), v.env.Theme
	l := (&draw.Line{}).Pad(t.Text, marks)
	l.Left(t.Faint, "RULE", c.name).Pad(t.Text, 2).Left(t.Faint, "WHEN", c.when).Left(t.Faint, "DOES", c.does)
	l.Right(t.Faint, "FIRED", c.fired).Right(t.Faint, "HELD", c.held)
	if c.limits > 0 {
		l.Pad(t.Text, 2).Left(t.Faint, "LIMITS", c.limits-2)
	}
	return l.Exactly(t.Text, v.size.W)
}

// rows adds the rules that there is room for, the chosen one among them.
func (v *List) rows(dst []string, focused bool, most int) []string {
	if len(v.all) == 0 {
		l := &draw.Line{}
		text := "   There are none yet: " + v.env.Keys.Binding("rules.new").Shown + " makes one. It says what matters: what to watch for, and what to do then."
		return append(dst, l.Left(v.env.Theme.Faint, text, v.size.W).Exactly(v.env.Theme.Text, v.size.W))
	}
	c := v.columns()
	for i := v.scroll.Top; i < len(v.all) && len(dst) < most; i++ {
		s := &v.env.Theme.Styles
		if i == v.scroll.Cursor && v.edit == nil && focused {
			s = &v.env.Theme.Selected
		}
		dst = append(dst, v.row(s, c, &v.all[i]))
		if err := v.all[i].Err; err != nil && len(dst) < most {
			dst = append(dst, v.pointer(c, &v.all[i], err))
		}
	}
	return dst
}

func (v *List) row(s *theme.Styles, c columns, r *rules.Status) string {
	l := &draw.Line{}
	l.Add(s.Text, s.Mark).Pad(s.Text, 1)
	mark, paint := theme.GlyphUp, s.Good
	when, does := s.Text, s.Text
	what := doing(r)
	switch {
	case r.Err != nil:
		mark, paint, when, does = theme.GlyphFailed, s.Bad, s.Bad, s.Bad
		what = r.Err.Where()
		if what == "" {
			what = "broken"
		}
	case r.Off:
		mark, paint, when, does = theme.GlyphDown, s.Faint, s.Faint, s.Faint
	}
	l.Add(paint, mark).Pad(s.Text, 2)
	l.Left(when, clean(r.Name), c.name).Pad(s.Text, 2)
	l.Left(when, clean(r.When), max(0, c.when-2)).Pad(s.Text, min(2, c.when))
	l.Left(does, clean(what), max(0, c.does-1)).Pad(s.Text, min(1, c.does))
	number(l, s, r, r.Tally.Fired, c.fired)
	number(l, s, r, r.Tally.Held.Total(), c.held)
	if c.limits > 0 {
		l.Pad(s.Text, 2).Left(s.Faint, v.limits(r), c.limits-2)
	}
	return l.Exactly(s.Text, v.size.W)
}

func number(l *draw.Line, s *theme.Styles, r *rules.Status, n, w int) {
	text, paint := strconv.Itoa(n), s.Text
	if n == 0 || r.Off || r.Err != nil {
		text, paint = theme.GlyphNone, s.Faint
	}
	l.Right(paint, text, w)
}

// limits says what nobody can keep as well: without a calendar the market is open.
func (v *List) limits(r *rules.Status) string {
	text := r.Limits()
	if r.MarketHours && !v.env.Prefs.KnowsMarket() {
		text = strings.Replace(text, "market hours", "market hours unknown", 1)
	}
	return clean(text)
}

// doing is all that a rule does, in a few words.
func doing(r *rules.Status) string {
	var parts []string
	if text := r.Does(); text != "" {
		parts = append(parts, text)
	}
	if r.Run != "" {
		parts = append(parts, "run "+r.Run)
	}
	if r.Post != "" {
		parts = append(parts, "post")
	}
	return strings.Join(parts, ", ")
}

// pointer is the line below a broken rule: it points at where it is broken.
func (v *List) pointer(c columns, r *rules.Status, err *rules.Error) string {
	t := v.env.Theme
	at := marks + c.name + 2
	if err.Key == "when" && err.From <= len(r.When) {
		at += min(draw.Width(clean(r.When[:err.From])), max(0, c.when-3))
	}
	text := err.Message
	if err.Key != "" && err.Key != "when" {
		text = err.Key + ": " + text
	}
	text = "^ " + clean(text)
	if n := draw.Width(text); at+n > v.size.W { // to be read counts more than to point
		at = max(marks, v.size.W-n)
	}
	l := (&draw.Line{}).Pad(t.Text, min(at, v.size.W))
	return l.Left(t.Bad, text, v.size.W-l.Width()).Exactly(t.Text, v.size.W)
}
