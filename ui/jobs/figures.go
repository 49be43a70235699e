package jobs

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// decimal writes a figure with that many digits behind the point. What is
// rounded to 0 has no sign.
func decimal(v float64, digits int) string {
	text := draw.Decimal(math.Abs(v), digits)
	if !(v < 0) || strings.Trim(text, "0.") == "" {
		return text
	}
	return minusSign + text
}

// share writes a fraction as a percentage: 49%, −2.7%.
func share(v float64, digits int) string {
	if !model.Known(v) {
		return draw.Dash
	}
	return decimal(v*100, digits) + "%"
}

// signed writes a return: +4.8%, −2.7%, 0.0%.
func signed(v float64) string { return draw.Change(v, 1) }

// gain is the paint of a return.
func gain(s *theme.Styles, v float64) theme.Paint {
	switch {
	case v > 0:
		return s.Bull
	case v < 0:
		return s.Bear
	}
	return s.Text
}

// percent writes how far a job is. It is rounded down, so that 99.6 % does not
// read as done.
func percent(progress float64) string {
	if !model.Known(progress) {
		return draw.Dash
	}
	return strconv.Itoa(int(progress*100)) + "%"
}

// outcome are the figures of a result beside its return, the most important
// first. What was not sent is left out.
func outcome(j *model.Job) (facts []string) {
	r := j.Result
	for _, f := range [...]struct {
		value float64
		text  string
	}{
		{r.HeldROI, held(r.HeldROI)},
		{r.MaxDrawdown, "drawdown " + share(r.MaxDrawdown, 1)},
		{r.Trades, number(r.Trades, 0) + " trades"},
		{r.WinRate, share(r.WinRate, 0) + " won"},
		{r.ProfitFactor, "profit factor " + decimal(r.ProfitFactor, 2)},
		{r.CAGR, "CAGR " + signed(r.CAGR)},
	} {
		if model.Known(f.value) {
			facts = append(facts, f.text)
		}
	}
	if d := j.Elapsed(j.Finished); d > 0 {
		facts = append(facts, "ran "+draw.Clock(d))
	}
	return facts
}

func sharpe(r *model.Result) string { return "Sharpe " + decimal(r.Sharpe, 2) }

// number is decimal with thousands parted.
func number(v float64, digits int) string {
	if !model.Known(v) || math.Abs(v) >= 1e15 {
		return decimal(v, digits)
	}
	whole, rest, parted := strings.Cut(decimal(math.Abs(v), digits), ".")
	n, err := strconv.ParseUint(whole, 10, 64)
	if err != nil {
		return decimal(v, digits)
	}
	text := draw.Count(n)
	if parted {
		text += "." + rest
	}
	if v < 0 && strings.Trim(text, "0.") != "" {
		text = minusSign + text
	}
	return text
}

// length writes a length of time in its largest unit: 45 s, 12 m, 3 h, 9 d.
func length(d time.Duration) string {
	text := draw.Span(max(0, d))
	return text[:len(text)-1] + " " + text[len(text)-1:]
}

// ago writes how long something is past: now, 4 s ago.
func ago(d time.Duration) string {
	if d < time.Second {
		return "now"
	}
	return length(d) + " ago"
}

// remaining is an estimate of the time that is left: 8–11 s, 40 s.
func remaining(j *model.Job, now time.Time) string {
	low, high, ok := j.Remaining(now)
	if !ok {
		return draw.Dash
	}
	return span(low, high)
}

func elapsed(j *model.Job, now time.Time) string {
	if j.Phase <= model.PhaseQueued {
		return draw.Dash
	}
	return spent(j.Elapsed(now))
}

func spent(d time.Duration) string {
	if d > 0 {
		return draw.Clock(d)
	}
	return draw.Dash
}

// plural writes 1 symbol, 3 symbols.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
