package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"
)

// Record is a job as TickStock's web application keeps it, at RecordPrefix and its
// id: one JSON object, with the request in its "config" or beside the status. What
// is not known of it is kept.
type Record struct{ fields map[string]json.RawMessage }

// ReadRecord wants a JSON object.
func ReadRecord(text string) (Record, error) {
	var r Record
	err := json.Unmarshal([]byte(text), &r.fields)
	if err == nil && r.fields == nil {
		err = errors.New("it is null")
	}
	if err != nil {
		return r, fmt.Errorf("a job's record cannot be read: %w", err)
	}
	return r, nil
}

// Waits reports whether, as far as the record says, nobody has begun the job.
func (r Record) Waits() bool {
	switch r.plain(FieldStatus) {
	case "", "queued", "pending", StatusSubmitted:
		return true
	}
	return false
}

// Created is when the job was submitted, or zero.
func (r Record) Created() time.Time { return TimeIn(r.plain(FieldCreated)) }

func (r Record) plain(name string) string {
	text, _ := plainText(r.fields[name])
	return text
}

// requestFields are those that a request has beside its parameters.
var requestFields = [...]string{"symbols", "start_date", "end_date", "patterns", "timeframe", "strict"}

// Request is the request as the application publishes it, or "" if the record holds
// none.
func (r Record) Request(id string) string {
	config := map[string]json.RawMessage{}
	if json.Unmarshal(r.fields["config"], &config) != nil { // the request is beside the status
		for _, name := range append(requestFields[:], "parameters") {
			if value, ok := r.fields[name]; ok {
				config[name] = value
			}
		}
	}
	if config["symbols"] == nil || CheckID(id) != nil {
		return ""
	}
	request := map[string]any{"type": "backtest_job", "job_id": id}
	if user, ok := r.fields[FieldUser]; ok {
		request[FieldUser] = user
	}
	for _, name := range requestFields {
		if value, ok := config[name]; ok {
			request[name] = value
			delete(config, name)
		}
	}
	request["parameters"] = parametersIn(config)
	return encoded(request)
}

// parametersIn are those that have an object of their own, or else all that is left.
func parametersIn(config map[string]json.RawMessage) any {
	if own, ok := config["parameters"]; ok {
		return own
	}
	return config
}

// End writes into a copy of the record how the job ended, and reports whether that
// is news. Of a result it has the headline, and where all of it is.
func (r Record) End(e ResultEvent, progress float64, key string) (text string, news bool) {
	if r.plain(FieldStatus) == e.Status {
		return "", false
	}
	end := map[string]any{FieldStatus: e.Status, "completed_at": e.Timestamp, FieldProgress: rounded(progress), "results": nil, "error_message": nil}
	if e.Results != nil {
		end["results"], end["ref"] = Headline(e.Results), key
	}
	if e.Error != "" {
		end["error_message"] = e.Error
	}
	fields := maps.Clone(r.fields)
	for name, value := range end {
		fields[name] = json.RawMessage(encoded(value))
	}
	return encoded(fields), true
}
