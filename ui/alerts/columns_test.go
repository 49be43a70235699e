package alerts

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/tape"
)

// headerAt is the header of a list of that width whose rows need that much.
func headerAt(w int, n needs) string {
	var l draw.Line
	c := usual(nil, w, n)
	return ansi.Strip(c.header(&l, theme.New("dark", true), tape.Order{}))
}

func TestColumnsComeInTheOrderOfWhatTheyTell(t *testing.T) {
	usual := needs{symbol: 5, frame: 5, price: 6, single: true}
	order := []string{"TIME", "SYMBOL", "DIR", "PATTERN", "CONF", "TF", "PRICE", "AGO"}
	seen := 0
	for w := 36; w <= 220; w++ {
		n := 0
		for _, name := range order {
			if strings.Contains(headerAt(w, usual), name) {
				n++
			} else {
				break
			}
		}
		if n < seen {
			t.Fatalf("%d columns show less than %d: %q", w, w-1, headerAt(w, usual))
		}
		seen = n
	}
	if seen != len(order) {
		t.Errorf("only %d columns ever show", seen)
	}
}

func TestEveryListHasWhatTellsAlertsApart(t *testing.T) {
	for w := 58; w <= 220; w++ {
		for _, name := range [...]string{"TIME", "SYMBOL", "DIR", "PATTERN", "TF", "CONF", "PRICE"} {
			if h := headerAt(w, needs{symbol: 5, frame: 5, price: 7}); !strings.Contains(h, name) {
				t.Fatalf("%d columns show no %s: %q", w, name, h)
			}
		}
	}
}

func TestASymbolIsShownWholeWhereverItHasRoom(t *testing.T) {
	for _, symbol := range []string{"A", "NASDAQ:GOOGL", "BTCUSDT-PERP", "日本株式会社"} {
		for w := 58; w <= 220; w++ {
			_, row := rowAt(t, w, &model.Alert{Symbol: symbol, Pattern: "Doji", Price: 1, Confidence: 0.5, Timeframe: "1min"}, w%2 == 0)
			if !strings.Contains(row, symbol) {
				t.Fatalf("%d columns: %q", w, row)
			}
		}
	}
	long := strings.Repeat("X", 100)
	for w := 58; w <= 220; w++ {
		_, row := rowAt(t, w, &model.Alert{Symbol: long, Pattern: "Hammer", Price: 229.91, Confidence: 0.64, Timeframe: "1min"}, false)
		if !strings.Contains(row, "Hammer") || !strings.Contains(row, "0.64") {
			t.Fatalf("%d columns: a long symbol hides what was found: %q", w, row)
		}
	}
}

// rowAt draws one alert as the only one of a list, below its header.
func rowAt(t *testing.T, w int, a *model.Alert, unfolded bool) (header, row string) {
	t.Helper()
	r := newRig(t, w, 2)
	r.take(model.FeedItem{Alert: a})
	if unfolded {
		r.press("alerts.unfoldall")
	}
	lines := r.Lines(false)
	return ansi.Strip(lines[0]), ansi.Strip(lines[1])
}

var now = time.Date(2026, 11, 25, 10, 42, 7, 0, time.UTC)

func TestNumbersStandUnderTheirNames(t *testing.T) {
	for w := 46; w <= 220; w++ {
		for _, unfolded := range [...]bool{false, true} {
			a := &model.Alert{Symbol: "AAPL", Pattern: "Doji", Price: 229.91, Confidence: 0.64, Timeframe: "15min", EventTime: now, Arrived: now}
			head, row := rowAt(t, w, a, unfolded)
			for name, value := range map[string]string{"TF": "15min", "CONF": "0.64", "PRICE": "229.91", "AGO": "now"} {
				if strings.Contains(head, name) && end(row, value) != end(head, name) {
					t.Fatalf("%d columns: %s is not below its name\n%q\n%q", w, name, head, row)
				}
			}
			if draw.Width(head) != w || draw.Width(row) != w {
				t.Fatalf("%d columns: %d and %d cells", w, draw.Width(head), draw.Width(row))
			}
		}
	}
}

func TestAGapSaysWhatIsUnknownAsFarAsItHasRoom(t *testing.T) {
	second := &model.Gap{From: time.Date(2026, 11, 25, 10, 40, 58, 0, time.UTC), To: time.Date(2026, 11, 25, 10, 41, 3, 2e8, time.UTC)}
	brief := &model.Gap{From: second.From.Add(12 * time.Millisecond), To: second.From.Add(264 * time.Millisecond)}
	for _, c := range []struct {
		gap  *model.Gap
		w    int
		want string
	}{
		{second, 92, " ┄┄ 10:40:58 → 10:41:03  5.2 s without connection · how many alerts: unknown ┄┄┄"},
		{second, 74, " ┄┄ 10:40:58 → 10:41:03  5.2 s without connection, loss unknown ┄"},
		{second, 58, " ┄┄ 10:40:58 → 10:41:03  5.2 s without connection ┄"},
		{second, 40, " ┄┄ 5.2 s without connection ┄"},
		{brief, 92, " ┄┄ 10:40:58.012 → 10:40:58.264  252 ms without connection · how many alerts: unknown ┄"},
	} {
		r := newRig(t, c.w, 2)
		r.take(model.FeedItem{Gap: c.gap})
		got := ansi.Strip(r.Lines(false)[1])
		if !strings.HasPrefix(got, c.want) || draw.Width(got) != c.w {
			t.Errorf("%d columns: %q", c.w, got)
		}
	}
}

// end is the column behind a text in a row.
func end(row, text string) int {
	before, _, _ := strings.Cut(row, text)
	return draw.Width(before + text)
}

func TestColumnsTakeAllTheRoomThereIs(t *testing.T) {
	for _, n := range []needs{{5, 1, 4, 6, false}, {12, 5, 5, 8, true}, {30, 9, 9, 10, false}} {
		for w := 44; w <= 220; w++ {
			c := usual(nil, w, n)
			all := marksWidth + edgeWidth
			for _, cell := range c.cells {
				all += cell.gap + cell.width
			}
			if all != w {
				t.Fatalf("%d columns, needs %+v: %d are taken: %+v", w, n, all, c)
			}
		}
	}
}
