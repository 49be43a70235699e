package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/ui/exchange"
	"tickdeck/ui/uitest"
)

// tradingDeck shows the clock of an exchange, at a time of it.
func tradingDeck(t *testing.T, name, at string, w int) *deck {
	t.Helper()
	d := newDeck(t, w, 24)
	e, ok := exchange.Find(name)
	if !ok {
		t.Fatal(name)
	}
	now, err := time.ParseInLocation("2006-01-02 15:04:05", at, e.Zone())
	if err != nil {
		t.Fatal(err)
	}
	d.opt.Exchange, d.env.Zone = e, e.Zone()
	d.frame(uitest.News{Taken: now, Link: model.Link{Up: true, Address: "localhost:6379/0"}})
	return d
}

func TestTheTopLineTellsWhetherTheMarketIsOpen(t *testing.T) {
	for _, c := range []struct{ name, at, want string }{
		{"NYSE", "2026-11-30 10:42:07", "NYSE open until 16:00   10:42:07 EST"},
		{"NYSE", "2026-07-02 10:42:07", "NYSE open until 16:00   10:42:07 EDT"},
		{"NYSE", "2026-11-27 10:42:07", "NYSE open until 13:00, early close   10:42:07 EST"},
		{"NYSE", "2026-11-26 10:42:07", "NYSE closed: Thanksgiving, until Fri 09:30   10:42:07 EST"},
		{"LSE", "2026-11-30 16:30:00", "LSE closed until Tue 08:00   16:30:00 GMT"},
		{"TSE", "2026-11-30 11:42:07", "TSE lunch until 12:30   11:42:07 JST"},
	} {
		if line := tradingDeck(t, c.name, c.at, 136).topLine(); !strings.HasSuffix(strings.TrimRight(line, " "), c.want) {
			t.Errorf("%q is not at the end of %q", c.want, line)
		}
	}
}

func TestTheMarketSaysLessWhereThereIsLittleRoom(t *testing.T) {
	for w, want := range map[int]string{
		200: "NYSE closed: Thanksgiving, until Fri 09:30   10:42:07 EST",
		136: "NYSE closed: Thanksgiving, until Fri 09:30   10:42:07 EST",
		80:  "NYSE closed   10:42:07 EST",
		60:  "10:42:07 EST",
	} {
		line := tradingDeck(t, "NYSE", "2026-11-26 10:42:07", w).topLine()
		if !strings.HasSuffix(strings.TrimRight(line, " "), want) || ansi.StringWidth(line) != w {
			t.Errorf("%d: %q is not at the end of %q", w, want, line)
		}
		if w > 60 && !strings.Contains(line, "tickdeck") || !strings.Contains(line, "0 lost here") || w == 60 && strings.Contains(line, "NYSE") {
			t.Errorf("%d: %q", w, line)
		}
	}
}

func TestTheMarketClosesOnTheScreenWithoutOtherNews(t *testing.T) {
	d := tradingDeck(t, "NYSE", "2026-11-30 15:59:59", 136)
	d.says("NYSE open until 16:00")
	d.frame(uitest.News{Taken: d.env.Now.Add(time.Second), Link: d.env.State.Link})
	d.says("NYSE closed until Tue 09:30")
}

func TestNoMarketIsToldUnlessOneIsNamed(t *testing.T) {
	d := fullDeck(t, 200, 40)
	for _, word := range []string{"open", "closed"} {
		if strings.Contains(d.topLine(), word) {
			t.Errorf("%q in %q", word, d.topLine())
		}
	}
}

func TestOneKeyTurnsTimesIntoAgesAndBack(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.press("u")
	clock := d.text()
	d.press("A")
	ages := d.text()
	if ages == clock || !strings.Contains(ages, "times: how long ago") {
		t.Errorf("nothing changed:\n%s", ages)
	}
	d.press("A")
	if !strings.Contains(d.text(), "times: of the clock") || listOf(d.text()) != listOf(clock) {
		t.Errorf("it is not as it was:\n%s", d.text())
	}
}

// listOf is the screen without its first and its last line.
func listOf(screen string) string {
	lines := strings.Split(screen, "\n")
	return strings.Join(lines[1:len(lines)-1], "\n")
}

func TestTimesBeginAsTheSettingSays(t *testing.T) {
	for _, relative := range []bool{false, true} {
		d := newDeck(t, 80, 24)
		o := d.opt
		o.Relative = relative
		if a := New(o); a.env.Relative != relative {
			t.Errorf("wanted %v", relative)
		}
	}
}
