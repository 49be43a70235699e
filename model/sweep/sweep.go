// Package sweep is one backtest with several values of some parameters: which
// requests that makes, and what their results say together. It reads no clock.
package sweep

import (
	"iter"
	"math"

	"tickdeck/model"
	"tickdeck/model/params"
)

// MaxJobs is the most that a sweep may have: more are a slip, or want a search that
// learns from what it has seen.
const MaxJobs = 5_000

// Axis is a parameter with the values that it takes in turn.
type Axis struct {
	Parameter params.Parameter
	Values    []params.Value
}

// Sweep is a request of which some parameters take several values.
type Sweep struct {
	Base model.Request
	Axes []Axis // the last one changes fastest
}

// Count is how many jobs it has, or math.MaxInt where nobody can count them.
func (s Sweep) Count() int {
	n := 1
	for _, a := range s.Axes {
		if len(a.Values) > 0 && n > math.MaxInt/len(a.Values) {
			return math.MaxInt
		}
		n *= len(a.Values)
	}
	return n
}

// Requests are its jobs, as parts of a sweep with that id.
func (s Sweep) Requests(id string) iter.Seq[model.Request] {
	return func(yield func(model.Request) bool) {
		n := s.Count()
		for i := range n {
			if !yield(s.request(id, i, n)) {
				return
			}
		}
	}
}

func (s Sweep) request(id string, i, n int) model.Request {
	r := s.Base
	r.Sweep = model.SweepPart{ID: id, Jobs: n, Varied: make([]model.Varied, len(s.Axes))}
	for at := len(s.Axes) - 1; at >= 0; at-- {
		a := s.Axes[at]
		value := a.Values[i%len(a.Values)]
		i /= len(a.Values)
		r.Parameters = r.Parameters.With(a.Parameter.Name, value)
		r.Sweep.Varied[at] = model.Varied{Name: a.Parameter.Name, Value: value}
	}
	return r
}
