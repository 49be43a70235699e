package model

import (
	"errors"
	"time"
)

// Period is from one day to another, both included. The zero value is none.
type Period struct{ Start, End time.Time }

// IsZero reports whether it is none.
func (p Period) IsZero() bool { return p.Start.IsZero() && p.End.IsZero() }

// Samples are the two periods of a walk-forward test: parameters are chosen on the
// first, and what they are worth is seen on the second. The zero value is no such
// test.
type Samples struct{ In, Out Period }

// IsZero reports whether there is neither.
func (s Samples) IsZero() bool { return s.In.IsZero() && s.Out.IsZero() }

// Check wants both or neither, one behind the other and within a period.
func (s Samples) Check(within Period) error {
	switch {
	case s.IsZero():
		return nil
	case s.In.IsZero() || s.Out.IsZero():
		return errors.New("in_sample and out_of_sample belong together: give both or neither")
	case !s.In.Start.Before(s.In.End):
		return errors.New("in_sample: the start must lie before the end")
	case !s.Out.Start.Before(s.Out.End):
		return errors.New("out_of_sample: the start must lie before the end")
	case !s.In.End.Before(s.Out.Start):
		return errors.New("out_of_sample must start after in_sample has ended: what was seen there proves nothing")
	case s.In.Start.Before(within.Start) || s.Out.End.After(within.End):
		return errors.New("in_sample and out_of_sample must lie between start_date and end_date")
	}
	return nil
}
