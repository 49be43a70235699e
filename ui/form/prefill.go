package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/pane"
)

// fillMsg is the answer yes to the question whether to replace what was typed.
type fillMsg struct{ with pane.Backtest }

// OpenWith lays the form over the screen, with symbols and patterns filled in. What
// the person has put there is replaced only if they say so.
func (f *Form) OpenWith(b pane.Backtest) {
	b.Symbols = model.SplitSymbols(strings.Join(b.Symbols, ",")) // as the field would read them
	if model.SharedLimits().CheckSymbols(b.Symbols) != nil {
		b.Symbols = nil // no engine would take them
	}
	f.Open()
	if f.env.Top() != pane.Overlay(f) { // it asks something else already
		return
	}
	is := f.chosen()
	switch {
	case len(b.Symbols)+len(b.Patterns) == 0 || same(is, b):
	case len(is.Symbols)+len(is.Patterns) == 0 || same(is, f.filled):
		f.fill(b)
	default:
		f.askToReplace(words(b), func() tea.Msg { return pane.Reply{To: ID, Msg: fillMsg{b}} })
	}
}

// fill puts symbols and patterns into the form.
func (f *Form) fill(b pane.Backtest) {
	f.filled, f.origin = b, origin{}
	names := &f.fields[symbols].entry
	names.set(strings.Join(b.Symbols, ", "))
	names.selected = names.text() != "" && f.focus == symbols // who types means others
	f.fields[patterns].entry.set("")
	f.list = picker{chosen: map[string]bool{}}
	for _, name := range b.Patterns {
		f.list.choose(name)
	}
	f.names = nil
	f.changed()
	f.putIn = f.content()
}

// chosen is what is in the form.
func (f *Form) chosen() pane.Backtest {
	return pane.Backtest{Symbols: f.read().words, Patterns: f.list.picked(f.env.State.Patterns)}
}

func same(a, b pane.Backtest) bool {
	return slices.Equal(a.Symbols, b.Symbols) && slices.Equal(a.Patterns, b.Patterns)
}

// words name the symbols and the patterns, the first of each.
func words(b pane.Backtest) string {
	return several(b.Symbols, "symbol") + " and " + several(b.Patterns, "pattern")
}

// several names up to three, and counts more.
func several(names []string, what string) string {
	if n := len(names); n == 0 || n > 3 {
		return count(n, what)
	}
	return strings.Join(names, ", ")
}
