package wire

import "tickdeck/model"

// MaxMessage is the most bytes of a message; what is larger is refused at the
// door, and a larger result is only referred to.
const MaxMessage = 1 << 20

// LeaderPrefix is what the key begins with that says which of the engines that
// find the same publishes. Behind it is what they find it on.
const LeaderPrefix = "tickstock:engine:live:"

// EnginesKey is a sorted set of the engines that are on this Redis, by when they
// last gave a sign of life.
const EnginesKey = "tickstock:engines"

// EngineSymbols is the set of the symbols that the engines of a source have data of.
func EngineSymbols(source string) string { return "tickstock:engine:symbols:" + source }

// The fields of a job's hash that only workers write. docs/decisions/worker.md
// says how they are used.
const (
	FieldOutcome    = "outcome"      // completed, failed or cancelled: the job is over, whatever its status says
	FieldHeadline   = "headline"     // what is small of the result: see Headline
	FieldFinishedBy = "finished_by"  // lease of the worker that ended it
	FieldAnnounced  = "announced_at" // when its end had been published
	FieldSeconds    = "processing_time_seconds"
	FieldAttempts   = "attempts"            // begun runs that have not ended
	FieldDeliveries = "deliveries"          // how often a job was begun that was given up
	FieldLease      = "lease"               // of the worker that runs it
	FieldLeaseUntil = "lease_until"         // by the server's clock, Unix milliseconds
	FieldLeaseEntry = "lease_entry"         // id of the stream's entry it is run for
	FieldQueued     = "queued_at"           // when a worker put what it heard into the stream
	FieldTold       = "told_at"             // by the server's clock, Unix milliseconds: when its end was last published
	FieldUnwanted   = "cancel_requested_at" // cancelled before anything else was known of it
)

// OrDefaults fills in the names that are empty with those of the contract.
func OrDefaults(n model.Names) model.Names {
	usual := DefaultNames()
	for _, x := range [...]struct {
		name  *string
		usual string
	}{
		{&n.Patterns, usual.Patterns},
		{&n.Progress, usual.Progress},
		{&n.Results, usual.Results},
		{&n.Health, usual.Health},
		{&n.Backtest, usual.Backtest},
		{&n.System, usual.System},
		{&n.Alerts, usual.Alerts},
		{&n.Cancel, usual.Cancel},
		{&n.JobPrefix, usual.JobPrefix},
	} {
		if *x.name == "" {
			*x.name = x.usual
		}
	}
	return n
}
