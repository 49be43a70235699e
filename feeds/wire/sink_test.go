package wire

import (
	"testing"
	"time"

	"tickdeck/model"
)

var arrived = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

type reject struct {
	reason, raw string
	probe       bool
}

// shelf keeps everything it is handed.
type shelf struct {
	alerts  []*model.Alert
	jobs    []model.Job
	health  []model.Health
	rejects []reject
}

func (s *shelf) Alert(a *model.Alert)  { s.alerts = append(s.alerts, a) }
func (s *shelf) Job(j model.Job)       { s.jobs = append(s.jobs, j) }
func (s *shelf) Health(h model.Health) { s.health = append(s.health, h) }
func (s *shelf) Reject(reason, raw string) {
	s.rejects = append(s.rejects, reject{reason: reason, raw: raw})
}

func (s *shelf) Probe(what, raw string) {
	s.rejects = append(s.rejects, reject{what, raw, true})
}

func (s *shelf) calls() int { return len(s.alerts) + len(s.jobs) + len(s.health) + len(s.rejects) }

func decode(t *testing.T, kind model.Kind, payload string) *shelf {
	t.Helper()
	s := &shelf{}
	NewDecoder().Decode(3, kind, payload, arrived, s)
	if s.calls() == 0 {
		t.Fatalf("nothing came of %.200q", payload)
	}
	return s
}

func oneAlert(t *testing.T, payload string) *model.Alert {
	t.Helper()
	s := decode(t, model.KindPatterns, payload)
	if len(s.alerts) != 1 || s.calls() != 1 {
		t.Fatalf("got %d alerts and rejects %v, want one alert", len(s.alerts), s.rejects)
	}
	return s.alerts[0]
}

func oneJob(t *testing.T, kind model.Kind, payload string) model.Job {
	t.Helper()
	s := decode(t, kind, payload)
	if len(s.jobs) != 1 || s.calls() != 1 {
		t.Fatalf("got %d jobs and rejects %v, want one job", len(s.jobs), s.rejects)
	}
	return s.jobs[0]
}

func oneHealth(t *testing.T, payload string) model.Health {
	t.Helper()
	s := decode(t, model.KindHealth, payload)
	if len(s.health) != 1 || s.calls() != 1 {
		t.Fatalf("got %d reports and rejects %v, want one report", len(s.health), s.rejects)
	}
	return s.health[0]
}

// same compares numbers; None equals None.
func same(a, b float64) bool { return a == b || !model.Known(a) && !model.Known(b) }

// rawOf is the JSON an alert came in.
func rawOf(a *model.Alert) string {
	raw, _ := a.Raw()
	return raw
}
