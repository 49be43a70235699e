package backtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
)

const maxPatterns = 200

// Request is a backtest to run. Symbols and patterns are sorted and each is
// there once, so that their order in a message changes nothing.
type Request struct {
	Symbols    []string
	Patterns   []string
	Start, End time.Time // first and last day
	Samples    model.Samples
	Timeframe  string // of the bars, such as 1min; "" for days
	Parameters Parameters
	Unknown    []string // parameters that were sent but mean nothing here, sorted
}

// NewRequest is a request with the defaults of what it does not say. unknown are
// the parameters that were sent beside it and mean nothing.
func NewRequest(r model.Request, unknown []string) Request {
	return Request{
		Symbols: r.Symbols, Patterns: r.Patterns, Start: r.Start, End: r.End, Samples: r.Samples, Timeframe: r.Timeframe,
		Parameters: withDefaults(r.Parameters), Unknown: unknown,
	}.normal()
}

// Validate returns all that is wrong with a request, in one line.
func (r Request) Validate() error {
	most := model.LocalLimits() // others hold to lower ones: see model.SharedLimits
	return oneLine(errors.Join(most.CheckSymbols(r.Symbols), most.CheckDates(r.Start, r.End),
		model.CheckPatterns(r.Patterns), tooMany(r.Patterns),
		r.Samples.Check(model.Period{Start: r.Start, End: r.End}), r.Parameters.Validate()))
}

func tooMany(patterns []string) error {
	if n := len(patterns); n > maxPatterns {
		return fmt.Errorf("%d patterns are too many: at most %d", n, maxPatterns)
	}
	return nil
}

// normal sorts what has no order of its own.
func (r Request) normal() Request {
	r.Symbols = slices.Compact(slices.Sorted(slices.Values(r.Symbols)))
	r.Patterns = slices.Compact(slices.Sorted(slices.Values(r.Patterns)))
	return r
}

// oneLine joins what is wrong into one sentence, as an error field holds it.
func oneLine(err error) error {
	if err == nil || !strings.Contains(err.Error(), "\n") {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))
}
