package engine

import (
	"context"
	"crypto/rand"
	"fmt"
	"math"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

const (
	maxPending = 20_000 // detections that wait for a Redis that does not take them
	maxBatch   = 500    // of them that are tried again at once

	firstRetry = 250 * time.Millisecond
	lastRetry  = 15 * time.Second
)

// publisher writes to Redis. What is found is sent at once; what could not be sent,
// or not be kept in the stream, is tried again with growing pauses, each part of it
// alone: what was published is not published again. What is too much is given up,
// and counted.
type publisher struct {
	rdb      redis.UniversalClient
	names    model.Names
	source   string
	simulate bool
	instance string // of this run, in events
	problem  func(string)
	link     func(error)

	// Of the goroutine that publishes patterns.
	seq     uint64  // of the last event
	pending []event // oldest first
	retry   *broker.BackOff
	next    time.Time // when what is pending is due

	lost    atomic.Int64           // detections that were never published, and not told yet
	unkept  atomic.Int64           // published ones that are in no stream, and not told yet
	waiting atomic.Pointer[string] // why some wait; nil if none does
	failing atomic.Bool            // the last attempt failed: it is told once
}

// event is a pattern event on its way: each of the two commands that send it may
// fail alone.
type event struct {
	id, text     string
	at           time.Time // when it was made
	stored, sent bool
	unsure       bool // the connection broke, so that it may be in the stream all the same
}

func newPublisher(rdb redis.UniversalClient, names model.Names, source string, simulated bool, problem func(string), link func(error)) *publisher {
	return &publisher{
		rdb: rdb, names: names, source: source, simulate: simulated, instance: rand.Text()[:10], problem: problem, link: link,
		retry: broker.NewBackOff(firstRetry, lastRetry),
	}
}

// patternEvent is a detection as the wire contract has it.
func (p *publisher) patternEvent(d detection, now time.Time) wire.PatternEvent {
	return wire.PatternEvent{
		ID: d.id(p.source), Publisher: p.instance, Seq: p.seq + 1,
		Pattern: d.Pattern.Name, Symbol: d.symbol, Timestamp: wire.UnixTime(now),
		Confidence: d.Confidence, Timeframe: d.timeframe, Direction: d.Direction().String(), Source: p.source,
		Metadata: wire.PatternMetadata{
			Price: d.bar.Close, Volume: math.Round(d.bar.Volume), BarTime: d.bar.Time,
			TALib: d.Pattern.TALib, Value: d.Value, Simulated: p.simulate,
		},
	}
}

// patterns publishes detections through one pipeline, and keeps them in the
// stream beside the channel. Then it tries again what is due.
func (p *publisher) patterns(ctx context.Context, found []detection, now time.Time) {
	fresh := p.encoded(found, now)
	if len(fresh) > 0 {
		p.pending = append(p.pending, p.send(ctx, fresh)...)
	}
	p.giveUp()
	if len(p.pending) > 0 && !now.Before(p.next) {
		p.again(ctx, now)
	}
}

func (p *publisher) encoded(found []detection, now time.Time) []event {
	out := make([]event, 0, len(found))
	for _, d := range found {
		e := p.patternEvent(d, now)
		text, err := e.Encode()
		if err != nil { // a price that is no number never gets past a scanner
			p.problem(err.Error())
			continue
		}
		p.seq++
		out = append(out, event{id: e.ID, text: text, at: now})
	}
	return out
}

// giveUp lets go of the oldest of what waits where it is too much.
func (p *publisher) giveUp() {
	over := max(0, len(p.pending)-maxPending)
	for _, e := range p.pending[:over] {
		if e.sent {
			p.unkept.Add(1)
		} else {
			p.lost.Add(1)
		}
	}
	p.pending = p.pending[over:]
}

// again tries the oldest of what waits once more.
func (p *publisher) again(ctx context.Context, now time.Time) {
	n := min(len(p.pending), maxBatch)
	batch := p.pending[:n:n]
	if err := p.findStored(ctx, batch); err != nil {
		p.next = now.Add(p.retry.Next())
		return
	}
	left := p.send(ctx, batch)
	if len(left) == n {
		p.next = now.Add(p.retry.Next())
	} else {
		p.retry.Reset()
	}
	p.pending = append(left, p.pending[n:]...)
	if len(p.pending) == 0 {
		p.waiting.Store(nil)
	}
}

// findStored looks in the stream for events of which nobody knows whether they
// got there.
func (p *publisher) findStored(ctx context.Context, batch []event) error {
	var since time.Time
	for _, e := range batch {
		if e.unsure && (since.IsZero() || e.at.Before(since)) {
			since = e.at
		}
	}
	if since.IsZero() {
		return nil
	}
	there, err := p.published(ctx, since.Add(-time.Minute))
	for i := range batch {
		if e := &batch[i]; err == nil && e.unsure {
			e.stored, e.unsure = there.has(e.id), false
		}
	}
	return err
}

// send sends events and returns what did not get through.
func (p *publisher) send(ctx context.Context, events []event) (left []event) {
	stored, sent := make([]*redis.StringCmd, len(events)), make([]*redis.IntCmd, len(events))
	_, err := p.rdb.Pipelined(ctx, func(to redis.Pipeliner) error {
		for i, e := range events {
			if !e.stored {
				stored[i] = to.XAdd(ctx, &redis.XAddArgs{
					Stream: wire.Stream(p.names.Patterns), MaxLen: wire.StreamLen, Approx: true, Values: []string{wire.StreamField, e.text},
				})
			}
			if !e.sent {
				sent[i] = to.Publish(ctx, p.names.Patterns, e.text)
			}
		}
		return nil
	})
	p.noteLink(ctx, err)
	for i, e := range events {
		if stored[i] != nil {
			err := stored[i].Err()
			e.stored, e.unsure = err == nil, err != nil && !broker.Answered(err)
		}
		e.sent = e.sent || sent[i].Err() == nil
		if !e.stored || !e.sent {
			left = append(left, e)
		}
	}
	if err != nil && len(left) > 0 {
		why := model.Clean(err.Error())
		p.waiting.Store(&why)
	}
	return left
}

// health publishes a report, and renews the heartbeat and the streams' lives. It
// reports whether the report was sent.
func (p *publisher) health(ctx context.Context, report wire.HealthEvent, now time.Time) bool {
	var sent *redis.IntCmd
	_, err := p.rdb.Pipelined(ctx, func(to redis.Pipeliner) error {
		sent = to.Publish(ctx, p.names.Health, report.Encode())
		to.Set(ctx, wire.HeartbeatKey, wire.UnixTime(now).String(), wire.HeartbeatLife)
		to.XTrimMinIDApprox(ctx, wire.Stream(p.names.Patterns), strconv.FormatInt(now.Add(-wire.StreamLife).UnixMilli(), 10), 0)
		return nil
	})
	if sent.Err() != nil || err == nil { // a heartbeat that is refused is no reason to say that nothing can be published
		p.noteLink(ctx, err)
	}
	return sent.Err() == nil
}

// issues are what nobody else would hear of, and what to do when they were told.
func (p *publisher) issues() (issues []string, told func()) {
	lost, unkept := p.lost.Load(), p.unkept.Load()
	if lost > 0 {
		issues = append(issues, fmt.Sprintf("%d detections were lost: Redis did not take them", lost))
	}
	if unkept > 0 {
		issues = append(issues, fmt.Sprintf("%d detections were published and not kept in the stream", unkept))
	}
	if why := p.waiting.Load(); why != nil {
		issues = append(issues, "detections wait to be kept in the stream, trying again: "+*why)
	}
	return issues, func() {
		p.lost.Add(-lost)
		p.unkept.Add(-unkept)
	}
}

// noteLink reports that Redis cannot be written to, once, until it can again.
func (p *publisher) noteLink(ctx context.Context, err error) {
	switch {
	case ctx.Err() != nil:
	case err == nil:
		if p.failing.Swap(false) {
			p.link(nil)
		}
	case !p.failing.Swap(true):
		p.link(fmt.Errorf("cannot publish, trying again: %w", err))
	}
}
