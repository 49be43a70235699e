package channels

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/theme"
)

// drawn are the two graphs of a channel.
func drawn(c *model.ChannelTrend, w, h int) string {
	th := theme.New("dark", true)
	stat := &model.ChannelStat{Channel: model.Channel{Name: "tickstock.events.patterns"}, ChannelTrend: c}
	return ansi.Strip(strings.Join(graphs(&th.Styles, stat, w, h), "\n"))
}

func TestAGraphOfNothingSaysSo(t *testing.T) {
	got := drawn(silent(), 120, 10)
	if strings.Count(got, "nothing measured") != 2 || strings.ContainsAny(got, "0┤") {
		t.Errorf("got\n%s", got)
	}
}

func TestAxesHaveRoundNumbers(t *testing.T) {
	for _, h := range [...]int{6, 7, 8, 10, 13, 20} {
		c := trend(0)
		for s := range c.Count { // silence but for a burst
			if c.Count[s] == c.Count[s] {
				c.Count[s] = 0
			}
		}
		c.Count[280] = 38
		for _, number := range regexp.MustCompile(`(\S+) ┤`).FindAllStringSubmatch(drawn(c, 160, h), -1) {
			if digits := strings.Trim(strings.ReplaceAll(number[1], ".", ""), "0k-"); len(digits) > 2 || strings.HasPrefix(number[1], "-") {
				t.Errorf("%d rows: %s is on an axis", h, number[1])
			}
		}
	}
}

func TestAGraphHasHolesWhereNothingWasMeasured(t *testing.T) {
	c := trend(0)
	for s := 215; s < 255; s++ {
		c.Count[s] = model.None()
	}
	got := strings.Split(drawn(c, 200, 12), "\n")
	column := func(x int) (out string) {
		for _, line := range got[2:] {
			out += string([]rune(line)[x])
		}
		return strings.TrimSpace(out)
	}
	left := 9 // behind the axis
	for _, c := range [...]struct {
		second int
		blank  bool
	}{{20, true}, {90, true}, {150, false}, {235, true}, {280, false}} {
		room := 98 - axisCells
		if x := left + c.second*room/model.SeriesLen; (column(x) == "") != c.blank {
			t.Errorf("second %d, column %d: %q\n%s", c.second, x, column(x), strings.Join(got, "\n"))
		}
	}
}

func TestTheScaleOfDelaysReachesBeyondThePromiseWhereADelayDoes(t *testing.T) {
	c := trend(0)
	if got := drawn(c, 120, 12); !strings.Contains(got, " 100 ┤") || !strings.Contains(got, "  10 ┤") || !strings.Contains(got, "   1 ┤") || strings.Contains(got, "1k ┤") {
		t.Errorf("got\n%s", got)
	}
	c.Delay[250] = 4_000
	if got := drawn(c, 120, 12); !strings.Contains(got, " 10k ┤") || !strings.Contains(got, "  1k ┤") || !strings.Contains(got, "   1 ┤") {
		t.Errorf("got\n%s", got)
	}
}
