package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

const (
	jobType    = "backtest"
	maxUnknown = 50 // unknown parameters that are reported
)

// SentRequest is a backtest request as it came.
type SentRequest struct {
	model.Request
	JobID   string
	UserID  string
	Source  string   // of the prices, if one is asked for
	Unknown []string // parameters that were sent but mean nothing here, sorted
}

// sentRequest is a request as others write it.
type sentRequest struct {
	JobType    word                       `json:"job_type"`
	JobID      word                       `json:"job_id"`
	UserID     word                       `json:"user_id"`
	Symbols    []string                   `json:"symbols"`
	Start      string                     `json:"start_date"`
	End        string                     `json:"end_date"`
	InSample   *sentPeriod                `json:"in_sample"`
	OutSample  *sentPeriod                `json:"out_of_sample"`
	Patterns   []string                   `json:"patterns"`
	Timeframe  word                       `json:"timeframe"`
	Parameters map[string]json.RawMessage `json:"parameters"`
	Strict     json.RawMessage            `json:"strict"` // a parameter that may stand here as well
}

// DecodeRequest reads a request to workers. The error is one line for the person who sent it;
// JobID and UserID are set as far as they could be read, so that it can be
// answered. They are not checked: a job id is nothing that a simulation needs.
func DecodeRequest(text []byte) (SentRequest, error) {
	return DecodeRequestWithin(text, model.SharedLimits())
}

// DecodeRequestWithin is DecodeRequest with other limits.
func DecodeRequestWithin(text []byte, most model.Limits) (SentRequest, error) {
	if len(text) > MaxMessage {
		return SentRequest{}, fmt.Errorf("a request of %d bytes is above the limit of %d", len(text), MaxMessage)
	}
	var m sentRequest
	if err := json.Unmarshal(text, &m); err != nil {
		return SentRequest{JobID: string(m.JobID), UserID: string(m.UserID)}, readable(err)
	}
	return m.request(most)
}

func (m sentRequest) request(most model.Limits) (SentRequest, error) {
	r := SentRequest{JobID: string(m.JobID), UserID: string(m.UserID)}
	if m.JobType != "" && m.JobType != jobType {
		return r, fmt.Errorf("a job of type %.40q cannot be run: only %q", string(m.JobType), jobType)
	}
	var errs [6]error
	r.Timeframe, errs[5] = model.ParseTimeframe(string(m.Timeframe))
	r.Samples, errs[4] = m.samples()
	r.Start, errs[0] = requestDay("start_date", m.Start)
	r.End, errs[1] = requestDay("end_date", m.End)
	r.Symbols = model.SplitSymbols(strings.Join(m.Symbols, ","))
	r.Patterns = trimmed(m.Patterns)
	m.Parameters, r.Source = withoutSource(m.Parameters)
	if m.Strict != nil {
		m.Parameters = merged(m.Parameters, params.Strict, m.Strict)
	}
	r.Parameters, r.Unknown, errs[2] = decodeParameters(m.Parameters)
	if len(r.Unknown) > 0 && r.Parameters.Of(params.Strict).On() {
		errs[3] = fmt.Errorf("%s: nothing is known by that name, and the request is strict", strings.Join(r.Unknown, ", "))
	}
	if err := errors.Join(errs[:]...); err != nil {
		return r, oneSentence(err)
	}
	return r, oneSentence(r.ValidateWithin(most))
}

// withoutSource takes out which source of prices is asked for: it says who is to run
// the job, not how.
func withoutSource(in map[string]json.RawMessage) (map[string]json.RawMessage, string) {
	var source word
	if raw, asked := in["source"]; !asked || json.Unmarshal(raw, &source) != nil {
		return in, ""
	}
	out := maps.Clone(in)
	delete(out, "source")
	return out, string(source)
}

func merged(in map[string]json.RawMessage, name string, value json.RawMessage) map[string]json.RawMessage {
	out := maps.Clone(in)
	if out == nil {
		out = map[string]json.RawMessage{}
	}
	out[name] = value
	return out
}

func trimmed(texts []string) (out []string) {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// requestDay reads the date of an ISO 8601 time; what stands behind it does not matter
// to daily bars.
func requestDay(name, text string) (time.Time, error) {
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

// oneSentence joins what is wrong into one sentence, as an error field holds it.
func oneSentence(err error) error {
	if err == nil || !strings.Contains(err.Error(), "\n") {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))
}
