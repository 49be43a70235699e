package uitest

import (
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/desk"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// Env is what a part of the screen is made with, at a moment, on a dark ground
// and before the first frame.
func Env(now time.Time) *pane.Env {
	return &pane.Env{State: model.NewState(), Theme: theme.New("dark", true), Zone: time.UTC, Now: now, Keys: keymap.Default(), Prefs: desk.New(desk.Options{})}
}

// Themes are those there are, each for the ground it is looked at on, by names
// for goldens.
func Themes() map[string]*theme.Theme {
	return map[string]*theme.Theme{
		"dark": theme.New("dark", true), "light": theme.New("light", false), "colorblind": theme.New("colorblind", true),
		"colorblind light": theme.New("colorblind", false), "16 colours": theme.Plain("auto", true),
	}
}
