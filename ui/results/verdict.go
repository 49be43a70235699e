package results

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// piece is a text in a paint.
type piece struct {
	paint theme.Paint
	text  string
}

func size(pieces []piece) (n int) {
	for _, p := range pieces {
		n += draw.Width(p.text)
	}
	return n
}

// flow puts groups of pieces beside each other, and on a further line what has no room.
func flow(t *theme.Theme, groups [][]piece, w int) (lines []string) {
	var l draw.Line
	l.Pad(t.Text, 1)
	for i, g := range groups {
		if i > 0 && l.Width()+3+size(g) > w-1 {
			lines = append(lines, l.Exactly(t.Text, w))
			l = draw.Line{}
			l.Pad(t.Text, 1)
		} else if i > 0 {
			l.Pad(t.Text, 3)
		}
		for _, p := range g {
			l.Add(p.paint, p.text)
		}
	}
	return append(lines, l.Exactly(t.Text, w))
}

func gain(s *theme.Styles, v float64) theme.Paint {
	switch {
	case v > 0:
		return s.Bull
	case v < 0:
		return s.Bear
	}
	return s.Text
}

// verdict is the row by which a result is judged: in full where that has room in one
// line, else in short.
func (v *Page) verdict(w int) []string {
	if lines := flow(v.env.Theme, v.inFull(), w); len(lines) == 1 {
		return lines
	}
	return flow(v.env.Theme, v.inShort(), w)
}

func (v *Page) inFull() [][]piece {
	t, r := v.env.Theme, v.report()
	hold := "buy and hold " + verdict.Percent(r.HeldROI, 1)
	if b := verdict.Better(r); model.Known(b) {
		points := strings.TrimSuffix(verdict.Share(max(b, -b), 1), "%")
		hold += ": " + points + " points " + [...]string{"better", "worse"}[btoi(b < 0)]
	}
	won := ""
	if model.Known(r.WinRate) {
		won = ", " + verdict.Share(r.WinRate, 0) + " won"
	}
	number, word, _ := strings.Cut(verdict.Trades(r), " ")
	return [][]piece{
		{{gain(&t.Styles, r.ROI), verdict.Percent(r.ROI, 1)}, {t.Text, "  "}, {t.Bright, hold}},
		{{t.Text, "Sharpe "}, {t.Bright, verdict.Decimal(r.Sharpe)}},
		append([]piece{{t.Text, "max drawdown "}}, v.fall()...),
		{{t.Bright, number}, {t.Text, " " + word + won}},
	}
}

func (v *Page) inShort() [][]piece {
	t, r := v.env.Theme, v.report()
	hold := "hold " + verdict.Percent(r.HeldROI, 1)
	if b := verdict.Better(r); model.Known(b) {
		hold += ": " + strings.TrimSuffix(verdict.Percent(b, 1), "%")
	}
	return [][]piece{
		{{gain(&t.Styles, r.ROI), verdict.Percent(r.ROI, 1)}, {t.Bright, " (" + hold + ")"}},
		{{t.Text, "Sharpe "}, {t.Bright, verdict.Decimal(r.Sharpe)}},
		append([]piece{{t.Text, "max DD "}}, v.fall()...),
		{{t.Bright, verdict.Trades(r)}},
		{{t.Text, "PF "}, {t.Bright, verdict.Decimal(r.ProfitFactor)}},
	}
}

func (v *Page) fall() []piece {
	t, r := v.env.Theme, v.report()
	out := []piece{{t.Bright, verdict.Share(r.MaxDrawdown, 1)}}
	if when := verdict.Span(r.Fall.Peak, r.Fall.Trough); when != "" {
		out = append(out, piece{t.Faint, " " + when})
	}
	return out
}

// second is the line of further figures, as many as have room.
func (v *Page) second(w int) string {
	t, r := v.env.Theme, v.report()
	var facts []string
	add := func(known float64, text string) {
		if model.Known(known) {
			facts = append(facts, text)
		}
	}
	add(r.FinalBalance+verdict.Capital(r), verdict.Count(r.FinalBalance)+" of "+verdict.Count(verdict.Capital(r)))
	add(r.CAGR, "CAGR "+verdict.Percent(r.CAGR, 1))
	add(r.Sortino, "Sortino "+verdict.Decimal(r.Sortino))
	add(r.Calmar, "Calmar "+verdict.Decimal(r.Calmar))
	add(r.ProfitFactor, "profit factor "+verdict.Decimal(r.ProfitFactor))
	add(r.Exposure, "in the market "+verdict.Share(r.Exposure, 0)+" of the days")
	var l draw.Line
	l.Pad(t.Text, 1)
	for i, f := range facts {
		if i > 0 {
			f = theme.Separator + f
		}
		if l.Width()+draw.Width(f) < w {
			l.Add(t.Faint, f)
		}
	}
	return l.Exactly(t.Text, w)
}

// doubtLines are what there is to doubt, worst first, as far as there is room; how many
// more there are stands in the last of them.
func (v *Page) doubtLines(w int) (out []string) {
	t, room := v.env.Theme, 1
	switch h := v.size.H; {
	case h >= airy:
		room = 6
	case h >= 20:
		room = 3
	}
	for i, d := range v.facts.doubts {
		parts := strings.Split(ansi.Wrap(d.Text, max(8, w-4), ""), "\n")
		left := len(v.facts.doubts) - i
		last := len(out)+len(parts) > room || left > 1 && len(out)+len(parts) == room
		text, note := parts[0], ""
		if last && (left > 1 || len(parts) > 1) {
			if left--; left > 0 {
				note = fmt.Sprintf("%d more: %s", left, v.env.Keys.Binding("results.doubts").Shown)
			} else {
				note = "all of it: " + v.env.Keys.Binding("results.doubts").Shown
			}
			text = d.Text
			parts = parts[:1]
		}
		var l draw.Line
		l.Pad(t.Text, 1).Add(t.Warn, "!").Pad(t.Text, 1)
		if note != "" {
			note = "  " + note
		}
		l.Left(t.Text, text, max(1, min(draw.Width(text), w-l.Width()-draw.Width(note)-1))).Add(t.Faint, note)
		out = append(out, l.Exactly(t.Text, w))
		for _, part := range parts[1:] {
			out = append(out, (&draw.Line{}).Pad(t.Text, 3).Add(t.Text, part).Exactly(t.Text, w))
		}
		if last {
			break
		}
	}
	return out
}

// openDoubts shows all there is to doubt, in full.
func (v *Page) openDoubts() {
	if v.report() == nil {
		return
	}
	v.env.Open(pane.NewPager(v.env, "What to doubt", func(p *pane.Page) {
		if len(v.facts.doubts) == 0 {
			p.Text(v.env.Theme.Faint, "Nothing that this program looks for.")
		}
		for i, d := range v.facts.doubts {
			if i > 0 {
				p.Gap()
			}
			p.Text(v.env.Theme.Text, d.Text)
		}
	}))
}
