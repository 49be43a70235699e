package form

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
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
		return fmt.Sprintf("Symbols: what is traded, parted by commas or blanks, at most %d. "+theme.GlyphArrowR+" takes what is shown faintly.", model.MaxSymbols)
	case date:
		return fmt.Sprintf("%s: the %s day, as 2024-12-31. At most %d years from start to end.", d.title,
			map[bool]string{true: "first", false: "last"}[d == &f.fields[start]], model.MaxYears)
	case patternList:
		if others := f.hidden(); len(others) > 0 {
			return "Also chosen: " + strings.Join(others, ", ") + "."
		}
		if f.list.inside {
			return "Space chooses, or takes it back. What is typed goes on with the filter."
		}
		return "Patterns: what opens a trade. Type a part of a name to find it."
	case fold:
		return "Costs: what each trade pays, and how large volume lets it be."
	case button:
		return "Submits the backtest; ctrl+p shows what will be sent."
	}
	text := d.title + ": " + d.param.About + "."
	if d.kind == option && d.param.Note == "" { // the options stand beside it
		return text
	}
	text += " " + sentence(d.param.Range())
	if d.param.Zero != "" {
		text += ", 0 = " + d.param.Zero
	}
	return text + "."
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

// button draws the row that submits, and what that would do.
func (f *Form) button(c *canvas) string {
	t, focused := c.t, f.focus == f.submit()
	text, p := "[ Submit ]", t.Text
	if f.submission.sending {
		text, p = "[ sending"+theme.GlyphMore+" ]", t.Faint
	}
	c.line.Pad(t.Text, 1)
	if focused {
		p = t.Selected.Key
		c.line.Add(t.Key, theme.GlyphFocus+" ")
	} else {
		c.line.Pad(t.Text, 2)
	}
	c.line.Left(p, text, min(draw.Width(text), c.w-before-after))
	paint, what := f.summary(t)
	if room := c.w - after - c.line.Width() - 3; room >= 12 {
		c.line.Pad(t.Text, 3).Left(paint, what, room)
	}
	return c.done(c.w)
}
