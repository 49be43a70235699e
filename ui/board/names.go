package board

import (
	"slices"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// names are the symbols in the order in which they stand on the board.
type names struct {
	all   []string
	rev   uint64 // grows with every change
	width int    // cells of the widest
	muted int    // how many are left out
	there int    // how many there are without these, watched or not
	mine  int    // how many of them are watched
	only  bool   // the watched ones alone
	watch map[string]bool

	byActivity bool
	of         sources
}

// sources are what the names were made of.
type sources struct {
	seen           int // symbols are only ever added
	watched, muted []string
}

// update takes in symbols that are new. Sorted by name each goes where it belongs;
// sorted by activity behind the others, since no place may change by itself.
func (n *names) update(env *pane.Env) {
	of := sources{len(env.State.Symbols), env.Watched, env.Muted}
	if of.seen == n.of.seen && slices.Equal(of.watched, n.of.watched) && slices.Equal(of.muted, n.of.muted) {
		return
	}
	n.of = of
	n.make(env)
}

func (n *names) make(env *pane.Env) {
	all := slices.Concat(env.State.Symbols, env.Watched)
	slices.Sort(all)
	all = slices.Compact(all)
	with := len(all)
	all = slices.DeleteFunc(all, func(s string) bool { return slices.Contains(env.Muted, s) })
	n.there, n.mine, n.watch = len(all), 0, map[string]bool{}
	n.muted = with - n.there
	for _, s := range env.Watched {
		n.watch[s] = true
	}
	for _, s := range all {
		if n.watch[s] {
			n.mine++
		}
	}
	n.only = n.only && n.mine > 0 // or nothing would be left
	if n.only {
		all = slices.DeleteFunc(all, func(s string) bool { return !n.watch[s] })
	}
	n.width = 0
	for _, s := range all {
		n.width = max(n.width, draw.Width(s))
	}
	if n.byActivity {
		all = asBefore(n.all, all)
	}
	n.all = all
	n.rev++
}

// asBefore are the names, which are in order, in the places that they had; those
// that are new stand behind.
func asBefore(before, names []string) []string {
	out := make([]string, 0, len(names))
	had := make(map[string]bool, len(before))
	for _, s := range before {
		if _, there := slices.BinarySearch(names, s); there {
			out, had[s] = append(out, s), true
		}
	}
	for _, s := range names {
		if !had[s] {
			out = append(out, s)
		}
	}
	return out
}

// turn sorts them the other way.
func (n *names) turn(env *pane.Env, busier func(a, b string) int) {
	n.byActivity = !n.byActivity
	n.make(env)
	if n.byActivity {
		slices.SortFunc(n.all, busier)
	}
}

// otherScope says what the key of the scope would show.
func (n *names) otherScope() string {
	if n.only {
		return "all"
	}
	return "mine"
}

const (
	byName     = "A" + theme.GlyphNone + "Z"
	byActivity = "by activity"
)

// order says how they are sorted, other how they would be.
func (n *names) order() string {
	if n.byActivity {
		return byActivity
	}
	return byName
}

func (n *names) other() string {
	if n.byActivity {
		return byName
	}
	return byActivity
}
