package ui

import (
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// top is the first line of the screen.
func (d *deck) topLine() string { return strings.SplitN(d.text(), "\n", 2)[0] }

// says fails unless the first line holds every one of the words.
func (d *deck) says(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.topLine(), w) {
			d.t.Errorf("%q is not in %q", w, d.topLine())
		}
	}
}

const simulatedMarket = "SIMULATED MARKET"

func TestSimulatedIsSaidAsLongAsSimulatedAlertsStandOnTheScreen(t *testing.T) {
	d := newDeck(t, 120, 40)
	b := busy()
	d.frame(b)
	if strings.Contains(d.topLine(), simulatedMarket) {
		t.Fatalf("nothing is simulated: %q", d.topLine())
	}
	a := alert(39)
	a.Simulated = true
	d.frame(uitest.News{Link: b.Link, Taken: noon, Items: []model.FeedItem{{Alert: a}}})
	d.says(simulatedMarket)
	// No publisher has said a word for an hour, and the alert is still there.
	d.frame(uitest.News{Link: b.Link, Taken: noon.Add(time.Hour)})
	d.says(simulatedMarket)
}

func TestSimulatedIsSaidAsLongAsAPublisherSaysIt(t *testing.T) {
	d := newDeck(t, 120, 40)
	h := model.NewHealth()
	h.Component, h.Simulated, h.Arrived = "engine", true, noon
	d.frame(uitest.News{Link: busy().Link, Taken: noon, Health: []model.Health{h}})
	d.says(simulatedMarket)
	d.frame(uitest.News{Link: busy().Link, Taken: noon.Add(model.HealthStale)})
	if strings.Contains(d.topLine(), simulatedMarket) {
		t.Errorf("nobody says so any more, and nothing that is shown is: %q", d.topLine())
	}
}

func TestBadgesStandBesideEachOther(t *testing.T) {
	for _, w := range [...]int{80, 120, 200} {
		d := newDeck(t, w, 40)
		d.opt.Badge = "BUILT-IN ENGINE"
		b := busy()
		b.Link.Insecure = true
		b.Items[0].Alert.Simulated = true
		d.frame(b)
		d.says("TLS NOT VERIFIED", simulatedMarket, "BUILT-IN ENGINE")
		d.exact("badges")
	}
}

func TestABadgeIsSaidOnce(t *testing.T) {
	d := newDeck(t, 120, 40)
	d.opt.Badge = simulatedMarket
	b := busy()
	b.Items[0].Alert.Simulated = true
	d.frame(b)
	if n := strings.Count(d.topLine(), simulatedMarket); n != 1 {
		t.Errorf("it is said %d times: %q", n, d.topLine())
	}
}

func TestTLSWithoutACertificateIsSaidWithoutAConnectionToo(t *testing.T) {
	d := newDeck(t, 100, 30)
	b := down()
	b.Link.Insecure = true
	d.frame(b)
	d.says("TLS NOT VERIFIED")
}

func TestAfterAnInterruptionNobodySaysThatNothingIsLost(t *testing.T) {
	for _, w := range [...]int{80, 100, 120, 200} {
		d := newDeck(t, w, 40)
		b := busy()
		for i := range b.Channels {
			b.Channels[i].Overwritten, b.Channels[i].Received = 0, b.Channels[i].Received-b.Channels[i].Overwritten
		}
		b.Link.Interruptions = 0
		d.frame(b)
		d.says("0 lost here")
		b.Link.Interruptions, b.Link.Unknown = 3, 12400*time.Millisecond
		d.frame(b)
		phrase := "0 lost here · 3 interruptions, 12.4 s unknown"
		if w < 100 {
			phrase = "0 lost here, 12.4 s unknown"
		}
		d.says(phrase)
		if !strings.Contains(d.screen(), d.env.Theme.Warn.Render(phrase)) {
			t.Errorf("%d columns: the doubt is not amber: %q", w, strings.SplitN(d.screen(), "\n", 2)[0])
		}
		d.env.State.Acknowledge()
		if !strings.Contains(d.screen(), d.env.Theme.Faint.Render(phrase)) {
			t.Errorf("%d columns: what was acknowledged is not faint: %q", w, strings.SplitN(d.screen(), "\n", 2)[0])
		}
	}
}

func TestALossIsRed(t *testing.T) {
	d := fullDeck(t, 120, 40)
	if !strings.Contains(d.screen(), d.env.Theme.Bad.Render("3 lost here · 1 interruption, 12.0 s unknown")) {
		t.Errorf("it says %q", d.topLine())
	}
}

func TestWithoutAConnectionTheProblemKeepsItsPlace(t *testing.T) {
	d := newDeck(t, 80, 24)
	d.frame(busy())
	b := down()
	b.Link.Interruptions, b.Link.Unknown = 3, 12400*time.Millisecond
	d.frame(b)
	d.says("no Redis at localhost:6379/0", "trying again in 3 s")
}
