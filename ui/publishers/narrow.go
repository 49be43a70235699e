package publishers

import (
	"slices"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// narrow draws Redis and, below it, the publishers with their issues, for a place
// beside others. Where there is too little room, facts of Redis go first.
func (p *Pane) narrow(lines []string, focused bool) []string {
	facts := p.narrowFacts()
	rows, from, to := p.narrowList(focused, false)
	if n := len(facts) + len(rows) + len(p.list); n <= p.size.H {
		rows, from, to = p.narrowList(focused, true)
	}
	const leastFacts = 4
	facts = facts[:min(len(facts), max(leastFacts, p.size.H-len(rows)))]
	top := 0
	if focused { // the chosen one shows whole, or from its name on
		top = max(0, min(len(facts)+from, len(facts)+to-p.size.H))
	}
	p.lined.Cut(len(facts), top)
	return append(lines, append(facts, rows...)[top:]...)
}

// narrowList are the rows of all publishers, with figures where that is asked
// for, and which of them are those of the chosen one.
func (p *Pane) narrowList(focused, figures bool) (rows []string, from, to int) {
	p.lined.Begin()
	for i := range p.list {
		h, chosen := &p.list[i], focused && i == p.scroll.Cursor
		if chosen {
			from = len(rows)
		}
		rows = append(rows, p.narrowRows(h, chosen)...)
		if text := h.figures(); figures && text != "" {
			rows = append(rows, p.indented(text))
		}
		if chosen {
			to = len(rows)
		}
		p.lined.Show(len(rows), h.Component)
	}
	return rows, from, to
}

func (p *Pane) narrowFacts() (lines []string) {
	t := p.env.Theme
	if text, _ := stuck(p.env.State, p.env.Now); text != "" {
		page := pane.NewPage(p.env, max(1, p.size.W-2))
		page.Text(t.Warn, text)
		for _, line := range page.Lines() {
			p.line.Reset()
			lines = append(lines, p.line.Pad(t.Text, 1).Raw(line, max(1, p.size.W-2)).Exactly(t.Text, p.size.W))
		}
	}
	for _, f := range slices.Concat(queueFacts(p.env.State, p.env.Now), facts(p.env.State)) {
		lines = append(lines, p.narrowLine(&t.Styles, f.name, t.Faint, t.Text, f.value))
	}
	if paint, text := producer(t, p.env.State, p.env.Now); text != "" {
		lines = append(lines, p.narrowLine(&t.Styles, "heartbeat", t.Faint, paint, text))
	}
	return lines
}

// narrowRows are a publisher and its issues, in full if it is the chosen one.
func (p *Pane) narrowRows(h *publisher, chosen bool) []string {
	t, w := p.env.Theme, p.size.W
	s := &t.Styles
	if chosen {
		s = &t.Selected
	}
	word := h.word
	if since := word + " " + draw.Age(h.silentFor); h.rank == rankSilent && draw.Width(h.name()+since)+3 <= w {
		word = since
	}
	lines := []string{p.narrowLine(s, h.name(), s.Text, h.rank.paint(s), word)}
	if len(h.Issues) == 0 {
		return lines
	}
	page := pane.NewPage(p.env, max(1, w-3))
	for _, issue := range h.Issues {
		before := len(page.Lines())
		page.Text(t.Faint, issue)
		if all := page.Lines(); !chosen && len(all) > before+1 {
			lines = append(lines, p.indented(issue))
			continue
		}
		for _, line := range page.Lines()[before:] {
			p.line.Reset()
			lines = append(lines, p.line.Pad(t.Text, 2).Raw(line, max(1, w-3)).Exactly(t.Text, w))
		}
	}
	return lines
}

// indented is a faint line below a publisher's name, cut where it is too long.
func (p *Pane) indented(text string) string {
	t, w := p.env.Theme, p.size.W
	p.line.Reset()
	return p.line.Pad(t.Text, 2).Left(t.Faint, text, w-3).Exactly(t.Text, w)
}

// narrowLine is a name at the left and a value at the right, which is shown whole.
func (p *Pane) narrowLine(s *theme.Styles, name string, namePaint, paint theme.Paint, value string) string {
	l, w := &p.line, p.size.W
	l.Reset()
	l.Add(s.Focus, s.Mark).Left(namePaint, name, max(0, w-3-draw.Width(value)))
	return l.Right(paint, value, max(0, w-l.Width()-1)).Exactly(s.Text, w)
}
