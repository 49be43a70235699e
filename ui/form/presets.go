package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/prefs"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// mostName is the longest name of a preset, in characters.
const mostName = 32

// presets is the list of saved forms: one is loaded, deleted, or what the form says is
// saved under the name that is typed.
type presets struct {
	form   *Form
	size   pane.Size
	name   entry
	cursor int
	wrong  string // why the last key did nothing
	keys   []keymap.Action
}

// showPresets lays the list over the form.
func (f *Form) showPresets() {
	p := &presets{form: f, name: newEntry(pane.NewEditor(), mostName, false)}
	on := f.env.Keys
	p.keys = []keymap.Action{
		on.On("presets.load", p.load),
		on.On("presets.save", p.save),
		on.On("presets.delete", p.delete),
		on.Plain("presets.up", func() { p.move(-1) }),
		on.Plain("presets.down", func() { p.move(1) }),
		on.Plain("presets.close", f.env.Close),
	}
	f.env.Open(p)
}

// newForm is the first of the list.
const newForm = "a new form"

// list are the names that go on from what is typed, all if none does; the first is that
// of a new form.
func (p *presets) list() []string {
	all := p.form.env.Prefs.FormNames()
	var out []string
	for _, name := range all {
		if strings.Contains(plain(name), plain(p.name.text())) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		out = all
	}
	return append([]string{newForm}, out...)
}

func (p *presets) move(by int) {
	p.wrong = ""
	p.cursor = max(0, min(p.cursor+by, len(p.list())-1))
}

// chosen is the name under the cursor; "" for a new form.
func (p *presets) chosen() string {
	if p.cursor == 0 {
		return ""
	}
	return p.list()[min(p.cursor, len(p.list())-1)]
}

// load fills the form in.
func (p *presets) load() tea.Cmd {
	f, name := p.form, p.chosen()
	next := origin{}
	if name != "" {
		next = origin{model.CleanLine(name), content(f.env.Prefs.Forms()[name])}
	}
	f.env.Close()
	if is := f.content(); len(is) == 0 || is.same(f.putIn) {
		f.fillFrom(next)
		return nil
	}
	by := next.from
	if by == "" {
		by = newForm
	}
	f.askToReplace(by, func() tea.Msg { return pane.Reply{To: ID, Msg: clonedMsg{origin: next}} })
	return nil
}

// save keeps what the form says: under the name that is typed, else in the place of the
// one under the cursor.
func (p *presets) save() tea.Cmd {
	f, name := p.form, strings.TrimSpace(p.name.text())
	if name == "" {
		name = p.chosen()
	}
	says := f.content()
	switch {
	case name == "":
		p.wrong = "type a name to save it under"
		return nil
	case len(says) == 0:
		p.wrong = "the form says nothing that a new one does not"
		return nil
	}
	_ = f.env.Prefs.SetForm(name, prefs.Form(says)) // only taking one out can be refused
	f.env.Close()
	f.origin, f.putIn = origin{model.CleanLine(name), says}, maps.Clone(says)
	f.changed()
	return pane.Keep(f.env, "Saved as "+model.CleanLine(name)+": "+f.env.Keys.Binding("form.presets").Shown+" loads it.")
}

// delete takes the one under the cursor out, after a question.
func (p *presets) delete() tea.Cmd {
	f, name := p.form, p.chosen()
	if name == "" {
		p.wrong = "go to the one to delete first"
		return nil
	}
	f.env.Open(pane.NewConfirm(f.env, pane.Question{
		Title: "Delete a preset", Yes: "delete it", Text: fmt.Sprintf("Delete the preset %s?", model.CleanLine(name)),
	}, func() tea.Msg { return pane.Reply{To: ID, Msg: deletedMsg{name}} }))
	return nil
}

// deletedMsg is the answer yes.
type deletedMsg struct{ name string }

func (f *Form) onDeleted(msg deletedMsg) tea.Cmd {
	if err := f.env.Prefs.SetForm(msg.name, nil); err != nil {
		return pane.Toast(pane.Failure, model.CleanLine(err.Error()))
	}
	return pane.Keep(f.env, "The preset "+model.CleanLine(msg.name)+" is deleted.")
}

// Resize is part of pane.Component.
func (p *presets) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component: the name is typed.
func (p *presets) Update(msg tea.Msg) tea.Cmd {
	before := p.name.text()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.name.handleKey(msg)
	case tea.PasteMsg:
		p.name.paste(msg.Content)
	}
	if p.name.text() != before {
		p.wrong, p.cursor = "", min(1, len(p.list())-1)
	}
	return nil
}

// Typing is part of pane.Typing.
func (p *presets) Typing() bool { return true }

// Actions is part of pane.Component.
func (p *presets) Actions() []keymap.Action { return p.keys }

// Want is part of pane.Overlay.
func (p *presets) Want(w, h int) (int, int) {
	return min(w, 72), min(h, max(10, len(p.form.env.Prefs.Forms())+7))
}

// Lines is part of pane.Component.
func (p *presets) Lines(bool) []string {
	t, inner := p.form.env.Theme, p.size.Inner()
	c := &canvas{t: t}
	c.line.Pad(t.Text, min(2, inner.W)).Left(t.Faint, "name  ", min(6, max(0, inner.W-2)))
	if room := inner.W - c.line.Width() - 2; room > 2 {
		c.input(&p.name, "", min(room, mostName+2))
	}
	lines := []string{c.done(inner.W), c.done(inner.W)}
	names := p.list()
	p.cursor = min(p.cursor, len(names)-1)
	room := max(1, inner.H-4)
	top := max(0, min(p.cursor-room/2, len(names)-room))
	for i := top; i < min(len(names), top+room); i++ {
		lines = append(lines, p.row(c, names[i], i, inner.W))
	}
	for len(lines) < inner.H-1 {
		lines = append(lines, c.done(inner.W))
	}
	paint, text := t.Faint, theme.GlyphEnter+" loads, ctrl+s saves the form as it is, ctrl+d deletes"
	if p.wrong != "" {
		paint, text = t.Warn, theme.GlyphFailed+" "+p.wrong
	}
	c.line.Pad(t.Text, min(2, inner.W)).Left(paint, text, max(0, inner.W-3))
	lines = append(lines, c.done(inner.W))
	return draw.Frame(nil, t, draw.Box{Title: "Presets", Focused: true}, lines[:max(0, min(len(lines), inner.H))], p.size.W, p.size.H)
}

func (p *presets) row(c *canvas, name string, at, w int) string {
	s := &c.t.Styles
	if at == p.cursor {
		s = &c.t.Selected
	}
	about := "every field as it was at first"
	if at > 0 {
		about = brief(content(p.form.env.Prefs.Forms()[name]))
	}
	c.line.Left(s.Key, s.Mark, min(1, w)).Pad(s.Text, min(1, max(0, w-1)))
	c.line.Left(s.Text, model.CleanLine(name), max(0, min(24, w-3)))
	if room := w - c.line.Width() - 1; room > 8 {
		c.line.Left(s.Faint, " "+about, room)
	}
	c.line.To(s.Text, w)
	return c.done(w)
}

// brief is what a preset says, the best known first.
func brief(c content) string {
	var parts []string
	for _, name := range []string{nameSymbols, nameDates, nameTimeframe} {
		if text := c[name]; text != "" {
			parts = append(parts, model.CleanLine(text))
		}
	}
	if text := c[namePatterns]; text != "" {
		parts = append(parts, count(len(split(text)), "pattern"))
	}
	for _, name := range slices.Sorted(maps.Keys(c)) {
		switch name {
		case nameSymbols, nameDates, nameTimeframe, namePatterns:
		default:
			parts = append(parts, model.CleanLine(strings.ReplaceAll(name, "_", " ")+" "+c[name]))
		}
	}
	return strings.Join(parts, theme.Separator)
}

// split parts a list at its commas.
func split(text string) (out []string) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
