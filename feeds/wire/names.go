package wire

import (
	"time"

	"tickdeck/model"
)

// DefaultNames are those of the wire contract.
func DefaultNames() model.Names {
	return model.Names{
		Patterns:  "tickstock.events.patterns",
		Progress:  "tickstock.events.backtesting.progress",
		Results:   "tickstock.events.backtesting.results",
		Health:    "tickstock.events.system.health",
		Backtest:  "tickstock.jobs.backtest",
		System:    "tickstock.jobs.system",
		Alerts:    "tickstock.jobs.alerts",
		Cancel:    "tickstock.jobs.cancel",
		JobPrefix: "job:",
	}
}

// Stream is the stream beside a channel, of the same messages, each
// in the field StreamField of its entry.
func Stream(channel string) string { return channel + ":stream" }

// StreamField is the one field of a stream's entry.
const StreamField = "data"

// The names that nobody configures.
const (
	RecordPrefix = "tickstock:jobs:"              // a job as a JSON string, as some publishers keep it
	HeartbeatKey = "tickstock:producer:heartbeat" // when a producer last lived, in Unix seconds
	ActiveJobs   = "tickstock:active_jobs"        // sorted set of the ids whose records are of jobs that are not over
	WorkerGroup  = "workers"                      // consumer group of the workers
	WorkerPool   = "given-back"                   // consumer that nobody is: what workers gave back waits under its name
)

// Lives and lengths of what is kept in Redis.
const (
	JobLife       = 24 * time.Hour     // of a job's hash
	StreamLife    = 7 * 24 * time.Hour // of a stream's entries
	HeartbeatLife = 24 * time.Hour
	StreamLen     = 100_000 // entries of a stream
	ResultsLen    = 10_000  // entries of the results' stream, which are large
)

// The fields of a job's hash.
const (
	FieldStatus   = "status"
	FieldUser     = "user_id"
	FieldCreated  = "created_at"
	FieldRequest  = "job_data"
	FieldProgress = "progress"
	FieldStarted  = "started_at"
	FieldFinished = "finished_at"
	FieldResult   = "result"
	FieldError    = "error"
)

// The statuses of a job.
const (
	StatusSubmitted  = "submitted"
	StatusRunning    = "running"
	StatusCompleted  = "completed"
	StatusFailed     = "failed"
	StatusCancelling = "cancelling"
	StatusCancelled  = "cancelled"
)
