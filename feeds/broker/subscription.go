package broker

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/guard"
	"tickdeck/model"
)

// Handler takes what a subscription brings. All calls come from one goroutine,
// the one that reads the wire: none of them may wait for anything.
type Handler interface {
	// Message brings what was published on the channel of that index.
	Message(channel int, payload string)
	// Refused says why the server refuses a channel, "" that it does not.
	Refused(channel int, why string)
	// Up says that every channel that the server accepts is subscribed to.
	Up(at time.Time)
	// Down says that there is no connection, why, and when the next try is due.
	Down(why error, at, retry time.Time)
	// Alive says that the server has answered what was asked at that time.
	Alive(asked time.Time)
}

// Subscription is kept up on one connection, whatever happens to the server.
type Subscription struct {
	Client       Subscriber
	Channels     []string
	Handler      Handler
	OnUp         func(context.Context) // runs beside the subscription each time it is in place; may be nil
	Panicked     func(error)           // told of a panic in one of the goroutines; may be nil
	PingInterval time.Duration         // after which the peer is asked for a sign of life [1 s]
}

// Subscriber is the part of a client that a subscription needs.
type Subscriber interface {
	Subscribe(ctx context.Context, channels ...string) *redis.PubSub
}

// A server that is gone is knocked at every so often, which costs next to nothing: it
// is found as soon as it is back. One that is there and says no is asked firstRetry
// later at first, and lastRetry in the end.
const (
	knockEvery = 200 * time.Millisecond
	firstRetry = 250 * time.Millisecond
	lastRetry  = 3 * time.Second
)

// Run subscribes, again and again, until the context ends.
func (s *Subscription) Run(ctx context.Context) {
	knock, retry := NewBackOff(knockEvery, knockEvery), NewBackOff(firstRetry, lastRetry)
	for ctx.Err() == nil {
		var beside sync.WaitGroup
		live, err := s.session(ctx, &beside)
		if ctx.Err() != nil {
			beside.Wait()
			return
		}
		if live {
			retry.Reset()
		}
		pause, now := knock.Next(), time.Now()
		if Answered(err) {
			pause = retry.Next()
		}
		s.Handler.Down(err, now, now.Add(pause))
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		beside.Wait() // after the news: it may hang on the dead server for a while
	}
}

// session is one connection's life. live reports whether it came to be. What
// runs beside it ends with it, but may take a moment longer.
func (s *Subscription) session(ctx context.Context, beside *sync.WaitGroup) (live bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ps := s.Client.Subscribe(ctx)
	defer ps.Close()
	r := &receiver{Subscription: s, ps: ps, index: map[string]int{}, watchdog: watchdog{period: cmp.Or(s.PingInterval, silentPeriod)}}
	for i, name := range s.Channels {
		r.index[name] = i
	}
	beside.Go(guard.Go(s.Panicked, func() { r.watchdog.run(ctx, ps, cancel) }))
	for i := range s.Channels {
		if err := r.join(ctx, i); err != nil {
			return false, causeOr(ctx, err)
		}
	}
	s.Handler.Up(time.Now())
	beside.Go(guard.Go(s.Panicked, func() { r.petition.run(ctx, ps, s.Channels) }))
	if s.OnUp != nil {
		beside.Go(guard.Go(s.Panicked, func() { s.OnUp(ctx) }))
	}
	for {
		if err := r.next(ctx); err != nil && !(refusal(err) && r.petition.denied()) {
			return true, causeOr(ctx, err)
		}
	}
}

// causeOr prefers why we closed the connection to what reading then said.
func causeOr(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// receiver reads one connection. It belongs to one goroutine, but for the
// watchdog.
type receiver struct {
	*Subscription
	ps       *redis.PubSub
	index    map[string]int // of the channels, by name
	joined   string         // the last channel whose subscription was confirmed
	watchdog watchdog
	petition petition
}

// join subscribes to one channel and waits for the answer: one at a time, since
// a refusal does not say which channel it is for.
func (r *receiver) join(ctx context.Context, i int) error {
	name := r.Channels[i]
	if err := r.ps.Subscribe(ctx, name); err != nil {
		return fmt.Errorf("subscribe to %s: %w", name, err)
	}
	r.joined = ""
	for r.joined != name {
		err := r.next(ctx)
		if refusal(err) {
			r.Handler.Refused(i, model.Clean(err.Error()))
			r.petition.add(i)
			return nil
		}
		if err != nil {
			return err
		}
	}
	r.Handler.Refused(i, "")
	return nil
}

// refusal tells the server's no to this one subscription from a dead connection.
func refusal(err error) bool {
	return Answered(err) && has(err.Error(), "NOPERM")
}

// next reads one thing from the wire. A negative timeout leaves the read
// deadline alone: a deadline that strikes inside a message would lose the rest
// of it, and setting one costs on every message. The watchdog closes a dead
// connection instead.
func (r *receiver) next(ctx context.Context) error {
	got, err := r.ps.ReceiveTimeout(ctx, -1)
	if err != nil {
		return err
	}
	r.watchdog.read.Add(1)
	switch m := got.(type) {
	case *redis.Message:
		// Any other channel was never subscribed to: nothing of ours is lost.
		if i, ok := r.index[m.Channel]; ok {
			r.Handler.Message(i, m.Payload)
		}
	case *redis.Subscription:
		r.joined = m.Channel
		if i := r.index[m.Channel]; r.petition.granted(i) {
			r.Handler.Refused(i, "")
		}
	case *redis.Pong:
		if asked, ok := pinged(m.Payload); ok {
			r.Handler.Alive(asked)
		}
	}
	return nil
}
