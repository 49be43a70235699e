package act

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"tickdeck/feeds/guard"
	"tickdeck/feeds/wire"
	"tickdeck/model/rules"
)

// The limits where nothing else is said.
const (
	DefaultParallel = 4
	DefaultWaiting  = 100
	DefaultTimeout  = 10 * time.Second
)

// Options say what is carried out, and within which limits.
type Options struct {
	Off      bool          // commands and webhooks: the deck is served to others
	Parallel int           // how many at the same time; 0 for DefaultParallel
	Waiting  int           // how many more may wait; 0 for DefaultWaiting
	Timeout  time.Duration // of a command, and of each attempt of a webhook; 0 for DefaultTimeout
	Pause    time.Duration // before the second attempt of a webhook, twice as long before each further one; 0 for a second
	Environ  []string      // of the commands, as of os.Environ
	Panicked func(error)   // hears of a panic
}

// ErrOff is what Call says where commands and webhooks are off.
var ErrOff = errors.New("commands and webhooks are off in this deck")

// Runner carries out what rules ask for.
type Runner struct {
	opt      Options
	client   *http.Client
	tasks    chan task
	outcomes chan rules.Outcome
	dropped  atomic.Int64
	working  sync.WaitGroup
}

// task is one thing to do.
type task struct {
	fire rules.Fire
	what string // run or post
	body []byte // the alert
}

// Start begins to carry out calls, until ctx ends: what is under way then is ended.
func Start(ctx context.Context, o Options) *Runner {
	orDefault(&o.Parallel, DefaultParallel)
	orDefault(&o.Waiting, DefaultWaiting)
	orDefault(&o.Timeout, DefaultTimeout)
	orDefault(&o.Pause, time.Second)
	r := &Runner{opt: o, client: newClient(o.Timeout), tasks: make(chan task, o.Waiting), outcomes: make(chan rules.Outcome, o.Waiting)}
	for range o.Parallel {
		r.working.Go(guard.Go(o.Panicked, func() { r.work(ctx) }))
	}
	return r
}

func orDefault[T comparable](v *T, usual T) {
	var zero T
	if *v == zero {
		*v = usual
	}
}

// Wait returns when everything is over. The context of Start must have ended.
func (r *Runner) Wait() {
	r.working.Wait()
	r.client.CloseIdleConnections()
}

// Call carries out what a rule does, without waiting for it. The error says what is
// not done.
func (r *Runner) Call(f rules.Fire) error {
	if r.opt.Off {
		return ErrOff
	}
	body, err := wire.EncodeFire(f)
	if err != nil {
		return err
	}
	lost := 0
	for _, t := range tasks(f, body) {
		select {
		case r.tasks <- t:
		default:
			lost++
			r.dropped.Add(1)
		}
	}
	if lost > 0 {
		return fmt.Errorf("rule %s: %d wait already, so this was left out: make it fire less often", f.Rule.Name, r.opt.Waiting)
	}
	return nil
}

func tasks(f rules.Fire, body []byte) (out []task) {
	if f.Rule.Run != "" {
		out = append(out, task{f, "run", body})
	}
	if f.Rule.Post != "" {
		out = append(out, task{f, "post", body})
	}
	return out
}

// Dropped is how many commands and webhooks were left out since too many waited.
func (r *Runner) Dropped() int64 { return r.dropped.Load() }

// Outcome waits for the next command or webhook that is over. Of those that nobody
// asks for only the first are kept.
func (r *Runner) Outcome(ctx context.Context) (rules.Outcome, error) {
	select {
	case o := <-r.outcomes:
		return o, nil
	case <-ctx.Done():
		return rules.Outcome{}, ctx.Err()
	}
}

func (r *Runner) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case t := <-r.tasks:
			o := r.carryOut(ctx, t)
			if ctx.Err() != nil {
				return
			}
			select {
			case r.outcomes <- o:
			default: // nobody listens
			}
		}
	}
}

func (r *Runner) carryOut(ctx context.Context, t task) rules.Outcome {
	o := rules.Outcome{Rule: t.fire.Rule.Name, Symbol: t.fire.Alert.Symbol, What: t.what}
	begun := time.Now()
	var err error
	if t.what == "run" {
		o.Output, err = r.run(ctx, t)
	} else {
		err = r.post(ctx, t)
	}
	if err != nil {
		o.Problem = err.Error()
	}
	o.Took = time.Since(begun)
	return o
}
