package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// Lives and lengths from the wire contract.
const (
	twinSuffix   = ":stream" // of the stream beside a channel that must not lose
	heartbeatKey = "tickstock:producer:heartbeat"
	streamLife   = 7 * 24 * time.Hour
	heartLife    = 24 * time.Hour
	streamMost   = 100_000 // entries
	waitingMost  = 20_000  // detections that wait for a Redis that is away
)

// moment is written as Unix seconds with microseconds.
type moment time.Time

// MarshalJSON writes a number that keeps its microseconds.
func (m moment) MarshalJSON() ([]byte, error) { return []byte(m.String()), nil }

// String is the same number, for a key's value.
func (m moment) String() string {
	return strconv.FormatFloat(float64(time.Time(m).UnixMicro())/1e6, 'f', 6, 64)
}

// patternEvent is a detection as the wire contract has it.
type patternEvent struct {
	EventType  string    `json:"event_type"`
	Pattern    string    `json:"pattern"`
	Symbol     string    `json:"symbol"`
	Timestamp  moment    `json:"timestamp"` // when it was found
	Confidence float64   `json:"confidence"`
	Timeframe  string    `json:"timeframe"`
	Direction  string    `json:"direction"`
	Source     string    `json:"source"`
	Metadata   onThisBar `json:"metadata"`
}

type onThisBar struct {
	Price   float64 `json:"price"` // the close
	Volume  float64 `json:"volume"`
	BarTime int64   `json:"bar_time"` // Unix seconds, the beginning of the bar
	TALib   string  `json:"talib"`
	Value   int     `json:"value"`

	Simulated bool `json:"simulated,omitempty"`
}

func event(d detection, now time.Time, simulated bool) patternEvent {
	return patternEvent{
		EventType: "pattern_detected", Pattern: d.Pattern.Name, Symbol: d.symbol, Timestamp: moment(now),
		Confidence: math.Round(d.Confidence*1e4) / 1e4, Timeframe: d.timeframe, Direction: d.Direction().String(), Source: source,
		Metadata: onThisBar{Price: d.bar.Close, Volume: math.Round(d.bar.Volume), BarTime: d.bar.Time, TALib: d.Pattern.TALib, Value: d.Value, Simulated: simulated},
	}
}

// press writes to Redis. What could not be sent waits for the next time, and is
// counted where that is too much.
type press struct {
	rdb       *redis.Client
	names     Names
	simulated bool
	problem   func(string)
	waiting   []string // pattern events, as JSON; of the goroutine that publishes them
	lost      atomic.Uint64
	failing   atomic.Bool // the last attempt failed: it is told once
}

func newPress(rdb *redis.Client, names Names, simulated bool, problem func(string)) *press {
	return &press{rdb: rdb, names: names, simulated: simulated, problem: problem}
}

// patterns publishes detections through one pipeline, and keeps them in the
// stream beside the channel.
func (p *press) patterns(ctx context.Context, found []detection) {
	now := time.Now()
	for _, d := range found {
		text, err := json.Marshal(event(d, now, p.simulated))
		if err != nil { // a price that is no number never gets past a scanner
			p.problem(fmt.Sprintf("a detection on %s could not be written: %v", d.symbol, err))
			continue
		}
		p.waiting = append(p.waiting, string(text))
	}
	if over := len(p.waiting) - waitingMost; over > 0 {
		p.waiting = p.waiting[over:]
		p.lost.Add(uint64(over))
	}
	if len(p.waiting) == 0 {
		return
	}
	_, err := p.rdb.Pipelined(ctx, func(to redis.Pipeliner) error {
		for _, text := range p.waiting {
			to.XAdd(ctx, &redis.XAddArgs{Stream: p.names.Patterns + twinSuffix, MaxLen: streamMost, Approx: true, Values: []string{"data", text}})
			to.Publish(ctx, p.names.Patterns, text)
		}
		return nil
	})
	if p.tell(ctx, err); err == nil {
		p.waiting = p.waiting[:0]
	}
}

// health publishes a report, and renews the heartbeat and the streams' lives.
func (p *press) health(ctx context.Context, report any, now time.Time) {
	text, err := json.Marshal(report)
	if err != nil {
		p.problem(fmt.Sprintf("the health report could not be written: %v", err))
		return
	}
	_, err = p.rdb.Pipelined(ctx, func(to redis.Pipeliner) error {
		to.Publish(ctx, p.names.Health, text)
		to.Set(ctx, heartbeatKey, moment(now).String(), heartLife)
		to.XTrimMinIDApprox(ctx, p.names.Patterns+twinSuffix, strconv.FormatInt(now.Add(-streamLife).UnixMilli(), 10), 0)
		return nil
	})
	p.tell(ctx, err)
}

// tell reports that Redis cannot be written to, once, until it can again.
func (p *press) tell(ctx context.Context, err error) {
	switch {
	case ctx.Err() != nil:
	case err == nil:
		if p.failing.Swap(false) {
			p.problem("publishing again")
		}
	case !p.failing.Swap(true):
		p.problem(fmt.Sprintf("cannot publish, trying again: %v", err))
	}
}
