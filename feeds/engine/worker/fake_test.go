package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// order is what the fake runner reads in a request.
type order struct {
	JobID string  `json:"job_id"`
	Takes float64 `json:"takes"` // seconds
	Quiet bool    `json:"quiet"` // reports nothing
	Wrong string  `json:"wrong"` // with the request
	Fails string  `json:"fails"`
	Panic string  `json:"panic"`
	Says  string  `json:"says"` // the result
	Large int     `json:"large"`
}

const runs = "test:runs" // hash: how often the runner began each job

// fake counts its runs in Redis and takes its time.
type fake struct {
	rdb    redis.UniversalClient
	mode   string
	linger chan struct{} // if there is one, a run that was stopped waits for its end

	mu      sync.Mutex
	stopped []string // ids of jobs whose context ended
	ended   []string // ids of jobs that ran to their end
}

func (f *fake) Run(ctx context.Context, request []byte, progress func(Progress)) ([]byte, error) {
	var o order
	if err := json.Unmarshal(request, &o); err != nil {
		return nil, &RequestError{"the request is no order: " + err.Error()}
	}
	for f.rdb.HIncrBy(context.Background(), runs, o.JobID, 1).Err() != nil && ctx.Err() == nil {
		<-time.After(time.Millisecond) // a server that is away just now
	}
	switch {
	case f.mode == "die":
		os.Exit(1)
	case f.mode == "hang":
		o.Takes = 3600
	case o.Panic != "":
		panic(o.Panic)
	case o.Wrong != "":
		return nil, &RequestError{o.Wrong}
	case o.Fails != "":
		return nil, errors.New(o.Fails)
	}
	err := o.work(ctx, progress)
	f.note(o.JobID, err)
	if err != nil {
		if f.linger != nil {
			<-f.linger
		}
		return nil, err
	}
	if o.Says != "" {
		return []byte(o.Says), nil
	}
	return fmt.Appendf(nil, `{"total_trades":7,"win_rate":0.5,"trades":"%s"}`, strings.Repeat("x", o.Large)), nil
}

func (o order) work(ctx context.Context, progress func(Progress)) error {
	const steps = 500
	takes := time.Duration(o.Takes * float64(time.Second))
	for i := range steps {
		if !o.Quiet {
			progress(Progress{Fraction: float64(i) / steps, Symbol: "S" + strconv.Itoa(i), Done: i, Total: steps})
		}
		if takes == 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(takes / steps):
		}
	}
	return nil
}

func (f *fake) note(id string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.stopped = append(f.stopped, id)
	} else {
		f.ended = append(f.ended, id)
	}
}

func (f *fake) hasEnded(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Contains(f.ended, id)
}

func (f *fake) wasStopped(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Contains(f.stopped, id)
}
