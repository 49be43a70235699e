package demo

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// pulseEvery is how often the contract wants to hear that a publisher lives.
const pulseEvery = 5 * time.Second

// health is a health event of the wire contract.
type health struct {
	Source    string   `json:"source"`
	Status    string   `json:"status"`
	Timestamp moment   `json:"timestamp"`
	Metrics   metrics  `json:"metrics"`
	Issues    []string `json:"issues,omitempty"`
}

// metrics hold what is true of the stand-in and of the machine it runs on. What
// cannot be told here is not sent.
type metrics struct {
	CPU           *float64 `json:"cpu_usage,omitempty"`    // fraction of the machine
	Memory        *float64 `json:"memory_usage,omitempty"` // fraction of the machine
	ActiveJobs    int64    `json:"active_jobs"`
	QueueDepth    int64    `json:"queue_depth"`
	UptimeHours   float64  `json:"uptime_hours"`
	TicksPerSec   *float64 `json:"ticks_per_second,omitempty"`
	ActiveSymbols int      `json:"active_symbols"`
}

// pulse sends the health events and keeps the heartbeat.
type pulse struct {
	rdb     *redis.Client
	started time.Time
	ticks   *atomic.Int64
	desk    *desk
	machine machine

	lastTicks int64
	last      time.Time
}

func (p *pulse) run(ctx context.Context) error {
	for at := p.started; ; at = time.Now() {
		if err := p.beat(ctx, time.Now()); err != nil {
			return err
		}
		if !pause(ctx, at.Add(pulseEvery)) {
			return nil
		}
	}
}

func (p *pulse) beat(ctx context.Context, now time.Time) error {
	h := p.report(now)
	return send(ctx, p.rdb, func(s *sheet) {
		s.publish(ctx, healthChannel, h)
		s.Set(ctx, heartbeatKey, moment(now).String(), jobLife)
		oldest := fmt.Sprint(now.Add(-streamLife).UnixMilli())
		for _, channel := range [...]string{patternsChannel, resultsChannel} {
			s.XTrimMinIDApprox(ctx, channel+twinSuffix, oldest, 0)
		}
	})
}

func (p *pulse) report(now time.Time) health {
	cpu, memory := p.machine.read()
	h := health{Source: source, Status: "healthy", Timestamp: moment(now), Metrics: metrics{
		CPU: cpu, Memory: memory, ActiveJobs: p.desk.active.Load(), QueueDepth: p.desk.waiting.Load(),
		UptimeHours: now.Sub(p.started).Hours(), TicksPerSec: p.rate(now), ActiveSymbols: len(listing),
	}}
	if n := p.desk.unread.Load(); n > 0 {
		h.Issues = append(h.Issues, fmt.Sprintf("%d messages to the workers could not be read", n))
	}
	return h
}

// rate is the price changes a second since the last report; nil in the first.
func (p *pulse) rate(now time.Time) *float64 {
	ticks := p.ticks.Load()
	gained, took := float64(ticks-p.lastTicks), now.Sub(p.last).Seconds()
	first := p.last.IsZero()
	p.lastTicks, p.last = ticks, now
	if first || took <= 0 {
		return nil
	}
	v := gained / took
	return &v
}
