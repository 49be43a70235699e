package pane

import (
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
)

func TestTrustIsSaidInOnePhrase(t *testing.T) {
	th := theme.New("dark", true)
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		link  model.Link
		lost  uint64
		seen  bool
		want  string
		paint theme.Paint
	}{
		"nothing happened":       {model.Link{Up: true}, 0, false, "0 lost here", th.Faint},
		"one interruption":       {model.Link{Up: true, Interruptions: 1, Unknown: 252 * time.Millisecond}, 0, false, "0 lost here · 1 interruption, 252 ms unknown", th.Warn},
		"several":                {model.Link{Up: true, Interruptions: 3, Unknown: 12400 * time.Millisecond}, 0, false, "0 lost here · 3 interruptions, 12.4 s unknown", th.Warn},
		"a long time":            {model.Link{Up: true, Interruptions: 2, Unknown: 190 * time.Second}, 0, false, "0 lost here · 2 interruptions, 3 min unknown", th.Warn},
		"acknowledged":           {model.Link{Up: true, Interruptions: 3, Unknown: 12400 * time.Millisecond}, 0, true, "0 lost here · 3 interruptions, 12.4 s unknown", th.Faint},
		"without a connection":   {model.Link{Interruptions: 1, Since: now.Add(-9 * time.Second)}, 0, false, "0 lost here · 1 interruption, 9.0 s unknown", th.Warn},
		"lost":                   {model.Link{Up: true}, 134145, false, "134,145 lost here", th.Bad},
		"lost, and acknowledged": {model.Link{Up: true, Interruptions: 1, Unknown: time.Second}, 3, true, "3 lost here · 1 interruption, 1.0 s unknown", th.Bad},
	} {
		s := model.NewState()
		s.Apply(model.Frame{
			Snapshot: &model.Snapshot{Link: c.link}, Taken: now,
			Channels: []model.ChannelStat{{Books: model.Books{Overwritten: c.lost}}},
		})
		if c.seen {
			s.Acknowledge()
		}
		if paint, text := Trust(th, s); text != c.want || paint != c.paint {
			t.Errorf("%s: %q, painted as is right: %v", name, text, paint == c.paint)
		}
	}
}

func TestARefusedChannelIsSaidFirstAndInRed(t *testing.T) {
	th, s := theme.New("dark", true), model.NewState()
	s.Apply(model.Frame{
		Snapshot: &model.Snapshot{Link: model.Link{Up: true}},
		Channels: []model.ChannelStat{{Refused: "NOPERM"}, {}, {Refused: "NOPERM"}},
	})
	if paint, text := Trust(th, s); paint != th.Bad || text != "2 of 3 channels refused · 0 lost here" {
		t.Errorf("%q, in red: %v", text, paint == th.Bad)
	}
	if text := TrustBrief(s); text != "2 of 3 refused, 0 lost here" {
		t.Errorf("in short %q", text)
	}
}

func TestDoubtComesBackWithTheNextInterruption(t *testing.T) {
	th, s := theme.New("dark", true), model.NewState()
	s.Apply(model.Frame{Snapshot: &model.Snapshot{Link: model.Link{Up: true, Interruptions: 1}}})
	s.Acknowledge()
	s.Apply(model.Frame{Snapshot: &model.Snapshot{Link: model.Link{Up: true, Interruptions: 2}}})
	if paint, text := Trust(th, s); paint != th.Warn || !strings.Contains(text, "2 interruptions") {
		t.Errorf("%q", text)
	}
}
