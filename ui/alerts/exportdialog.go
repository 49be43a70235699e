package alerts

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/export"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// exportDialog asks how and where to write the list.
type exportDialog struct {
	x      *exporter
	format export.Format
	prompt *pane.Prompt
	size   pane.Size
	keys   []keymap.Action
}

// mostPath is how many characters a path can have here.
const mostPath = 1_000

func newExportDialog(x *exporter, path string) *exportDialog {
	d := &exportDialog{x: x, format: x.format, prompt: pane.NewPrompt(mostPath)}
	d.prompt.Set(path, len(path))
	k, env := x.p.env.Keys, x.p.env
	d.keys = []keymap.Action{
		k.On("export.write", func() tea.Cmd {
			env.Close()
			return x.write(d.prompt.Text(), d.format)
		}),
		k.Plain("export.next", func() { d.choose(1) }),
		k.Plain("export.before", func() { d.choose(-1) }),
		k.Plain("export.close", env.Close),
	}
	return d
}

// choose takes another format. A path that ends as files of the old one do ends as those
// of the new one.
func (d *exportDialog) choose(by int) {
	all := export.Formats()
	next := all[(slices.Index(all, d.format)+by+len(all))%len(all)]
	if path, ok := strings.CutSuffix(d.prompt.Text(), d.format.Extension()); ok {
		path += next.Extension()
		d.prompt.Set(path, len(path))
	}
	d.format = next
}

// Resize is part of pane.Component.
func (d *exportDialog) Resize(w, h int) { d.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component: the path can be changed.
func (d *exportDialog) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		d.prompt.Update(msg)
	}
	return nil
}

// Typing is part of pane.Typing.
func (d *exportDialog) Typing() bool { return true }

// Actions is part of pane.Component.
func (d *exportDialog) Actions() []keymap.Action { return d.keys }

// Want is part of pane.Overlay.
func (d *exportDialog) Want(w, h int) (int, int) {
	return min(w, max(72, draw.Width(d.prompt.Text())+9)), min(h, 8+len(export.Formats()))
}

// Lines is part of pane.Component.
func (d *exportDialog) Lines(bool) []string {
	t, inner := d.x.p.env.Theme, d.size.Inner()
	var lines []string
	add := func(fill func(*draw.Line)) {
		var l draw.Line
		fill(&l)
		lines = append(lines, l.Exactly(t.Text, inner.W))
	}
	blank := func(*draw.Line) {}
	add(blank)
	add(func(l *draw.Line) { l.Pad(t.Text, min(2, inner.W)).Left(t.Faint, d.what(), inner.W-2) })
	add(blank)
	for _, f := range export.Formats() {
		s := &t.Styles
		if f == d.format {
			s = &t.Selected
		}
		add(func(l *draw.Line) {
			l.Pad(t.Text, min(1, inner.W)).Left(s.Focus, s.Mark, min(1, max(0, inner.W-1)))
			l.Left(s.Text, f.String(), min(12, max(0, inner.W-2))).Left(s.Faint, use(f), max(0, inner.W-14-1))
		})
	}
	add(blank)
	add(func(l *draw.Line) {
		l.Left(t.Faint, "  to ", min(5, max(0, inner.W-2)))
		d.prompt.Draw(l, d.x.p.env, max(1, inner.W-l.Width()-1))
	})
	add(blank)
	return draw.Frame(nil, t, draw.Box{Title: "Write the list to a file", Focused: true}, lines[:min(len(lines), inner.H)], d.size.W, d.size.H)
}

// use is what a format is for.
func use(f export.Format) string {
	return [...]string{"for a spreadsheet", "for programs, with the JSON as it came", "a table to read"}[f]
}

// what says what will be written.
func (d *exportDialog) what() string {
	p := d.x.p
	what := "every alert that is held"
	if q := p.filter.Query(); q != nil {
		what = "every alert that matches " + q.Text()
	}
	if p.tape.Looked() && !p.tape.Behind() {
		_, n := p.tape.Matching()
		what = several(n, "alert") + theme.Separator + what
	}
	return what
}
