package hub

import "tickdeck/model"

// Restore takes in alerts that were kept on disk from earlier runs, the oldest
// first. They are in no channel's books and no delay is taken from them, but what
// arrives again is known. It is called before Take.
func (h *Hub) Restore(alerts []*model.Alert) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, a := range alerts {
		a.Restored = true
		feed := h.feed.History()
		if h.dedup.find(a, &feed) == nil {
			h.pushAlert(a)
		}
	}
	h.changed()
}

// SetDiskTrouble says what is wrong with the history on disk; "" if nothing is.
func (h *Hub) SetDiskTrouble(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.disk != text {
		h.disk = text
		h.changed()
	}
}
