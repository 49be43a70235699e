package engine

import (
	"slices"
	"sync"
)

// maxIncidents is how many incidents are told in one report.
const maxIncidents = 20

// troubles are what is wrong with this engine and what nobody else would hear of.
// Its methods may be called from any goroutine.
type troubles struct {
	mu        sync.Mutex
	link      string     // what is wrong with Redis, until it is back
	incidents []incident // since the last report, oldest first
}

// incident is what went wrong and is over.
type incident struct {
	text   string
	faulty bool // what others sent was: nothing is wrong with the engine
}

// note keeps an incident for the next report.
func (t *troubles) note(i incident) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.incidents) < maxIncidents {
		t.incidents = append(t.incidents, i)
	}
}

// setLink notes what is wrong with Redis; nil when nothing is any more.
func (t *troubles) setLink(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.link = ""
	if err != nil {
		t.link = err.Error()
	}
}

func (t *troubles) all() (lasting []string, incidents []incident) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.link != "" {
		lasting = []string{t.link}
	}
	return lasting, slices.Clone(t.incidents)
}

// clearReported forgets the n oldest incidents.
func (t *troubles) clearReported(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.incidents = slices.Delete(t.incidents, 0, n)
}
