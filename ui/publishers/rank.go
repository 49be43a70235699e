package publishers

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// rank is how bad a publisher's state is: the lower, the worse.
type rank uint8

const (
	rankBroken   rank = iota // says so itself
	rankDegraded             // says something else than that it is well
	rankSilent               // has said nothing for long
	rankNoStatus             // from here on nothing is wrong: says nothing of its state
	rankHealthy
	rankStopped // has said that it ends
	rankUnknown // nobody can know while there is no connection
)

// publisher is one as it stands now.
type publisher struct {
	model.Health
	rank      rank
	word      string        // its state
	silentFor time.Duration // since its last heartbeat
}

// late is the silence after which a heartbeat is missing: those that follow the
// contract come every five seconds.
const late = 15 * time.Second

// ranked are the publishers, the worst first.
func ranked(all []model.Health, now time.Time, up bool) []publisher {
	out := make([]publisher, len(all))
	for i, h := range all {
		out[i] = assess(h, now, up)
	}
	slices.SortStableFunc(out, func(a, b publisher) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(reportedRank(a.Health), reportedRank(b.Health)), strings.Compare(a.Component, b.Component))
	})
	return out
}

// assess is what a publisher says of itself, or that it says nothing any more.
func assess(h model.Health, now time.Time, up bool) publisher {
	p := publisher{Health: h, rank: reportedRank(h), word: h.Status, silentFor: max(0, now.Sub(h.Arrived))}
	switch {
	case !up:
		p.rank, p.word = rankUnknown, "unknown"
	case p.rank == rankStopped:
		p.word = "stopped"
	case p.silentFor > model.HealthStale:
		p.rank, p.word = rankSilent, "silent"
	case h.Status == "":
		p.word = draw.Dash
	}
	return p
}

// reportedRank is the rank of a publisher by its own last word. Who has an issue is not
// healthy, whatever else it says.
func reportedRank(h model.Health) rank {
	switch strings.ToLower(h.Status) {
	case "stopped", "stopping", "shutdown", "offline":
		return rankStopped
	case "unhealthy", "error", "critical", "down", "failed":
		return rankBroken
	}
	switch {
	case len(h.Issues) > 0:
		return rankDegraded
	case h.Status == "":
		return rankNoStatus
	case h.SaysHealthy():
		return rankHealthy
	}
	return rankDegraded
}

// paint is that of a rank.
func (r rank) paint(s *theme.Styles) theme.Paint {
	return [...]theme.Paint{
		rankBroken: s.Bad, rankDegraded: s.Warn, rankSilent: s.Warn, rankNoStatus: s.Faint,
		rankHealthy: s.Good, rankStopped: s.Faint, rankUnknown: s.Faint,
	}[r]
}

// name is that of a publisher, who need not have said it.
func (p *publisher) name() string {
	if p.Component == "" {
		return "publisher"
	}
	return p.Component
}

// statusText is a publisher in a few words: its trouble, else its work.
func (p *publisher) statusText() string {
	switch n := len(p.Issues); {
	case n == 1:
		return p.Issues[0]
	case n > 1:
		return draw.Count(uint64(n)) + " issues, below"
	case p.rank == rankSilent && p.Status != "":
		return "last word: " + p.Status
	}
	return p.work()
}

// work is what it says that it does.
func (p *publisher) work() string {
	var parts []string
	if model.Known(p.ActiveSymbols) {
		parts = append(parts, draw.Short(p.ActiveSymbols)+" symbols")
	}
	if model.Known(p.TicksPerSecond) {
		parts = append(parts, draw.Short(p.TicksPerSecond)+" ticks/s")
	}
	if p.Simulated {
		parts = append(parts, "simulated")
	}
	return strings.Join(parts, theme.Separator)
}

// figures are what it says of its load, as far as it does.
func (p *publisher) figures() string {
	var parts []string
	if model.Known(p.CPU) {
		parts = append(parts, "host "+draw.Fraction(p.CPU, 0))
	}
	if model.Known(p.QueueDepth) {
		parts = append(parts, "queue "+draw.Short(p.QueueDepth))
	}
	if model.Known(p.ActiveJobs) {
		parts = append(parts, "jobs "+draw.Short(p.ActiveJobs))
	}
	return strings.Join(parts, theme.Separator)
}

// up is how long it has been running.
func (p *publisher) up() string {
	if !model.Known(p.UptimeHours) {
		return draw.Dash
	}
	hours := min(p.UptimeHours, 1e6) // a length of time holds no more than 292 years
	return draw.Length(time.Duration(hours * float64(time.Hour)))
}
