package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/params"
)

func TestWhatDiffersStandsFirst(t *testing.T) {
	p := openCompare(t, three()...)
	lines := strings.Split(p.text(100, 30), "\n")
	for i, want := range []string{"≠ direction", "≠ stop_loss", "  21 other parameters are the same", "  return"} {
		if !strings.HasPrefix(lines[2+i], " "+want) {
			t.Errorf("line %d is %q, want %s", 2+i, lines[2+i], want)
		}
	}
	if p.hides("≠ symbols"); !strings.Contains(lines[0], "AAPL MSFT NVDA · daily 2025-01-02 → 2025-12-31") {
		t.Errorf("%q", lines[0])
	}
}

func TestSymbolsAndDatesThatDifferAreRows(t *testing.T) {
	all := three()[:2]
	all[1].Request = &model.Request{Symbols: []string{"AAPL"}, Patterns: []string{"Doji"}, Start: noon.AddDate(-1, 0, 0), End: noon, Timeframe: "1min"}
	p := openCompare(t, all...)
	p.shows("≠ symbols", "≠ patterns", "≠ first day", "2025-03-02", "≠ last day", "2026-03-02", "≠ timeframe", "1min")
	p.hides("NVDA · ")
}

func TestFiguresTellHowTheyDifferFromTheFirst(t *testing.T) {
	p := openCompare(t, three()...)
	p.shows("+4.8%", "+2.6% −2.2", "+1.1% −3.7", "37, 49%", "4.0%", "3.2% −0.8")
	p.press(tea.KeyRight, 'f') // against the second
	p.shows("+4.8% +2.2")
	all := three()[:2]
	all[1].Report.MaxDrawdown = all[0].Report.MaxDrawdown + .0004 // as it is written they are the same
	all[0].Report.ProfitFactor = model.None()
	openCompare(t, all...).shows("4.0% =", "profit factor                       –")
}

func TestTheBestFigureIsBold(t *testing.T) {
	p := openCompare(t, three()...)
	open := string(p.env.Theme.Bright.Open(nil))
	for _, line := range p.lines(100, 30) {
		text := ansi.Strip(line)
		_, after, bold := strings.Cut(line, open)
		first, _, _ := strings.Cut(strings.TrimSpace(ansi.Strip(after)), " ")
		switch {
		case strings.Contains(text, "  return ") && (!bold || first != "+4.8%"),
			strings.Contains(text, "max drawdown") && (!bold || first != "3.2%"),
			strings.Contains(text, "trades, won") && bold:
			t.Errorf("bold is %q in %q", first, text)
		}
	}
}

func TestTooFewTradesTellNothingApart(t *testing.T) {
	openCompare(t, three()...).shows("! 18 and 37 trades: under 30 are too few to tell these three apart.")
	same := []model.Record{record("bt_1", .02, "both", .04, 50, .01), record("bt_2", .02, "long", .03, 50, .009)}
	openCompare(t, same...).shows("! By the returns of their trades chance alone explains what differs between these two.")
	apart := append(same, record("bt_3", .02, "short", .5, 60, .04))
	p := openCompare(t, apart...)
	p.shows("more than chance tells bt_1 from bt_3 and bt_2 from bt_3; of")
	p.hides("!")
	apart[1].Report.Digest = "bt_1"
	openCompare(t, apart...).shows("! bt_1 and bt_2 made the same trades.")
}

func TestThreeComparisonsAskForMoreThanOne(t *testing.T) {
	// Of two alone the chance is 1.3 %, with three pairs 4 %, with six 8 %.
	of := func(n int) string {
		all := []model.Record{record("bt_1", .02, "both", .04, 50, .01), record("bt_2", .02, "long", .03, 50, 0)}
		for i := 2; i < n; i++ {
			all = append(all, record(fmt.Sprint("bt_", i+1), .02, "long", .03, 50, .005))
		}
		return openCompare(t, all...).text(100, 30)
	}
	if !strings.Contains(of(3), "tells bt_1 from bt_2;") || !strings.Contains(of(4), "chance alone explains") {
		t.Error("the more pairs, the more it takes")
	}
}

func TestARecordThatCannotBeReadIsSaidInItsColumn(t *testing.T) {
	p := newPage(t)
	for _, r := range three()[:2] {
		p.jobs.records[r.Job.ID] = r
	}
	gone := model.NewJob("bt_gone")
	gone.Phase, gone.Result = model.PhaseCompleted, model.NewResult()
	gone.Result.ROI, gone.Result.Trades = -.02, 40
	p.frame(&gone)
	p.compare("bt_fb48", "bt_gone", "bt_1d20")
	p.shows("not read", "! bt_gone: nothing is kept of bt_gone any more", "−2.0% −6.8", "+4.8%", "+2.6%")
}

func TestAJobWithoutAResultIsSaidInItsColumn(t *testing.T) {
	all := three()
	all[1].Report, all[1].Job.Result, all[1].Job.Phase, all[1].Job.Progress = nil, nil, model.PhaseRunning, .3
	p := openCompare(t, all...)
	p.shows("running 30%", "≠ direction")
	p.hides("apart")
}

func TestFewRecordsAreReadAtOnce(t *testing.T) {
	p := newPage(t)
	v := NewCompare(p.env, p.jobs)
	p.Overlay = v
	ids := []string{"bt_1", "bt_2", "bt_3", "bt_4", "bt_5", "bt_6", "bt_7", "bt_8", "bt_9", "bt_1"}
	first := v.Open(ids)
	under := 0
	for _, c := range v.all {
		if c.state == asked {
			under++
		}
	}
	if len(v.all) != 8 || under != readAtOnce {
		t.Errorf("%d of %d are under way", under, len(v.all))
	}
	p.shows("reading…")
	p.do(first)
	if slices.Sort(p.jobs.asked); !slices.Equal(p.jobs.asked, ids[:8]) {
		t.Errorf("it asked for %v", p.jobs.asked)
	}
}

func TestALateAnswerChangesNothing(t *testing.T) {
	p := openCompare(t, three()...)
	v := p.Overlay.(*Compare)
	late := recordMsg{turn: v.turn - 1, id: "bt_fb48", record: record("bt_fb48", .02, "both", .9, 5, 0)}
	p.do(v.Update(late))
	p.hides("+90.0%")
	p.press(tea.KeyEscape)
	if p.env.Top() != nil || v.all != nil {
		t.Error("it is still open, or keeps what it read")
	}
	p.do(v.Update(recordMsg{turn: v.turn, id: "bt_fb48"}))
	p.lines(100, 30)
}

func TestOneIsDroppedAtATime(t *testing.T) {
	p := openCompare(t, three()...)
	p.press(tea.KeyRight, ' ')
	p.shows("Compare 2", "bt_fb48", "›• bt_77ac")
	p.hides("bt_1d20")
	p.press(' ')
	if p.shows("Compare 2"); len(p.said) != 1 {
		t.Errorf("%q", p.said)
	}
	p.press('e', tea.KeyEnter)
	if want := []string{"clone bt_77ac", "result bt_77ac"}; !slices.Equal(p.opened, want) {
		t.Errorf("%v", p.opened)
	}
}

func TestMoreColumnsThanFitAreWalkedThrough(t *testing.T) {
	var all []model.Record
	for i := range 8 {
		all = append(all, record(fmt.Sprint("bt_", i+1), .02, "both", float64(i)/100, 40, 0))
	}
	p := openCompare(t, all...)
	p.shows("4 of 8 show", "─ bt_1", "bt_4")
	p.hides("bt_5")
	p.press(tea.KeyRight, tea.KeyRight, tea.KeyRight, tea.KeyRight)
	p.shows("─ bt_1", "bt_5", "bt_3")
	p.hides("bt_2")
	p.press(tea.KeyLeft, tea.KeyLeft, tea.KeyLeft)
	p.shows("─ bt_1", "bt_2")
}

func TestAMouseClickChoosesAColumn(t *testing.T) {
	p := openCompare(t, three()...)
	p.text(100, 30)
	p.do(p.Update(tea.MouseClickMsg{Button: tea.MouseLeft, X: 60, Y: 5}))
	p.shows("›• bt_1d20")
}

func TestALongPageScrolls(t *testing.T) {
	p := openCompare(t, three()...)
	p.text(60, 8)
	p.press('G')
	if text := p.text(60, 8); !strings.Contains(text, "2025-12") || !strings.Contains(text, "Compare 3") {
		t.Errorf("at its end:\n%s", text)
	}
	p.press('g')
	if text := p.text(60, 8); !strings.Contains(text, "≠ direction") {
		t.Errorf("at its beginning:\n%s", text)
	}
}

func TestCurvesStandOverTheSameDays(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2025, 1, 1+n, 0, 0, 0, 0, time.UTC) }
	curve := []model.CurvePoint{{Day: day(2), Equity: 200}, {Day: day(4), Equity: 220}, {Day: day(6), Equity: 180}}
	got := sampled(curve, day(0), day(8), 9)
	if text := fmt.Sprintf("%.0f", got); text != "[NaN NaN 0 0 10 10 -10 NaN NaN]" {
		t.Errorf("%s", text)
	}
	if sampled(curve[:1], day(0), day(8), 9) != nil || sampled([]model.CurvePoint{{}, {}}, day(0), day(8), 9) != nil {
		t.Error("one point is no curve, and what begins with nothing has no returns")
	}
}

func TestAnAxisHasRoundNumbers(t *testing.T) {
	for _, c := range []struct {
		points []float64
		most   int
		want   string
	}{
		{[]float64{-2.6, 3.4}, 14, "−3.0% … +3.5%, 13 rows"},
		{[]float64{-2.6, 3.4}, 8, "−3% … +4%, 7 rows"},
		{[]float64{5, 612}, 10, "0% … +700%, 7 rows"},
		{[]float64{0, 0}, 10, "0.0000% … +0.0001%, 1 rows"},
		{[]float64{-100}, 6, "−100% … 0%, 5 rows"},
	} {
		a, ok := roundAxis([][]float64{c.points, {model.None()}}, c.most)
		if got := fmt.Sprintf("%s … %s, %d rows", a.label(a.low), a.label(a.high), a.rows); !ok || got != c.want {
			t.Errorf("%v in %d: %s, want %s", c.points, c.most, got, c.want)
		}
	}
	if _, ok := roundAxis([][]float64{{model.None()}, nil}, 5); ok {
		t.Error("nothing is known")
	}
}

func TestTheCurveMeasuredAgainstLiesOverTheOthers(t *testing.T) {
	all := three()[:2]
	all[1].Report.Curve = all[0].Report.Curve
	p := openCompare(t, all...)
	if n := strings.Count(p.text(100, 30), "•"); n != 1 { // in the name alone
		t.Errorf("%d cells of the other show", n)
	}
	want := p.env.Theme.Fill.Render("─")
	if !strings.Contains(strings.Join(p.lines(100, 30), "\n"), strings.TrimSuffix(want, "\x1b[m")) {
		t.Error("the first curve has not the colour of its sign")
	}
}

func TestTheSettingsInForceTellWhereNoRequestIsKept(t *testing.T) {
	all := three()[:2]
	for i := range all {
		all[i].Request = nil
		all[i].Report.Parameters = []model.Setting{{Name: params.StopLoss, Value: []string{"0.05", "0.02"}[i]}, {Name: "zeal", Value: "9"}}
	}
	p := openCompare(t, all...)
	p.shows("≠ stop_loss", "5%", "2%")
	p.hides("zeal")
}
