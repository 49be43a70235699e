package broker

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// The peer is asked for a sign of life after one silent period, and counts as
// dead before the third is over.
const (
	silentPeriod = time.Second
	looks        = 4           // in each period
	deadAfter    = 3*looks - 1 // looks at which nothing had come
)

var errSilent = errors.New("no sign of life")

// watchdog notices a peer that has gone silent: it pings after one silent period
// and closes the connection before three are over.
type watchdog struct {
	period time.Duration
	read   atomic.Uint64 // grows with everything read
}

func (w *watchdog) run(ctx context.Context, ps *redis.PubSub, dead context.CancelCauseFunc) {
	tick := time.NewTicker(w.period / looks)
	defer tick.Stop()
	silent, last := 0, uint64(0) // silent counts looks
	for {
		select {
		case <-ctx.Done():
			ps.Close() // ends a blocked read
			return
		case <-tick.C:
		}
		if now := w.read.Load(); now != last {
			last, silent = now, 0
			continue
		}
		silent++
		switch {
		case silent >= deadAfter:
			dead(errSilent)
			continue
		case silent%looks != 0:
			continue
		}
		// The answer tells when it was asked for: what came before it was on its
		// way by then.
		if err := ps.Ping(ctx, strconv.FormatInt(time.Now().UnixNano(), 10)); err != nil {
			dead(fmt.Errorf("ping: %w", err))
		}
	}
}

// pinged is when the ping was sent that a pong answers.
func pinged(payload string) (time.Time, bool) {
	ns, err := strconv.ParseInt(payload, 10, 64)
	return time.Unix(0, ns), err == nil
}
