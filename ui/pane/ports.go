package pane

import (
	"context"
	"time"

	"tickdeck/model"
	"tickdeck/model/export"
)

// Jobs is what the screen can ask of the backtest workers.
type Jobs interface {
	// Draft makes the JSON of a request, under a new job id, without sending it.
	Draft(model.Request) (model.Draft, error)
	// NewSweep is the id of a sweep that nobody has used yet.
	NewSweep() string
	// Submit sends a draft. Sending the same one again makes no second job.
	Submit(context.Context, model.Draft) (model.Receipt, error)
	// SubmitAll sends the jobs of a sweep, and tells of the last one how many workers
	// heard it. Sending the same ones again makes no further jobs, also when there was
	// an error.
	SubmitAll(context.Context, []model.Draft) (model.Receipt, error)
	// Record reads all that is kept of a job, wherever that is. It may take a while,
	// and ends with the context. The record holds what could be read also when there is
	// an error.
	Record(ctx context.Context, id string) (model.Record, error)
	// Cancel asks for a job to be stopped and tells how many workers heard it.
	Cancel(ctx context.Context, id string) (listeners int64, err error)
	// CancelAll asks for several, and tells what came of each.
	CancelAll(ctx context.Context, ids []string) model.Cancels
}

// Backtest is what a new backtest is to be of.
type Backtest struct{ Symbols, Patterns []string }

// Bars hands over the bars that are kept of symbols. It waits for nothing.
type Bars interface {
	// Bars are the newest that had ended by then, the oldest first and at most so many,
	// of how many that are kept. Rev changes when there are others.
	Bars(symbol, timeframe string, until time.Time, most int) (bars []model.Bar, kept int)
	Rev() uint64
}

// Notes is what a person notes of alerts, by their keys (model.Alert.Key), and where
// they stopped looking. It outlives the program where alerts are kept on disk. None of
// it waits for anything. What another screen on the same files notes is seen at the
// next start.
type Notes interface {
	Acknowledge(keys []uint64, on bool)
	Mark(keys []uint64, on bool)
	// Acknowledged and Marked are for the start: they list all keys.
	Acknowledged() []uint64
	Marked() []uint64
	// LastSeen is when the person looked last, in this run or an earlier one; zero
	// if that is not known.
	LastSeen() time.Time
	// SetLastSeen notes such a time; an earlier one than is known changes
	// nothing, unless that one is yet to come: then a clock was wrong.
	SetLastSeen(time.Time)
	// Queries are those that were asked last, the newest last, also in earlier runs.
	Queries() []string
	// KeepQuery notes that one is asked.
	KeepQuery(text string)
}

// Exports writes alerts and results to files.
type Exports interface {
	// Propose is the whole path for a file of that name, in the folder where the person
	// is. It does not look whether one is there.
	Propose(name string) string
	// Write writes a file, whole or not at all, and never over one that is there. It
	// returns the whole path. seen is called now and then with how many items of the
	// feed were looked at. The error says in words what is wrong and what to do.
	Write(ctx context.Context, path string, f export.Format, p *export.Picture, seen func(done int)) (at string, w export.Written, err error)
	// WriteReport writes a result in the same way.
	WriteReport(ctx context.Context, path string, f export.ReportFormat, r *export.Report) (at string, err error)
	// WriteTable writes a table as CSV in the same way.
	WriteTable(ctx context.Context, path string, t *export.Table) (at string, err error)
}

// Drafts keep what a person is about to ask for, from before it is sent: what was typed
// outlives the program and the connection. None of it waits for anything.
type Drafts interface {
	// Keep takes the place of what was kept before; "" lets go of it.
	Keep(text string)
	// Kept is the newest that is known, of this run or an earlier one; "" for nothing.
	Kept() string
}

// Texts are files that the person names.
type Texts interface {
	// ReadText reads a file of at most so many bytes. The error says in words what is
	// wrong and what to do.
	ReadText(ctx context.Context, path string, most int) (string, error)
}
