package broker

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// BackOff makes the pauses between attempts longer and longer, twice as long each
// time up to a limit. They vary by a fifth, so that those who lost the same server
// do not come back all at once.
type BackOff struct {
	pauses *backoff.ExponentialBackOff
	tries  int // since it was reset
}

const jitter = 0.2

// NewBackOff makes the first pause last so long, and none longer than the last.
func NewBackOff(first, last time.Duration) *BackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval, b.Multiplier, b.RandomizationFactor = first, last, 2, jitter
	b.Reset()
	return &BackOff{pauses: b}
}

// Next is how long to pause now.
func (b *BackOff) Next() time.Duration {
	b.tries++
	return b.pauses.NextBackOff()
}

// Fresh reports whether nothing has failed since the last success.
func (b *BackOff) Fresh() bool { return b.tries == 0 }

// Wait pauses, and reports whether ctx lasted so long.
func (b *BackOff) Wait(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(b.Next()):
		return true
	}
}

// Reset begins anew after a success.
func (b *BackOff) Reset() {
	b.tries = 0
	b.pauses.Reset()
}
