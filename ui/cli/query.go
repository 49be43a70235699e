package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/query"
	"tickdeck/ui/draw"
)

// sieve lets pass what a query speaks of.
type sieve struct {
	query  *query.Query[query.Event]
	around query.Around
	alert  model.Alert
}

// newSieve reads the query of a flag. What is found happened when its bar began, and
// times of the day are those in UTC, as the output has them.
func newSieve(text string, now time.Time) (*sieve, error) {
	clock := query.Clock{Now: now}
	q, err := query.Parse(query.Detections(), text, clock)
	var wrong *query.Error
	switch {
	case errors.As(err, &wrong):
		return nil, &misquery{text, wrong}
	case err != nil:
		return nil, fmt.Errorf("--query: %w", err)
	}
	s := &sieve{query: q, around: query.Around{Clock: clock}}
	s.alert.Metadata = &model.Metadata{Names: []string{"talib", "value"}, Numbers: []float64{model.None(), 0}, Texts: []string{"", ""}}
	return s, nil
}

// passes reports whether the query speaks of a detection.
func (s *sieve) passes(x *model.Detection) bool {
	a := &s.alert
	a.Symbol, a.Pattern, a.Timeframe, a.Confidence, a.Price, a.Volume = x.Symbol, x.Pattern, x.Timeframe, x.Confidence, x.Price, x.Volume
	a.EventTime, a.BarTime, a.Direction = x.Time, x.Time, directionOf(x.Direction)
	a.Metadata.Texts[0], a.Metadata.Numbers[1] = x.TALib, float64(x.Value)
	return s.query.Match(query.Event{Alert: a, Around: &s.around})
}

func directionOf(word string) model.Direction {
	for _, d := range [...]model.Direction{model.DirBull, model.DirBear, model.DirNeutral} {
		if d.String() == word {
			return d
		}
	}
	return model.DirNone
}

// misquery is a query that cannot be read.
type misquery struct {
	text  string
	wrong *query.Error
}

func (m *misquery) Error() string { return "--query: " + m.wrong.Message }

// The part of a long query that is shown around what is wrong, in characters.
const (
	shownBefore = 48
	shownBehind = 24
)

// pointed is the query with a mark below what is wrong, a line each.
func (m *misquery) pointed() string {
	from := min(max(m.wrong.From, 0), len(m.text))
	to := min(max(m.wrong.To, from), len(m.text))
	before, at, behind := []rune(m.text[:from]), []rune(m.text[from:to]), []rune(m.text[to:])
	head, tail := "", ""
	if len(before) > shownBefore {
		head, before = "…", before[len(before)-shownBefore:]
	}
	if len(at) > shownBehind {
		tail, at, behind = "…", at[:shownBehind], nil
	}
	if len(behind) > shownBehind {
		tail, behind = "…", behind[:shownBehind]
	}
	left, wrong := head+model.CleanLine(string(before)), model.CleanLine(string(at))
	return "  " + left + wrong + model.CleanLine(string(behind)) + tail +
		"\n  " + strings.Repeat(" ", draw.Width(left)) + strings.Repeat("^", max(1, draw.Width(wrong))) + "\n"
}
