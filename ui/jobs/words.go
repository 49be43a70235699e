package jobs

import (
	"fmt"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// shortID is the part of an id by which people tell jobs apart: the prefix and
// the first group of the UUID behind it.
func shortID(id string) string {
	if head, _, ok := strings.Cut(id, "-"); ok && strings.Count(id, "-") == 4 {
		return head
	}
	return id
}

// cardID is shortID where room is scarce: bt_7f3a.
func cardID(id string) string {
	s := shortID(id)
	if s != id && len(s) > len("bt_7f3a") {
		s = s[:len("bt_7f3a")]
	}
	return s
}

// symbolList writes as many symbols as have room, and how many more there are.
func symbolList(symbols []string, w int) string {
	if len(symbols) == 0 {
		return draw.Dash
	}
	text := symbols[0]
	for i, s := range symbols[1:] {
		more := ""
		if rest := len(symbols) - i - 2; rest > 0 {
			more = fmt.Sprintf(" +%d", rest)
		}
		if draw.Width(text)+1+draw.Width(s)+len(more) > w {
			return text + fmt.Sprintf(" +%d", len(symbols)-i-1)
		}
		text += " " + s
	}
	return text
}

func dates(j *model.Job) string {
	if j.Start == "" && j.End == "" {
		return draw.Dash
	}
	return j.Start + " → " + j.End
}

// months is dates as far as a list needs them: 2024-01 → 2024-12.
func months(j *model.Job) string {
	if j.Start == "" && j.End == "" {
		return draw.Dash
	}
	return month(j.Start) + " → " + month(j.End)
}

func month(day string) string {
	if len(day) == len("2024-01-31") {
		return day[:len("2024-01")]
	}
	return day
}

// status is the word for how a job stands, and its paint.
func status(s *theme.Styles, j *model.Job, now time.Time) (theme.Paint, string) {
	if quiet := j.Stalled(now); quiet > 0 {
		return s.Warn, "stalled " + draw.Span(quiet)
	}
	switch j.Phase {
	case model.PhaseRunning:
		return s.Focus, j.Phase.String()
	case model.PhaseCancelling:
		return s.Warn, j.Phase.String()
	case model.PhaseCompleted:
		return s.Good, "✓ " + j.Phase.String()
	case model.PhaseFailed:
		return s.Bad, "✗ " + j.Phase.String()
	case model.PhaseCancelled:
		return s.Faint, "⊘ " + j.Phase.String()
	}
	return s.Faint, j.Phase.String()
}

// outcome says in at most w cells what a finished job brought.
func outcome(s *theme.Styles, j *model.Job, w int) (theme.Paint, string) {
	switch {
	case j.Phase == model.PhaseFailed:
		return s.Bad, j.Error
	case !j.Phase.Terminal(), j.Result == nil:
		return s.Faint, ""
	}
	paint := s.Bull
	if j.Result.ROI < 0 {
		paint = s.Bear
	}
	text := signed(j.Result.ROI)
	for _, more := range [...]string{"  sharpe " + draw.Decimal(j.Result.Sharpe, 1), "  drawdown " + draw.Fraction(j.Result.MaxDrawdown, 0)} {
		if draw.Width(text)+draw.Width(more) <= w {
			text += more
		}
	}
	return paint, text
}

// signed writes a return as +31.2%.
func signed(v float64) string {
	if model.Known(v) && v >= 0 {
		return "+" + draw.Fraction(v, 1)
	}
	return draw.Fraction(v, 1)
}

func elapsed(j *model.Job, now time.Time) string {
	if j.Phase <= model.PhaseQueued {
		return draw.Dash
	}
	if d := j.Elapsed(now); d > 0 {
		return draw.Clock(d)
	}
	return draw.Dash
}

func remaining(j *model.Job, now time.Time) string {
	if j.Phase.Terminal() {
		return ""
	}
	low, high, ok := j.Remaining(now)
	if !ok {
		return draw.Dash
	}
	return draw.Range(low, high)
}

func workers(n int64) string {
	if n == 1 {
		return "1 worker"
	}
	return fmt.Sprintf("%d workers", n)
}
