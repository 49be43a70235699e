package mutes

import (
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Troubles is part of pane.Troubled: what the person does not see because they said so.
func (v *List) Troubles() []pane.Trouble {
	n := v.env.Prefs.Hidden()
	if n == 0 {
		return nil
	}
	return []pane.Trouble{{Text: draw.Count(uint64(n)) + " muted", Wanted: true, Same: "muted"}}
}
