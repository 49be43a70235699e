package rules

import (
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Troubles is part of pane.Troubled: what rules did nothing about because the person set
// them limits.
func (v *List) Troubles() []pane.Trouble {
	n := v.env.Prefs.HeldBack()
	if n == 0 {
		return nil
	}
	return []pane.Trouble{{Text: draw.Count(uint64(n)) + " held back", Wanted: true, Same: "held back"}}
}
