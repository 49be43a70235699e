package wire

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// ProgressEvent is what a worker says of a job under way, and of its end.
type ProgressEvent struct {
	JobID     string   `json:"job_id"`
	Progress  float64  `json:"progress"` // fraction
	Status    string   `json:"status"`
	Timestamp UnixTime `json:"timestamp"`
	Symbol    string   `json:"current_symbol,omitempty"`
	Done      *int     `json:"processed_symbols,omitempty"`
	Total     int      `json:"total_symbols,omitempty"`
	Error     string   `json:"error_message,omitempty"`
}

// Encode writes the event for the channel of progress.
func (e ProgressEvent) Encode() string {
	e.Progress = rounded(e.Progress)
	return encoded(e)
}

// ResultEvent is how a job ended.
type ResultEvent struct {
	EventType string          `json:"event_type"` // set by Encode
	Source    string          `json:"source"`     // who ran it
	Timestamp UnixTime        `json:"timestamp"`
	JobID     string          `json:"job_id"`
	Status    string          `json:"status"`
	Results   json.RawMessage `json:"results"`
	Ref       string          `json:"ref,omitempty"` // where all of it is; set by Encode and EncodeEntry
	Error     string          `json:"error_message,omitempty"`
	Seconds   float64         `json:"processing_time_seconds"`
}

// otherFields is room for all of a result event but the results, in bytes.
const otherFields = 4096

// Encode writes the event for the channel of results. Results that are too large
// for a message are left to the hash at key: the event has the headline alone.
func (e ResultEvent) Encode(key string) string {
	e.EventType = "backtest_result"
	if len(e.Results) > MaxMessage-otherFields {
		e.Results, e.Ref = Headline(e.Results), key
	}
	return e.encoded()
}

// encoded writes the event; the results, which are JSON already and may be large,
// are not gone through again.
func (e ResultEvent) encoded() string {
	results := "null"
	if e.Results != nil {
		results = string(e.Results)
	}
	e.Results = nil
	before, after, _ := strings.Cut(encoded(e), `"results":null`)
	return before + `"results":` + results + after
}

// EncodeEntry writes the event for the stream of results: a result is kept once, in
// the hash at key, and the entry has its headline.
func (e ResultEvent) EncodeEntry(key string) string {
	e.EventType = "backtest_result"
	if e.Results != nil {
		e.Results, e.Ref = Headline(e.Results), key
	}
	return e.encoded()
}

// Fraction writes a progress for a job's hash.
func Fraction(f float64) string { return strconv.FormatFloat(rounded(f), 'f', -1, 64) }

func rounded(fraction float64) float64 { return math.Round(fraction*1e4) / 1e4 }
