package model

import (
	"strings"
	"time"
)

// Health is what a publisher says of itself. Numbers not sent are None.
type Health struct {
	Component      string  // who speaks
	Status         string  // healthy, degraded, … as sent
	CPU            float64 // fraction of the machine
	Memory         float64 // fraction of the machine
	Disk           float64 // fraction of the machine
	ActiveJobs     float64
	QueueDepth     float64
	UptimeHours    float64
	TicksPerSecond float64
	ActiveSymbols  float64
	Issues         []string
	Simulated      bool // what it publishes is made up

	ConfidenceTable    string   // what its confidences rank by; "" if it does not say
	Patterns           []string // that it publishes, or AllPatterns
	MinConfidence      float64  // what is less confident it does not publish
	BelowMinConfidence float64  // detections that it did not publish for that

	At      time.Time // the publisher's time; zero if it sent none
	Arrived time.Time
}

// NewHealth knows no figure yet.
func NewHealth() Health {
	n := None()
	return Health{CPU: n, Memory: n, Disk: n, ActiveJobs: n, QueueDepth: n, UptimeHours: n, TicksPerSecond: n, ActiveSymbols: n, MinConfidence: n, BelowMinConfidence: n}
}

// HealthStale is the silence after which a publisher counts as dead.
const HealthStale = 60 * time.Second

// SaysHealthy reports whether the status says that all is well, or nothing.
func (h *Health) SaysHealthy() bool {
	switch strings.ToLower(h.Status) {
	case "healthy", "ok", "up", "running", "":
		return true
	}
	return false
}
