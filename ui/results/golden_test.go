package results

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/ui/uitest"
)

// The goldens are plain text, so that a change can be read; those of the themes
// hold the colours as well. go test ./ui/results -update writes them anew.
func TestEachTabLooksAsItDid(t *testing.T) {
	for _, size := range [...]struct{ w, h int }{{60, 14}, {80, 22}, {120, 38}, {200, 58}} {
		for tab := range tabs {
			t.Run(fmt.Sprintf("%dx%d %s", size.w, size.h, name(tab)), func(t *testing.T) {
				d := open(t, size.w, size.h, whole())
				d.press(fmt.Sprint(int(tab) + 1))
				golden.RequireEqual(t, d.text())
			})
		}
	}
}

func TestWhatElseThereIsLooksAsItDid(t *testing.T) {
	for name, do := range map[string]func(*testing.T) *deck{
		"minimal":      func(t *testing.T) *deck { return open(t, 80, 22, minimal()) },
		"walk-forward": func(t *testing.T) *deck { return open(t, 120, 58, forward()) },
		"date cursor":  func(t *testing.T) *deck { d := open(t, 80, 22, whole()); d.press("left", "left", "left"); return d },
		"query":        func(t *testing.T) *deck { d := open(t, 80, 22, whole()); d.press("/"); d.write("symbol:n"); return d },
		"wrong query":  func(t *testing.T) *deck { d := open(t, 80, 22, whole()); d.press("/"); d.write("bars>x "); return d },
		"a trade":      func(t *testing.T) *deck { d := open(t, 80, 22, whole()); d.press("2", "enter"); return d },
		"doubts":       func(t *testing.T) *deck { d := open(t, 80, 22, forward()); d.press("!"); return d },
		"raw":          func(t *testing.T) *deck { d := open(t, 80, 22, whole()); d.press("v"); return d },
		"export":       func(t *testing.T) *deck { d := open(t, 80, 22, whole()); d.press("S"); return d },
	} {
		t.Run(name, func(t *testing.T) { golden.RequireEqual(t, do(t).text()) })
	}
}

func TestTheColoursAreAsTheyWere(t *testing.T) {
	for name, palette := range uitest.Themes() {
		for _, tab := range [...]string{"1", "5"} {
			t.Run(name+" "+tab, func(t *testing.T) {
				d := open(t, 100, 30, whole())
				d.env.Theme = palette
				d.press(tab)
				golden.RequireEqual(t, d.screen())
			})
		}
	}
}
