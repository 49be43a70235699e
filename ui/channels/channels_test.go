package channels

import (
	"fmt"
	"math"
	"slices"
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

// view is the pane as it shows a frame.
func view(n uitest.News) *Pane {
	env := uitest.Env(n.Taken)
	env.State.Apply(uitest.NewWorld(10).Frame(n))
	return New(env)
}

func (p *Pane) at(w, h int) string {
	p.Resize(w, h)
	return strings.Join(p.Lines(true), "\n")
}

func (p *Pane) text(w, h int) string { return ansi.Strip(p.at(w, h)) }

// press does what a key does here, and returns the toast that comes of it.
func (p *Pane) press(t *testing.T, k rune) string {
	t.Helper()
	cmd, taken := keymap.Press(p.Actions(), tea.KeyPressMsg{Code: k, Text: string(k)})
	if !taken {
		t.Fatalf("%c is not taken", k)
	}
	if cmd == nil {
		return ""
	}
	toast, _ := cmd().(pane.ToastMsg)
	return toast.Text
}

// silent is a trend of nothing measured.
func silent() *model.ChannelTrend {
	t := &model.ChannelTrend{Rate: model.None(), ByteRate: model.None()}
	for range model.SeriesLen {
		t.Count, t.Delay = append(t.Count, model.None()), append(t.Delay, model.None())
	}
	return t
}

// trend is one that has been measured for 200 seconds, but for a hole.
func trend(i int) *model.ChannelTrend {
	t := silent()
	t.Rate, t.ByteRate = 20/float64(i+1), 9_000/float64(i+1)
	t.P50, t.P99, t.Max = 1200*time.Microsecond, 4800*time.Microsecond, 61*time.Millisecond
	for s := 100; s < model.SeriesLen; s++ {
		if s >= 230 && s < 240 {
			continue
		}
		t.Count[s] = math.Round(6 + 5*math.Sin(float64(s*(i+1))/17))
		t.Delay[s] = 2 + math.Abs(6*math.Cos(float64(s)/23))
		if s == 188 && i == 0 {
			t.Delay[s] = 61
		}
	}
	return t
}

// busy is a frame with some of everything.
func busy() uitest.News {
	n := uitest.News{
		Taken: noon, Behind: 4 * time.Millisecond,
		Link: model.Link{Up: true, Address: "localhost:6379/0", Interruptions: 2, Unknown: 17600 * time.Millisecond},
	}
	for i, name := range []string{"patterns", "backtesting.progress", "backtesting.results", "system.health"} {
		c := model.ChannelStat{
			Channel: model.Channel{Name: "tickstock.events." + name, Kind: model.Kind(i)}, Messages: uint64(4_120 / (i + 1)),
			Last: noon.Add(-time.Duration(i*i*20) * time.Second), ChannelTrend: trend(i),
		}
		c.Applied = c.Messages
		if i == 0 {
			c.Undecodable, c.Probes, c.Pending, c.Overwritten = 2, 3, 4, 134_145
		}
		c.Received = c.Applied + c.Undecodable + c.Probes + c.Pending + c.Overwritten
		n.Channels = append(n.Channels, c)
	}
	n.Channels[2].ChannelTrend, n.Channels[2].Last = silent(), time.Time{}
	return n
}

func TestTheChannelsLookAsTheyDid(t *testing.T) {
	for _, s := range [...]struct{ w, h int }{{34, 8}, {60, 10}, {78, 20}, {94, 8}, {110, 8}, {134, 9}, {176, 18}} {
		t.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(t *testing.T) { golden.RequireEqual(t, view(busy()).text(s.w, s.h)) })
	}
}

func TestTheColoursOfTheChannelsAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			p := view(busy())
			p.env.Theme = th
			golden.RequireEqual(t, p.at(134, 16))
		})
	}
}

func TestADelayBeyondMeasureHasOneUnit(t *testing.T) {
	n := busy()
	n.Channels[0].Delay = slices.Clone(n.Channels[0].Delay)
	n.Channels[0].Delay[200] = 2 * 3600 * 1000
	for _, w := range [...]int{60, 110} {
		if text := view(n).text(w, 8); !strings.Contains(text, "delay worst >1 h") || strings.Contains(text, "h ms") {
			t.Errorf("at %d\n%s", w, text)
		}
	}
}

func TestEverySizeIsFilledExactly(t *testing.T) {
	n := busy()
	n.Channels[1].Skew = time.Second
	n.Channels[3].Refused = strings.Repeat("no ", 200)
	n.Channels = append(n.Channels, model.ChannelStat{Channel: model.Channel{Name: strings.Repeat("日本株", 20)}, ChannelTrend: trend(3)})
	p := view(n)
	for w := 1; w < 240; w++ {
		for _, h := range [...]int{1, 2, 5, 9, 12, 16, 30} {
			p.Resize(w, h)
			lines := p.Lines(true)
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

func TestALargeNumberFitsItsColumn(t *testing.T) {
	n := busy()
	c := &n.Channels[0]
	c.Messages, c.Overwritten, c.Undecodable, c.Probes, c.Pending = 1_234_567_890, 134_145, 1_200_000, 98_765_432, math.MaxUint64
	for w := 34; w < 220; w++ {
		row := strings.Split(view(n).text(w, 9), "\n")[1]
		if strings.Contains(row, "…") || !strings.Contains(row, "1.2G") {
			t.Fatalf("%d cells: %s", w, row)
		}
	}
	if text := view(n).text(176, 9); !strings.Contains(text, " 134k ") || !strings.Contains(text, " 1.2M ") || !strings.Contains(text, "98.8M") {
		t.Errorf("the counts are not there:\n%s", text)
	}
}

func TestProbesAreNoUnreadableMessages(t *testing.T) {
	n := busy()
	n.Channels = n.Channels[3:]
	n.Channels[0].Books = model.Books{Received: 7, Probes: 7}
	p := view(n)
	lines := strings.Split(p.text(176, 8), "\n")
	end := func(title string) int {
		return ansi.StringWidth(lines[0][:strings.Index(lines[0], title)]) + len(title)
	}
	bad, probes := end("BAD"), end("PROBES")
	if cells := []rune(lines[1]); string(cells[probes-2:probes]) != " 7" || string(cells[bad-2:bad]) != " 0" {
		t.Errorf("seven probes are shown as\n%s\n%s", lines[0], lines[1])
	}
	if strings.Contains(p.Head().Note, "unreadable") {
		t.Errorf("the verdict is %q", p.Head().Note)
	}
}

func TestAfterAnInterruptionNothingGoodIsSaidAlone(t *testing.T) {
	n := busy()
	n.Channels[0].Overwritten = 0
	n.Channels[0].Received -= 134_145
	p := view(n)
	painted := p.at(134, 9)
	warn, calm := p.env.Theme.Warn.Render("   17.6 s"), p.env.Theme.Text.Render("   17.6 s")
	chosen := p.env.Theme.Selected.Warn.Render("   17.6 s")
	if got := strings.Count(painted, warn) + strings.Count(painted, chosen); got != 4 {
		t.Errorf("%d channels have an amber unknown:\n%s", got, ansi.Strip(painted))
	}
	if note := p.Head().Note; !strings.HasPrefix(note, "0 lost here · 2 interruptions, 17.6 s unknown · ") || strings.Contains(note, "balance") {
		t.Errorf("the verdict is %q", note)
	}
	if toast := p.press(t, 'a'); !strings.Contains(toast, "17.6 s") {
		t.Errorf("it says %q", toast)
	}
	if got := strings.Count(p.at(134, 9), calm); got != 3 || p.env.State.Doubt() != 0 {
		t.Errorf("%d channels are calm, doubt %d", got, p.env.State.Doubt())
	}
	if toast := p.press(t, 'a'); !strings.Contains(toast, "no interruption") {
		t.Errorf("once more it says %q", toast)
	}
}

func TestWithoutAConnectionWhatIsUnknownGrows(t *testing.T) {
	n := busy()
	n.Link.Up, n.Link.Since = false, noon.Add(-10*time.Second)
	p := view(n)
	if text := p.text(134, 9); !strings.Contains(text, "27.6 s") || !strings.HasPrefix(p.Head().Note, "not connected · ") {
		t.Errorf("%s\n%s", p.Head().Note, text)
	}
}

func TestBooksThatDoNotBalanceAreSaid(t *testing.T) {
	n := busy()
	n.Channels[1].Received++
	p := view(n)
	p.at(134, 9)
	if !strings.HasPrefix(p.Head().Note, "books do not balance · ") {
		t.Errorf("the verdict is %q", p.Head().Note)
	}
}

// The same delay looks the same in every line, and a colour says whether the
// promise is kept.
func TestDelaysAreOnOneLabelledScale(t *testing.T) {
	n := busy()
	for i, ms := range [...]float64{0.4, 5, 61, 361} {
		c := silent()
		c.Delay[model.SeriesLen-1], c.P50 = ms, time.Duration(ms*float64(time.Millisecond))
		n.Channels[i].ChannelTrend = c
	}
	p := view(n)
	painted := p.at(134, 8)
	if header := ansi.Strip(strings.Split(painted, "\n")[0]); !strings.Contains(header, "DELAY, 1–100 MS") {
		t.Errorf("the scale is not named: %s", header)
	}
	s := &p.env.Theme.Styles
	for i, want := range [...]string{
		p.env.Theme.Selected.Spark.Render("▁"), s.Spark.Render("▃"), s.Warn.Render("▆"), s.Bad.Render("▇"),
	} {
		if line := strings.Split(painted, "\n")[i+1]; !strings.Contains(line, want) {
			t.Errorf("line %d is %q", i, line)
		}
	}
	for _, want := range []string{s.Text.Render("      5"), s.Warn.Render("     61"), s.Bad.Render("    361")} {
		if !strings.Contains(strings.ReplaceAll(painted, "5.0", "  5"), want) {
			t.Errorf("%q is not there", want)
		}
	}
}

func TestTrendsAreBlankWhereNothingWasMeasured(t *testing.T) {
	n := busy()
	n.Channels = n.Channels[:1]
	lines := strings.Split(view(n).text(134, 8), "\n")
	from, to := strings.Index(lines[0], "RATE"), strings.Index(lines[0], "PEAK")-2
	bars := []rune(lines[1])[from:to]
	for i, bar := range bars { // a third of the time was before the start
		if (bar == ' ') != (i < len(bars)/3) {
			t.Errorf("cell %d of %q", i, string(bars))
		}
	}
	n.Channels[0].ChannelTrend = silent()
	row := strings.Split(view(n).text(134, 8), "\n")[1]
	if strings.ContainsAny(row, "▁▂▃▄▅▆▇") {
		t.Errorf("with nothing measured: %s", row)
	}
}

func TestTheWorstDelayIsSaidWithItsTime(t *testing.T) {
	n := busy()
	if text := view(n).text(110, 8); !strings.Contains(text, "delay worst 61 ms at 11:58:08, promise 100 ms kept · blank = nothing measured · screen 4.0 ms behind") {
		t.Errorf("kept:\n%s", text)
	}
	n.Channels[1].Delay[model.SeriesLen-1] = 180
	if text := view(n).text(110, 8); !strings.Contains(text, "delay worst 180 ms at 11:59:59, promise 100 ms broken") {
		t.Errorf("broken:\n%s", text)
	}
	for i := range n.Channels {
		n.Channels[i].ChannelTrend = silent()
	}
	if text := view(n).text(110, 8); !strings.Contains(text, "no delay measured") || strings.Contains(text, "promise") {
		t.Errorf("nothing measured:\n%s", text)
	}
}

func TestTheSkewNoteSaysWhatIsSo(t *testing.T) {
	n := busy()
	n.Channels[0].Skew = 250 * time.Millisecond
	p := view(n)
	if text := p.text(134, p.Rows()); !strings.Contains(text, "delays on patterns read up to 250ms too low, those below zero are left out") {
		t.Errorf("got\n%s", text)
	}
}

func TestAChannelIsToldInFull(t *testing.T) {
	n := busy()
	n.Channels[1].Refused = "NOPERM this user may not"
	p := view(n)
	p.press(t, 'j')
	page := pane.NewPage(p.env, 56)
	if head := p.Inspect(page); head.Title != "bt.progress" || p.Subject().At != (pane.At{Place: 2, Count: len(n.Channels)}) {
		t.Errorf("%+v, %+v", head, p.Subject().At)
	}
	golden.RequireEqual(t, ansi.Strip(strings.Join(page.Lines(), "\n")))
	before := p.Subject()
	p.env.State.Apply(p.env.State.Frame)
	if p.Subject() == before {
		t.Error("a frame changes nothing")
	}
	empty := view(uitest.News{Taken: noon})
	page = pane.NewPage(empty.env, 56)
	if empty.Inspect(page); !strings.Contains(strings.Join(page.Lines(), ""), "No channel is read") {
		t.Errorf("without any it says %q", page.Lines())
	}
}
