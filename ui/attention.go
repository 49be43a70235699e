package ui

import (
	"cmp"
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
	at     int    // where the key last led, in the registry, or nowhere
	second int64  // when the views were asked last
	lines  pane.Cache[attentionKey]
	rev    uint64
}

const nowhere = -1

type trouble struct {
	pane.Trouble
	view int // that knows more
}

// rank is how far behind the others it stands.
func (t trouble) rank() int {
	switch {
	case t.Grave:
		return 0
	case t.Wanted:
		return 2
	}
	return 1
}

// wrong reports whether it is more than what the person asked for.
func (t trouble) wrong() bool { return !t.Wanted }

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
		if v, ok := a.views[i].component().(pane.Troubled); ok {
			for _, x := range v.Troubles() {
				all = append(all, trouble{x, i})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y trouble) int { return cmp.Compare(x.rank(), y.rank()) })
	if !slices.ContainsFunc(all, trouble.wrong) {
		t.hidden = ""
	}
	if len(all) == 0 || len(t.all) == 0 || all[0].Same != t.all[0].Same {
		t.at = nowhere
	}
	if !slices.Equal(all, t.all) {
		t.all = all
		t.rev++
	}
	return shown != a.attending()
}

// attending reports whether the line is there.
func (a *App) attending() bool {
	return slices.ContainsFunc(a.attention.all, trouble.wrong) && a.attention.same() != a.attention.hidden
}

// same is what is wrong, whatever is said of it.
func (t *attention) same() string {
	var b strings.Builder
	for i := range t.all {
		if t.all[i].wrong() {
			b.WriteString(t.all[i].Same)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// hideTrouble takes the line away until what is wrong changes.
func (a *App) hideTrouble() tea.Cmd {
	a.attention.hidden = a.attention.same()
	a.resize()
	return nil
}

// goToTrouble leads to the view or page that knows the worst; from there on to that of
// the next.
func (a *App) goToTrouble() tea.Cmd {
	t := &a.attention
	if len(t.all) == 0 {
		return pane.Toast(pane.Info, "Nothing is wrong that is known here.")
	}
	to := t.all[0].view
	if at := slices.IndexFunc(t.all, func(x trouble) bool { return x.view == t.at }); at >= 0 && a.visiting(t.at) {
		others := slices.Concat(t.all[at:], t.all[:at])
		if next := slices.IndexFunc(others, func(x trouble) bool { return x.view != t.at }); next >= 0 {
			to = others[next].view
		}
	}
	t.at = to
	if e := &a.views[to]; e.view == nil {
		return e.open()
	}
	return a.focusOn(to)
}

// visiting reports whether the person is still where the key last led. A page has been
// closed again, or the key would not be ours.
func (a *App) visiting(at int) bool { return a.views[at].view == nil || a.focus == at }

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
	paints := [...]theme.Paint{t.Bad, t.Warn, t.Faint} // by rank
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
		l.Left(paints[x.rank()], text, min(draw.Width(text), max(0, room-l.Width())))
	}
	l.To(t.Text, max(l.Width(), room))
	if room < w {
		l.Pad(t.Text, 2).Add(t.Key, goTo).Add(t.Faint, " go there  ").Add(t.Key, hide).Add(t.Faint, " hide")
	}
	return l.Exactly(t.Text, w)
}
