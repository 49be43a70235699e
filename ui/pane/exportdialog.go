package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// ExportFormat is a format that is offered.
type ExportFormat struct {
	Name      string
	Use       string // what it is for
	Extension string // of its files
}

// Export is what the dialog asks about.
type Export struct {
	Title   string
	What    func() string // is to be written
	Formats []ExportFormat
	Chosen  int    // of the formats
	Path    string // that is proposed
	Write   func(path string, chosen int) tea.Cmd
}

// ExportDialog asks in which format and where to write a file.
type ExportDialog struct {
	env    *Env
	ask    Export
	prompt *Prompt
	size   Size
	keys   []keymap.Action
}

// mostPath is how many characters a path can have here.
const mostPath = 1_000

// NewExportDialog makes the dialog.
func NewExportDialog(env *Env, ask Export) *ExportDialog {
	d := &ExportDialog{env: env, ask: ask, prompt: NewPrompt(mostPath)}
	d.prompt.Set(ask.Path, len(ask.Path))
	d.keys = []keymap.Action{
		env.Keys.On("export.write", func() tea.Cmd {
			env.Close()
			return d.ask.Write(d.prompt.Text(), d.ask.Chosen)
		}),
		env.Keys.Plain("export.next", func() { d.choose(1) }),
		env.Keys.Plain("export.before", func() { d.choose(-1) }),
		env.Keys.Plain("export.close", env.Close),
	}
	return d
}

// choose takes another format. A path that ends as files of the old one do ends as those
// of the new one.
func (d *ExportDialog) choose(by int) {
	all := d.ask.Formats
	next := (d.ask.Chosen + by + len(all)) % len(all)
	if path, ok := strings.CutSuffix(d.prompt.Text(), all[d.ask.Chosen].Extension); ok {
		path += all[next].Extension
		d.prompt.Set(path, len(path))
	}
	d.ask.Chosen = next
}

// Resize is part of Component.
func (d *ExportDialog) Resize(w, h int) { d.size = Size{W: w, H: h} }

// Update is part of Component: the path can be changed.
func (d *ExportDialog) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		d.prompt.Update(msg)
	}
	return nil
}

// Typing is part of Typing.
func (d *ExportDialog) Typing() bool { return true }

// Actions is part of Component.
func (d *ExportDialog) Actions() []keymap.Action { return d.keys }

// Want is part of Overlay.
func (d *ExportDialog) Want(w, h int) (int, int) {
	return min(w, max(72, draw.Width(d.prompt.Text())+9)), min(h, 8+len(d.ask.Formats))
}

// Lines is part of Component.
func (d *ExportDialog) Lines(bool) []string {
	t, inner := d.env.Theme, d.size.Inner()
	var lines []string
	add := func(fill func(*draw.Line)) {
		var l draw.Line
		fill(&l)
		lines = append(lines, l.Exactly(t.Text, inner.W))
	}
	blank := func(*draw.Line) {}
	add(blank)
	add(func(l *draw.Line) { l.Pad(t.Text, min(2, inner.W)).Left(t.Faint, d.ask.What(), inner.W-2) })
	add(blank)
	for i, f := range d.ask.Formats {
		s := &t.Styles
		if i == d.ask.Chosen {
			s = &t.Selected
		}
		add(func(l *draw.Line) { format(l, s, f, inner.W) })
	}
	add(blank)
	add(func(l *draw.Line) {
		l.Left(t.Faint, "  to ", min(5, max(0, inner.W-2)))
		d.prompt.Draw(l, d.env, max(1, inner.W-l.Width()-1))
	})
	add(blank)
	return draw.Frame(nil, t, draw.Box{Title: d.ask.Title, Focused: true}, lines[:min(len(lines), inner.H)], d.size.W, d.size.H)
}

func format(l *draw.Line, s *theme.Styles, f ExportFormat, w int) {
	l.Pad(s.Text, min(1, w)).Left(s.Focus, s.Mark, min(1, max(0, w-1)))
	l.Left(s.Text, f.Name, min(12, max(0, w-2))).Left(s.Faint, f.Use, max(0, w-14-1))
}

// FileName is an id as part of the name of a file: it comes from the wire.
func FileName(id string) string {
	out := []rune(id)
	for i, r := range out {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			out[i] = '_'
		}
	}
	return string(out[:min(len(out), 64)])
}
