package results

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
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
	for name, c := range map[string]struct {
		w, h   int
		record model.Record
		keys   []string
		typed  string
	}{
		"minimal":      {80, 22, minimal(), nil, ""},
		"walk-forward": {120, 58, forward(), nil, ""},
		"date cursor":  {80, 22, whole(), []string{"left", "left", "left"}, ""},
		"query":        {80, 22, whole(), []string{"/"}, "symbol:n"},
		"wrong query":  {80, 22, whole(), []string{"/"}, "bars>x "},
		"a trade":      {80, 22, whole(), []string{"2", "enter"}, ""},
		"doubts":       {80, 22, forward(), []string{"!"}, ""},
		"raw":          {80, 22, whole(), []string{"v"}, ""},
		"export":       {80, 22, whole(), []string{"S"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, c.w, c.h, c.record)
			d.press(c.keys...)
			d.write(c.typed)
			golden.RequireEqual(t, d.text())
		})
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
