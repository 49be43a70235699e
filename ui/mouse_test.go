package ui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// clicks on the first cell of a text that is on the screen.
func (d *deck) clicks(text string) {
	d.t.Helper()
	for y, line := range strings.Split(d.text(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			d.send(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
			return
		}
	}
	d.t.Fatalf("there is no %q to click on:\n%s", text, d.text())
}

// turns the wheel over the first cell of a text.
func (d *deck) turns(text string, way tea.MouseButton) {
	d.t.Helper()
	for y, line := range strings.Split(d.text(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			d.send(tea.MouseWheelMsg{X: ansi.StringWidth(before), Y: y, Button: way})
			return
		}
	}
	d.t.Fatalf("there is no %q to turn over:\n%s", text, d.text())
}

// under is the line with the cursor.
func (d *deck) under() string {
	for line := range strings.SplitSeq(d.text(), "\n") {
		if strings.Contains(line, "›") {
			return line
		}
	}
	return ""
}

func TestAClickChoosesARowInEveryPane(t *testing.T) {
	for name, c := range map[string]struct {
		keys         []string
		on, selected string
	}{
		"jobs":                {nil, " cancelled", "bt_0dd5"},
		"channels":            {nil, "bt.results", "bt.results"},
		"publishers, narrow":  {nil, "engine   ", "engine"},
		"publishers, a table": {[]string{"4"}, "engine  ", "engine"},
		"board":               {[]string{"b"}, "日本株", "日本株"},
		"groups":              {[]string{"t"}, "日本株", "日本株"},
		"unreadable messages": {[]string{"u"}, "it ends", "it ends too early"},
	} {
		t.Run(name, func(t *testing.T) {
			d := fullDeck(t, 120, 40)
			d.press(c.keys...)
			d.clicks(c.on)
			if got := d.under(); !strings.Contains(got, "›") || !strings.Contains(got, c.selected) {
				t.Errorf("the cursor is on %q:\n%s", got, d.text())
			}
		})
	}
}

func TestTheWheelScrollsADialogAndAClickBesideItDoesNothing(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.press("?")
	d.shows(" 1–20 of ")
	d.turns("follow the newest", tea.MouseWheelDown)
	d.shows(" 4–23 of ")
	d.turns("follow the newest", tea.MouseWheelUp)
	d.shows(" 1–20 of ")
	before := d.text()
	d.clicks("follow the newest")
	d.send(tea.MouseClickMsg{X: 0, Y: 0, Button: tea.MouseLeft})
	if d.text() != before {
		t.Errorf("a click did something:\n%s", d.text())
	}
	d.press("esc", "2", "x")
	before = d.text()
	d.clicks("y cancel the job")
	d.turns("leave it", tea.MouseWheelDown)
	if d.text() != before || len(d.jobs.cancelled) > 0 {
		t.Errorf("a click answered a question:\n%s", d.text())
	}
}

func TestTheListIsWrittenWhereTheDialogSays(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.press("S")
	d.shows("Write the list to a file", "/home/jo/tickdeck-alerts-20260302-120000.csv", "CSV", "JSON lines", "Markdown")
	d.press("down", "down")
	d.shows("/home/jo/tickdeck-alerts-20260302-120000.md")
	d.press("up", "X", "enter")
	d.shows("alerts written to /home/jo/tickdeck-alerts-20260302-120000.jsonlX")
	if text := d.files.wrote["/home/jo/tickdeck-alerts-20260302-120000.jsonlX"]; !strings.HasPrefix(text, `{"time":"2026-`) {
		t.Errorf("wrote %q", d.files.wrote)
	}
	d.files.err = errors.New("the disk of /home/jo is full: make room, or choose another folder")
	d.press("S", "Y", "enter")
	d.shows("nothing was written: the disk of /home/jo is full: make room, or choose another folder")
	d.press("S")
	d.shows("jsonlY") // what was typed is offered again
}
