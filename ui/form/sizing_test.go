package form

import "testing"

// Each way to size a trade has a field of its own in the same place, and what is
// typed there is what is asked for.
func TestTheFieldForTheSizeIsTheOneThatCounts(t *testing.T) {
	r := newRig(t)
	r.press("aapl", "tab", "tab", "tab", "down", "space")
	r.goTo("Capital")
	r.press("tab")
	r.on("Sizing")
	for _, c := range []struct {
		title, typed, name string
		want               float64
	}{
		{"Slots", "4", "max_positions", 4},
		{"Amount", "2.5k", "position_amount", 2500},
		{"Volatility", "0.5%", "volatility_target", 0.005},
		{"Position", "20%", "position_size", 0.2},
	} {
		r.press("right", "tab")
		r.on(c.title)
		r.press(c.typed, "shift+tab")
		r.on("Sizing")
		got := written(r.form.request.Parameters)
		if got[c.name] != c.want {
			t.Errorf("%s: %v", c.title, got)
		}
		for _, other := range []string{"Slots", "Amount", "Volatility", "Position"} {
			if other != c.title {
				r.misses("  " + other + "  ")
			}
		}
	}
}

func TestWhatIsWrongWithAnotherSizingIsNoMatter(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.goTo("Position")
	r.press("lots", "shift+tab")
	r.sees("not yet right: Position")
	r.press("right")
	r.misses("not yet right")
	r.press("left")
	r.sees("not yet right: Position")
	r.sees(`✗ "lots" is not a fraction`)
}
