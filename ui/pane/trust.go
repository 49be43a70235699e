package pane

import (
	"fmt"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// Trust says in one phrase how far what is shown can be trusted, and how it is
// meant: red where messages were lost here or channels are refused, amber where an interruption may have
// hidden some, until the person has acknowledged it.
func Trust(t *theme.Theme, s *model.State) (theme.Paint, string) {
	paint := t.Faint
	switch {
	case s.Totals().Overwritten > 0 || s.Refused() > 0:
		paint = t.Bad
	case s.Doubt() > 0:
		paint = t.Warn
	}
	return paint, strings.Join(Losses(s), theme.Separator)
}

// TrustBrief is the phrase where there is little room.
func TrustBrief(s *model.State) string {
	text := draw.Count(s.Totals().Overwritten) + " lost here"
	if n := s.Refused(); n > 0 {
		text = fmt.Sprintf("%d of %d refused, ", n, len(s.Channels)) + text
	}
	if s.Link.Interruptions > 0 {
		text += ", " + draw.Length(unknown(s)) + " unknown"
	}
	return text
}

// Losses are the channels that are refused, what was lost here, which is counted, and, after an interruption,
// for how long nobody can count.
func Losses(s *model.State) []string {
	var out []string
	if n := s.Refused(); n > 0 {
		out = append(out, fmt.Sprintf("%d of %d channels refused", n, len(s.Channels)))
	}
	out = append(out, draw.Count(s.Totals().Overwritten)+" lost here")
	switch n := s.Link.Interruptions; n {
	case 0:
		return out
	case 1:
		return append(out, "1 interruption, "+draw.Length(unknown(s))+" unknown")
	default:
		return append(out, fmt.Sprintf("%d interruptions, %s unknown", n, draw.Length(unknown(s))))
	}
}

// unknown is for how long, in all, nobody can say what was published; without a
// connection it goes on.
func unknown(s *model.State) time.Duration {
	if s.Link.Up || s.Taken.Before(s.Link.Since) {
		return s.Link.Unknown
	}
	return s.Link.Unknown + s.Taken.Sub(s.Link.Since)
}
