package alerts

import (
	"fmt"
	"math"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// before says what such alerts were worth in an engine's history: in words and
// without colour, since it is no advice.
func before(env *pane.Env, p *pane.Page, a *model.Alert) {
	e, missing := env.State.Evidence.Of(a)
	if missing != "" {
		p.Painted("before", env.Theme.Faint, missing)
		return
	}
	tried := several(env.State.Evidence.Patterns(a.Timeframe), "pattern") + " tried"
	p.Field("before", strings.Join([]string{occurred(&e), mean(&e), hits(&e)}, ", ")+": "+verdict(&e)+", "+tried)
	p.Painted("", env.Theme.Faint, "of "+history(&e))
}

// occurred is how often there was such an alert, in how long and on how many symbols.
func occurred(e *model.Evidence) string {
	text := several(e.N, "time")
	if long := stretch(e.From, e.To); long != "" {
		text += " in " + long
	}
	if e.Symbols > 0 {
		text += " on " + several(e.Symbols, "symbol")
	}
	return text
}

// stretch is how long it is from one date to another, in the largest unit of which
// there are two; "" where they are no dates.
func stretch(from, to string) string {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil || b.Before(a) {
		return ""
	}
	switch days := int(b.Sub(a)/(24*time.Hour)) + 1; {
	case days >= 700:
		return several(int(math.Round(float64(days)/365.25)), "year")
	case days >= 60:
		return several(int(math.Round(float64(days)/30.44)), "month")
	default:
		return several(days, "day")
	}
}

// mean is what came after such alerts, and after any bar.
func mean(e *model.Evidence) string {
	digits := returnDigits(e.Mean, e.BaseMean)
	return fmt.Sprintf("%s later %s, any %s %s", several(e.Horizon, e.Unit()), draw.Change(e.Mean, digits), e.Unit(), draw.Change(e.BaseMean, digits))
}

// returnDigits are so many that two returns differ that are not the same, and small
// ones, as those of minutes, are not rounded away.
func returnDigits(a, b float64) int {
	digits := 1
	for most := max(math.Abs(a), math.Abs(b)); most > 0 && most < 0.001 && digits < 4; digits++ {
		most *= 10
	}
	for a != b && digits < 4 && draw.Change(a, digits) == draw.Change(b, digits) {
		digits++
	}
	return digits
}

// hits is how many went the way of the pattern, and of all bars.
func hits(e *model.Evidence) string {
	digits := 0
	for e.Hit != e.BaseHit && digits < 2 && draw.Fraction(e.Hit, digits) == draw.Fraction(e.BaseHit, digits) {
		digits++
	}
	way := "up"
	if e.Direction == model.DirBear.String() {
		way = "down"
	}
	return draw.Fraction(e.Hit, digits) + " " + way + " against " + draw.Fraction(e.BaseHit, digits)
}

// verdict is what it comes to.
func verdict(e *model.Evidence) string {
	if e.Q > model.Significant {
		return "no better than chance"
	}
	return e.Verdict()
}

// history is whose it was, and from when to when.
func history(e *model.Evidence) string {
	switch source := draw.OrDash(e.Source); {
	case e.From == "" || e.To == "":
		return source
	case e.From == e.To:
		return source + ", " + e.From
	default:
		return source + ", " + e.From + " " + theme.GlyphTo + " " + e.To
	}
}

func several(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return draw.Count(uint64(n)) + " " + what
}
