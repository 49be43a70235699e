package backtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

const (
	jobType     = "backtest"
	maxBytes    = 1 << 20 // of a request; the wire contract refuses more at the door
	maxPatterns = 200
	maxUnknown  = 50 // unknown parameters that are reported
)

// Request is a backtest to run. Symbols and patterns are sorted and each is
// there once, so that their order in a message changes nothing.
type Request struct {
	JobID      string
	UserID     string
	Symbols    []string
	Patterns   []string
	Start, End time.Time // first and last day
	Parameters Parameters
	Unknown    []string // parameters that were sent but mean nothing here, sorted
}

// message is a request of the wire contract.
type message struct {
	JobType    word                       `json:"job_type"`
	JobID      word                       `json:"job_id"`
	UserID     word                       `json:"user_id"`
	Symbols    []string                   `json:"symbols"`
	Start      string                     `json:"start_date"`
	End        string                     `json:"end_date"`
	Patterns   []string                   `json:"patterns"`
	Parameters map[string]json.RawMessage `json:"parameters"`
	Strict     json.RawMessage            `json:"strict"` // a parameter that may stand here as well
}

// Parse reads a request as the wire contract has it. The error is one line for
// the person who sent it; JobID and UserID are set as far as they could be read,
// so that it can be answered. They are not checked: a job id is nothing that a
// simulation needs.
func Parse(text []byte) (Request, error) {
	if len(text) > maxBytes {
		return Request{}, fmt.Errorf("a request of %d bytes is above the limit of %d", len(text), maxBytes)
	}
	var m message
	if err := json.Unmarshal(text, &m); err != nil {
		return Request{JobID: string(m.JobID), UserID: string(m.UserID)}, readable(err)
	}
	return m.request()
}

func (m message) request() (Request, error) {
	r := Request{JobID: string(m.JobID), UserID: string(m.UserID)}
	if m.JobType != "" && m.JobType != jobType {
		return r, fmt.Errorf("a job of type %.40q cannot be run: only %q", string(m.JobType), jobType)
	}
	var errs [4]error
	r.Start, errs[0] = day("start_date", m.Start)
	r.End, errs[1] = day("end_date", m.End)
	r.Symbols = model.SplitSymbols(strings.Join(m.Symbols, ","))
	r.Patterns = trimmed(m.Patterns)
	if m.Strict != nil {
		m.Parameters = merged(m.Parameters, params.Strict, m.Strict)
	}
	r.Parameters, r.Unknown, errs[2] = decodeParameters(m.Parameters)
	if len(r.Unknown) > 0 && r.Parameters.Strict {
		errs[3] = fmt.Errorf("%s: nothing is known by that name, and the request is strict", strings.Join(r.Unknown, ", "))
	}
	if err := errors.Join(errs[:]...); err != nil {
		return r, oneLine(err)
	}
	r = r.normal()
	return r, r.Validate()
}

func merged(in map[string]json.RawMessage, name string, value json.RawMessage) map[string]json.RawMessage {
	out := maps.Clone(in)
	if out == nil {
		out = map[string]json.RawMessage{}
	}
	out[name] = value
	return out
}

// Validate returns all that is wrong with a request, in one line.
func (r Request) Validate() error {
	return oneLine(errors.Join(model.CheckSymbols(r.Symbols), model.CheckDates(r.Start, r.End),
		model.CheckPatterns(r.Patterns), tooMany(r.Patterns), r.Parameters.Validate()))
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

func trimmed(texts []string) (out []string) {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// day reads the date of an ISO 8601 time; what stands behind it does not matter
// to daily bars.
func day(name, text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if n := len(model.DateLayout); len(text) > n && strings.ContainsRune("T ", rune(text[n])) {
		text = text[:n]
	}
	t, err := model.ParseDate(text)
	if err != nil {
		return t, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// word is a text, also where a publisher wrote a number.
type word string

// UnmarshalJSON takes a string or a number; anything else is an empty word.
func (w *word) UnmarshalJSON(raw []byte) error {
	var s string
	var n json.Number
	switch {
	case json.Unmarshal(raw, &s) == nil:
		*w = word(s)
	case json.Unmarshal(raw, &n) == nil:
		*w = word(n)
	}
	return nil
}

// readable says what is wrong with a message in words of the contract.
func readable(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field == "" {
			return fmt.Errorf("the request is a JSON %s, not an object", wrong.Value)
		}
		return fmt.Errorf("the request's %s cannot be a JSON %s", wrong.Field, wrong.Value)
	}
	return fmt.Errorf("the request is not JSON: %w", err)
}

// oneLine joins what is wrong into one sentence, as an error field holds it.
func oneLine(err error) error {
	if err == nil || !strings.Contains(err.Error(), "\n") {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))
}
