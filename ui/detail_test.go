package ui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

func TestTheDetailLooksAsItDid(t *testing.T) {
	for _, size := range [...]struct{ w, h int }{{60, 30}, {80, 24}, {136, 40}, {160, 45}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(t *testing.T) {
			d := fullDeck(t, size.w, size.h)
			d.press("down", "down")
			if size.w < 200 { // there it is always
				d.press("enter")
			}
			golden.RequireEqual(t, d.text())
		})
	}
}

func TestTheDetailBesideTheListHasTheColoursOfEachTheme(t *testing.T) {
	for name, c := range map[string]struct {
		theme   string
		dark    bool
		profile colorprofile.Profile
	}{
		"dark":             {"dark", true, colorprofile.TrueColor},
		"light":            {"light", false, colorprofile.TrueColor},
		"colorblind":       {"colorblind", true, colorprofile.TrueColor},
		"colorblind light": {"colorblind", false, colorprofile.TrueColor},
		"16 colours":       {"auto", true, colorprofile.ANSI},
	} {
		t.Run(name, func(t *testing.T) {
			d := fullDeck(t, 160, 45)
			d.send(tea.ColorProfileMsg{Profile: c.profile})
			d.dark = c.dark
			d.applyTheme(c.theme)
			d.press("enter")
			golden.RequireEqual(t, d.screen())
		})
	}
}

func TestEnterOpensTheDetailInThePlaceOfJobs(t *testing.T) {
	for w, beside := range map[int]bool{139: false, 140: true, 160: true, 199: true} {
		d := fullDeck(t, w, 45)
		before := d.text()
		d.shows("─ Jobs ─")
		d.press("enter")
		if beside {
			d.shows("─ 日本株 ─", "▸ Alerts", "◆ Dark Cloud Cover 0.60")
			d.hides("─ Jobs ─")
		} else {
			d.shows(" ▸ 日本株  1min", "◆ Dark Cloud Cover 0.60", "J next  K before")
			d.hides("Alerts")
		}
		if d.press("esc"); d.text() != before {
			t.Errorf("%d columns: esc gives back\n%s\nof\n%s", w, d.text(), before)
		}
	}
}

func TestTheKeysStayWithTheListBesideADetail(t *testing.T) {
	d := fullDeck(t, 160, 45)
	d.press("enter", "down")
	d.shows("─ NVDA ─", "2 of ")
	d.press("2")
	d.shows("▸ Jobs")
	d.hides("─ NVDA ─")
	d.press("1")
	d.shows("─ NVDA ─")
	d.press("3")
	d.shows("▸ Channels", "─ patterns ─", "+ lost here")
	d.press("4")
	d.shows("─ loader ─ silent")
	d.press("1", "enter")
	d.shows(" ▸ NVDA")
	d.press("esc")
	d.shows("▸ Alerts", "─ NVDA ─")
	d.press("esc")
	d.shows("─ Jobs ─", "› 11:57  NVDA")
}

func TestTheDetailIsAlwaysThereOnALargeScreen(t *testing.T) {
	d := fullDeck(t, 200, 60)
	d.shows("─ Jobs ─", "─ 日本株 ─")
	d.press("down", "2")
	d.shows("▸ Jobs", "─ bt_", "owner")
	d.press("down")
	d.shows("2 of 7")
	d.press("1", "enter", "J")
	d.shows(" ▸ AAPL")
}

func TestAnOpenDetailKeepsEverySize(t *testing.T) {
	d := fullDeck(t, 160, 45)
	d.press("down", "enter", "v")
	for w := leastWidth; w <= 220; w++ {
		for h := leastHeight; h <= 70; h += 7 + (w+h)%11 {
			d.resize(w, h)
			d.exact("an open detail")
		}
	}
	d.resize(160, 45)
	d.shows("─ NVDA ─", `"symbol": "NVDA"`)
	d.resize(60, 30)
	d.press("enter")
	for w := leastWidth; w <= 220; w++ {
		d.resize(w, leastHeight+w%40)
		d.exact("a page")
	}
}

func TestNextAndBeforeGoThroughTheListFromThePage(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.press("enter", "J")
	d.shows(" ▸ NVDA", "2 of ")
	d.press("J", "J", "K")
	d.shows(" ▸ AAPL")
	d.frame(uitest.News{Taken: noon, Link: busy().Link, Items: []model.FeedItem{{Alert: alert(7)}}})
	d.shows(" ▸ AAPL")
	d.press("esc")
	d.shows("▸ Alerts", "› 11:59  AAPL", "1 newer")
	d.press("enter", "K", "K", "K", "K")
	d.shows(" ▸ 日本株")
	d.press("a")
	d.shows(" ▸ NVDA")
	d.press("esc")
	d.shows("✓11:59")
}

func TestABacktestOfAnAlertIsFilledIn(t *testing.T) {
	for name, keys := range map[string][]string{"in the list": {"down"}, "on its page": {"enter", "J"}} {
		d := fullDeck(t, 80, 24)
		d.press(append(keys, "n")...)
		if d.shows("▸ New backtest", "NVDA", "Three White Soldiers"); d.env.Top() == nil {
			t.Errorf("%s: no form", name)
		}
		d.press("esc")
		d.hides("New backtest")
	}
}

func TestWhatWasTypedIsAskedFor(t *testing.T) {
	d := fullDeck(t, 80, 24)
	d.press("2", "n", "A", "M", "D", "esc", "1", "down", "n")
	d.shows("Replace what is in the form", "The form has AMD and 0 patterns. Replace that by NVDA and", "Three White Soldiers?")
	d.press("n")
	d.shows("▸ New backtest", "AMD")
	d.hides("NVDA")
	d.press("esc", "n", "y")
	d.shows("▸ New backtest", "NVDA", "Three White Soldiers")
	d.press("esc", "down", "n") // what was filled in is no loss
	d.shows("▸ New backtest", "AAPL", "Three White Soldiers")
	d.hides("Replace")
}
