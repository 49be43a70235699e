package wire

// The statuses of a publisher.
const (
	HealthHealthy  = "healthy"
	HealthDegraded = "degraded" // the issues say why
	HealthStopped  = "stopped"  // it went in order
)

// HealthEvent is what an engine says of itself.
type HealthEvent struct {
	Component string        `json:"component"`
	Source    string        `json:"source"`
	Status    string        `json:"status"`
	Timestamp UnixTime      `json:"timestamp"`
	Metrics   HealthMetrics `json:"metrics"`
	Issues    []string      `json:"issues,omitempty"`
	Simulated bool          `json:"simulated"`

	ConfidenceTable    string   `json:"confidence_table"`     // what its confidences rank by: "built-in", or the name of a file
	Patterns           []string `json:"patterns"`             // that it publishes, by name, or "all"
	MinConfidence      float64  `json:"min_confidence"`       // what is less confident is not published
	BelowMinConfidence uint64   `json:"below_min_confidence"` // so many detections were not, since it began
}

// HealthMetrics are figures of a publisher and of its machine. What the system
// does not tell is not sent.
type HealthMetrics struct {
	CPU           *float64 `json:"cpu_usage,omitempty"`    // fraction of the machine
	Memory        *float64 `json:"memory_usage,omitempty"` // fraction of the machine
	ActiveJobs    int      `json:"active_jobs"`
	QueueDepth    int      `json:"queue_depth"`
	UptimeHours   float64  `json:"uptime_hours"`
	TicksPerSec   *float64 `json:"ticks_per_second,omitempty"`
	ActiveSymbols int64    `json:"active_symbols"`
}

// Encode writes the event for the channel of health.
func (e HealthEvent) Encode() string { return encoded(e) }
