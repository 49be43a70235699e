// Package quarantine is the dialog of the messages that could not be read: by
// reason and channel, each with its raw form.
package quarantine

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the dialog by.
const ID = "quarantine"

// List is an overlay that fills the screen. The cursor stays on its row when more
// messages come.
type List struct {
	env    *pane.Env
	size   pane.Size
	rows   []row
	rev    uint64 // of the rejects that rows were made of
	open   map[kind]bool
	chosen spot
	scroll pane.Scroll
	cache  pane.Cache[key]
	keys   []keymap.Action
}

// key is everything that the picture depends on.
type key struct {
	size    pane.Size
	rev     uint64
	unread  uint64
	probes  uint64
	trouble string
	chosen  spot
	rows    int // what is unfolded shows in their number
	theme   *theme.Theme
	clock   pane.Clock
}

// New makes the list.
func New(env *pane.Env) *List {
	q := &List{env: env, open: map[kind]bool{}}
	q.keys = append([]keymap.Action{
		env.Keys.Plain("unreadable.open", q.show),
		env.Keys.Plain("unreadable.unfold", func() { q.fold(true) }),
		env.Keys.Plain("unreadable.fold", func() { q.fold(false) }),
		env.Keys.Plain("unreadable.close", env.Close),
	}, pane.Moves(env.Keys, q.move, q.window)...)
	q.settle()
	return q
}

// Resize is part of pane.Component.
func (q *List) Resize(w, h int) { q.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component: it takes the mouse.
func (q *List) Update(msg tea.Msg) tea.Cmd {
	pane.Mouse(msg, q.move, q.click)
	return nil
}

// Want is part of pane.Overlay.
func (q *List) Want(w, h int) (int, int) { return w, h }

// Actions is part of pane.Component.
func (q *List) Actions() []keymap.Action { return q.keys }

// window is how many rows show at a time.
func (q *List) window() int { return max(1, q.size.H-len(q.above())) }

// settle makes the rows anew where something has come, and finds the chosen one
// again. Of a message that is kept no more the line of its kind takes the place.
func (q *List) settle() {
	if s := q.env.State; q.rows == nil || q.rev != s.RejectsRev {
		q.rows, q.rev = rows(groups(s.Rejects), q.open), s.RejectsRev
	}
	find := func(at spot) int { return slices.IndexFunc(q.rows, func(r row) bool { return r.spot() == at }) }
	at := find(q.chosen)
	if at < 0 {
		at = max(0, find(spot{kind: q.chosen.kind}))
	}
	q.scroll.Cursor = at
	if at < len(q.rows) {
		q.chosen = q.rows[at].spot()
	}
	q.scroll.Clamp(len(q.rows), q.window())
}

func (q *List) move(by int) {
	q.settle()
	if len(q.rows) > 0 {
		q.chosen = q.rows[max(0, min(q.scroll.Cursor+by, len(q.rows)-1))].spot()
	}
	q.settle()
}

// click chooses the row of a line.
func (q *List) click(_, y int) {
	q.settle()
	if line := y - len(q.above()); line >= 0 && q.scroll.Top+line < len(q.rows) {
		q.chosen = q.rows[q.scroll.Top+line].spot()
		q.settle()
	}
}

// fold shows the messages of the chosen kind one by one, or no more.
func (q *List) fold(open bool) {
	q.settle()
	if len(q.rows) == 0 {
		return
	}
	k := q.chosen.kind
	if q.open[k] == open {
		return
	}
	q.open[k], q.rows = open, nil
	if !open {
		q.chosen = spot{kind: k}
	}
	q.settle()
}

// show opens the chosen message whole, of a kind its newest.
func (q *List) show() {
	q.settle()
	if len(q.rows) > 0 {
		q.env.Open(newMessage(q.env, q.rows[q.scroll.Cursor].newest()))
	}
}

// Lines is part of pane.Component.
func (q *List) Lines(focused bool) []string {
	q.settle()
	all := q.env.State.Totals()
	k := key{q.size, q.rev, all.Undecodable, all.Probes, q.env.State.Trouble, q.chosen, len(q.rows), q.env.Theme, q.env.Clock()}
	return q.cache.Lines(k, func(dst []string) []string {
		lines := dst
		lines = append(lines, q.above()...)
		t, cols := q.env.Theme, columnsFor(q.size.W, q.rows)
		for i := q.scroll.Top; i < len(q.rows) && len(lines) < q.size.H; i++ {
			s := &t.Styles
			if focused && i == q.scroll.Cursor {
				s = &t.Selected
			}
			lines = append(lines, q.draw(s, cols, &q.rows[i]))
		}
		if len(q.rows) == 0 {
			var l draw.Line
			lines = append(lines, l.Left(t.Faint, "   Every message could be read.", q.size.W).Exactly(t.Text, q.size.W))
		}
		return draw.Fill(lines, q.size.W, q.size.H)
	})
}

// above are the lines over the list: the title, what is wrong with the jobs in
// Redis, and the header.
func (q *List) above() []string {
	t, w := q.env.Theme, q.size.W
	lines := []string{draw.TitleRow(t, draw.Box{Title: "Unreadable", Scope: q.scope(), Note: q.note(), Focused: true}, w)}
	if trouble := q.env.State.Trouble; trouble != "" {
		page := pane.NewPage(q.env, max(1, w-4))
		page.Text(t.Bad, trouble)
		for _, line := range page.Lines() {
			var l draw.Line
			lines = append(lines, l.Pad(t.Text, 3).Raw(line, max(1, w-4)).Exactly(t.Text, w))
		}
	}
	if len(q.rows) > 0 {
		lines = append(lines, header(t, columnsFor(w, q.rows), w))
	}
	return lines
}

// scope counts all that there ever were.
func (q *List) scope() string {
	all := q.env.State.Totals()
	text := draw.Count(all.Undecodable)
	switch all.Probes {
	case 0:
	case 1:
		text += ", and 1 probe"
	default:
		text += ", and " + draw.Count(all.Probes) + " probes"
	}
	return text
}

// note says how many of them are kept.
func (q *List) note() string {
	kept, s := uint64(len(q.env.State.Rejects)), q.env.State
	switch all := s.Totals(); {
	case kept == 0:
		return ""
	case kept >= all.Undecodable+all.Probes:
		return fmt.Sprintf("all %s kept, of at most %d", draw.Count(kept), maxKept)
	}
	return fmt.Sprintf("the last %s kept", draw.Count(kept))
}
