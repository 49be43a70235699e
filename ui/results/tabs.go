package results

import (
	"fmt"
	"strconv"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// tab is a part of the page.
type tab int

const (
	tabCurve tab = iota
	tabTrades
	tabSymbols
	tabPatterns
	tabMonths
	tabDistribution
	tabRequest
	tabs
)

func (t tab) String() string {
	return [...]string{"curve", "trades", "symbols", "patterns", "months", "distribution", "request"}[t]
}

// action is the identity of the key that goes there.
func (t tab) action() string { return "results.tab" + strconv.Itoa(int(t)+1) }

// has reports whether there is anything on a tab: empty ones are hidden.
func (v *Page) has(t tab) bool {
	r := v.report()
	if r == nil {
		return false
	}
	switch t {
	case tabCurve:
		return len(v.facts.equity.equity) > 1
	case tabTrades:
		return len(r.Ledger) > 0
	case tabSymbols:
		return len(r.BySymbol) > 0
	case tabPatterns:
		return len(r.ByPattern) > 0
	case tabMonths:
		return len(v.facts.months) > 0
	case tabDistribution:
		return len(v.returns()) > 0
	}
	return true
}

func (v *Page) choose(t tab) {
	if v.has(t) {
		v.tab = t
	}
}

func (v *Page) nextTab(by int) {
	for t := v.tab; ; {
		if t = (t + tab(by) + tabs) % tabs; t == v.tab || v.has(t) {
			v.tab = t
			return
		}
	}
}

// count is how many there are on a tab; "" where that is not said.
func (v *Page) count(t tab) string {
	r := v.report()
	n := map[tab]int{tabTrades: len(r.Ledger) + r.Omitted, tabSymbols: len(r.BySymbol), tabPatterns: len(r.ByPattern)}[t]
	if n == 0 {
		return ""
	}
	return " (" + draw.Count(uint64(n)) + ")"
}

// tabWords are the tabs as they are written: with how many there are, without, closer
// together, or the chosen one alone by its name.
func (v *Page) tabWords(level int) (words [tabs]string, gap, width int) {
	gap = [...]int{2, 2, 1, 1}[level]
	for t := range tabs {
		if !v.has(t) {
			continue
		}
		words[t] = t.String()
		switch {
		case level == 0:
			words[t] += v.count(t)
		case level == 3 && t != v.tab:
			words[t] = ""
		}
		width += 3 + len(words[t])
		if words[t] != "" {
			width += gap
		}
	}
	return words, gap, width
}

// besideTabs is from which width on what a tab says of itself has room beside the tabs.
const besideTabs = 100

// tabLine draws the tabs, and remembers where each is.
func (v *Page) tabLine(w int) string {
	words, gap, width := v.tabWords(0)
	for level := 1; width > w && level < 4; level++ {
		words, gap, width = v.tabWords(level)
	}
	t := v.env.Theme
	var l draw.Line
	v.parts.tabs = v.parts.tabs[:0]
	for i := range tabs {
		if !v.has(i) {
			continue
		}
		from := l.Width()
		l.Pad(t.Text, 1).Add(t.Key, strconv.Itoa(int(i)+1))
		switch {
		case i == v.tab:
			l.Pad(t.Text, gap-1).Add(t.Selected.Text, t.Selected.Mark+words[i]+" ")
		case words[i] != "":
			l.Pad(t.Text, gap).Add(t.Faint, words[i]).Pad(t.Text, 1)
		default:
			l.Pad(t.Text, 1)
		}
		v.parts.tabs = append(v.parts.tabs, span{i, from, l.Width()})
	}
	note := v.parts.note
	if v.tab == tabCurve && w < besideTabs {
		note = "" // it stands above the graph
	}
	if note != "" && l.Width()+draw.Width(note)+1 <= w {
		l.To(t.Text, w-draw.Width(note)-1).Add(t.Faint, note)
	}
	return l.Exactly(t.Text, w)
}

// parts is where what can be clicked was drawn.
type parts struct {
	tabs []span
	tabY int
	rows int    // the first row of a table
	note string // how much there is below
}

type span struct {
	tab      tab
	from, to int
}

func (p *parts) tabAt(x, y int) (tab, bool) {
	for _, s := range p.tabs {
		if y == p.tabY && x >= s.from && x < s.to {
			return s.tab, true
		}
	}
	return 0, false
}

// more says that there are lines above or below.
func more(top, n, window int) string {
	switch below := n - top - window; {
	case below > 0:
		return fmt.Sprintf("%s %d more", theme.GlyphArrowD, below)
	case top > 0:
		return fmt.Sprintf("%s %d above", theme.GlyphArrowU, top)
	}
	return ""
}
