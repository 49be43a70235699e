package feeds

// strangers are jobs that were heard of on a channel before their record was
// read: their symbols and dates are still to be looked up. The hub's lock
// guards the ids; news has room for one wake-up.
type strangers struct {
	ids  []string
	news chan struct{}
}

// maxStrangers bounds a publisher that invents ids; those above it are found by
// the next scan.
const maxStrangers = 1_000

func (s *strangers) add(id string) {
	if len(s.ids) >= maxStrangers {
		return
	}
	s.ids = append(s.ids, id)
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// takeStrangers returns the ids to look up, once each.
func (h *Hub) takeStrangers() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	ids := h.strangers.ids
	h.strangers.ids = nil
	return ids
}
