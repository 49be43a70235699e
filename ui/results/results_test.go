package results

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/pane"
)

func TestEverySizeIsFilledExactly(t *testing.T) {
	for what, r := range all() {
		d := open(t, 80, 22, r)
		for w := 18; w <= 220; w += 3 {
			for tab := range tabs {
				d.w, d.h = w, 3+(w+int(tab)*7)%56
				d.press(fmt.Sprint(int(tab) + 1))
				d.exact(what + ", " + tab.String())
			}
		}
	}
}

func TestTheVerdictStandsFirstAndDoubtsBelowIt(t *testing.T) {
	d := open(t, 120, 38, whole())
	text := d.text()
	at := -1
	for _, part := range []string{"Result bt_fb48", "SIMULATED", "+4.8%  buy and hold −7.9%: 12.7 points better", "104,760 of 100,000", "! One symbol makes the profit", "! One trade", "ignored: trailing_stop", "curve"} {
		i := strings.Index(text, part)
		if i < at || i < 0 {
			t.Fatalf("%q is not in its place:\n%s", part, text)
		}
		at = i
	}
}

func TestAMinimalResultHidesWhatIsEmpty(t *testing.T) {
	d := open(t, 100, 30, minimal())
	d.shows("buy and hold –", "37 trades, 49% won", "7")
	d.hides("curve", "trades (", "months", "NaN", "SIMULATED")
	d.press("1", "5", "tab", "right", "enter", "/", "o", "<")
	d.shows("request", "bt_min1")
}

func TestAResultIsReadByACommandAndAnErrorIsSaidInWords(t *testing.T) {
	d := open(t, 80, 22, whole())
	cmd := d.show("bt_gone")
	d.shows("reading bt_gone")
	d.hides("+4.8%")
	d.run(cmd)
	d.shows("nothing is kept of bt_gone any more", "asks for the same once more")
	if r := d.record(); r == nil || r.Report != nil {
		t.Error("it holds what it could not read")
	}
}

func TestWhatWasAskedBeforeDoesNotShow(t *testing.T) {
	d := open(t, 80, 22, whole(), minimal())
	late := d.show("bt_gone")
	d.run(d.show("bt_min1"))
	d.run(late)
	d.shows("Result bt_min1")
	d.hides("nothing is kept")
}

func TestTheNextResultIsThatOfTheList(t *testing.T) {
	running, failed := minimal(), minimal()
	running.Job.ID, failed.Job.ID, failed.Report = "bt_run", "bt_failed", nil
	d := open(t, 80, 22, whole(), failed, minimal())
	d.press("J")
	d.shows("Result bt_min1")
	d.press("J")
	if !strings.Contains(d.toast(), "no result comes after") {
		t.Errorf("it says %q", d.toast())
	}
	d.press("K")
	d.shows("Result bt_fb48")
	if n := len(d.store.asked); n != 2 {
		t.Errorf("read %d times: %q", n, d.store.asked)
	}
	d.press("K")
	if !strings.Contains(d.toast(), "no result comes before") {
		t.Errorf("it says %q", d.toast())
	}
}

func TestTabsAreChosenByTheirNumberOrOneAfterTheOther(t *testing.T) {
	d := open(t, 120, 38, whole())
	for i, says := range []string{"drawdown", "WHY IT ENDED", "CONTRIBUTION", "SKIPPED, WHY", "JAN", "BARS HELD", "In force"} {
		d.press(fmt.Sprint(i + 1))
		d.shows(says)
	}
	d.press("tab")
	d.shows("drawdown")
	d.press("tab", "tab")
	d.shows("NVDA", "CONTRIBUTION")
	y := slices.IndexFunc(strings.Split(d.text(), "\n"), func(l string) bool { return strings.Contains(l, "distribution") })
	x := ansi.StringWidth(strings.Split(strings.Split(d.text(), "\n")[y], "months")[0])
	d.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.shows("JAN")
}

func TestTheDateCursorTellsTheValues(t *testing.T) {
	d := open(t, 120, 38, whole())
	d.press("left")
	d.shows("2025-12-31  equity 104,800 +4.8%  hold −7.9%  drawdown")
	d.press("left", "left")
	d.hides("2025-12-31  equity")
	d.press("right", "right", "right", "right")
	d.shows("2025-12-31  equity")
	d.press("7", "left", "1")
	d.shows("2025-12-31  equity")
}

// column is a column of the table, from the top.
func (d *deck) column(from, to int) (out []string) {
	on := false
	for line := range strings.SplitSeq(d.text(), "\n") {
		r := []rune(line)
		if on && strings.Contains(line, " of ") && strings.Contains(line, "by ") {
			break
		}
		if on && len(r) > to && strings.TrimSpace(string(r)) != "" {
			out = append(out, strings.TrimSpace(string(r[from:to])))
		}
		on = on || strings.Contains(line, "SYMBOL")
	}
	return out
}

func TestTradesAreSortedByAnyColumn(t *testing.T) {
	d := open(t, 120, 58, whole())
	d.press("2")
	d.shows("37 of 37, by P&L ↓")
	d.press("o")
	d.shows("by P&L ↑")
	for range 7 {
		d.press("<")
	}
	d.shows("by symbol ↑")
	symbols := d.column(1, 8)
	if len(symbols) < 30 || !slices.IsSorted(symbols) {
		t.Errorf("they are %q", symbols)
	}
	d.press("<")
	d.shows("by confidence ↓")
	d.press(">")
	d.shows("by symbol")
	d.press("1", ">", "o", "2")
	d.shows("by symbol ↑")
}

func TestTradesAreFilteredByTheLanguageOfQueries(t *testing.T) {
	d := open(t, 120, 38, whole())
	d.press("/")
	d.write("symbol:nvda pnl>0 ")
	d.shows("/ symbol:nvda pnl>0", "P&L of these")
	if slices.ContainsFunc(d.column(1, 8), func(s string) bool { return s != "NVDA" && s != "" }) {
		t.Errorf("not NVDA alone: %q", d.column(1, 8))
	}
	d.press("enter")
	d.shows("esc shows all")
	d.press("esc")
	d.shows("37 of 37")
	d.press("/")
	d.write("side:up ")
	d.shows("the list still shows: all", "one of long, short")
	d.press("esc")
	d.shows("37 of 37")
	d.press("esc")
	if d.env.Top() != nil {
		t.Error("the page is still there")
	}
}

func TestATradeIsShownInFull(t *testing.T) {
	d := open(t, 80, 22, whole())
	d.press("2", "down", "enter")
	d.shows("Trade · MSFT", "Morning Star", "+1,248, +5.0%", "opposite signal")
	d.hides("closes around it")
}

// daily are bars of every day.
type daily struct{}

func (daily) Rev() uint64 { return 1 }

func (daily) Bars(_, timeframe string, until time.Time, most int) (out []model.Bar, kept int) {
	if timeframe != "1d" {
		return nil, 0
	}
	for at := day(-20); at.Before(until); at = at.AddDate(0, 0, 1) {
		out = append(out, model.Bar{Time: at, Close: 100 + float64(at.YearDay()%7)})
	}
	return out[max(0, len(out)-most):], len(out)
}

func TestATradeIsShownOnBarsWhereThereAreAny(t *testing.T) {
	d := open(t, 80, 40, whole())
	d.env.Bars = daily{}
	d.press("2", "enter")
	d.shows("closes around it", "┤")
	if n := strings.Count(d.text(), theme.GlyphBull); n != 2 { // in the words, and in the graph
		t.Errorf("the entry is marked %d times:\n%s", n, d.text())
	}
}

func TestTheVerdictIsCopied(t *testing.T) {
	d := open(t, 80, 22, whole())
	d.press("y")
	if m, ok := d.said[len(d.said)-1].(pane.CopyMsg); !ok || m.Text != "bt_fb48  +4.8% (hold −7.9%: +12.7)  Sharpe 0.64  max DD 4.1% 23 Jul → 19 Sep  37 trades  PF 1.33" {
		t.Errorf("it is %#v", d.said)
	}
}

func TestAResultIsWrittenInTheFormatThatIsChosen(t *testing.T) {
	d := open(t, 80, 22, whole())
	d.press("S", "enter")
	text := d.disk.wrote["/home/jo/tickdeck-bt_fb48.md"]
	if !strings.Contains(text, "One symbol makes the profit") || !strings.Contains(text, "┤") || d.toast() != "written to /home/jo/tickdeck-bt_fb48.md" {
		t.Errorf("%q and\n%s", d.toast(), text)
	}
	d.press("S", "down", "enter")
	if rows := strings.Count(d.disk.wrote["/home/jo/tickdeck-bt_fb48.csv"], "\n"); rows != 38 {
		t.Errorf("%d rows in %v", rows, d.disk.wrote)
	}
	d.disk.err = fmt.Errorf("the disk is full")
	d.press("S", "down", "enter")
	if !strings.Contains(d.toast(), "nothing was written: the disk is full") {
		t.Errorf("it says %q", d.toast())
	}
	d.press("S")
	d.shows("tickdeck-bt_fb48.json") // offered again
}

func TestTheNameOfAFileHoldsNoPath(t *testing.T) {
	if got := pane.FileName("../é b"); got != "_____b" {
		t.Errorf("it is %q", got)
	}
}

func TestCloneAndCompareAreAskedOfTheScreen(t *testing.T) {
	d := open(t, 80, 22, whole())
	d.press("e")
	if !strings.Contains(d.toast(), "no form here") {
		t.Errorf("it says %q", d.toast())
	}
	var cloned string
	var compared []string
	d.env.Clone, d.env.Compare = func(id string) { cloned = id }, func(ids []string) { compared = ids }
	d.press("e", "=")
	if cloned != "bt_fb48" || compared != nil || !strings.Contains(d.toast(), "nothing to compare") {
		t.Errorf("cloned %q, compared %q, it says %q", cloned, compared, d.toast())
	}
	d.env.MarkedJobs = func() []string { return []string{"bt_1", "bt_fb48", "bt_2"} }
	d.press("=")
	if !slices.Equal(compared, []string{"bt_fb48", "bt_1", "bt_2"}) {
		t.Errorf("compared %q", compared)
	}
}

func TestSmallMovesAreDrawnInBraille(t *testing.T) {
	big := []float64{0, 0.5, -0.5, 0.5, -0.5, 0.5}
	small := []float64{0, 0.01, 0, 0.01, 0.02, 0}
	if text := strings.Join(newPlot(big, nil, falls(nil), nil, 40, 10, 0, -1).text(), ""); !strings.ContainsRune(text, '╭') {
		t.Errorf("large moves are no line:\n%s", text)
	}
	text := strings.Join(newPlot(small, big, falls(nil), nil, 40, 10, 0, -1).text(), "\n")
	if strings.ContainsRune(text, '╭') || !strings.ContainsFunc(text, func(r rune) bool { return r > 0x2800 && r <= 0x28ff }) {
		t.Errorf("small moves are no braille:\n%s", text)
	}
}

func TestAxesHaveRoundNumbers(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		most      int
		labels    string
	}{
		{-0.129, 0.068, 12, "+8% … −14% by 2"}, {0, 0.004, 5, "+0.4% … 0.0% by 0.1"}, {0, 0, 5, "+0.01% … 0.00% by 0.01"}, {-0.5, 4, 6, "+400% … −100% by 100"},
	} {
		a := roundAxis(c.low, c.high, c.most)
		if a.low > c.low || a.high < c.high || a.rows > c.most {
			t.Errorf("%v to %v in %d rows: %+v", c.low, c.high, c.most, a)
		}
		if got := fmt.Sprintf("%s … %s by %.4g", a.label(0), a.label(a.rows-1), a.step*100); got != c.labels {
			t.Errorf("%v to %v in %d rows: %s, not %s", c.low, c.high, c.most, got, c.labels)
		}
	}
}

func TestDatesBelowAGraphHaveRoom(t *testing.T) {
	for _, span := range []int{2, 20, 60, 200, 400, 1_200, 9_000} {
		days := make([]time.Time, 60)
		for i := range days {
			days[i] = day(i * span / 59)
		}
		for _, cols := range []int{20, 60, 200} {
			free := 0
			marks := dated(days, cols)
			if len(marks) == 0 {
				t.Errorf("no dates for %d days in %d columns", span, cols)
			}
			for _, m := range marks {
				if m.x < free || m.x+len(m.text) > cols {
					t.Errorf("%d days in %d columns: %+v", span, cols, marks)
				}
				free = m.x + len(m.text) + 1
			}
		}
	}
}

func TestEachTradeIsInOneRowOfTheHistogram(t *testing.T) {
	n := 0
	bins := returnBins([]float64{-0.06, -0.04, -0.02, 0, 0.02, 0.04, 0.163}, 20)
	for _, b := range bins {
		n += b.n
	}
	if n != 7 || bins[0].name != "−6 to −5%" && !strings.HasSuffix(bins[0].name, "%") || bins[len(bins)-1].sign < 0 {
		t.Errorf("%+v", bins)
	}
}

// large is a result as the engine makes them at the most.
func large() []byte {
	var b strings.Builder
	list := func(name string, n int, one func(i int) string) {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = one(i)
		}
		fmt.Fprintf(&b, "%q:[%s],", name, strings.Join(parts, ","))
	}
	point := func(i int) string {
		return fmt.Sprintf(`{"date":%q,"equity":%v}`, day(i).Format(time.DateOnly), 100_000.123456789+float64(i*37%900))
	}
	b.WriteString(`{"roi":0.048,"total_trades":1000,"max_drawdown":0.041,`)
	list("equity_curve", 500, point)
	list("benchmark_curve", 500, point)
	list("trades", 1_000, func(i int) string {
		return fmt.Sprintf(`{"symbol":"S%d","pattern":"Engulfing","patterns":["Engulfing","Hammer"],"direction":"long","confidence":0.5123,"signal_date":"2025-01-02","entry_date":%q,"exit_date":%q,"entry_price":%v,"exit_price":101.123456789,"quantity":31.123456789,"commission":12.345678901,"pnl":%v,"return":0.0123456789,"bars":%d,"exit_reason":"max_holding"}`,
			i%50, day(i).Format(time.DateOnly), day(i+3).Format(time.DateOnly), 100.123456789+float64(i), float64(i*7919%1000)-450, i%10)
	})
	b.WriteString(`"signals":1000}`)
	return []byte(b.String())
}

// BenchmarkOpen is what opening a result takes once it has arrived: to decode it, and to
// draw the page for the first time.
func BenchmarkOpen(b *testing.B) {
	result := large()
	b.SetBytes(int64(len(result)))
	b.ReportAllocs()
	hash := map[string]string{wire.FieldStatus: "completed", wire.FieldResult: string(result)}
	d := open(b, 120, 38, minimal())
	for b.Loop() {
		r, err := wire.NewDecoder().RecordFromHash("bt_1", hash)
		if err != nil {
			b.Fatal(err)
		}
		d.put(&r)
		d.tab = tabTrades
		d.Lines(true)
		d.tab = tabCurve
		d.rev++
		d.Lines(true)
	}
}

// Of a publisher that keeps no record there is what it told when the job ended.
func TestWhatTheEndOfAJobToldIsShownWhereNothingIsKept(t *testing.T) {
	r := model.NewReport()
	r.ROI, r.Sharpe, r.Trades = 0.312, 1.84, 120
	d := open(t, 120, 38, model.Record{Job: model.NewJob("bt_1"), Report: r})
	delete(d.store.records, "bt_1")
	d.kept = nil
	d.press("esc")
	d.Open("bt_1")
	d.due()
	text := d.text()
	for _, want := range []string{"+31.2%", "1.84", "120 trades", "Not all of it could be read: nothing is kept of bt_1 any more"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "No result is kept") {
		t.Errorf("it says that there is none:\n%s", text)
	}
}

func TestHowMuchIsBelowIsSaidOnce(t *testing.T) {
	for w := 40; w <= 130; w++ {
		d := open(t, w, 14, whole())
		if n := strings.Count(d.text(), " more"); n > 1+strings.Count(d.text(), "more:") {
			t.Fatalf("%d times at %d cells:\n%s", n, w, d.text())
		}
	}
}

func TestNoHeadOfATableIsCut(t *testing.T) {
	for w := 60; w <= 130; w++ {
		d := open(t, w, 24, whole())
		for _, tab := range []string{"3", "4"} {
			d.press(tab)
			if strings.Contains(d.text(), "CONT") && !strings.Contains(d.text(), "CONTRIBUTION") {
				t.Fatalf("at %d cells:\n%s", w, d.text())
			}
		}
	}
}

func TestTheYearHasRoomBesideItsMonths(t *testing.T) {
	d := open(t, 60, 16, whole())
	d.press("5")
	d.shows("YEAR")
}
