package hub

// lookups are jobs whose record in Redis is to be read: those heard of on a
// channel before anything else was known of them, and those that began or ended
// before their start was known. The hub's lock guards the ids; news has room for one
// wake-up.
type lookups struct {
	ids  []string
	news chan struct{}
}

// maxLookups bounds a publisher that invents ids; those above it are found by
// the next scan.
const maxLookups = 1_000

func (l *lookups) add(id string) {
	if len(l.ids) >= maxLookups {
		return
	}
	l.ids = append(l.ids, id)
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// Lookups tells when there are jobs whose record is to be read.
func (h *Hub) Lookups() <-chan struct{} { return h.lookups.news }

// TakeLookups returns the ids of those jobs, once each.
func (h *Hub) TakeLookups() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	ids := h.lookups.ids
	h.lookups.ids = nil
	return ids
}
