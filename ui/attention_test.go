package ui

import (
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/rules"
	"tickdeck/ui/uitest"
)

// ill is a frame in which a publisher has an issue.
func ill(after time.Duration, issues ...string) uitest.News {
	n := uitest.News{Taken: noon.Add(after), Link: model.Link{Up: true, Address: "localhost:6379/0"}}
	h := model.NewHealth()
	h.Component, h.Status, h.Issues, h.Arrived = "pl", "degraded", issues, noon.Add(after)
	if len(issues) == 0 {
		h.Status = "healthy"
	}
	n.Health = []model.Health{h}
	return n
}

func TestWhatIsWrongIsSaidUnderTheTopLine(t *testing.T) {
	for _, size := range [...][2]int{{80, 24}, {136, 40}} {
		d := newDeck(t, size[0], size[1])
		d.frame(ill(0))
		quiet := strings.Split(d.text(), "\n")
		d.frame(ill(time.Second, "feed B silent for 41 s"))
		d.shows(`1  pl says "feed B silent for 41 s"`, "! go there  z hide")
		loud := strings.Split(d.text(), "\n")
		for i := 6; i < len(quiet)-1; i++ { // the list itself is empty; the publishers' pane says it too
			if !strings.Contains(quiet[i]+loud[i], "pl") && quiet[i] != loud[i] {
				t.Errorf("row %d moved:\n%s\n%s", i, quiet[i], loud[i])
			}
		}
		d.press("z")
		d.hides("go there")
		d.frame(ill(2*time.Second, "feed B silent for 41 s"))
		d.hides("go there")
		d.frame(ill(3*time.Second, "feed B silent for 41 s", "no disk"))
		d.hides("go there") // the first issue is what it was
		d.frame(ill(4*time.Second, "no disk"))
		d.shows(`pl says "no disk"`)
		d.press("!")
		d.shows("▸ Redis, publishers")
		d.frame(ill(5 * time.Second))
		d.hides("go there")
		d.frame(ill(6*time.Second, "no disk"))
		d.shows(`pl says "no disk"`)
	}
}

func TestTheWorstIsSaidFirst(t *testing.T) {
	d := newDeck(t, 136, 40)
	n := ill(0, "slow")
	n.Channels = []model.ChannelStat{{Channel: model.Channel{Name: "tickstock.events.patterns", Kind: model.KindPatterns}, Refused: "NOPERM"}}
	n.Gaps = []model.Gap{{From: noon, To: noon.Add(5200 * time.Millisecond)}}
	n.Link.Interruptions = 1
	mine := model.NewJob("bt_1")
	mine.User, mine.Phase, mine.Updated = "user_456", model.PhaseRunning, noon.Add(-45*time.Second)
	n.Jobs = []model.Job{mine}
	d.frame(n)
	line := strings.Split(d.text(), "\n")[1]
	at := -1
	for _, want := range []string{"4", "patterns is refused: NOPERM", "bt_1 no news for 45s", "cut off 5.2 s at 12:00:00", `pl says "slow"`} {
		next := strings.Index(line, want)
		if next <= at {
			t.Errorf("%q is not in its place in %q", want, line)
		}
		at = next
	}
}

// mutedDeck has hidden and held back some alerts, and nothing is wrong.
func mutedDeck(t *testing.T, w, h int) *deck {
	t.Helper()
	d := newDeck(t, w, h)
	d.frame(ill(0))
	d.env.Prefs.Mute(rules.Mute{Symbol: "NVDA"})
	d.env.Prefs.Mute(rules.Mute{Pattern: "Doji"})
	d.env.Prefs.SetRule("", rules.Rule{Name: "amd", When: "symbol:AMD", Bell: true, CoolDown: "1h"})
	n := ill(time.Second)
	for i, symbol := range []string{"NVDA", "NVDA", "AMD", "AMD", "AMD"} {
		a := alert(i)
		a.Symbol, a.Pattern = symbol, "Doji"
		if symbol == "AMD" {
			a.Pattern = "Hammer"
		}
		a.EventTime, a.BarTime = noon.Add(time.Duration(i)*time.Minute), noon.Add(time.Duration(i)*time.Minute)
		a.Arrived = noon.Add(time.Second)
		n.Items = append(n.Items, model.FeedItem{Alert: a})
	}
	d.frame(n)
	return d
}

func TestWhatIsMutedAndHeldBackIsToldBehindWhatIsWrong(t *testing.T) {
	d := mutedDeck(t, 136, 40)
	d.hides("go there") // what the person wanted is no reason for a line
	d.frame(ill(2*time.Second, "feed B silent for 41 s"))
	d.shows(`3  pl says "feed B silent for 41 s" · 2 muted · 2 held back`)
	d.press("z")
	d.hides("go there")
	n := ill(3*time.Second, "feed B silent for 41 s")
	a := alert(9)
	a.Symbol, a.Arrived = "NVDA", noon.Add(3*time.Second)
	n.Items = []model.FeedItem{{Alert: a}}
	d.frame(n)
	d.hides("go there") // one more that is muted is nothing new
}

func TestTheKeyGoesFromOneTroubleToTheNext(t *testing.T) {
	d := mutedDeck(t, 136, 40)
	d.press("!")
	d.shows("▸ Muted")
	d.press("esc")
	d.frame(ill(2*time.Second, "feed B silent for 41 s"))
	d.press("!")
	d.shows("▸ Redis, publishers")
	d.press("!")
	d.shows("▸ Muted")
	d.press("esc", "!")
	d.shows("▸ Rules")
	d.press("esc", "!")
	d.shows("▸ Redis, publishers")
	if d.env.Top() != nil {
		t.Error("a page is open after the last was passed")
	}
	d.press("!", "esc")
	n := ill(3*time.Second, "feed B silent for 41 s")
	n.Channels = []model.ChannelStat{{Channel: model.Channel{Name: "tickstock.events.patterns", Kind: model.KindPatterns}, Refused: "NOPERM"}}
	d.frame(n)
	d.press("!")
	d.shows("▸ Channels") // something worse has come
}

func TestALongDelayIsToldInSeconds(t *testing.T) {
	d := newDeck(t, 80, 24)
	n := ill(0)
	c := someChannels()[0]
	trend := *c.ChannelTrend
	trend.P99 = 42_700 * time.Millisecond
	c.ChannelTrend, c.Overwritten = &trend, 0
	n.Channels = []model.ChannelStat{c}
	d.frame(n)
	d.shows("p99 of patterns is 42.7 s of 100 ms", "p99 42.7 s of 100 ms")
}
