package engine

import (
	"context"
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

// maxPending is how many detections wait for a Redis that is away.
const maxPending = 20_000

// patternEvent is a detection as the wire contract has it.
func patternEvent(d detection, now time.Time, simulated bool) wire.PatternEvent {
	return wire.PatternEvent{
		Pattern: d.Pattern.Name, Symbol: d.symbol, Timestamp: wire.UnixTime(now),
		Confidence: d.Confidence, Timeframe: d.timeframe, Direction: d.Direction().String(), Source: publisherName,
		Metadata: wire.PatternMetadata{
			Price: d.bar.Close, Volume: math.Round(d.bar.Volume), BarTime: d.bar.Time,
			TALib: d.Pattern.TALib, Value: d.Value, Simulated: simulated,
		},
	}
}

// publisher writes to Redis. What could not be sent waits for the next time, and
// is counted where that is too much.
type publisher struct {
	rdb       redis.UniversalClient
	names     model.Names
	simulated bool
	problem   func(string)
	link      func(error)
	pending   []event      // of the goroutine that publishes patterns
	lost      atomic.Int64 // detections, and not told yet
	failing   atomic.Bool  // the last attempt failed: it is told once
}

// event is a pattern event on its way: each of the two commands that send it may
// fail alone.
type event struct {
	text         string
	stored, sent bool
}

func newPublisher(rdb redis.UniversalClient, names model.Names, simulated bool, problem func(string), link func(error)) *publisher {
	return &publisher{rdb: rdb, names: names, simulated: simulated, problem: problem, link: link}
}

// patterns publishes detections through one pipeline, and keeps them in the
// stream beside the channel.
func (p *publisher) patterns(ctx context.Context, found []detection) {
	now := time.Now()
	for _, d := range found {
		text, err := patternEvent(d, now, p.simulated).Encode()
		if err != nil { // a price that is no number never gets past a scanner
			p.problem(err.Error())
			continue
		}
		p.pending = append(p.pending, event{text: text})
	}
	if over := len(p.pending) - maxPending; over > 0 {
		p.pending = p.pending[over:]
		p.lost.Add(int64(over))
	}
	if len(p.pending) > 0 {
		p.send(ctx)
	}
}

// send sends what is pending, and keeps what did not get through.
func (p *publisher) send(ctx context.Context) {
	stored, sent := make([]*redis.StringCmd, len(p.pending)), make([]*redis.IntCmd, len(p.pending))
	_, err := p.rdb.Pipelined(ctx, func(to redis.Pipeliner) error {
		for i, e := range p.pending {
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
	left := p.pending[:0]
	for i, e := range p.pending {
		e.stored = e.stored || done(stored[i])
		e.sent = e.sent || done(sent[i])
		if !e.stored || !e.sent {
			left = append(left, e)
		}
	}
	p.pending = left
}

// done reports whether a command need not be sent again: it was carried out, or
// the server refuses it, as it will the next time.
func done(c interface{ Err() error }) bool { return c.Err() == nil || broker.Refused(c.Err()) }

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
	p.noteLink(ctx, err)
	return sent.Err() == nil
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
