package results

import (
	"strings"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Lines is part of pane.Component.
func (v *Page) Lines(bool) []string {
	k := key{size: v.size, rev: v.rev, query: v.query.Rev(), theme: v.env.Theme}
	return v.cache.Lines(k, v.draw)
}

// airy is the height from which parts have blank lines between them.
const airy = 34

func (v *Page) draw(dst []string) []string {
	w, h := v.size.W, v.size.H
	dst = append(dst, v.title(w))
	if v.report() == nil {
		return draw.Fill(append(dst, v.instead(w)...), w, h)
	}
	gap := func() {
		if h >= airy {
			dst = draw.Fill(dst, w, len(dst)+1)
		}
	}
	gap()
	dst = append(dst, v.verdict(w)...)
	if h >= 20 {
		dst = append(dst, v.second(w))
	}
	if doubts := v.doubtLines(w); len(doubts) > 0 {
		gap()
		dst = append(dst, doubts...)
	}
	gap()
	at := len(dst)
	body := v.body(w, max(1, h-at-1-btoi(h >= airy)), at+1+btoi(h >= airy))
	v.parts.tabY = at
	dst = append(dst, v.tabLine(w))
	gap()
	return draw.Fill(append(dst, body...), w, h)
}

func btoi(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// window is how many lines or rows of a tab show.
func (v *Page) window() int { return max(1, v.size.H-14) }

// title is the row at the top, SIMULATED at its right end.
func (v *Page) title(w int) string {
	t := v.env.Theme
	box := draw.Box{Title: "Result " + v.env.State.Jobs.ShortID(v.id, 16), Focused: true}
	badge := ""
	if r := v.record(); r != nil {
		box.Scope = v.scope(r)
		box.Note = origin(r)
		if r.Report != nil && r.Report.Simulated {
			badge = " SIMULATED "
		}
	}
	if n := len(badge) + 1; badge != "" && w > 40 {
		var l draw.Line
		return l.Raw(draw.TitleRow(t, box, w-n), w-n).Add(t.Badge, badge).Pad(t.Text, 1).String()
	}
	return draw.TitleRow(t, box, w)
}

// mostNamed is how many symbols the title names.
const mostNamed = 4

func (v *Page) scope(r *model.Record) string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if n := len(r.Job.Symbols); n > mostNamed {
		add(plural(n, "symbol"))
	} else {
		add(strings.Join(r.Job.Symbols, " "))
	}
	if n := len(r.Job.Patterns); n > 0 {
		add(plural(n, "pattern"))
	}
	add(strings.TrimSpace(bars(r) + " " + export.Dates(r)))
	return strings.Join(parts, theme.Separator)
}

// bars is the length of the bars that a result was made of, where it is known.
func bars(r *model.Record) string {
	switch {
	case r.Report == nil:
		return ""
	case r.Report.Timeframe != "":
		return r.Report.Timeframe
	case r.Report.Sessions > 0:
		return "daily"
	}
	return ""
}

// origin is how long it took, and on which prices it was run.
func origin(r *model.Record) string {
	var parts []string
	if r.Report == nil {
		return ""
	}
	if s := r.Report.Seconds; model.Known(s) {
		parts = append(parts, draw.Decimal(s, 1)+" s")
	}
	if r.Report.Source != "" {
		parts = append(parts, "bars: "+r.Report.Source)
	}
	return strings.Join(parts, ", ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return draw.Count(uint64(n)) + " " + what + "s"
}

// instead is what stands where there is no result to show.
func (v *Page) instead(w int) []string {
	page := pane.NewPage(v.env, w-4)
	t := v.env.Theme
	page.Gap()
	switch {
	case v.reading.under:
		page.Text(t.Faint, "reading "+v.id+" "+theme.GlyphMore)
	case v.reading.err != nil:
		page.Text(t.Bad, model.CleanLine(v.reading.err.Error()))
		page.Gap()
		page.Text(t.Faint, v.env.Keys.Binding("results.close").Shown+" goes back to the jobs; opening it again tries again. "+
			"If it is gone from Redis, "+v.env.Keys.Binding("results.clone").Shown+" asks for the same once more.")
	default:
		page.Text(t.Text, "No result is kept of this job.")
		if j := v.record(); j != nil && j.Job.Error != "" {
			page.Text(t.Bad, j.Job.Error)
		}
	}
	var out []string
	for _, line := range page.Lines() {
		out = append(out, (&draw.Line{}).Pad(t.Text, min(2, w)).Raw(line, max(1, w-4)).Exactly(t.Text, w))
	}
	return out
}

// body is the chosen tab, in at most so many lines; at is the line of the page that it
// begins on.
func (v *Page) body(w, h, at int) []string {
	v.parts.note, v.parts.rows = "", at
	switch v.tab {
	case tabCurve:
		return v.scrolled(v.curve(w, h), h)
	case tabTrades:
		return v.trades(w, h)
	case tabSymbols:
		return v.scrolled(v.tallies("SYMBOL", v.report().BySymbol, w), h)
	case tabPatterns:
		return v.scrolled(v.tallies("PATTERN", v.report().ByPattern, w), h)
	case tabMonths:
		return v.scrolled(v.months(w), h)
	case tabDistribution:
		return v.scrolled(v.distribution(w, h), h)
	}
	return v.scrolled(v.request(w), h)
}

// scrolled is the part of lines that shows.
func (v *Page) scrolled(lines []string, h int) []string {
	s := &v.scroll[v.tab]
	s.Top = max(0, min(s.Top, len(lines)-h))
	v.parts.note = more(s.Top, len(lines), h)
	return lines[s.Top:min(len(lines), s.Top+h)]
}

// move goes down by so many lines, or rows of a table.
func (v *Page) move(by int) {
	v.rev++
	s := &v.scroll[v.tab]
	if v.tab == tabTrades {
		s.Cursor += by
		return
	}
	s.Top = max(0, min(s.Top+by, 1<<20))
}
