package mutes

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/rules"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// Dialog asks what is to be muted, and for how long.
type Dialog struct {
	env     *pane.Env
	size    pane.Size
	symbol  bool // it is about the symbol, not the pattern
	symbols *pane.Entry
	pattern *pane.Entry
	until   *pane.Entry
	at      int // 0 what it is about, 1 its name, 2 until when
	keys    []keymap.Action
}

// usual is what a mute lasts where nothing else is typed.
const usual = "15m"

// NewDialog asks how to mute an alert's symbol, or its pattern.
func NewDialog(env *pane.Env, a *model.Alert) *Dialog { return newDialog(env, a.Symbol, a.Pattern) }

func newDialog(env *pane.Env, symbol, pattern string) *Dialog {
	d := &Dialog{env: env, symbol: true, symbols: pane.NewEntry(model.MaxText), pattern: pane.NewEntry(model.MaxText), until: pane.NewEntry(40), at: 2}
	d.symbols.Set(symbol)
	d.pattern.Set(pattern)
	d.until.Set(usual)
	if symbol == "" {
		d.at = 1
	}
	d.keys = []keymap.Action{
		env.Keys.On("mute.do", d.do),
		env.Keys.Plain("mute.which", func() { d.symbol = !d.symbol }),
		env.Keys.Plain("mute.next", func() { d.step(1) }),
		env.Keys.Plain("mute.previous", func() { d.step(-1) }),
		env.Keys.Plain("mute.leave", env.Close),
	}
	return d
}

func (d *Dialog) step(by int) { d.at = (d.at-1+by+2)%2 + 1 }

// Resize is part of pane.Component.
func (d *Dialog) Resize(w, h int) { d.size = pane.Size{W: w, H: h} }

// Want is part of pane.Overlay.
func (d *Dialog) Want(w, h int) (int, int) { return min(w, 64), min(h, 8) }

// Typing is part of pane.Typing.
func (d *Dialog) Typing() bool { return true }

// Actions is part of pane.Component.
func (d *Dialog) Actions() []keymap.Action { return d.keys }

// Update is part of pane.Component.
func (d *Dialog) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		d.entry().Update(msg)
	}
	return nil
}

func (d *Dialog) entry() *pane.Entry {
	switch {
	case d.at == 2:
		return d.until
	case d.symbol:
		return d.symbols
	}
	return d.pattern
}

// mute is what is asked for, or what is wrong with it.
func (d *Dialog) mute() (m rules.Mute, problem string) {
	if d.symbol {
		m.Symbol = strings.TrimSpace(d.symbols.Text())
	} else {
		m.Pattern = strings.TrimSpace(d.pattern.Text())
	}
	if m.Check() != nil {
		return m, "write which"
	}
	now := d.env.Now.In(d.env.Prefs.Zone())
	until, err := rules.ParseUntil(d.until.Text(), now, d.env.Prefs.Closes())
	if err != nil {
		return m, err.Error()
	}
	m.Until = until
	return m, ""
}

func (d *Dialog) do() tea.Cmd {
	m, problem := d.mute()
	if problem != "" {
		return pane.Toast(pane.Warning, problem)
	}
	d.env.Close()
	d.env.Prefs.Mute(m)
	text := m.What() + " is muted for good"
	if !m.Until.IsZero() {
		text = m.What() + " is muted until " + clock(m.Until, d.env.Now, d.env.Prefs.Zone())
	}
	return pane.Keep(d.env, text+": "+d.env.Keys.Binding("app.mutes").Shown+" lists what is")
}

// Lines is part of pane.Component.
func (d *Dialog) Lines(bool) []string {
	t, in := d.env.Theme, d.size.Inner()
	which, other := "symbol", "pattern"
	name := d.symbols
	if !d.symbol {
		which, other, name = other, which, d.pattern
	}
	row := func(at int, label string, e *pane.Entry) string {
		l := (&draw.Line{}).Pad(t.Text, min(1, in.W))
		mark, paint := " ", t.Faint
		if d.at == at {
			mark, paint = theme.GlyphFocus, t.Focus
		}
		l.Left(paint, mark+" "+label, min(13, in.W-l.Width()))
		e.Draw(l, &t.Styles, in.W-l.Width()-1, d.at == at)
		return l.Exactly(t.Text, in.W)
	}
	text := func(paint theme.Paint, s string) string {
		l := (&draw.Line{}).Pad(t.Text, min(3, in.W))
		return l.Left(paint, s, in.W-l.Width()).Exactly(t.Text, in.W)
	}
	told, paint := "15m, 2h, 16:00, the close, 2026-12-01, for good", t.Faint
	if _, problem := d.mute(); problem != "" {
		told, paint = problem, t.Bad
	}
	lines := []string{
		text(t.Text, ""), row(1, which, name), row(2, "for, until", d.until), text(paint, told), text(t.Text, ""), d.hints(other),
	}
	return draw.Frame(nil, t, draw.Box{Title: "Mute", Focused: true}, lines, d.size.W, d.size.H)
}

func (d *Dialog) hints(other string) string {
	t, w := d.env.Theme, d.size.Inner().W
	l := (&draw.Line{}).Pad(t.Text, min(3, w))
	for _, a := range d.keys {
		what := a.What
		if a.ID == "mute.which" {
			what = "the " + other + " instead"
		}
		if a.Hinted && w-l.Width() > draw.Width(a.Shown+what)+3 {
			l.Add(t.Key, a.Shown).Add(t.Faint, " "+what+"  ")
		}
	}
	return l.Exactly(t.Text, w)
}
