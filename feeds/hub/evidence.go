package hub

import (
	"slices"
	"strings"

	"tickdeck/model"
)

// maxTimeframe is the longest name of a timeframe that is looked up, in bytes.
const maxTimeframe = 32

// timeframes are those that alerts came with, in the order in which they were first
// seen. The hub's lock guards the names; news has room for one wake-up.
type timeframes struct {
	seen []string
	news chan struct{}
}

func (f *timeframes) add(name string) {
	if name == "" || slices.Contains(f.seen, name) || len(f.seen) >= model.MaxTimeframes || len(name) > maxTimeframe {
		return
	}
	f.seen = append(f.seen, name)
	select {
	case f.news <- struct{}{}:
	default:
	}
}

// Timeframes are those that alerts came with, at most model.MaxTimeframes.
func (h *Hub) Timeframes() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.timeframes.seen)
}

// NewTimeframes tells when there are more of them.
func (h *Hub) NewTimeframes() <-chan struct{} { return h.timeframes.news }

// SetEvidence replaces what alerts were worth before. trouble says what of it could
// not be read; "" if all could.
func (h *Hub) SetEvidence(e *model.EvidenceSet, trouble string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.evidence != e {
		h.evidence = e
		h.evidenceRev++
		h.changed()
	}
	if h.evidenceTrouble != trouble {
		h.evidenceTrouble = trouble
		h.changed()
	}
}

// troubles are all that there is. The lock is held.
func (h *Hub) troubles() string {
	all := slices.DeleteFunc([]string{h.trouble, h.evidenceTrouble, h.disk, h.jobsDisk}, func(s string) bool { return s == "" })
	return strings.Join(all, "; ")
}
