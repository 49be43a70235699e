package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

func TestWhoSuspendsTheDeckFindsWhereTheyWere(t *testing.T) {
	for name, back := range map[string]func(*deck){
		"the shell brings it back":  func(d *deck) { d.Update(tea.ResumeMsg{}) },
		"it could not be suspended": func(d *deck) { d.press("tab") },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDeck(t, 120, 40)
			d.frame(busy())
			later := busy().Taken.Add(10 * time.Minute)
			d.press("ctrl+z")
			back(d)
			a := &model.Alert{Symbol: "LATE", Pattern: "Hammer", Timeframe: "1min", EventTime: later, Arrived: later}
			d.frame(uitest.News{Items: []model.FeedItem{{Alert: a}}, Taken: later, Link: busy().Link})
			text := d.text()
			if !strings.Contains(text, "you were here") || strings.Index(text, "LATE") > strings.Index(text, "you were here") {
				t.Errorf("nothing says where:\n%s", text)
			}
			d.Update(tea.BlurMsg{}) // who is back can leave again
			if d.frame(uitest.News{Taken: later.Add(time.Minute), Link: busy().Link}); !strings.Contains(d.text(), "nothing since then") {
				t.Errorf("the deck does not know that somebody was back:\n%s", d.text())
			}
		})
	}
}
