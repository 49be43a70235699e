package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// Names and lives from the wire contract.
const (
	patternsChannel = "tickstock.events.patterns"
	progressChannel = "tickstock.events.backtesting.progress"
	resultsChannel  = "tickstock.events.backtesting.results"
	healthChannel   = "tickstock.events.system.health"
	backtestChannel = "tickstock.jobs.backtest"
	systemChannel   = "tickstock.jobs.system"

	jobPrefix    = "job:"
	heartbeatKey = "tickstock:producer:heartbeat"
	twinSuffix   = ":stream" // of the stream beside a channel that must not lose

	jobLife    = 24 * time.Hour
	streamLife = 7 * 24 * time.Hour
	streamMost = 10_000 // entries; about 5 MB of alerts
	source     = "demo"
)

// moment is written as Unix seconds with microseconds.
type moment time.Time

// MarshalJSON writes a number that keeps its microseconds.
func (m moment) MarshalJSON() ([]byte, error) { return []byte(m.String()), nil }

// String is the same number, for the fields of a hash.
func (m moment) String() string {
	return strconv.FormatFloat(float64(time.Time(m).UnixMicro())/1e6, 'f', 6, 64)
}

// sheet collects what goes to Redis in one round trip.
type sheet struct {
	redis.Pipeliner
	err error // the first message that could not be encoded
}

// send lets fill write a sheet and sends it in one round trip.
func send(ctx context.Context, rdb *redis.Client, fill func(*sheet)) error {
	s := &sheet{Pipeliner: rdb.Pipeline()}
	if fill(s); s.err != nil {
		return fmt.Errorf("encoding a message: %w", s.err)
	}
	if _, err := s.Exec(ctx); err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	return nil
}

// publish sends a message to whoever listens now.
func (s *sheet) publish(ctx context.Context, channel string, message any) {
	if text := s.encode(message); text != "" {
		s.Publish(ctx, channel, text)
	}
}

// publishDurably sends a message and keeps it in the channel's stream as well.
func (s *sheet) publishDurably(ctx context.Context, channel string, message any) {
	text := s.encode(message)
	if text == "" {
		return
	}
	s.XAdd(ctx, &redis.XAddArgs{Stream: channel + twinSuffix, MaxLen: streamMost, Approx: true, Values: []string{"data", text}})
	s.Publish(ctx, channel, text)
}

// job writes fields of a job's hash, a name and a value each, and renews its life.
func (s *sheet) job(ctx context.Context, id string, fields ...any) {
	s.HSet(ctx, jobPrefix+id, fields...)
	s.Expire(ctx, jobPrefix+id, jobLife)
}

// encode returns "" and notes why when a message cannot be JSON.
func (s *sheet) encode(message any) string {
	text, err := json.Marshal(message)
	if err != nil && s.err == nil {
		s.err = err
	}
	return string(text)
}

// pause waits until a time and reports whether ctx lasted so long.
func pause(ctx context.Context, until time.Time) bool {
	t := time.NewTimer(time.Until(until))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
