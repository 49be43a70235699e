package form

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/model/params"
)

// submit is the place of the button, the last field.
func (f *Form) submit() int { return len(f.fields) - 1 }

// here is the field that has the focus.
func (f *Form) here() *field { return &f.fields[f.focus] }

// shown reports whether a field stands on the form: the costs, and what few change, are
// a line each where there is no room for all of them, until that line is opened, and of the
// parameters for the size of a trade the one that counts is there.
func (f *Form) shown(at int) bool {
	switch d := &f.fields[at]; {
	case !f.counts(d):
		return false
	case d.kind == fold:
		return !f.plan().expanded || at == f.focus
	case folds(d.group):
		return f.plan().expanded || f.unfolded[d.group]
	}
	return true
}

// counts reports whether a field means anything beside the others.
func (f *Form) counts(d *field) bool { return d.param.Counts(f.sizing()) }

// sizing is what the size of a trade is worked out of, as it is chosen.
func (f *Form) sizing() string {
	for i := range f.fields {
		if d := &f.fields[i]; d.param.Name == params.Sizing {
			v, _ := d.value() // one of the options
			return v.Text()
		}
	}
	return ""
}

// step goes to the next field that is shown, in either direction, round the
// ends or up to them.
func (f *Form) step(by int, round bool) func() tea.Cmd {
	return noCmd(func() {
		n := len(f.fields)
		for at := f.focus + by; round || at >= 0 && at < n; at += by {
			if at = (at + n) % n; f.shown(at) {
				f.to(at)
				return
			}
		}
	})
}

// to gives the focus to a field.
func (f *Form) to(at int) {
	if at == f.focus {
		return
	}
	f.leave()
	f.focus, f.pick, f.list.inside = at, 0, false
	d := f.here()
	if folds(d.group) && d.kind != fold {
		f.unfolded[d.group] = true
	}
	if d.editable() {
		d.entry.toEnd()
		d.entry.selected = !d.typedList() && d.entry.text() != ""
	}
}

// leave makes of the field that has the focus what the form understood.
func (f *Form) leave() {
	d := f.here()
	d.touched = true
	if d.kind == symbolList {
		d.entry.normalize(f.read().words)
	}
}

// unfold shows a group or hides it.
func (f *Form) unfold(open bool) func() tea.Cmd {
	return noCmd(func() { f.unfolded[f.here().group] = open })
}

// sweepOptions takes all of a choice in turn, or the one again.
func (f *Form) sweepOptions() {
	d := f.here()
	d.every, d.touched = !d.every, true
}

// cycle changes the option that has the focus.
func (f *Form) cycle(by int) func() tea.Cmd {
	return noCmd(func() { f.here().cycle(by) })
}

// moveColumn moves along a row of the list of patterns.
func (f *Form) moveColumn(by int) func() tea.Cmd {
	return noCmd(func() { f.list.cursor = max(0, min(f.list.cursor+by, len(f.found())-1)) })
}

// below moves by rows of the list: from the filter into it, and out of it at
// its ends.
func (f *Form) below(rows int) func() tea.Cmd {
	return noCmd(func() {
		n, cols := len(f.found()), f.plan().cols
		to := f.list.cursor + rows*cols
		switch {
		case !f.list.inside && rows > 0 && n > 0:
			f.list.inside, f.here().entry.selected = true, false
		case !f.list.inside, f.list.cursor/cols == max(0, n-1)/cols && rows > 0:
			f.step(rows, false)()
		case to < 0:
			f.list.inside = false
		default:
			f.list.cursor = min(to, n-1)
		}
	})
}

// tick turns the choice of the pattern under the cursor around.
func (f *Form) tick() {
	f.list.toggle(f.found())
	f.fields[patterns].touched = true
}

// chooseOrGoOn ticks the pattern under the cursor, and marks the filter so that
// the next name replaces it. It takes no choice away: what is chosen already
// leads to the next field.
func (f *Form) chooseOrGoOn() tea.Cmd {
	names := f.found()
	switch {
	case len(names) == 0:
	case f.list.chosen[names[f.list.cursor]]:
		return f.step(1, true)()
	default:
		f.tick()
		f.here().entry.selected = !f.list.inside
	}
	return nil
}

// tickAll ticks all that the filter leaves, or none if all are.
func (f *Form) tickAll() {
	f.list.toggleAll(f.found())
	f.fields[patterns].touched = true
}

// found are the patterns that the filter leaves.
func (f *Form) found() []string {
	return f.list.filtered(f.env.State.Patterns, f.fields[patterns].entry.text())
}
