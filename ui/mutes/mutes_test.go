package mutes

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/model/prefs"
	"tickdeck/model/rules"
	"tickdeck/ui/desk"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// trial is the page, or what lies over it, in a world of its own.
type trial struct {
	t     *testing.T
	env   *pane.Env
	world *uitest.World
	said  []string
}

func sit(t *testing.T) *trial {
	t.Helper()
	v := &trial{t: t, env: uitest.Env(noon), world: uitest.NewWorld(1000)}
	v.env.Prefs = desk.New(desk.Options{
		Configured: prefs.Prefs{Mutes: []rules.Mute{{Symbol: "GME", Place: &rules.Place{File: "/home/jo/config.toml"}}}},
		Closes:     func(time.Time) (time.Time, bool) { return noon.Add(4 * time.Hour), true },
	})
	v.frame(noon)
	v.env.Prefs.Mute(rules.Mute{Symbol: "WMT", Until: noon.Add(15 * time.Minute)})
	v.env.Prefs.Mute(rules.Mute{Pattern: "Short Line", Until: noon.Add(5*time.Hour + 18*time.Minute)})
	return v
}

func (v *trial) frame(at time.Time, symbols ...string) {
	var items []model.FeedItem
	for _, s := range symbols {
		items = append(items, model.FeedItem{Alert: &model.Alert{Symbol: s, Pattern: "Doji", Timeframe: "1min", Arrived: at, Confidence: 0.5}})
	}
	v.env.State.Apply(v.world.Frame(uitest.News{Items: items, Taken: at}))
	v.env.Now = at
	v.env.Prefs.Frame(&v.env.State.Feed, at)
}

func (v *trial) do(cmd tea.Cmd) {
	v.t.Helper()
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			v.do(c)
		}
	case pane.ToastMsg:
		v.said = append(v.said, msg.Text)
	default: // of a sequence only what is said at once counts here
	}
}

func (v *trial) press(keys ...rune) {
	v.t.Helper()
	for _, k := range keys {
		top := v.env.Top()
		m := tea.KeyPressMsg{Code: k}
		if k >= ' ' && k < 127 {
			m.Text = string(k)
		}
		if cmd, taken := keymap.Press(top.Actions(), m); taken {
			v.do(cmd)
			continue
		}
		v.do(top.Update(m))
	}
}

func (v *trial) text(w, h int) string {
	top := v.env.Top()
	ow, oh := top.Want(w, h)
	top.Resize(ow, oh)
	return ansi.Strip(strings.Join(top.Lines(true), "\n"))
}

func (v *trial) shows(want ...string) {
	v.t.Helper()
	text := v.text(80, 10)
	for _, w := range want {
		if !strings.Contains(text, w) {
			v.t.Errorf("%q is not in\n%s", w, text)
		}
	}
}

func (v *trial) list() *trial {
	v.env.Open(New(v.env))
	return v
}

func TestThePageLooksAsItDid(t *testing.T) {
	for _, w := range [...]int{40, 60, 80, 160} {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			v := sit(t).list()
			v.frame(noon.Add(time.Second), "WMT", "WMT", "GME", "AAPL")
			golden.RequireEqual(t, v.text(w, 8))
		})
	}
}

func TestTheDialogLooksAsItDid(t *testing.T) {
	v := sit(t)
	v.env.Open(NewDialog(v.env, &model.Alert{Symbol: "NVDA", Pattern: "Engulfing"}))
	golden.RequireEqual(t, v.text(80, 24))
}

func TestWhatIsHiddenIsCountedAndShown(t *testing.T) {
	v := sit(t).list()
	v.frame(noon.Add(time.Second), "WMT", "GME", "WMT")
	v.shows("Muted  3", "since 12:00: hidden 3", "12:15", "15 min", "5 h 18", "for good", "config.toml", "me, 12:00")
	v.press('j', tea.KeyEnter)
	v.shows("Hidden: symbol WMT", "2 today")
}

func TestAMuteIsUndoneWithOneKey(t *testing.T) {
	v := sit(t).list()
	v.press('u') // that of the configuration
	v.shows("Muted  2")
	v.press('U')
	v.shows("Muted  3", "GME")
	v.press('+')
	v.shows("12:30", "30 min")
	v.press('g', '+')
	if n := len(v.said); n == 0 || !strings.Contains(v.said[n-1], "for good") {
		t.Errorf("said %v", v.said)
	}
	v.frame(noon.Add(31 * time.Minute))
	v.shows("Muted  2")
}

func TestTheDialogMutesASymbolOrAPatternForATime(t *testing.T) {
	wmt, nvda := &model.Alert{Symbol: "WMT", Pattern: "Doji"}, &model.Alert{Symbol: "NVDA", Pattern: "Engulfing"}
	v := sit(t)
	v.env.Open(NewDialog(v.env, nvda))
	v.press(tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace)
	v.press([]rune("soon")...)
	v.shows("is no end")
	v.press(tea.KeyEnter)
	if v.env.Top() == nil || v.env.Prefs.Muted(nvda) {
		t.Fatal("it is muted until nobody knows when")
	}
	v.press(tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace)
	v.press([]rune("the close")...)
	v.press(tea.KeyEnter)
	if v.env.Top() != nil || !v.env.Prefs.Muted(nvda) || !v.env.Prefs.Muted(wmt) {
		t.Error("NVDA is not muted")
	}
	v.list().shows("symbol NVDA", "16:00", "4 h")
	v.env.Close()
	v.env.Open(NewDialog(v.env, nvda))
	if cmd, taken := keymap.Press(v.env.Top().Actions(), tea.KeyPressMsg{Code: 'p', Mod: tea.ModCtrl}); !taken || cmd != nil {
		t.Error("the pattern cannot be chosen")
	}
	v.shows("pattern", "Engulfing")
	v.press(tea.KeyEnter)
	if !v.env.Prefs.Muted(&model.Alert{Symbol: "X", Pattern: "engulfing"}) {
		t.Error("the pattern is not muted")
	}
}

func TestLeftIsRoundedUp(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Minute: "0 min", time.Second: "1 min", 15 * time.Minute: "15 min", time.Hour: "1 h", 318 * time.Minute: "5 h 18", 72 * time.Hour: "3 days",
	} {
		if got := Left(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	v := sit(t)
	for i := range 30 {
		v.env.Prefs.Mute(rules.Mute{Symbol: strings.Repeat("日\x1b", i+1), Until: noon.Add(time.Duration(i) * 9 * time.Hour)})
	}
	dialog := NewDialog(v.env, &model.Alert{Symbol: strings.Repeat("日", 100), Pattern: "x"})
	for _, c := range []pane.Component{New(v.env), dialog} {
		for w := 1; w < 200; w++ {
			for _, h := range [...]int{1, 2, 5, 8, 50} {
				c.Resize(w, h)
				lines := c.Lines(true)
				if len(lines) != h {
					t.Fatalf("%T: %d lines at %d×%d", c, len(lines), w, h)
				}
				for _, line := range lines {
					if got := ansi.StringWidth(line); got != w {
						t.Fatalf("%T %d×%d: %d cells: %q", c, w, h, got, ansi.Strip(line))
					}
				}
			}
		}
	}
}
