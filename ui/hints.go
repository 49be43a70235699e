package ui

import (
	"cmp"
	"slices"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// brief is the line of a view that has no room of its own.
func (a *App) brief(id string, w int) string {
	t, e := a.env.Theme, &a.views[a.find(id)]
	digit := " "
	if e.focusable() {
		digit = a.env.Keys.Binding(e.action).Shown
	}
	var l draw.Line
	title := cmp.Or(e.short, e.title)
	l.Pad(t.Text, 1).Left(t.Key, digit, 1).Pad(t.Text, 1).Left(t.Title, title, max(10, draw.Width(title)+1))
	return l.Left(t.Faint, e.view.Brief(), w-l.Width()).To(t.Text, w).String()
}

// bottomKey is everything that the line at the bottom depends on.
type bottomKey struct {
	w     int
	theme *theme.Theme
	toast toast
	rev   uint64 // of the hints
}

// hinted are the hints as they were last shown, from the left and from the
// right. The revision grows when they change: actions cannot be compared.
type hinted struct {
	left, right []hint
	rev         uint64
}

type hint struct{ shown, what string }

// hints is the line at the bottom: what the keys do here, or a toast.
func (a *App) hints(w int) string {
	global := a.globals()
	switch here := a.target().Actions(); {
	case typing(a.target()):
		global = nil
	case a.env.Top() == nil && a.views[a.focus].visit: // it may take keys that mean something else in the others
		global = keymap.Over(here, global)[len(here):]
	}
	if !same(a.hinted.left, a.target().Actions()) || !same(a.hinted.right, global) {
		a.hinted.left, a.hinted.right = hintsOf(a.target().Actions()), hintsOf(global)
		a.hinted.rev++
	}
	k := bottomKey{w, a.env.Theme, a.toast, a.hinted.rev}
	return a.bottom.Lines(k, func(dst []string) []string { return append(dst, a.drawHints(w)) })[0]
}

// same reports whether these are the hints of the actions.
func same(hints []hint, actions []keymap.Action) bool {
	n := 0
	for i := range actions {
		if a := &actions[i]; a.Hinted {
			if n == len(hints) || hints[n] != (hint{a.Shown, a.What}) {
				return false
			}
			n++
		}
	}
	return n == len(hints)
}

func hintsOf(actions []keymap.Action) (out []hint) {
	for _, a := range actions {
		if a.Hinted {
			out = append(out, hint{a.Shown, a.What})
		}
	}
	return out
}

func (a *App) drawHints(w int) string {
	t := a.env.Theme
	if a.toast.text != "" {
		var l draw.Line
		return l.Pad(t.Text, 1).Left(a.toast.paint(t), a.toast.text, w-1).To(t.Text, w).String()
	}
	return hintLine(t, a.hinted.left, slices.Clone(a.hinted.right), w)
}

// hintLine writes hints from the left and from the right, and leaves out those
// in the middle that have no room.
func hintLine(t *theme.Theme, left, right []hint, w int) string {
	room := w - 2
	for hintSize(left)+hintSize(right) > room && len(right) > 2 {
		right = right[1:]
	}
	var l draw.Line
	l.Pad(t.Text, 1)
	write := func(h hint) {
		l.Left(t.Key, h.shown, min(draw.Width(h.shown), w-l.Width()))
		l.Left(t.Faint, " "+h.what, min(draw.Width(h.what)+1, w-l.Width()))
		l.Pad(t.Text, min(hintGap, w-l.Width()))
	}
	for _, h := range left {
		if l.Width()+hintSize([]hint{h})+hintSize(right) <= w {
			write(h)
		}
	}
	l.To(t.Text, min(w, w-hintSize(right)+1))
	for _, h := range right {
		write(h)
	}
	return l.To(t.Text, w).String()
}

// hintGap is the room behind a hint.
const hintGap = 2

func hintSize(hints []hint) (n int) {
	for _, h := range hints {
		n += draw.Width(h.shown) + 1 + draw.Width(h.what) + hintGap
	}
	return n
}
