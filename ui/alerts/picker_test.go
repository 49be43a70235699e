package alerts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/model/prefs"
	"tickdeck/ui/desk"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/tape"
)

// named are columns as they are written in the configuration.
func named(columns []prefs.Column) string {
	var out []string
	for _, c := range columns {
		out = append(out, c.String())
	}
	return strings.Join(out, " ")
}

// columnsOf reads a list of them, with blanks between.
func columnsOf(t *testing.T, text string) (out []prefs.Column) {
	t.Helper()
	for word := range strings.FieldsSeq(text) {
		c, err := prefs.ParseColumn(word)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// in runs actions of the dialog that is open.
func (r *rig) in(ids ...string) {
	r.t.Helper()
	for _, id := range ids {
		actions := r.env.Top().Actions()
		i := slices.IndexFunc(actions, func(a keymap.Action) bool { return a.ID == id })
		if i < 0 {
			r.t.Fatalf("the dialog has no action %s", id)
		}
		actions[i].Do()
		r.work()
	}
}

// header are the names of the columns.
func (r *rig) header() string {
	text := strings.Join(strings.Fields(ansi.Strip(r.Lines(true)[0])), " ")
	return strings.Replace(text, ", STRONGEST FIRST", "", 1)
}

func TestColumnsAreChosenMovedAndSizedWhileTheListShowsIt(t *testing.T) {
	r := newRig(t, 120, 15)
	r.take(morning()...)
	if r.press("alerts.columns"); r.env.Top() == nil {
		t.Fatal("no dialog is open")
	}
	for _, step := range []struct {
		keys []string
		want string
	}{
		{[]string{"columns.show"}, "SYMBOL DIR PATTERN TF CONF PRICE"},                         // the time goes
		{[]string{"columns.show"}, "TIME SYMBOL DIR PATTERN TF CONF PRICE"},                    // and comes back
		{[]string{"columns.down", "columns.down"}, "SYMBOL DIR TIME PATTERN TF CONF PRICE"},    // the cursor goes with it
		{[]string{"columns.up"}, "SYMBOL TIME DIR PATTERN TF CONF PRICE"},                      //
		{[]string{"list.last", "columns.show"}, "SYMBOL TIME DIR PATTERN TF CONF PRICE TALIB"}, // what was sent beside the rest
		{[]string{"columns.usual"}, "TIME SYMBOL DIR PATTERN TF CONF PRICE"},
	} {
		if r.in(step.keys...); r.header() != step.want {
			t.Errorf("%v: the header is %q, not %q", step.keys, r.header(), step.want)
		}
	}
	r.in("list.first", "list.down", "columns.wider", "columns.wider", "columns.narrower", "columns.keep")
	if got := named(r.env.Prefs.Columns()); got != "time symbol:13 dir pattern tf conf bar price times" || r.env.Top() != nil {
		t.Errorf("kept are %q", got)
	}
	r.press("alerts.columns")
	r.in("list.down", "columns.fit", "columns.keep")
	if got := r.env.Prefs.Columns(); got != nil {
		t.Errorf("those that the list has by itself are kept as %q", named(got))
	}
}

func TestWhoLeavesTheDialogForColumnsHasThemAsTheyWere(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	before := r.screen()
	r.press("alerts.columns")
	if r.in("columns.show"); r.screen() == before {
		t.Error("the list shows nothing of it")
	}
	if r.in("columns.leave"); r.screen() != before || r.env.Prefs.Undo() {
		t.Errorf("it is not as it was:\n%s", r.screen())
	}
	r.press("alerts.columns")
	r.in("columns.show")
	if r.env.Close(); r.screen() != before { // as somebody who is led to another view
		t.Errorf("a dialog that is not open chooses columns:\n%s", r.screen())
	}
}

func TestOneColumnHasToStay(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	r.press("alerts.columns")
	for range usualNames(false) {
		r.in("columns.show", "list.down")
	}
	r.in("list.first")
	for range usualNames(false) {
		r.in("list.down")
	}
	r.in("list.up", "columns.show", "columns.keep")
	if got := named(r.env.Prefs.Columns()); got != "times" {
		t.Errorf("kept are %q", got)
	}
}

func TestTheConfigurationChoosesColumnsAndTheScreenOthers(t *testing.T) {
	r := newRig(t, 100, 15)
	r.env.Prefs = desk.New(desk.Options{Configured: prefs.Prefs{Columns: columnsOf(t, "symbol price:10 pattern")}})
	r.env.Prefs.Frame(&r.env.State.Feed, now)
	r.take(morning()...)
	if r.header() != "SYMBOL PRICE PATTERN" {
		t.Errorf("the header is %q", r.header())
	}
	r.press("alerts.columns")
	if r.in("list.down", "columns.show", "columns.keep"); named(r.env.Prefs.Own().Columns) != "symbol pattern" {
		t.Errorf("changed are %q", named(r.env.Prefs.Own().Columns))
	}
	r.press("alerts.columns")
	if r.in("columns.usual", "columns.keep"); r.env.Prefs.Own().Columns != nil || r.header() != "SYMBOL PRICE PATTERN" {
		t.Errorf("the header is %q", r.header())
	}
}

func TestEveryColumnShowsWhatItIsNamedFor(t *testing.T) {
	r := newRig(t, 220, 15)
	r.take(morning()...)
	r.env.Prefs.SetColumns(columnsOf(t, "symbol volume source tier arrived latency channel ago metadata.rsi metadata.sector"))
	var nvda, nflx string
	for _, line := range r.Lines(false) {
		switch f := strings.Fields(ansi.Strip(line)); {
		case len(f) == 0:
		case f[0] == "NVDA":
			nvda = strings.Join(f, " ")
		case f[0] == "NFLX":
			nflx = strings.Join(f, " ")
		}
	}
	if r.header() != "SYMBOL VOLUME SOURCE TIER ARRIVED LATENCY CHANNEL AGO RSI SECTOR" {
		t.Errorf("the header is %q", r.header())
	}
	if nvda != "NVDA 2.1M tickstock_pl intraday 10:42:06 3.0ms patterns now 61.5 semiconductors" {
		t.Errorf("NVDA: %q", nvda)
	}
	if nflx != "NFLX – – – 10:41:01 – patterns 1m – –" {
		t.Errorf("NFLX: %q", nflx)
	}
}

// columnSets are choices that are hard to lay out.
var columnSets = []string{
	"time symbol dir pattern tf conf bar price ago times", "pattern", "bar", "times", "ago", "symbol:60 pattern:60 source:60", "dir:2 time:2 conf:2 price:2 tf:2 bar:2",
	"price pattern:7 conf symbol dir volume source tier arrived latency channel metadata.rsi metadata.sector metadata.relative_strength:4", "metadata.no time",
	"channel latency source", "times bar ago:60 dir",
}

func TestChosenColumnsAreExactAtEveryWidth(t *testing.T) {
	for _, set := range columnSets {
		for _, unfolded := range [...]bool{false, true} {
			r := newRig(t, 40, 15)
			r.tape.SetUnfolded(unfolded)
			r.env.Prefs.SetColumns(columnsOf(t, set))
			r.take(append(session(), morning()...)...)
			for w := 40; w <= 220; w++ {
				r.Resize(w, 15)
				for i, line := range r.Lines(true) {
					if n := ansi.StringWidth(line); n != w {
						t.Fatalf("%s, %d columns: line %d has %d cells\n%s", set, w, i, n, ansi.Strip(line))
					}
				}
				all, end := marksWidth+edgeWidth, 0
				for i, c := range r.cols.cells {
					all += c.gap + c.width
					if i > 0 && c.gap == 0 {
						t.Fatalf("%s, %d columns: %s joins the one before", set, w, c.head())
					}
					end = all
				}
				if end > w {
					t.Fatalf("%s, %d columns: %d are taken", set, w, end)
				}
			}
		}
	}
}

func TestWhatHasNoRoomIsLeftOutFromTheEnd(t *testing.T) {
	wanted := columnsOf(t, "price conf symbol pattern source tier arrived")
	seen := 0
	for w := 40; w <= 160; w++ {
		r := newRig(t, w, 15)
		r.env.Prefs.SetColumns(wanted)
		r.take(morning()...)
		r.Lines(false)
		for i, c := range r.cols.cells {
			if allColumns[c.is].name != wanted[i].Name {
				t.Fatalf("%d columns show %s in the place of %s", w, allColumns[c.is].name, wanted[i].Name)
			}
		}
		if n := len(r.cols.cells); n < seen {
			t.Fatalf("%d columns show less than %d", w, w-1)
		} else {
			seen = n
		}
	}
	if seen != len(wanted) {
		t.Errorf("only %d columns ever show", seen)
	}
}

func TestAChosenWidthIsThatOfTheColumn(t *testing.T) {
	r := newRig(t, 100, 15)
	r.env.Prefs.SetColumns(columnsOf(t, "symbol:20 pattern:9 price:12"))
	r.take(found(1, "AAPL", "Three White Soldiers", model.DirBull, 0.5))
	if got := ansi.Strip(r.Lines(false)[1]); strings.TrimRight(got, " ") != "  AAPL"+strings.Repeat(" ", 16)+" Three Wh…        229.81" {
		t.Errorf("%q", got)
	}
}

func TestSortingGoesOverTheChosenColumns(t *testing.T) {
	r := newRig(t, 120, 15)
	r.env.Prefs.SetColumns(columnsOf(t, "symbol metadata.rsi bar volume conf times"))
	r.take(morning()...)
	want := []tape.Order{{By: tape.BySymbol}, {By: tape.ByMetadata, Field: "rsi"}, {By: tape.ByConfidence}, {By: tape.ByVolume}, {}}
	for _, o := range want {
		if r.press("alerts.sortright"); r.tape.Order() != o {
			t.Errorf("sorted by %+v, not %+v", r.tape.Order(), o)
		}
	}
	r.press("alerts.sortleft", "alerts.sortleft", "alerts.turn")
	if o := r.tape.Order(); o != (tape.Order{By: tape.ByConfidence, Reverse: true}) {
		t.Errorf("sorted by %+v", o)
	}
	r.click("RSI")
	if first := ansi.Strip(r.Lines(false)[1]); r.tape.Order() != want[1] || !strings.Contains(first, "NVDA") || !strings.Contains(r.Head().Note, "by rsi") {
		t.Errorf("a click on a header sorts by %+v: %q, %q", r.tape.Order(), first, r.Head().Note)
	}
}

// go test ./ui/alerts -update writes the goldens anew.
func TestTheDialogForColumnsLooksAsItDid(t *testing.T) {
	for _, size := range [...][2]int{{80, 24}, {120, 40}, {44, 16}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			r := newRig(t, size[0], size[1]-2)
			r.env.Prefs.SetColumns(columnsOf(t, "symbol:9 price time pattern:24 metadata.relative_strength conf dir source tier arrived"))
			r.take(morning()...)
			r.press("alerts.columns")
			r.Lines(true)
			r.in("list.down", "list.down", "list.down")
			top := r.env.Top()
			w, h := top.Want(size[0], size[1]-2)
			top.Resize(w, h)
			lines := top.Lines(true)
			for i, line := range lines {
				if draw.Width(ansi.Strip(line)) != w || len(lines) != h {
					t.Errorf("line %d of %d has %d cells, not %d", i, len(lines), draw.Width(ansi.Strip(line)), w)
				}
			}
			golden.RequireEqual(t, ansi.Strip(strings.Join(append(r.Lines(true)[:4], lines...), "\n")))
		})
	}
}
