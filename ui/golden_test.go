package ui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"
)

// The goldens are plain text, so that a change can be read; one holds the
// colours as well. go test ./ui -update writes them anew.
func TestTheScreenLooksAsItDid(t *testing.T) {
	for _, size := range [...]struct{ w, h int }{{60, 16}, {80, 24}, {120, 40}, {200, 60}} {
		for _, e := range newDeck(t, 80, 24).focusable() {
			t.Run(fmt.Sprintf("%dx%d %s", size.w, size.h, e.title), func(t *testing.T) {
				d := fullDeck(t, size.w, size.h)
				d.press(d.env.Keys.Binding(e.action).Keys[0])
				golden.RequireEqual(t, d.text())
			})
		}
	}
}

func TestWhatLiesOverTheScreenLooksAsItDid(t *testing.T) {
	for name, prepare := range situations() {
		t.Run(name, func(t *testing.T) {
			d := newDeck(t, 80, 24)
			prepare(d)
			golden.RequireEqual(t, d.text())
		})
	}
}

// situations lead from an empty screen to what there can be to see.
func situations() map[string]func(*deck) {
	after := func(keys ...string) func(*deck) {
		return func(d *deck) {
			d.frame(busy())
			d.press(keys...)
		}
	}
	return map[string]func(*deck){
		"before the first frame": func(*deck) {},
		"connecting":             func(d *deck) { b := down(); b.Link.Problem = ""; d.frame(b) },
		"nothing yet":            func(d *deck) { b := busy(); b.Items, b.Jobs = nil, nil; d.frame(b) },
		"down":                   func(d *deck) { d.frame(busy()); d.frame(down()) },
		"help":                   after("?"),
		"alert":                  after("enter"),
		"job":                    after("2", "down", "down", "down", "down", "enter"),
		"unreadable":             after("u"),
		"unreadable message":     after("u", "enter"),
		"confirm":                after("2", "x"),
		"toast":                  after("2", "G", "x"),
		"scrolled":               after("down", "pgdown", "pgdown"),
		"export":                 after("S", "down"),
		"help over a dialog":     after("2", "x", "?"),
	}
}

func TestTheColoursAreAsTheyWere(t *testing.T) {
	d := fullDeck(t, 120, 40)
	golden.RequireEqual(t, d.screen())
}

// The other themes, each in the variant for the ground it is looked at on.
func TestTheColoursOfEachThemeAreAsTheyWere(t *testing.T) {
	for name, c := range map[string]struct {
		theme   string
		dark    bool
		profile colorprofile.Profile
	}{
		"light":            {"light", false, colorprofile.TrueColor},
		"colorblind":       {"colorblind", true, colorprofile.TrueColor},
		"colorblind light": {"colorblind", false, colorprofile.TrueColor},
		"16 colours":       {"auto", true, colorprofile.ANSI},
	} {
		t.Run(name, func(t *testing.T) {
			d := fullDeck(t, 120, 40)
			d.send(tea.ColorProfileMsg{Profile: c.profile})
			d.dark = c.dark
			d.applyTheme(c.theme)
			golden.RequireEqual(t, d.screen())
		})
	}
}
