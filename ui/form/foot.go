package form

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// foot is what is said below the fields: what is wrong with the one that has
// the focus, what could be typed, or what it is for.
func (f *Form) foot(c *canvas) []string {
	d := f.here()
	most := c.plan.foot
	switch err := d.complaint(); {
	case d.kind == button && f.failure() != "":
		return c.sentence(c.t.Bad, theme.GlyphFailed+" ", f.failure()+".", most)
	case d.editable() && d.entry.cut:
		return c.sentence(c.t.Warn, "! ", "only the first "+draw.Count(uint64(d.entry.limit))+" characters were taken", most)
	case err != nil:
		return c.sentence(c.t.Bad, theme.GlyphFailed+" ", err.Error(), most)
	case d.kind == symbolList && len(f.suggestions()) > 0:
		lines := make([]string, 0, most)
		for range most - 1 {
			lines = append(lines, c.done(c.w))
		}
		f.suggest(c)
		return append(lines, c.done(c.w))
	}
	return c.sentence(c.t.Faint, "", f.about(d), most)
}

// sentence wraps a text into exactly that many lines, the last of them full.
func (c *canvas) sentence(p paint, mark, text string, most int) (lines []string) {
	room := max(1, c.w-1-after-draw.Width(mark))
	parts := strings.SplitN(ansi.Wrap(model.CleanLine(text), room, ""), "\n", most)
	for range most - len(parts) {
		lines = append(lines, c.done(c.w))
	}
	for i, part := range parts {
		if i > 0 {
			mark = strings.Repeat(" ", draw.Width(mark))
		}
		c.line.Pad(c.t.Text, 1).Add(p, mark).Left(p, strings.ReplaceAll(part, "\n", " "), room)
		lines = append(lines, c.done(c.w))
	}
	return lines
}

// about is a sentence on a field.
func (f *Form) about(d *field) string {
	switch d.kind {
	case symbolList:
		return fmt.Sprintf("Symbols: at most %d. @name is a watchlist, all seen what came in alerts, file:path a list in a file; "+theme.GlyphArrowR+" takes what is shown faintly.", model.MaxSymbols)
	case span:
		return fmt.Sprintf("Dates: 1y, 6m, 90d or ytd up to yesterday, or 2024, 2024-03, 2024-03..2024-06. At most %d years.", model.MaxYears)
	case barLength:
		return "Timeframe: the length of a bar. An engine refuses what it has no bars of."
	case walk:
		return "Walk-forward: the first day of the test, or two spans, 2024, 2025. Parameters are chosen before, and judged from then on."
	case patternList:
		if others := f.hidden(); len(others) > 0 {
			return "Also chosen: " + strings.Join(others, ", ") + "."
		}
		if f.list.inside {
			return "Space chooses, or takes it back. What is typed goes on with the filter."
		}
		return "Patterns: what opens a trade. Type a part of a name to find it."
	case fold:
		if d.group == string(params.GroupMore) {
			return "More: a walk-forward test, neutral patterns, gaps, the draw of the engine, and what it does not know."
		}
		return "Costs: what each trade pays, and how large volume lets it be."
	case button:
		return "Submits the backtest; ctrl+p shows what will be sent."
	}
	text := d.title + ": " + d.param.About + "."
	if d.kind == option { // the options stand beside it
		return text + " " + f.env.Keys.Binding("option.every").Shown + " takes all in turn."
	}
	text += " " + sentence(d.param.Range())
	if d.param.Zero != "" {
		text += ", 0 = " + d.param.Zero
	}
	return text + ". " + d.param.ExampleRange() + " sweeps."
}

// sentence begins with a capital letter.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// suggest draws the symbols that could follow, and what takes them.
func (f *Form) suggest(c *canvas) {
	symbols := f.suggestions()
	c.line.Pad(c.t.Text, 1)
	room := c.w - after - 1
	whole, _ := f.offered()
	if whole == "" {
		c.line.Left(c.t.Faint, "seen: "+strings.Join(symbols, theme.Separator), room)
		return
	}
	c.line.Left(c.t.Key, theme.GlyphArrowR+" ", 2).Left(c.t.Text, whole, min(draw.Width(whole), room-2))
	i := f.pick % len(symbols)
	others := slices.Concat(symbols[i+1:], symbols[:i])
	if room -= 2 + draw.Width(whole); len(others) > 0 && room > 16 {
		c.line.Add(c.t.Key, "   ctrl+n ").Left(c.t.Faint, strings.Join(others, theme.Separator), room-10)
	}
}
