package wire

import (
	"fmt"
	"time"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// maxIssues is how many issues of one report are kept.
const maxIssues = 20

// health reads a health report that arrived on a channel.
func health(m message, l fields) {
	l.unwrap()
	l.enter("health")
	in := l.enter("metrics")
	l.enter("data_flow")
	if l.isDetection() || l.has("job_id") || !l.isHealth() && !l.has("status", "health") {
		m.refuse(&l)
		return
	}
	h := model.NewHealth()
	h.Component = l.word("component", "service", "source")
	h.Status = l.word("status", "health")
	h.CPU, h.Memory, h.Disk = usage(in != "", l.number("cpu_usage"), l.number("memory_usage"), l.number("disk_usage"))
	h.ActiveJobs = l.count("active_jobs")
	h.QueueDepth = l.count("queue_depth")
	h.UptimeHours = l.uptime()
	h.TicksPerSecond = l.count("ticks_per_second")
	h.ActiveSymbols = l.activeSymbols()
	h.Issues = l.issues()
	h.Simulated = l.yes("simulated")
	l.published(&h)
	h.At = l.when("timestamp")
	h.Arrived = m.arrived
	m.to.Health(h)
}

// maxPatterns is how many patterns of one report are kept: our engine knows 61.
const maxPatterns = 200

// published reads what a publisher says of the alerts that it sends, as our engine does.
func (l *fields) published(h *model.Health) {
	h.ConfidenceTable = l.word("confidence_table")
	h.MinConfidence = ratio(l.number("min_confidence"))
	h.BelowMinConfidence = l.count("below_min_confidence")
	list := l.array("patterns")
	for _, v := range list[:min(len(list), maxPatterns)] {
		if name := text(v); name != "" {
			h.Patterns = append(h.Patterns, name)
		}
	}
}

// isHealth reports whether there is something that only a health report has.
func (l *fields) isHealth() bool {
	return l.has("metrics", "component", "cpu_usage", "memory_usage", "disk_usage", "active_jobs", "queue_depth",
		"uptime_hours", "uptime_seconds", "data_flow", "ticks_per_second", "active_symbols", "issues") || l.object("health") != nil
}

// usage reads what publishers write as fractions among the metrics, and as
// percentages beside the status. All of a report are percentages as soon as one of
// them is above 1, so that a load of 0.8 % beside one of 45 % is not read as 80 %.
func usage(amongMetrics bool, cpu, memory, disk float64) (c, m, d float64) {
	read := percent
	if amongMetrics && max(orZero(cpu), orZero(memory), orZero(disk)) <= 1+roundingError {
		read = ratio
	}
	return read(cpu), read(memory), read(disk)
}

func orZero(f float64) float64 {
	if model.Known(f) {
		return f
	}
	return 0
}

func (l *fields) uptime() float64 {
	if hours := l.count("uptime_hours"); model.Known(hours) {
		return hours
	}
	return l.count("uptime_seconds") / time.Hour.Seconds()
}

// activeSymbols is a number, or as many as are listed.
func (l *fields) activeSymbols() float64 {
	if list := l.array("active_symbols"); list != nil {
		return float64(len(list))
	}
	return l.count("active_symbols")
}

// issues are texts, or objects with a text in them.
func (l *fields) issues() (out []string) {
	list := l.array("issues")
	if more := len(list) - maxIssues; more > 0 {
		defer func() { out = append(out, fmt.Sprintf("and %d more, which are not kept", more)) }()
	}
	for _, v := range list[:min(len(list), maxIssues)] {
		s := text(v)
		if v.Type() == fastjson.TypeObject {
			in := newFields(nil, v)
			s = in.text("message", "issue", "description")
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
