package worker

import (
	"encoding/json"
	"math"
	"strconv"
	"time"
)

// The statuses of a job on the wire.
const (
	statusRunning    = "running"
	statusCompleted  = "completed"
	statusFailed     = "failed"
	statusCancelling = "cancelling"
	statusCancelled  = "cancelled"
)

// maxNews is the most bytes of a message; a larger result is only referred to.
const maxNews = 1 << 20

// moment is written as Unix seconds with microseconds.
type moment time.Time

// MarshalJSON writes a number that keeps its microseconds.
func (m moment) MarshalJSON() ([]byte, error) { return []byte(seconds(time.Time(m))), nil }

// seconds is the same number, for a hash.
func seconds(t time.Time) string {
	return strconv.FormatFloat(float64(t.UnixMicro())/1e6, 'f', 6, 64)
}

// life is what EXPIRE takes.
func life(d time.Duration) int64 { return int64(d / time.Second) }

// progress is a progress event of the wire contract.
type progress struct {
	JobID     string  `json:"job_id"`
	Progress  float64 `json:"progress"` // fraction
	Status    string  `json:"status"`
	Timestamp moment  `json:"timestamp"`
	Symbol    string  `json:"current_symbol,omitempty"`
	Done      *int    `json:"processed_symbols,omitempty"`
	Total     int     `json:"total_symbols,omitempty"`
	Error     string  `json:"error_message,omitempty"`
}

// result is a result event of the wire contract.
type result struct {
	EventType string          `json:"event_type"`
	Source    string          `json:"source"`
	Timestamp moment          `json:"timestamp"`
	JobID     string          `json:"job_id"`
	Status    string          `json:"status"`
	Results   json.RawMessage `json:"results"`
	Key       string          `json:"results_key,omitempty"` // of the hash with all of it
	Error     string          `json:"error_message,omitempty"`
	Seconds   float64         `json:"processing_time_seconds"`
}

// text encodes what always can be: see the types above. A result is known to be
// JSON before it comes here.
func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "{}"
	}
	return string(b)
}

// ending is how a job ends.
type ending struct {
	o       Options
	id      string
	status  string
	results []byte        // of a completed job
	why     string        // a job failed
	share   float64       // progress, fraction
	last    Progress      // reported; zero if it never ran
	took    time.Duration // zero if it never ran
}

func (w *Worker) ending(id, status string) ending {
	return ending{o: w.o, id: id, status: status}
}

// args are those of the script conclude.
func (e ending) args() []any {
	now := e.o.Now()
	p := e.last.event(e.id, e.status, now)
	p.Progress, p.Error = rounded(e.share), e.why
	args := []any{
		life(jobLife), e.o.Names.Progress, text(p), e.o.Names.Results, e.event(now),
		resultMost, now.Add(-streamLife).UnixMilli(),
		"status", e.status, "progress", share(e.share), "finished_at", seconds(now),
	}
	if e.why != "" {
		args = append(args, "error", e.why)
	}
	if e.results != nil {
		args = append(args, "result", e.results)
	}
	return args
}

func (e ending) event(now time.Time) string {
	r := result{
		EventType: "backtest_result", Source: e.o.Source, Timestamp: moment(now), JobID: e.id, Status: e.status,
		Results: e.results, Error: e.why, Seconds: e.took.Seconds(),
	}
	if len(e.results) > maxNews-4096 { // leaves room for the other fields
		r.Results, r.Key = figures(e.results), e.o.Names.job(e.id)
	}
	return text(r)
}

// figures keeps what is small of a result: the figures, without curve and trades.
func figures(results []byte) json.RawMessage {
	var all map[string]json.RawMessage
	if json.Unmarshal(results, &all) != nil {
		return nil
	}
	for name, value := range all {
		if len(value) > 256 {
			delete(all, name)
		}
	}
	return json.RawMessage(text(all))
}

func (p Progress) event(id, status string, now time.Time) progress {
	e := progress{JobID: id, Progress: rounded(p.Fraction), Status: status, Timestamp: moment(now), Symbol: p.Symbol}
	if p.Total > 0 {
		e.Done, e.Total = &p.Done, p.Total
	}
	return e
}

func rounded(fraction float64) float64 { return math.Round(fraction*1e4) / 1e4 }

func share(fraction float64) string { return strconv.FormatFloat(rounded(fraction), 'f', -1, 64) }
