package engine

import (
	"context"
	"time"

	"tickdeck/feeds/wire"
)

// healthInterval is how often the contract wants to hear that a publisher lives.
const healthInterval = 5 * time.Second

// healthReporter sends the health events and keeps the heartbeat. An engine is
// degraded while something is wrong with it, and in the one report after something
// went wrong that is over; what others send wrong it only tells.
type healthReporter struct {
	publisher *publisher
	started   time.Time
	live      *live
	jobs      func() (active, queued int)
	machine   machine

	simulated bool
	ranks     string   // name of the confidence table
	patterns  []string // that are published
	troubles  *troubles
	presence  *presence
	standsBy  func() string
	budget    budget

	lastTicks uint64
	last      time.Time
}

func (h *healthReporter) run(ctx context.Context) {
	tick := time.NewTicker(healthInterval)
	defer tick.Stop()
	for {
		h.report(ctx, time.Now(), "")
		select {
		case <-ctx.Done():
			h.stopped()
			return
		case <-tick.C:
		}
	}
}

// stopped says that the engine goes, so that nobody takes its last report for
// how it is.
func (h *healthReporter) stopped() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	h.report(ctx, time.Now(), wire.HealthStopped)
	_ = h.presence.leave(ctx) // it is forgotten by itself
}

// report sends a report, of this status if it is given. What happened since the
// last one is forgotten once it was sent.
func (h *healthReporter) report(ctx context.Context, now time.Time, status string) {
	if status == "" {
		_ = h.presence.show(ctx) // what keeps it from that is told by the report
	}
	e := h.event(now)
	lasting, incidents := h.troubles.all()
	unpublished, told := h.publisher.issues()
	if text := h.live.trouble.Load(); text != nil && *text != "" {
		e.Issues = append(e.Issues, *text)
	}
	e.Issues = append(append(e.Issues, lasting...), unpublished...)
	e.Issues = append(e.Issues, h.budget.keep(ctx)...)
	degraded := len(e.Issues) > 0
	if why := h.standsBy(); why != "" {
		e.Issues = append(e.Issues, why)
	}
	for _, i := range incidents {
		e.Issues = append(e.Issues, i.text)
		degraded = degraded || !i.faulty
	}
	switch {
	case status != "":
		e.Status = status
	case degraded:
		e.Status = wire.HealthDegraded
	}
	if h.publisher.health(ctx, e, now) {
		h.troubles.clearReported(len(incidents))
		told()
	}
}

func (h *healthReporter) event(now time.Time) wire.HealthEvent {
	cpu, memory := h.machine.read()
	active, queued := h.jobs()
	return wire.HealthEvent{
		Component: h.publisher.source, Source: h.publisher.source, Status: wire.HealthHealthy, Timestamp: wire.UnixTime(now), Simulated: h.simulated,
		ConfidenceTable: h.ranks, Patterns: h.patterns, MinConfidence: h.live.least, BelowMinConfidence: h.live.below.Load(),
		Metrics: wire.HealthMetrics{
			CPU: cpu, Memory: memory, ActiveJobs: active, QueueDepth: queued, UptimeHours: now.Sub(h.started).Hours(),
			TicksPerSec: h.rate(now), ActiveSymbols: h.live.symbols.Load(),
		},
	}
}

// rate is the ticks a second since the last report; nil in the first, and where
// there are no ticks.
func (h *healthReporter) rate(now time.Time) *float64 {
	ticks := h.live.ticks.Load()
	gained, took := float64(ticks-h.lastTicks), now.Sub(h.last).Seconds()
	first := h.last.IsZero()
	h.lastTicks, h.last = ticks, now
	if first || took <= 0 || ticks == 0 {
		return nil
	}
	v := gained / took
	return &v
}
