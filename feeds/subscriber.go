package feeds

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Subscriber keeps one connection subscribed to every channel and brings what
// it reads to the hub. It never waits for anything but the wire.
type Subscriber struct {
	rdb      *redis.Client
	hub      *Hub
	channels []model.Channel
	byName   map[string]int
	panicked func(error)
	onUp     func(context.Context) // runs beside the subscription, each time it is in place
}

// NewSubscriber prepares a subscriber. onUp is called on a goroutine of its own
// each time the subscriptions are in place, to load what was missed.
func NewSubscriber(rdb *redis.Client, hub *Hub, channels []model.Channel, onUp func(context.Context)) *Subscriber {
	s := &Subscriber{rdb: rdb, hub: hub, channels: channels, byName: map[string]int{}, onUp: onUp}
	for i, c := range channels {
		s.byName[c.Name] = i
	}
	return s
}

// The peer is asked for a sign of life after one silent period, and counts as
// dead after three. Attempts to connect are firstRetry apart at first, then
// twice as long each time up to lastRetry.
const (
	silentPeriod  = time.Second
	silentPeriods = 3
	firstRetry    = 250 * time.Millisecond
	lastRetry     = 3 * time.Second
)

var errSilent = errors.New("no sign of life")

// Run subscribes, again and again, until the context ends.
func (s *Subscriber) Run(ctx context.Context) {
	retry := firstRetry
	for ctx.Err() == nil {
		var beside sync.WaitGroup
		live, err := s.session(ctx, &beside)
		if ctx.Err() != nil {
			beside.Wait()
			return
		}
		if live {
			retry = firstRetry
		}
		now := time.Now()
		s.hub.Down(Problem(Address(s.rdb), err), now, now.Add(retry))
		select {
		case <-ctx.Done():
		case <-time.After(retry):
		}
		beside.Wait() // after the news: it may hang on the dead server for a while
		retry = min(2*retry, lastRetry)
	}
}

// session is one connection's life. live reports whether it came to be. What
// runs beside it ends with it, but may take a moment longer.
func (s *Subscriber) session(ctx context.Context, beside *sync.WaitGroup) (live bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ps := s.rdb.Subscribe(ctx)
	defer ps.Close()
	beat := &beat{}
	beside.Go(guarded(s.panicked, func() { beat.watch(ctx, ps, cancel) }))
	in := newIntake(s, beat)
	for i := range s.channels {
		if err := s.join(ctx, ps, in, i); err != nil {
			return false, causeOr(ctx, err)
		}
	}
	s.hub.Up(time.Now())
	beside.Go(guarded(s.panicked, func() { s.onUp(ctx) }))
	for {
		if err := in.next(ctx, ps); err != nil {
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

// join subscribes to one channel and waits for the answer: one at a time, since
// a refusal does not say which channel it is for.
func (s *Subscriber) join(ctx context.Context, ps *redis.PubSub, in *intake, i int) error {
	if err := ps.Subscribe(ctx, s.channels[i].Name); err != nil {
		return fmt.Errorf("subscribe to %s: %w", s.channels[i].Name, err)
	}
	in.joined = ""
	for in.joined != s.channels[i].Name {
		err := in.next(ctx, ps)
		if refusal(err) {
			s.hub.Refused(i, model.Clean(err.Error()))
			return nil
		}
		if err != nil {
			return err
		}
	}
	s.hub.Refused(i, "")
	return nil
}

// refusal tells the server's no to this one subscription from a dead connection.
func refusal(err error) bool {
	return answered(err) && has(err.Error(), "NOPERM")
}

// intake is what one goroutine reads with; it reuses its memory.
type intake struct {
	*Subscriber
	beat    *beat
	decoder *wire.Decoder
	message Message
	joined  string // the last channel whose subscription was confirmed
}

func newIntake(s *Subscriber, b *beat) *intake {
	return &intake{Subscriber: s, beat: b, decoder: wire.NewDecoder()}
}

// next reads one thing from the wire. A negative timeout leaves the read
// deadline alone: a deadline that strikes inside a message would lose the rest
// of it, and setting one costs on every message. The beat closes a dead
// connection instead.
func (in *intake) next(ctx context.Context, ps *redis.PubSub) error {
	got, err := ps.ReceiveTimeout(ctx, -1)
	if err != nil {
		return err
	}
	in.beat.count.Add(1)
	switch m := got.(type) {
	case *redis.Message:
		in.take(m)
	case *redis.Subscription:
		in.joined = m.Channel
	case *redis.Pong:
		in.hub.Alive(time.Now())
	}
	return nil
}

func (in *intake) take(m *redis.Message) {
	i, ok := in.byName[m.Channel]
	if !ok {
		return // never subscribed to: nothing that is ours can be lost here
	}
	now := time.Now()
	in.message.reset(i, m.Channel, len(m.Payload), now)
	in.decoder.Decode(i, in.channels[i].Kind, m.Payload, now, &in.message)
	in.hub.Take(&in.message)
}

// beat notices a peer that has gone silent: it pings after one silent period
// and closes the connection after three.
type beat struct {
	count atomic.Uint64 // grows with everything read
}

func (b *beat) watch(ctx context.Context, ps *redis.PubSub, dead context.CancelCauseFunc) {
	tick := time.NewTicker(silentPeriod)
	defer tick.Stop()
	silent, last := 0, uint64(0)
	for {
		select {
		case <-ctx.Done():
			ps.Close() // ends a blocked read
			return
		case <-tick.C:
		}
		if now := b.count.Load(); now != last {
			last, silent = now, 0
			continue
		}
		if silent++; silent >= silentPeriods {
			dead(errSilent)
			continue
		}
		if err := ps.Ping(ctx); err != nil {
			dead(fmt.Errorf("ping: %w", err))
		}
	}
}
