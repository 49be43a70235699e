package ui

import (
	"strings"
	"testing"
	"time"

	"tickdeck/model"
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
