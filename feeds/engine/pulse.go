package engine

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// pulseEvery is how often the contract wants to hear that a publisher lives.
const pulseEvery = 5 * time.Second

// healthEvent is what the engine says of itself.
type healthEvent struct {
	Component string   `json:"component"`
	Source    string   `json:"source"`
	Status    string   `json:"status"` // healthy, or degraded with issues
	Timestamp moment   `json:"timestamp"`
	Metrics   metrics  `json:"metrics"`
	Issues    []string `json:"issues,omitempty"`
	Simulated bool     `json:"simulated"`
}

// metrics are figures of this process and of its machine. What the system does
// not tell is not sent.
type metrics struct {
	CPU           *float64 `json:"cpu_usage,omitempty"`    // fraction of the machine
	Memory        *float64 `json:"memory_usage,omitempty"` // fraction of the machine
	ActiveJobs    int      `json:"active_jobs"`
	QueueDepth    int      `json:"queue_depth"`
	UptimeHours   float64  `json:"uptime_hours"`
	TicksPerSec   *float64 `json:"ticks_per_second,omitempty"`
	ActiveSymbols int64    `json:"active_symbols"`
}

// pulse sends the health events and keeps the heartbeat.
type pulse struct {
	press   *press
	started time.Time
	live    *live
	jobs    func() (active, queued int)
	machine machine

	simulated bool
	problem   *atomic.Pointer[problem]

	lastTicks uint64
	last      time.Time
}

func (p *pulse) run(ctx context.Context) {
	tick := time.NewTicker(pulseEvery)
	defer tick.Stop()
	for {
		now := time.Now()
		p.press.health(ctx, p.report(now), now)
		select {
		case <-ctx.Done():
			p.farewell()
			return
		case <-tick.C:
		}
	}
}

// farewell says that the engine goes, so that nobody takes its last report for
// how it is.
func (p *pulse) farewell() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	now := time.Now()
	h := p.report(now)
	h.Status = "stopped"
	p.press.health(ctx, h, now)
}

func (p *pulse) report(now time.Time) healthEvent {
	cpu, memory := p.machine.read()
	active, queued := p.jobs()
	h := healthEvent{Component: source, Source: source, Status: "healthy", Timestamp: moment(now), Simulated: p.simulated, Metrics: metrics{
		CPU: cpu, Memory: memory, ActiveJobs: active, QueueDepth: queued, UptimeHours: now.Sub(p.started).Hours(),
		TicksPerSec: p.rate(now), ActiveSymbols: p.live.symbols.Load(),
	}}
	if text := p.live.trouble.Load(); text != nil && *text != "" {
		h.Issues = append(h.Issues, *text)
	}
	if met := p.problem.Load(); met != nil && now.Sub(met.at) < problemFor {
		h.Issues = append(h.Issues, met.text)
	}
	if n := p.press.lost.Load(); n > 0 {
		h.Issues = append(h.Issues, fmt.Sprintf("%d detections were lost while Redis was away", n))
	}
	if len(h.Issues) > 0 {
		h.Status = "degraded"
	}
	return h
}

// rate is the ticks a second since the last report; nil in the first, and where
// there are no ticks.
func (p *pulse) rate(now time.Time) *float64 {
	ticks := p.live.ticks.Load()
	gained, took := float64(ticks-p.lastTicks), now.Sub(p.last).Seconds()
	first := p.last.IsZero()
	p.lastTicks, p.last = ticks, now
	if first || took <= 0 || ticks == 0 {
		return nil
	}
	v := gained / took
	return &v
}
