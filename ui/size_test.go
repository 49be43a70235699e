package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// overlays are the keys that open each of them.
func overlays() map[string][]string {
	return map[string][]string{
		"nothing": nil, "help": {"?"}, "alert": {"enter"}, "job": {"2", "down", "down", "down", "down", "enter"},
		"rules": {"R"}, "form, a rule": {"R", "n"}, "what is muted": {"M"}, "form, muting": {"M", "n"},
		"unreadable": {"u"}, "unreadable, unfolded": {"u", "right", "down"}, "publishers": {"4"}, "publisher": {"4", "enter"}, "confirm": {"2", "x"}, "export": {"S"}, "columns": {"C"}, "columns, chosen": {"C", "down", "space", "J", "right"}, "strong question": {"2", "down", "down", "x"}, "form": {"n"}, "jobs": {"2"}, "channels": {"3"}, "board": {"b"}, "board, by activity": {"b", "o", "right"}, "groups": {"t"}, "groups, by pattern": {"t", "t", "down"}, "groups, sorted": {"t", ">", "o"},
		"form, a suggestion": {"n", "A"}, "form, a date": formField(1), "form, patterns": formField(3, "down"),
		"form, looking for patterns": formField(3, "d"), "form, a choice": formField(5), "form, costs": formField(14), "form, presets": {"n", "ctrl+o"},
		"form, the button": {"n", "shift+tab"}, "form, what will be sent": {"n", "A", "A", "tab", "tab", "tab", "down", "space", "ctrl+p"},
	}
}

// formField are the keys that lead to the n-th field of the form, and more.
func formField(n int, more ...string) []string {
	keys := append([]string{"n"}, slices.Repeat([]string{"tab"}, n)...)
	return append(keys, more...)
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	for name, keys := range overlays() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := fullDeck(t, 80, 24)
			d.press(keys...)
			step := 5 // an overlay lies in the middle of what is tried without one
			if d.env.Top() == nil {
				step = 1
			}
			for w := leastWidth; w <= 220; w += step {
				for h := leastHeight; h <= 90; h += 8 + (w+h)%13 {
					d.resize(w, h)
					d.exact(name)
				}
			}
			for _, s := range [...]struct{ w, h int }{{300, 90}, {500, 200}} {
				d.resize(s.w, s.h)
				d.exact(name)
			}
		})
	}
}

func TestWideTextKeepsEverySize(t *testing.T) {
	wide := []string{strings.Repeat("日本株", 20), strings.Repeat("🚀", 30), "👨‍👩‍👧‍👦 family", "e\u0301e\u0301e\u0301", "ﷺ", "한국", "a\u200bb", ""}
	b := busy()
	for i, e := range b.Items {
		if a := e.Alert; a != nil {
			a.Symbol, a.Pattern, a.Timeframe = model.Clean(wide[i%len(wide)]), model.Clean(wide[(i+3)%len(wide)]), model.Clean(wide[(i+5)%len(wide)])
		}
	}
	newest := b.Items[len(b.Items)-1].Alert
	b.Evidence[0].Pattern, b.Evidence[0].Timeframe, b.Evidence[0].Source = newest.Pattern, newest.Timeframe, wide[1]
	for i := range b.Jobs {
		j := &b.Jobs[i]
		j.ID, j.Symbols, j.Error, j.Current = fmt.Sprint(i, wide[i%2]), wide, wide[i%2], wide[i%3]
		j.Start = wide[i%2]
	}
	for i := range b.Channels {
		b.Channels[i].Name = wide[i%len(wide)]
	}
	b.Channels[1].Refused = strings.Repeat("no ", 200)
	for i := range b.Health {
		b.Health[i].Component, b.Health[i].Status = wide[i], wide[i]
	}
	b.Server.Version, b.Trouble = wide[0], wide[0]
	for _, reject := range wide {
		b.Rejects = append(b.Rejects, model.Reject{Channel: reject, Reason: reject, Raw: reject, Size: 9, Arrived: noon})
	}
	for name, keys := range overlays() {
		d := newDeck(t, 80, 24)
		d.frame(b)
		d.press(keys...)
		for w := leastWidth; w <= 230; w += 9 {
			for _, h := range [...]int{leastHeight, 16, 24, 50} {
				d.resize(w, h)
				d.exact(name)
			}
		}
	}
}

func TestTheSmallestScreensAreNoTrouble(t *testing.T) {
	for name, keys := range overlays() {
		d := fullDeck(t, 80, 24)
		d.press(keys...)
		for w := range leastWidth {
			for h := range 10 {
				d.resize(w, h)
				if text := d.text(); ansi.StringWidth(text) > w || h > 0 && strings.Count(text, "\n") >= h {
					t.Fatalf("%s at %d×%d: %q", name, w, h, text)
				}
				d.press("down", "up")
			}
		}
		d.resize(80, 24)
		d.exact(name)
	}
}

func TestAScreenLargerThanCanBeDrawnIsDrawnAsFarAsItGoes(t *testing.T) {
	d := fullDeck(t, 5_000, 3_000)
	if lines := strings.Split(d.screen(), "\n"); len(lines) != mostHeight || ansi.StringWidth(lines[7]) != mostWidth {
		t.Fatalf("%d lines of %d cells", len(lines), ansi.StringWidth(lines[7]))
	}
}

func TestAResizeStormIsNoTrouble(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	d := fullDeck(t, 80, 24)
	keys := []string{"down", "pgdown", "up", "tab", "enter", "esc", "?", "esc", "n", "a", "esc", "u", "esc", "G", "g", "f", "x", "n", "T"}
	for i := range 800 {
		d.send(tea.WindowSizeMsg{Width: random.IntN(320), Height: random.IntN(100)})
		if i%3 == 0 {
			d.press(keys[random.IntN(len(keys))])
		}
		if i%50 == 0 {
			d.frame(busy())
		}
		if d.w >= leastWidth && d.h >= leastHeight {
			d.exact("storm")
		}
	}
}

func TestTheLayoutCoversTheScreenOnce(t *testing.T) {
	d := fullDeck(t, 80, 24)
	for i, e := range d.views {
		if !e.focusable() {
			continue
		}
		d.focus = i
		for w := leastWidth; w <= 320; w++ {
			for h := leastHeight; h <= 100; h++ {
				d.w, d.h = w, h
				d.App.resize()
				coversOnce(t, d.App, fmt.Sprintf("%d×%d, focus %s", w, h, e.title))
			}
		}
	}
}

// coversOnce counts the cells of each row that belong to a view, to the lines
// between them, or to a view in short.
func coversOnce(t *testing.T, a *App, what string) {
	t.Helper()
	covered := make([]int, a.h)
	covered[0], covered[a.h-1] = a.w, a.w
	if a.plan.Room.Y == 2 { // what is wrong
		covered[1] = a.w
	}
	for i, row := range a.borders.rows {
		for _, p := range row {
			if p.place >= 0 {
				covered[a.plan.Room.Y+i] += a.places[p.place].W
			} else {
				covered[a.plan.Room.Y+i] += a.borders.runs[p.run].W
			}
		}
	}
	for i := range a.plan.Briefs {
		covered[a.plan.BriefsY+i] += a.w
	}
	for y, n := range covered {
		if n != a.w {
			t.Fatalf("%s: row %d holds %d cells", what, y, n)
		}
	}
}

func TestAWiderScreenShowsNoLessOfAnAlert(t *testing.T) {
	d := fullDeck(t, 80, 24)
	for w := 60; w <= 220; w++ {
		for _, h := range [...]int{16, 30, 60} {
			d.resize(w, h)
			d.shows("TIME", "SYMBOL", "DIR", "PATTERN", "TF", "CONF", "PRICE", "日本株", "🚀MOON", "BRK.B", "Dark Cloud C")
			if w >= 96 && w < 120 { // from 120 on the jobs stand beside it
				d.shows("0.60 ━")
			}
		}
	}
}

// At 80 columns there is room for every column of an alert of the common kind.
func TestAWiderScreenHidesNoColumn(t *testing.T) {
	d := newDeck(t, 80, 24)
	b := busy()
	for _, e := range b.Items {
		if e.Alert != nil {
			e.Alert.Timeframe = "1min"
		}
	}
	d.frame(b)
	for w := 80; w <= 220; w++ {
		for _, h := range [...]int{24, 48} {
			d.resize(w, h)
			d.shows("CONF", "PRICE")
		}
	}
}

// One view's wish is heard also when those asked after it have not changed theirs.
func TestAViewThatWishesForMoreRowsGetsThem(t *testing.T) {
	d := fullDeck(t, 120, 40)
	var names []string
	next := uitest.News{Taken: noon, Link: busy().Link, Channels: someChannels(), Server: busy().Server}
	for i := range 6 {
		names = append(names, fmt.Sprintf("extra.channel.%d", i))
		next.Channels = append(next.Channels, model.ChannelStat{Channel: model.Channel{Name: names[i]}, ChannelTrend: someTrend(2)})
	}
	d.frame(next)
	d.shows(names...)
}
