package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// attention is the line under the one at the top: what is wrong, the worst first. It
// is there only while something is.
type attention struct {
	all    []trouble
	hidden string // what was wrong when the person hid it
	second int64  // when the views were asked last
	lines  pane.Cache[attentionKey]
	rev    uint64
}

type trouble struct {
	pane.Trouble
	view int // that knows more
}

type attentionKey struct {
	w     int
	theme *theme.Theme
	rev   uint64
}

// attend asks the views what is wrong, once a second, and reports whether the line has
// come or gone.
func (a *App) attend() (changed bool) {
	t := &a.attention
	if t.second == a.env.Now.Unix() {
		return false
	}
	t.second = a.env.Now.Unix()
	shown := a.attending()
	var all []trouble
	for i := range a.views {
		if v, ok := a.views[i].view.(pane.Troubled); ok {
			for _, x := range v.Troubles() {
				all = append(all, trouble{x, i})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y trouble) int {
		switch {
		case x.Grave == y.Grave:
			return 0
		case x.Grave:
			return -1
		}
		return 1
	})
	if len(all) == 0 {
		t.hidden = ""
	}
	if !slices.Equal(all, t.all) {
		t.all = all
		t.rev++
	}
	return shown != a.attending()
}

// attending reports whether the line is there.
func (a *App) attending() bool {
	return len(a.attention.all) > 0 && a.attention.same() != a.attention.hidden
}

// same is what is wrong, whatever is said of it.
func (t *attention) same() string {
	var b strings.Builder
	for i := range t.all {
		b.WriteString(t.all[i].Same)
		b.WriteByte('\n')
	}
	return b.String()
}

// hideTrouble takes the line away until what is wrong changes.
func (a *App) hideTrouble() tea.Cmd {
	a.attention.hidden = a.attention.same()
	a.resize()
	return nil
}

// goToTrouble gives the focus to the view that knows the worst.
func (a *App) goToTrouble() tea.Cmd {
	if len(a.attention.all) == 0 {
		return pane.Toast(pane.Info, "Nothing is wrong that is known here.")
	}
	return a.focusOn(a.attention.all[0].view)
}

// coverFirst takes the first row from what stands at the top of a plan: what is below stays
// where it is.
func coverFirst(p *layout.Plan) {
	top := p.Room.Y + 1
	for i := range p.Places {
		if r := &p.Places[i].Rect; r.Y == top {
			r.Y++
			r.H = max(0, r.H-1)
		}
	}
	p.Room.Y++
	p.Room.H--
}

// attentionLine is how many things are wrong, and which, as far as there is room.
func (a *App) attentionLine(w int) string {
	t := &a.attention
	k := attentionKey{w, a.env.Theme, t.rev}
	return t.lines.Lines(k, func(dst []string) []string { return append(dst, a.drawAttention(w)) })[0]
}

func (a *App) drawAttention(w int) string {
	t, all := a.env.Theme, a.attention.all
	var l draw.Line
	paint := func(grave bool) theme.Paint {
		if grave {
			return t.Bad
		}
		return t.Warn
	}
	keys := a.env.Keys
	goTo, hide := keys.Binding("app.trouble").Shown, keys.Binding("app.hide").Shown
	room := w - len("  "+goTo+" go there  "+hide+" hide ")
	if room < w/2 {
		room = w
	}
	l.Pad(t.Text, 1).Add(t.Badge, " "+strconv.Itoa(len(all))+" ").Pad(t.Text, 1)
	for i, x := range all {
		text := x.Text
		if i > 0 {
			if l.Width()+3+draw.Width(text) > room {
				break
			}
			l.Add(t.Faint, theme.Separator)
		}
		l.Left(paint(x.Grave), text, min(draw.Width(text), max(0, room-l.Width())))
	}
	l.To(t.Text, max(l.Width(), room))
	if room < w {
		l.Pad(t.Text, 2).Add(t.Key, goTo).Add(t.Faint, " go there  ").Add(t.Key, hide).Add(t.Faint, " hide")
	}
	return l.Exactly(t.Text, w)
}
