package worker

import (
	"math"
	"sync"
	"time"
)

// Progress is how far a run has come.
type Progress struct {
	Fraction float64 // 0 to 1
	Symbol   string  // at work on now
	Done     int     // symbols
	Total    int     // symbols; 0 while unknown
}

// progress is the last that a runner reported, and until when the lease lasts at
// least. The runner writes it, the job reads it.
type progress struct {
	mu      sync.Mutex
	last    Progress
	changed bool // since it was last taken
	until   time.Time
}

// set keeps progress from going back and within its range.
func (p *progress) set(to Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if math.IsNaN(to.Fraction) {
		to.Fraction = 0
	}
	to.Fraction = max(p.last.Fraction, min(to.Fraction, 1))
	p.changed = p.changed || to != p.last
	p.last = to
}

func (p *progress) latest() Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

func (p *progress) hasChanged() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.changed
}

// take returns the latest progress, as one that is being reported.
func (p *progress) take() Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changed = false
	return p.last
}

// renewed notes when a command was sent that makes the lease last from then on.
// A tenth is kept back, for the time that stopping takes.
func (p *progress) renewed(sent time.Time, lease time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = sent.Add(lease - lease/10)
}

func (p *progress) left() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.until)
}
