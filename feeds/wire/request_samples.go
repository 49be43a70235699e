package wire

import (
	"cmp"
	"errors"
	"fmt"

	"tickdeck/model"
)

// sentPeriod is a period as others write it, and as it is written.
type sentPeriod struct {
	Start string `json:"start_date"`
	End   string `json:"end_date"`
}

func periodSent(p model.Period) *sentPeriod {
	if p.IsZero() {
		return nil
	}
	return &sentPeriod{p.Start.Format(model.DateLayout), p.End.Format(model.DateLayout)}
}

// samples reads the two periods of a walk-forward test. A request that has both need
// not say from when to when it is: from the first day of the one to the last of the
// other.
func (m *sentRequest) samples() (s model.Samples, err error) {
	var in, out error
	s.In, in = m.InSample.period("in_sample")
	s.Out, out = m.OutSample.period("out_of_sample")
	if m.InSample != nil && m.OutSample != nil {
		m.Start, m.End = cmp.Or(m.Start, m.InSample.Start), cmp.Or(m.End, m.OutSample.End)
	}
	return s, errors.Join(in, out)
}

func (p *sentPeriod) period(name string) (out model.Period, err error) {
	if p == nil {
		return out, nil
	}
	var start, end error
	out.Start, start = requestDay("start_date", p.Start)
	out.End, end = requestDay("end_date", p.End)
	if err := errors.Join(start, end); err != nil {
		return out, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}
