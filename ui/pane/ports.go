package pane

import (
	"context"
	"time"

	"tickdeck/model"
)

// Jobs is what the screen can ask of the backtest workers.
type Jobs interface {
	// Draft makes the JSON of a request, under a new job id, without sending it.
	Draft(model.Request) (model.Draft, error)
	// Submit sends a draft. Sending the same one again makes no second job.
	Submit(context.Context, model.Draft) (model.Receipt, error)
	// Cancel asks for a job to be stopped and tells how many workers heard it.
	Cancel(ctx context.Context, id string) (listeners int64, err error)
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
	// SetLastSeen notes such a time; an earlier one than is known changes nothing.
	SetLastSeen(time.Time)
}
