package alerts

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/ui/tape"
)

// many are n alerts of as many candles, the newest first on the list: S0 at the bottom.
func many(n int) (out []model.FeedItem) {
	for i := range n {
		out = append(out, found(float64(60*(n-i)), fmt.Sprintf("S%d", i), "Doji", model.DirBull, 0.5))
	}
	return out
}

func (r *rig) wheel(way tea.MouseButton, notches int) {
	for range notches {
		r.Update(tea.MouseWheelMsg{X: 5, Y: 3, Button: way})
		r.work()
	}
}

func (r *rig) click(text string) {
	r.t.Helper()
	for y, line := range r.Lines(true) {
		if before, _, ok := strings.Cut(ansi.Strip(line), text); ok {
			r.Update(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
			r.work()
			return
		}
	}
	r.t.Fatalf("no line has %q:\n%s", text, r.screen())
}

// rowsOf are the symbols that show, from the top, the one under the cursor marked.
func (r *rig) rowsOf() string {
	var out []string
	for _, line := range r.Lines(true) {
		if f := strings.Fields(ansi.Strip(line)); len(f) > 2 && strings.Contains(strings.Join(f, " "), "Doji") {
			for _, w := range f[:3] {
				if strings.HasPrefix(w, "S") {
					if strings.HasPrefix(f[0], "›") {
						w = "›" + w
					}
					out = append(out, w)
				}
			}
		}
	}
	return strings.Join(out, " ")
}

func (r *rig) has(want string) {
	r.t.Helper()
	if got := r.rowsOf(); got != want {
		r.t.Fatalf("it shows %s, not %s:\n%s", got, want, r.screen())
	}
}

func TestTheWheelScrollsUnderTheCursorAndBackToTheNewest(t *testing.T) {
	r := newRig(t, 80, 6)
	r.take(many(12)...)
	r.has("›S11 S10 S9 S8 S7")
	r.wheel(tea.MouseWheelUp, 1)
	r.has("›S11 S10 S9 S8 S7")
	r.press("list.down", "list.down", "list.down")
	r.has("S11 S10 S9 ›S8 S7")
	r.wheel(tea.MouseWheelDown, 1)
	r.has("›S8 S7 S6 S5 S4") // it stays on its row
	r.wheel(tea.MouseWheelDown, 9)
	r.has("›S4 S3 S2 S1 S0")
	r.wheel(tea.MouseWheelUp, 2)
	r.has("S10 S9 S8 S7 ›S6")
	r.wheel(tea.MouseWheelUp, 1)
	r.has("›S11 S10 S9 S8 S7")
	if !r.place.follow {
		t.Error("above the newest it does not follow")
	}
}

func TestTheWheelHoldsNothingWhereAllShows(t *testing.T) {
	r := newRig(t, 80, 20)
	r.take(many(3)...)
	r.wheel(tea.MouseWheelDown, 2)
	if !r.place.follow {
		t.Error("it does not follow any more")
	}
	empty := newRig(t, 80, 20)
	empty.take()
	empty.wheel(tea.MouseWheelDown, 1)
	empty.wheel(tea.MouseWheelUp, 1)
}

func TestAClickIsOnTheRowThatWasSeen(t *testing.T) {
	r := newRig(t, 80, 8)
	r.take(many(5)...)
	r.Lines(true)
	r.take(found(0, "NEWER", "Doji", model.DirBull, 0.5)) // not drawn yet: all stand a row further down now
	r.Update(tea.MouseClickMsg{X: 10, Y: 2, Button: tea.MouseLeft})
	if line := r.Lines(true)[2]; !strings.Contains(line, "S3") {
		t.Errorf("the row has moved away under the pointer:\n%s", r.screen())
	}
	if a := r.place.cursor.Alert; a == nil || a.Symbol != "S3" || r.place.follow {
		t.Errorf("the cursor is on %+v, following %t", r.place.cursor, r.place.follow)
	}
	r.Update(tea.MouseClickMsg{X: 10, Y: 7, Button: tea.MouseLeft})  // below all rows
	r.Update(tea.MouseClickMsg{X: 10, Y: 99, Button: tea.MouseLeft}) // nowhere
	if a := r.place.cursor.Alert; a.Symbol != "S3" {
		t.Errorf("a click on nothing chose %s", a.Symbol)
	}
}

func TestAClickOnTheHeaderSortsAndTurnsRound(t *testing.T) {
	r := newRig(t, 100, 8)
	r.take(many(5)...)
	for _, c := range [...]struct {
		on   string
		want tape.Order
	}{
		{"SYMBOL", tape.Order{By: tape.BySymbol}},
		{"SYMBOL", tape.Order{By: tape.BySymbol, Reverse: true}},
		{"DIR", tape.Order{By: tape.ByDirection}},
		{"PATTERN", tape.Order{By: tape.ByPattern}},
		{"TF", tape.Order{By: tape.ByTimeframe}},
		{"CONF", tape.Order{By: tape.ByConfidence}},
		{"PRICE", tape.Order{By: tape.ByPrice}},
		{"PRICE", tape.Order{By: tape.ByPrice, Reverse: true}},
		{"TIME", tape.Order{By: tape.ByTime}},
		{"TIME", tape.Order{By: tape.ByTime, Reverse: true}},
	} {
		if r.click(c.on); r.tape.Order() != c.want {
			t.Errorf("a click on %s sorts %+v, not %+v", c.on, r.tape.Order(), c.want)
		}
	}
	r.has("›S0 S1 S2 S3 S4")
}

func TestAClickLeavesTheQueryThatIsTyped(t *testing.T) {
	r := newRig(t, 80, 10)
	r.take(many(5)...)
	r.press("alerts.filter")
	r.Update(tea.PasteMsg{Content: "symbol:S1,S2"})
	r.work()
	r.click("S1 ")
	if r.Typing() || r.place.cursor == nil || r.place.cursor.Alert.Symbol != "S1" {
		t.Fatalf("typing %t, on %+v", r.Typing(), r.place.cursor)
	}
	r.click("symbol:S1")
	if !r.Typing() {
		t.Error("a click on the query lets nobody type")
	}
	r.Update(tea.PasteMsg{Content: ")"})
	r.work()
	r.click("S1 ")
	if !r.Typing() {
		t.Error("what cannot be read was left")
	}
}
