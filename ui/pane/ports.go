package pane

import (
	"context"

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
