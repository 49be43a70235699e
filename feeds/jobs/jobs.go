// Package jobs submits and cancels backtests, and keeps the hub's jobs in step
// with the records that Redis holds. No step of it needs two keys at once, so
// that it works on a cluster: what crosses keys is done in an order that is safe
// to break off anywhere.
package jobs

import (
	"crypto/rand"
	"fmt"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Jobs submits, cancels and loads backtests for one user.
type Jobs struct {
	client *broker.Client
	hub    *hub.Hub
	names  model.Names
	user   string
	now    func() time.Time

	scanEvery time.Duration
	results   results // Watch's own
	records   records // Watch's own
}

// New works on a server's jobs, and tells the hub of them.
func New(client *broker.Client, h *hub.Hub, names model.Names, user string) *Jobs {
	return &Jobs{client: client, hub: h, names: names, user: user, now: time.Now, scanEvery: scanEvery}
}

// Draft makes the JSON of a request, with a new job id.
func (j *Jobs) Draft(r model.Request) (model.Draft, error) {
	if err := r.Validate(); err != nil {
		return model.Draft{}, err
	}
	id := "bt_" + newUUID()
	json, err := wire.EncodeRequest(id, j.user, r, j.now())
	if err != nil {
		return model.Draft{}, fmt.Errorf("write the request: %w", err)
	}
	return model.Draft{JobID: id, JSON: string(json)}, nil
}

// NewSweep is an id for a sweep.
func (j *Jobs) NewSweep() string { return "sweep_" + newUUID()[:8] }

// newUUID is a random (version 4) UUID as RFC 9562 writes it.
func newUUID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails: see crypto/rand
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

func (j *Jobs) failed(what string, err error) error {
	return fmt.Errorf("could not %s: %s", what, j.client.Problem(err))
}
