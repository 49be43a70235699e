package quarantine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// trial is the list in a world of its own.
type trial struct {
	*List
	t     *testing.T
	world *uitest.World
}

func open(t *testing.T, n uitest.News) *trial {
	t.Helper()
	v := &trial{t: t, world: uitest.NewWorld(10)}
	env := uitest.Env(noon)
	env.State.Apply(v.world.Frame(n))
	v.List = New(env)
	env.Open(v.List)
	return v
}

func (v *trial) frame(n uitest.News) { v.env.State.Apply(v.world.Frame(n)) }

func (v *trial) at(w, h int) string {
	v.Resize(w, h)
	return strings.Join(v.Lines(true), "\n")
}

func (v *trial) text(w, h int) string { return ansi.Strip(v.at(w, h)) }

func (v *trial) press(keys ...rune) {
	v.t.Helper()
	for _, k := range keys {
		if _, taken := keymap.Press(v.Actions(), tea.KeyPressMsg{Code: k}); !taken {
			v.t.Fatalf("%c is not taken", k)
		}
	}
}

// cursor is the row that it stands on.
func (v *trial) cursor() string {
	for line := range strings.SplitSeq(v.text(120, 30), "\n") {
		if strings.HasPrefix(line, "›") {
			return line
		}
	}
	return ""
}

// message is what the key for the whole message opens.
func (v *trial) message() string {
	v.t.Helper()
	v.press(tea.KeyEnter)
	top := v.env.Top()
	if top == pane.Overlay(v.List) {
		v.t.Fatal("nothing opens")
	}
	top.Resize(100, 60)
	defer v.env.Close()
	return ansi.Strip(strings.Join(top.Lines(true), "\n"))
}

func reject(channel, reason, raw string, ago time.Duration) model.Reject {
	return model.Reject{Channel: "tickstock.events." + channel, Reason: reason, Raw: raw, Size: len(raw), Arrived: noon.Add(-ago)}
}

func probe(raw string, ago time.Duration) model.Reject {
	r := reject("patterns", "a probe, no event in it", raw, ago)
	r.Probe = true
	return r
}

func busy() uitest.News {
	rejects := []model.Reject{
		probe(`{"test":"health_check"}`, time.Hour),
		reject("patterns", "a pattern without a symbol", `{"pattern":"Hammer","ts":1795000000}`, 40*time.Minute),
		reject("patterns", "cut off: the JSON ends too early", `{"event_type":"pattern_detected","pattern":"Doji","symbol":"AAPL`, 20*time.Minute),
		reject("patterns", "cut off: the JSON ends too early", `{"event_type":"pattern_detected","pattern":"Doji","symbol":"MSFT`, 10*time.Minute),
		reject("backtesting.progress", "cut off: the JSON ends too early", "{\"job_id\":\"a\x1b[2J\xff", 5*time.Minute),
		probe(`{"test":true}`, time.Second),
	}
	return uitest.News{
		Taken: noon, Link: model.Link{Up: true}, Rejects: rejects,
		Channels: []model.ChannelStat{{Books: model.Books{Received: 6, Undecodable: 4, Probes: 2}}},
	}
}

func TestTheListLooksAsItDid(t *testing.T) {
	for _, w := range [...]int{40, 60, 80, 100, 160} {
		for name, keys := range map[string][]rune{"folded": nil, "unfolded": {'j', tea.KeyRight, 'j'}} {
			t.Run(fmt.Sprintf("%d %s", w, name), func(t *testing.T) {
				v := open(t, busy())
				v.press(keys...)
				golden.RequireEqual(t, v.text(w, 10))
			})
		}
	}
}

func TestTheColoursOfTheListAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			n := busy()
			n.Trouble = "3 job records in Redis cannot be read"
			v := open(t, n)
			v.env.Theme = th
			v.press('j', tea.KeyRight)
			golden.RequireEqual(t, v.at(100, 10))
		})
	}
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	n := busy()
	n.Trouble = strings.Repeat("日本株 ", 40)
	for i := range 30 {
		r := reject(strings.Repeat("한국", i), strings.Repeat("🚀", i), strings.Repeat("\x1b[2J日\xff", i), 0)
		r.Size = 1 << i
		n.Rejects = append(n.Rejects, r)
	}
	v := open(t, n)
	for w := 1; w < 200; w++ {
		for _, h := range [...]int{1, 2, 5, 16, 50} {
			v.press([]rune{'j', tea.KeyRight, 'G', 'k', 'g', tea.KeyLeft}[(w+h)%6])
			v.Resize(w, h)
			lines := v.Lines(true)
			if len(lines) != h {
				t.Fatalf("%d lines at %d×%d", len(lines), w, h)
			}
			for _, line := range lines {
				if got := ansi.StringWidth(line); got != w {
					t.Fatalf("%d×%d: %d cells: %q", w, h, got, ansi.Strip(line))
				}
			}
		}
	}
}

func TestMessagesAreGroupedByReasonAndChannel(t *testing.T) {
	v := open(t, busy())
	lines := strings.Split(v.text(120, 10), "\n")
	for i, want := range []string{"1  cut off: the JSON ends too early", "2  cut off: the JSON ends too early", "1  a pattern without a symbol", "2  probes, no fault"} {
		if !strings.Contains(lines[i+2], want) {
			t.Errorf("row %d is %q, want %q", i, lines[i+2], want)
		}
	}
	if !strings.Contains(lines[0], "Unreadable  4, and 2 probes") || !strings.Contains(lines[0], "all 6 kept, of at most 200") {
		t.Errorf("the title is %q", lines[0])
	}
}

func TestAKindIsUnfoldedAndFoldedAgain(t *testing.T) {
	v := open(t, busy())
	v.press('j')
	before := v.text(120, 20)
	v.press(tea.KeyRight, 'j', 'j')
	if row := v.cursor(); !strings.Contains(row, "11:40:00") || !strings.Contains(row, `"symbol":"AAPL`) || !strings.Contains(row, "64 B") {
		t.Errorf("the cursor is on %q", row)
	}
	v.press(tea.KeyLeft)
	if got := v.text(120, 20); got != before {
		t.Errorf("folded again:\n%s\nnot\n%s", got, before)
	}
}

func TestTheWholeMessageIsOneKeyAway(t *testing.T) {
	n := busy()
	long := `{"a":"` + strings.Repeat("x", 3_000) + `"}`
	n.Rejects = append(n.Rejects, model.Reject{Channel: "tickstock.events.patterns", Reason: "no pattern", Raw: long, Size: 40_000, Arrived: noon})
	v := open(t, n)
	row := v.cursor()
	if !strings.Contains(row, "…") {
		t.Errorf("the body is not cut to a line: %q", row)
	}
	text := v.message()
	if strings.Count(text, "x") != 3_000 {
		t.Errorf("%d of 3000 are there:\n%s", strings.Count(text, "x"), text)
	}
	for _, want := range []string{"no pattern", "tickstock.events.patterns", "2026-03-02 12:00:00.000 UTC", "40,000 bytes, the first 3,008 of them are kept"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the message:\n%s", want, text)
		}
	}
	v.press('j', 'j', tea.KeyRight, 'j', 'j')
	if text := v.message(); !strings.Contains(text, "AAPL") || strings.Contains(text, "MSFT") {
		t.Errorf("the chosen message is\n%s", text)
	}
}

func TestTheCursorStaysOnItsRowWhenMoreCome(t *testing.T) {
	v := open(t, busy())
	v.press('j', tea.KeyRight, 'j', 'j')
	before := v.cursor()
	v.frame(uitest.News{Rejects: []model.Reject{
		reject("patterns", "something new", "{}", 0), reject("patterns", "cut off: the JSON ends too early", `{"newest`, 0),
	}})
	if after := v.cursor(); after != before || !strings.Contains(after, "AAPL") {
		t.Errorf("it was on %q, and is on %q", before, after)
	}
	var many []model.Reject
	for range model.MaxRejects - 1 {
		many = append(many, reject("patterns", "cut off: the JSON ends too early", "{", 0))
	}
	v.frame(uitest.News{Rejects: many})
	if row := v.cursor(); !strings.Contains(row, "200  cut off") {
		t.Errorf("its message is kept no more, and it is on %q", row)
	}
}

func TestProbesAreNoFault(t *testing.T) {
	n := busy()
	n.Rejects = []model.Reject{probe(`{"test":true}`, 0)}
	n.Channels[0].Books = model.Books{Received: 1, Probes: 1}
	v := open(t, n)
	if text := v.text(100, 10); !strings.Contains(text, "Unreadable  0, and 1 probe ") || !strings.Contains(text, "probes, no fault") {
		t.Errorf("got\n%s", text)
	}
}

func TestWhatIsWrongWithTheJobsInRedisStandsAbove(t *testing.T) {
	v := open(t, uitest.News{Trouble: "3 job records in Redis cannot be read"})
	if text := v.text(80, 10); !strings.Contains(text, "3 job records in Redis cannot be read") || !strings.Contains(text, "Every message could be read.") {
		t.Errorf("got\n%s", text)
	}
	v.press(tea.KeyEnter, tea.KeyRight, 'j', 'G') // nothing to choose
	v.frame(uitest.News{})
	if text := v.text(80, 10); strings.Contains(text, "job records") {
		t.Errorf("mended, but\n%s", text)
	}
}

func TestHowManyAreKeptIsSaid(t *testing.T) {
	n := busy()
	n.Channels[0].Books = model.Books{Received: 1_236, Undecodable: 1_234, Probes: 2}
	if title, _, _ := strings.Cut(open(t, n).text(100, 5), "\n"); !strings.Contains(title, "1,234, and 2 probes") || !strings.Contains(title, "the last 6 kept") {
		t.Errorf("the title is %q", title)
	}
}

func TestTimesCanBeAges(t *testing.T) {
	v := open(t, busy())
	if text := v.text(100, 10); !strings.Contains(text, noon.Add(-5*time.Minute).Format(time.TimeOnly)) {
		t.Errorf("no time of the clock:\n%s", text)
	}
	v.env.Relative = true
	if text := v.text(100, 10); !strings.Contains(text, " 5 min ") || strings.Contains(text, ":55:") {
		t.Errorf("no ages:\n%s", text)
	}
	v.env.Now = v.env.Now.Add(2 * time.Minute)
	if text := v.text(100, 10); !strings.Contains(text, " 7 min ") {
		t.Errorf("they do not grow:\n%s", text)
	}
}
