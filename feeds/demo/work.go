package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/redis/go-redis/v9"
)

// The statuses of a job on the wire.
const (
	statusQueued    = "queued"
	statusRunning   = "running"
	statusCompleted = "completed"
	statusFailed    = "failed"
	statusCancelled = "cancelled"
)

const (
	// progressBeat keeps news of a job between one and ten a second.
	progressBeat = 160 * time.Millisecond
	// lastWord bounds what is still written for a job that was cancelled.
	lastWord = 2 * time.Second
)

// progress is a progress event of the wire contract.
type progress struct {
	JobID     string  `json:"job_id"`
	Progress  float64 `json:"progress"` // fraction
	Status    string  `json:"status"`
	Timestamp moment  `json:"timestamp"`
	Current   string  `json:"current_symbol,omitempty"`
	Processed int     `json:"processed_symbols"`
	Total     int     `json:"total_symbols"`
	Error     string  `json:"error_message,omitempty"`
}

// outcome is a result event of the wire contract.
type outcome struct {
	EventType string   `json:"event_type"`
	Source    string   `json:"source"`
	Timestamp moment   `json:"timestamp"`
	JobID     string   `json:"job_id"`
	Status    string   `json:"status"`
	Results   *results `json:"results"`
	Error     string   `json:"error_message,omitempty"`
	Seconds   float64  `json:"processing_time_seconds"`
}

// work is one job on its way through a worker. It belongs to one goroutine.
type work struct {
	job
	rdb     *redis.Client
	started time.Time // zero until it runs
	share   float64   // progress so far, fraction
}

func newWork(rdb *redis.Client, j job) *work { return &work{job: j, rdb: rdb} }

// announce says that the job waits.
func (w *work) announce(ctx context.Context) error { return w.report(ctx, statusQueued) }

// refuse ends a request that cannot be run.
func (w *work) refuse(ctx context.Context, why error) error {
	return w.end(ctx, statusFailed, nil, why)
}

// run takes the job's time and reports on the way. It returns nil when the job
// was cancelled or ctx ended; an error is always one of Redis.
func (w *work) run(ctx context.Context) error {
	w.started = time.Now()
	for {
		if err := w.report(ctx, statusRunning); err != nil {
			return w.interrupted(ctx, err)
		}
		if !pause(ctx, time.Now().Add(progressBeat)) {
			return w.interrupted(ctx, nil)
		}
		x := float64(time.Since(w.started)) / float64(w.takes)
		if x >= 1 {
			break
		}
		w.share = uneven(x)
	}
	w.share = 1
	return w.interrupted(ctx, w.end(ctx, statusCompleted, simulate(w.plan, w.rng), nil))
}

// uneven makes progress run now faster, now slower, and never back.
func uneven(x float64) float64 { return x + 0.03*math.Sin(6*math.Pi*x) }

// interrupted tells why a job could not go on: a cancelled one gets its last
// word, one that ends with the program none.
func (w *work) interrupted(ctx context.Context, err error) error {
	switch {
	case ctx.Err() == nil:
		return err
	case !errors.Is(context.Cause(ctx), errCancelled) || w.share == 1 && err == nil:
		return nil
	}
	last, done := context.WithTimeout(context.WithoutCancel(ctx), lastWord)
	defer done()
	return w.end(last, statusCancelled, nil, nil)
}

func (w *work) report(ctx context.Context, status string) error {
	return send(ctx, w.rdb, func(s *sheet) {
		s.job(ctx, w.id, w.fields(status)...)
		s.publish(ctx, progressChannel, w.news(status, time.Now()))
	})
}

// fields of the hash change with every report, but the status only once: in
// between somebody may have set it to cancelling.
func (w *work) fields(status string) []any {
	fields := []any{"progress", w.share}
	if w.share > 0 {
		return fields
	}
	fields = append(fields, "status", status)
	if !w.started.IsZero() {
		fields = append(fields, "started_at", moment(w.started).String())
	}
	return fields
}

func (w *work) news(status string, now time.Time) progress {
	total := len(w.plan.Symbols)
	p := progress{
		JobID: w.id, Progress: math.Round(w.share*1e4) / 1e4, Status: status, Timestamp: moment(now),
		Processed: int(w.share * float64(total)), Total: total,
	}
	if status == statusRunning {
		p.Current = w.plan.Symbols[min(p.Processed, total-1)]
	}
	return p
}

// end writes how the job ended: to its hash first, so that whoever hears of it
// finds the result there. Exactly one of r and why is set, or none of them for
// a cancelled job.
func (w *work) end(ctx context.Context, status string, r *results, why error) error {
	now := time.Now()
	o := outcome{EventType: "backtest_result", Source: source, Timestamp: moment(now), JobID: w.id, Status: status, Results: r}
	if !w.started.IsZero() {
		o.Seconds = now.Sub(w.started).Seconds()
	}
	if why != nil {
		o.Error = why.Error()
	}
	fields, err := w.lastFields(o)
	if err != nil {
		return err
	}
	return send(ctx, w.rdb, func(s *sheet) {
		s.job(ctx, w.id, fields...)
		news := w.news(status, now)
		news.Error = o.Error
		s.publish(ctx, progressChannel, news)
		s.publishDurably(ctx, resultsChannel, o)
	})
}

// lastFields are what the hash of a finished job holds besides.
func (w *work) lastFields(o outcome) ([]any, error) {
	fields := []any{"status", o.Status, "progress", w.share, "finished_at", o.Timestamp.String()}
	if o.Error != "" {
		fields = append(fields, "error", o.Error)
	}
	if o.Results != nil {
		text, err := json.Marshal(o.Results)
		if err != nil {
			return nil, fmt.Errorf("encoding the result of job %s: %w", w.id, err)
		}
		fields = append(fields, "result", text)
	}
	return fields, nil
}
