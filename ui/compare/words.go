package compare

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/model/sweep"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// idCells is the room for an id in a title or a sentence.
const idCells = 16

// shortID is as much of an id of a sweep as has room in a title.
func shortID(id string) string {
	id, _ = draw.Truncate(model.CleanLine(id), idCells)
	return id
}

// scope is what was varied, of which symbols and days.
func (p *picture) scope() string {
	names := make([]string, len(p.axes))
	for i := range p.axes {
		names[i] = p.axes[i].Parameter.Name
	}
	parts := []string{strings.Join(names, " "+theme.GlyphTimes+" ")}
	if text := symbolsOf(p.sum.Symbols) + " " + daysOf(p.sum.Start, p.sum.End); strings.TrimSpace(text) != "" {
		parts = append(parts, strings.TrimSpace(text))
	}
	return strings.Join(parts, theme.Separator)
}

// someSymbols is how many symbols a title names.
const someSymbols = 3

func symbolsOf(symbols []string) string {
	if n := len(symbols) - someSymbols; n > 1 {
		return strings.Join(symbols[:someSymbols], " ") + " +" + strconv.Itoa(n)
	}
	return strings.Join(symbols, " ")
}

// daysOf is a time from one day to another: a year by its number.
func daysOf(start, end string) string {
	switch {
	case start == "" && end == "":
		return ""
	case len(start) == len(model.DateLayout) && start[4:] == "-01-01" && end == start[:4]+"-12-31":
		return start[:4]
	}
	return start + " " + theme.GlyphTo + " " + end
}

// titleRow is the title of a page. How it stands goes before all of its scope.
func titleRow(t *theme.Theme, b draw.Box, w int) string {
	room := w - draw.Width(draw.Focus+b.Title) - draw.Width(b.Note) - 6 // the blanks around each
	if room < draw.Width(b.Scope) {
		b.Scope, _ = draw.Truncate(b.Scope, max(0, room))
	}
	return draw.TitleRow(t, b, w)
}

// state says how far the sweep is: 20 of 20 done in 1.1 s.
func (v *Sweep) state() string {
	s := &v.now.sum
	c := &s.Counts
	if s.Kept == 0 {
		return "nothing is kept of it"
	}
	parts := []string{fmt.Sprintf("%s of %s done", draw.Count(uint64(c[model.PhaseCompleted])), draw.Count(uint64(s.Jobs)))}
	for _, phase := range [...]model.Phase{model.PhaseFailed, model.PhaseCancelled, model.PhaseLost, model.PhaseCancelling} {
		if n := c[phase]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", draw.Count(uint64(n)), phase))
		}
	}
	if n := s.Jobs - s.Kept; n > 0 {
		parts = append(parts, draw.Count(uint64(n))+" not kept")
	}
	text := strings.Join(parts, ", ")
	low, high, going := s.Remaining()
	switch took := s.Took(v.env.Now); {
	case going && draw.Length(low) == draw.Length(high):
		return text + ", about " + draw.Length(high) + " left"
	case going:
		return text + ", " + draw.Length(low) + " to " + draw.Length(high) + " left"
	case s.Over() == s.Jobs && took > 0:
		return text + " in " + draw.Length(took)
	}
	return text
}

// warning is a sentence above the table; calm if it warns of nothing.
type warning struct {
	text string
	calm bool
}

// warnings stand above the table, before the best row can please.
func (p *picture) warnings() (out []warning) {
	if w, ok := p.luckWords(); ok {
		out = append(out, w)
	}
	if text := p.alikeWords(); text != "" {
		out = append(out, warning{text: text})
	}
	for _, r := range p.rows {
		if r.job.Phase == model.PhaseFailed {
			text := fmt.Sprintf("%s failed", draw.Count(uint64(p.sum.Counts[model.PhaseFailed])))
			if r.job.Error != "" {
				text += ": " + model.CleanLine(r.job.Error)
			}
			out = append(out, warning{text: text})
			break
		}
	}
	return out
}

// luckWords hold the best against luck.
func (p *picture) luckWords() (warning, bool) {
	l := &p.luck
	if l.Trials < 2 || !model.Known(l.Expected) {
		return warning{}, false
	}
	soFar := ""
	if p.sum.Over() < p.sum.Kept {
		soFar = " so far"
	}
	text := fmt.Sprintf("Best of %s trials%s: luck alone shows a Sharpe of %s.", draw.Count(uint64(l.Trials)), soFar, decimal(l.Expected, 2))
	if !model.Known(l.Deflated) {
		return warning{text: text + " How many days were tested is not known."}, true
	}
	const enough = sweep.Convincing * 100
	normal := ""
	if l.Assumed {
		normal = ", for normal returns"
	}
	if l.Convinces() {
		return warning{fmt.Sprintf("%s Deflated Sharpe %s%s: above the %.0f%% that convince.", text, floor(l.Deflated), normal, enough), true}, true
	}
	return warning{text: fmt.Sprintf("%s Deflated Sharpe %s%s; %.0f%% would convince.", text, floor(l.Deflated), normal, enough)}, true
}

// floor writes a probability as a percentage, rounded down: 94.9 % does not convince.
func floor(v float64) string { return fmt.Sprintf("%.0f%%", math.Floor(v*100+1e-9)) }

// alikeWords say how many of the jobs traded as another did, and why if that is simple.
func (p *picture) alikeWords() string {
	if p.twice <= 0 {
		return ""
	}
	done := p.sum.Counts[model.PhaseCompleted]
	differ := fmt.Sprintf("so %s of the %s differ.", draw.Count(uint64(done-p.twice)), draw.Count(uint64(done)))
	if p.plain {
		return p.alike.Parameter.Title + " " + listed(p.alike.Parameter, p.alike.Values) + " gave the same trades, " + differ
	}
	return jobsOf(p.twice) + " traded exactly as another one did (=), " + differ
}

// mostListed is how many values a sentence names.
const mostListed = 5

// listed writes values: 6%, 8% and 10%.
func listed(of params.Parameter, values []params.Value) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = of.Format(v)
	}
	if n := len(words); n > mostListed {
		words = append(words[:mostListed:mostListed], fmt.Sprintf("%d more", n-mostListed))
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// foot says where the cursor is, and what the signs mean.
func (v *Sweep) foot() string {
	p, r := v.now, v.row()
	if r == nil {
		return ""
	}
	parts := []string{fmt.Sprintf("%s of %s", draw.Count(uint64(v.scroll.Cursor+1)), draw.Count(uint64(len(p.rows))))}
	if n := len(v.marked); n > 0 {
		parts = append(parts, fmt.Sprintf("%d marked", n))
	}
	switch {
	case r.twin != nil:
		parts = append(parts, "= same trades as "+p.settings(r.twin))
	case p.twice > 0:
		parts = append(parts, "= same trades as one above")
	}
	if len(p.axes) > 1 {
		parts = append(parts, theme.GlyphBack+" the row chosen")
	}
	if text := v.others(r); text != "" {
		parts = append(parts, text)
	}
	if model.Known(p.sum.Held) {
		parts = append(parts, "hold "+draw.Change(p.sum.Held, 1))
	}
	if best := p.sum.Best; best != nil && best.Result.Simulated {
		parts = append(parts, "simulated prices")
	}
	return strings.Join(parts, theme.Separator)
}

// settings are the values of a row.
func (p *picture) settings(r *row) string {
	words := make([]string, len(p.axes))
	for i := range p.axes {
		words[i] = p.value(r, i)
	}
	return strings.Join(words, " ")
}

// others says what the map shows of the parameters that are not its axes.
func (v *Sweep) others(r *row) string {
	var words []string
	for i := range v.now.axes {
		if i != v.x && i != v.y {
			name := v.now.axes[i].Parameter.Name
			if !v.best {
				name += " " + v.now.value(r, i)
			}
			words = append(words, name)
		}
	}
	switch {
	case len(words) == 0:
		return ""
	case v.best:
		return "map: best of each " + strings.Join(words, ", ")
	}
	return "map: " + strings.Join(words, ", ")
}
