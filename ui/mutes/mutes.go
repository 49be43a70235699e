package mutes

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/rules"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the page by.
const ID = "mutes"

// more is by how much a key lets a mute last longer.
const more = 15 * time.Minute

// List is the page.
type List struct {
	env    *pane.Env
	size   pane.Size
	all    []rules.MuteStatus
	chosen string // what the mute under the cursor is about
	scroll pane.Scroll
	keys   []keymap.Action
	cache  pane.Cache[key]
}

// key is everything that the picture depends on.
type key struct {
	size   pane.Size
	rev    uint64
	chosen string
	minute int64 // what is left goes down
	theme  *theme.Theme
}

// New makes the page.
func New(env *pane.Env) *List {
	v := &List{env: env}
	v.keys = keymap.Over([]keymap.Action{
		env.Keys.On("mutes.unmute", func() tea.Cmd { return v.withChosen(v.unmute) }),
		env.Keys.On("mutes.longer", func() tea.Cmd { return v.withChosen(v.longer) }),
		env.Keys.On("mutes.hidden", func() tea.Cmd { return v.withChosen(v.hidden) }),
		env.Keys.On("mutes.new", func() tea.Cmd {
			env.Open(newDialog(env, "", ""))
			return nil
		}),
		env.Keys.On("mutes.undo", v.undo),
		env.Keys.Plain("mutes.close", env.Close),
	}, pane.Moves(env.Keys, v.move, v.window))
	return v
}

// Resize is part of pane.Component.
func (v *List) Resize(w, h int) { v.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component: there is nothing but keys.
func (v *List) Update(tea.Msg) tea.Cmd { return nil }

// Want is part of pane.Overlay.
func (v *List) Want(w, h int) (int, int) { return w, h }

// Actions is part of pane.Component.
func (v *List) Actions() []keymap.Action { return v.keys }

func (v *List) window() int { return max(1, v.size.H-2) }

// settle finds the chosen mute again, or takes the one in its place.
func (v *List) settle() {
	v.all = v.env.Prefs.Mutes()
	if at := slices.IndexFunc(v.all, func(s rules.MuteStatus) bool { return s.Key() == v.chosen }); at >= 0 {
		v.scroll.Cursor = at
	}
	v.choose()
}

func (v *List) choose() {
	v.scroll.Clamp(len(v.all), v.window())
	if len(v.all) > 0 {
		v.chosen = v.all[v.scroll.Cursor].Key()
	}
}

func (v *List) move(by int) {
	v.settle()
	v.scroll.Cursor += by
	v.choose()
}

func (v *List) withChosen(do func(rules.MuteStatus) tea.Cmd) tea.Cmd {
	v.settle()
	if len(v.all) == 0 {
		return nil
	}
	return do(v.all[v.scroll.Cursor])
}

func (v *List) unmute(s rules.MuteStatus) tea.Cmd {
	v.env.Prefs.Unmute(s.Mute)
	v.settle()
	return pane.Keep(v.env, s.What()+" is muted no more: "+v.env.Keys.Binding("mutes.undo").Shown+" undoes that")
}

func (v *List) longer(s rules.MuteStatus) tea.Cmd {
	if s.Until.IsZero() {
		return pane.Toast(pane.Info, s.What()+" is muted for good")
	}
	v.env.Prefs.Extend(s.Mute, more)
	return pane.Keep(v.env, "")
}

func (v *List) undo() tea.Cmd {
	if !v.env.Prefs.Undo() {
		return pane.Toast(pane.Info, "there is nothing to undo")
	}
	v.settle()
	return pane.Keep(v.env, "the last change is undone")
}

// hidden opens what a mute has hidden, the newest first.
func (v *List) hidden(s rules.MuteStatus) tea.Cmd {
	zone := v.env.Prefs.Zone()
	v.env.Open(pane.NewPager(v.env, "Hidden: "+s.What(), func(p *pane.Page) {
		t := v.env.Theme
		p.Text(t.Text, draw.Count(uint64(s.Hidden))+" today, the last "+strconv.Itoa(len(s.Last))+" are kept")
		p.Gap()
		for _, a := range slices.Backward(s.Last) {
			text := a.Pattern + ", " + a.Timeframe
			if model.Known(a.Confidence) {
				text += ", " + draw.Decimal(a.Confidence, 2)
			}
			p.Field(a.DisplayTime().In(zone).Format("15:04")+" "+a.Symbol, text)
		}
	}))
	return nil
}

// Lines is part of pane.Component.
func (v *List) Lines(focused bool) []string {
	v.settle()
	k := key{v.size, v.env.Prefs.CountRev(), v.chosen, v.env.Now.Unix() / 10, v.env.Theme}
	return v.cache.Lines(k, func(dst []string) []string {
		t, w := v.env.Theme, v.size.W
		dst = append(dst, v.title(), v.header())
		if len(v.all) == 0 {
			l := &draw.Line{}
			dst = append(dst, l.Left(t.Faint, "   Nothing is muted.", w).Exactly(t.Text, w))
		}
		for i := v.scroll.Top; i < len(v.all) && len(dst) < v.size.H; i++ {
			s := &t.Styles
			if focused && i == v.scroll.Cursor {
				s = &t.Selected
			}
			dst = append(dst, v.row(s, &v.all[i]))
		}
		return draw.Fill(dst, w, v.size.H)
	})
}

func (v *List) title() string {
	hidden := 0
	for _, s := range v.all {
		hidden += s.Hidden
	}
	when := "today"
	if since, whole := v.env.Prefs.Since(); !whole {
		when = "since " + since.In(v.env.Prefs.Zone()).Format("15:04")
	}
	return draw.TitleRow(v.env.Theme, draw.Box{
		Title: "Muted", Scope: strconv.Itoa(len(v.all)), Focused: true, Note: when + ": hidden " + draw.Count(uint64(hidden)),
	}, v.size.W)
}

// The widths of the columns behind the first, which takes the rest.
const (
	untilCells  = 17
	leftCells   = 10
	hiddenCells = 8
	byCells     = 17
)

func (v *List) columns() (what, until, left, hidden, by int) {
	w := v.size.W - 2
	until, left, hidden, by = untilCells, leftCells, hiddenCells, byCells
	if w < 66 {
		by = 0
	}
	if w < 50 {
		until = 0
	}
	if w < 32 {
		left, hidden = 0, 0
	}
	return max(1, min(40, w-until-left-hidden-by)), until, left, hidden, by
}

func (v *List) header() string {
	t := v.env.Theme
	what, until, left, hidden, by := v.columns()
	l := (&draw.Line{}).Pad(t.Text, 2)
	l.Left(t.Faint, "WHAT", what).Left(t.Faint, "UNTIL", until).Right(t.Faint, "LEFT", left).Right(t.Faint, "HIDDEN", hidden)
	if by > 0 {
		l.Pad(t.Text, 3).Left(t.Faint, "BY", by-3)
	}
	return l.Exactly(t.Text, v.size.W)
}

func (v *List) row(s *theme.Styles, m *rules.MuteStatus) string {
	what, until, left, hidden, by := v.columns()
	l := (&draw.Line{}).Add(s.Text, s.Mark).Pad(s.Text, 1)
	l.Left(s.Text, model.CleanLine(m.What()), max(1, what-1)).Pad(s.Text, 1)
	l.Left(s.Text, v.until(m), until)
	rest, paint := theme.GlyphNone, s.Faint
	if !m.Until.IsZero() {
		rest, paint = Left(m.Until.Sub(v.env.Now)), s.Text
	}
	l.Right(paint, rest, left)
	paint = s.Text
	if m.Hidden == 0 {
		paint = s.Faint
	}
	l.Right(paint, draw.Count(uint64(m.Hidden)), hidden)
	if by > 0 {
		l.Pad(s.Text, 3).Left(s.Faint, v.by(m), by-3)
	}
	return l.Exactly(s.Text, v.size.W)
}

// until is the time of the day, and the day where it is another one.
func (v *List) until(m *rules.MuteStatus) string {
	if m.Until.IsZero() {
		return "for good"
	}
	return clock(m.Until, v.env.Now, v.env.Prefs.Zone())
}

func clock(t, now time.Time, zone *time.Location) string {
	t, now = t.In(zone), now.In(zone)
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("02 Jan 15:04")
}

// by is who muted it.
func (v *List) by(m *rules.MuteStatus) string {
	switch {
	case m.Since.IsZero() && m.Place != nil && m.Place.File != "":
		return (&rules.Error{File: m.Place.File}).Where()
	case m.Since.IsZero():
		return "me"
	}
	return "me, " + clock(m.Since, v.env.Now, v.env.Prefs.Zone())
}

// Left is how long a mute still lasts, rounded up: 15 min, 5 h 18, 3 days.
func Left(d time.Duration) string {
	minutes := int((d + time.Minute - 1) / time.Minute)
	switch {
	case minutes < 60:
		return strconv.Itoa(max(0, minutes)) + " min"
	case minutes < 48*60:
		text := strconv.Itoa(minutes/60) + " h"
		if minutes%60 > 0 {
			text += " " + strconv.Itoa(minutes%60)
		}
		return text
	}
	return strconv.Itoa(minutes/60/24) + " days"
}
