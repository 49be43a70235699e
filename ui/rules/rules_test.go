package rules

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

// opened is the page in a world of its own.
type opened struct {
	*List
	t     *testing.T
	world *uitest.World
	said  []string
}

// configured are the rules of the screens.
func configured() prefs.Prefs {
	return prefs.Prefs{
		Watchlists: map[string][]string{"desk": {"NVDA", "AMD"}},
		Rules: []rules.Rule{
			{Name: "strong", When: "conf>=0.9 watch:desk", Pin: true, Bell: true, Notify: true, CoolDown: "5m"},
			{Name: "evening", When: "pattern:evening* tf:5min", Highlight: "bright"},
			{Name: "bears", When: "dir:bear price>50", Run: "log.sh", MarketHours: true, Off: true},
			{Name: "broken", When: "conf>=", Pin: true, Place: &rules.Place{File: "/home/jo/config.toml", Lines: map[string]int{"": 5, "when": 7}}},
		},
	}
}

func open(t *testing.T, p prefs.Prefs) *opened {
	t.Helper()
	env := uitest.Env(noon)
	env.Prefs = desk.New(desk.Options{Configured: p})
	v := &opened{t: t, world: uitest.NewWorld(1000), List: New(env)}
	v.frame(noon)
	for i := range 6 {
		at := noon.Add(time.Duration(i) * time.Minute)
		var items []model.FeedItem
		for j := range 3 {
			items = append(items, model.FeedItem{Alert: &model.Alert{
				Symbol: []string{"NVDA", "AMD"}[i%2], Pattern: fmt.Sprint("Pattern ", j), Timeframe: "1min", Confidence: 0.9 + float64(i)/100,
				Arrived: at, EventTime: at, Price: model.None(), Volume: model.None(),
			}})
		}
		v.frame(at.Add(time.Second), items...)
	}
	v.do(v.Open())
	v.Resize(100, 20)
	return v
}

func (v *opened) frame(at time.Time, items ...model.FeedItem) {
	v.env.State.Apply(v.world.Frame(uitest.News{Items: items, Taken: at}))
	v.env.Now = at
	v.env.Prefs.Frame(&v.env.State.Feed, at)
}

// do carries out a command, and brings its answers back.
func (v *opened) do(cmd tea.Cmd) {
	v.t.Helper()
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			v.do(c)
		}
	case pane.Reply:
		v.do(v.Update(msg.Msg))
	case pane.ToastMsg:
		v.said = append(v.said, msg.Text)
	}
}

func (v *opened) press(keys ...rune) {
	v.t.Helper()
	for _, k := range keys {
		m := tea.KeyPressMsg{Code: k}
		if k > ' ' && k < 127 {
			m.Text = string(k)
		}
		if cmd, taken := keymap.Press(v.Actions(), m); taken {
			v.do(cmd)
			continue
		}
		if !v.Typing() {
			v.t.Fatalf("%c is not taken", k)
		}
		if k == ' ' {
			m.Text = " "
		}
		v.do(v.Update(m))
	}
}

func (v *opened) types(text string) { v.press([]rune(text)...) }

func (v *opened) ctrl(k rune) {
	v.t.Helper()
	cmd, taken := keymap.Press(v.Actions(), tea.KeyPressMsg{Code: k, Mod: tea.ModCtrl})
	if !taken {
		v.t.Fatalf("ctrl+%c is not taken", k)
	}
	v.do(cmd)
}

func (v *opened) at(w, h int) string {
	v.Resize(w, h)
	return strings.Join(v.Lines(true), "\n")
}

func (v *opened) text(w, h int) string { return ansi.Strip(v.at(w, h)) }

func (v *opened) shows(want ...string) {
	v.t.Helper()
	text := v.text(100, 20)
	for _, w := range want {
		if !strings.Contains(text, w) {
			v.t.Errorf("%q is not in\n%s", w, text)
		}
	}
}

func TestThePageLooksAsItDid(t *testing.T) {
	for _, w := range [...]int{40, 60, 80, 100, 160} {
		for name, keys := range map[string]string{"list": "", "edited": "e"} {
			t.Run(fmt.Sprintf("%d %s", w, name), func(t *testing.T) {
				v := open(t, configured())
				v.types(keys)
				golden.RequireEqual(t, v.text(w, 18))
			})
		}
	}
}

func TestTheColoursAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			v := open(t, configured())
			v.env.Theme = th
			golden.RequireEqual(t, v.at(100, 14))
		})
	}
}

func TestWhatARuleDidStandsInItsRow(t *testing.T) {
	v := open(t, configured())
	// NVDA at 12:00, 12:02, 12:04, and AMD between: each cools down for five minutes.
	v.shows("Rules  4, 1 off", "since 12:00: fired 2, held back 16", "1 a symbol/5m", "market hours u")
	v.shows("conf>=0.9 watch:desk", "pin, bell, notify", "config.toml line 7", "^ ", "made on a screen")
	v.press(tea.KeyEnd)
	v.shows("in config.toml line 5")
}

func TestARuleIsTriedWhileItIsTyped(t *testing.T) {
	v := open(t, configured())
	v.shows("would have fired 2 times today; 18 matched, the cool-down holds back 12, other reasons 4; kept s")
	v.press('n')
	v.types("mine")
	v.press(tea.KeyTab)
	v.types("symbol:NVDA")
	v.shows("would have fired 3 times today", "9 matched", "once a candle holds back 6", "12:04 NVDA 0.94")
	v.types(" conf>=")
	v.shows("number") // what is missing is said where it is typed
	v.types("0.93")
	v.shows("would have fired once today", "3 matched")
	v.ctrl('s')
	if v.edit == nil {
		t.Fatal("a rule that does nothing is kept")
	}
	v.types("pin, bell")
	v.ctrl('s')
	if v.edit != nil {
		t.Fatalf("it is not kept: %v", v.said)
	}
	v.shows("mine", "Rules  5, 1 off")
	if own := v.env.Prefs.Own().Rules; len(own) != 1 || own[0].When != "symbol:NVDA conf>=0.93" || !own[0].Bell || own[0].Name != "mine" {
		t.Errorf("kept: %+v", own)
	}
}

func TestLeavingChangesNothing(t *testing.T) {
	v := open(t, configured())
	before := v.text(100, 20)
	v.press('e')
	v.types("xyz")
	v.press(tea.KeyEscape)
	if after := v.text(100, 20); after != before {
		t.Errorf("got\n%s\nnot\n%s", after, before)
	}
}

func TestARuleIsSwitchedOffAndTakenOut(t *testing.T) {
	v := open(t, configured())
	v.press(' ')
	v.shows("4, 2 off", "○  strong")
	v.press('d')
	if len(v.said) == 0 || !strings.Contains(v.said[len(v.said)-1], "config.toml") {
		t.Errorf("said %v", v.said)
	}
	v.press('U')
	v.shows("4, 1 off", "●  strong")
}

func TestWhatWasHeldBackIsOneKeyAway(t *testing.T) {
	v := open(t, configured())
	v.press(tea.KeyEnter)
	top := v.env.Top()
	top.Resize(80, 40)
	text := ansi.Strip(strings.Join(top.Lines(true), "\n"))
	for _, want := range []string{"fired 2, held back 16", "cool-down", "same candle", "12:05 AMD"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestABrokenRuleIsNotFired(t *testing.T) {
	v := open(t, configured())
	v.press(tea.KeyEnd, 't')
	if n := len(v.said); n == 0 || !strings.Contains(v.said[n-1], "broken") {
		t.Errorf("said %v", v.said)
	}
}

func TestAnAnswerThatCameTooLateIsLeftOut(t *testing.T) {
	v := open(t, configured())
	late := v.try()
	v.press('j')
	before := v.trial.number
	v.do(late)
	if v.trial.number != before {
		t.Error("it is shown")
	}
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	p := configured()
	for i := range 40 {
		p.Rules = append(p.Rules, rules.Rule{Name: strings.Repeat("日本", i), When: strings.Repeat("\x1b[2J한", i), Run: strings.Repeat("🚀", i)})
	}
	for _, keys := range []string{"", "e", "G", "Ge"} {
		v := open(t, p)
		v.types(keys)
		for w := 1; w < 200; w += 1 + w/40 {
			for _, h := range [...]int{1, 2, 5, 16, 50} {
				v.Resize(w, h)
				lines := v.Lines(true)
				if len(lines) != h {
					t.Fatalf("%d lines at %d×%d", len(lines), w, h)
				}
				for _, line := range lines {
					if got := ansi.StringWidth(line); got != w {
						t.Fatalf("%q %d×%d: %d cells: %q", keys, w, h, got, ansi.Strip(line))
					}
				}
			}
		}
	}
}
