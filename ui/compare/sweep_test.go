package compare

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/model/sweep"
)

func TestTheWarningStandsAboveTheTable(t *testing.T) {
	p := openSweep(t, swept()...)
	lines := strings.Split(p.text(100, 30), "\n")
	if !strings.Contains(lines[1], "! Best of 16 trials: luck alone shows a Sharpe of 0.62. Deflated Sharpe 76%; 95% would convince.") {
		t.Errorf("below the title stands %q", lines[1])
	}
	if !strings.Contains(lines[2], "Stop loss 8% and 10% gave the same trades, so 16 of the 20 differ.") {
		t.Errorf("then %q", lines[2])
	}
}

func TestALuckThatConvincesWarnsOfNothing(t *testing.T) {
	jobs := swept()
	for i, j := range jobs {
		j.Result.Sharpe = 2 + float64(i%7)/100
		j.Result.Digest = fmt.Sprint(i)
	}
	p := openSweep(t, jobs...)
	p.shows("  Best of 20 trials: luck alone shows a Sharpe of 0.0", "Deflated Sharpe 97%: above the 95% that")
	p.hides("!")
}

func TestWhatIsNotKnownOfLuckIsSaid(t *testing.T) {
	jobs := swept()
	for _, j := range jobs {
		j.Result.DurationDays, j.Start, j.End = model.None(), "", ""
	}
	openSweep(t, jobs...).shows("luck alone shows a Sharpe of 0.62. How many days were tested is not known.")
	jobs = swept()
	for _, j := range jobs {
		j.Result.Skew = model.None()
	}
	openSweep(t, jobs...).shows("Deflated Sharpe 76%, for normal returns; ")
	openSweep(t, jobs[0]).hides("Best of")
}

func TestTheCursorInTheTableAndInTheMapAreOne(t *testing.T) {
	p := openSweep(t, swept()...)
	p.shows("›    8%    5%    +9.5%", "1.33‹  0.95   1.17   1.22")
	p.press(tea.KeyDown, tea.KeyDown)
	p.shows("›    8%   20%    +8.7%", "1.33   0.95   1.17   1.22‹")
}

func TestWhoTradedAlikeIsMarked(t *testing.T) {
	p := openSweep(t, swept()...)
	if n := strings.Count(p.text(100, 30), " =  "); n != 4 {
		t.Errorf("%d rows are marked", n)
	}
	p.press(tea.KeyDown)
	p.shows("2 of 20 · = same trades as 8% 5%")
}

// order are the values of stop_loss of the rows, from above.
func (p *page) order() string {
	v := p.Overlay.(*Sweep)
	var out []string
	for _, r := range v.now.rows {
		out = append(out, v.now.settings(r))
	}
	return strings.Join(out, ", ")
}

func TestTheTableIsSortedByTheChosenFigure(t *testing.T) {
	jobs := swept()[:6]
	jobs[1].Result.Sharpe = model.None()
	p := openSweep(t, jobs...)
	for _, c := range []struct {
		keys string
		want string
	}{
		{"", "2% 20%, 2% 15%, 4% 10%, 4% 5%, 2% 5%, 2% 10%"},
		{"o", "2% 5%, 4% 5%, 4% 10%, 2% 15%, 2% 20%, 2% 10%"},      // turned: what is not known stays below
		{"<", "2% 20%, 2% 15%, 4% 10%, 4% 5%, 2% 10%, 2% 5%"},      // by the return
		{"<", "2% 5%, 4% 5%, 2% 10%, 4% 10%, 2% 15%, 2% 20%"},      // by the target
		{">>>", "2% 20%, 2% 15%, 4% 10%, 4% 5%, 2% 10%, 2% 5%"},    // by the drawdown: the least is the best
		{"h", "2% 5%, 4% 5%, 2% 10%, 4% 10%, 2% 15%, 2% 20%"},      // by the trades
		{"hhh", "2% 20%, 2% 15%, 4% 10%, 4% 5%, 2% 5%, 2% 10%"},    // around, to the ratio
		{">>>>>>", "2% 20%, 2% 15%, 4% 10%, 4% 5%, 2% 10%, 2% 5%"}, // around all columns, to the return
	} {
		p.press([]rune(c.keys)...)
		if got := p.order(); got != c.want {
			t.Errorf("after %q: %s, want %s", c.keys, got, c.want)
		}
	}
}

func TestTheMapShowsTheChosenFigure(t *testing.T) {
	p := openSweep(t, swept()...)
	p.press('<')
	p.shows("RETURN       take_profit →", "8%  +9.5%‹")
	p.press('x')
	p.shows("stop_loss →", "take_profit ↓")
	p.press('y')
	p.shows("take_profit →", "stop_loss ↓")
}

// threeWays adds a third parameter: long does worse.
func threeWays() []*model.Job {
	jobs := swept()
	for i, j := range swept() {
		j.ID = fmt.Sprintf("bt_1%03d", i)
		j.Result.Sharpe -= .1
		j.Result.Digest += "long"
		jobs = append(jobs, j)
	}
	for i, j := range jobs {
		j.Sweep.Jobs = 40
		j.Sweep.Varied = append(j.Sweep.Varied, model.Varied{Name: params.Direction, Value: params.TextOf([]string{"both", "long"}[i/20])})
	}
	return jobs
}

func TestOfMoreThanTwoParametersTheMapShowsTwo(t *testing.T) {
	p := openSweep(t, threeWays()...)
	p.shows("map: direction both", "1.33‹")
	p.press('G') // the worst: long, and 2 % with 5 %
	p.shows("map: direction long", "0.02‹  0.12   0.46   0.52")
	p.press('b')
	p.shows("map: best of each direction", "0.12   0.22   0.56   0.62")
	p.press('b', 'x')
	p.shows("direction →", "stop_loss ↓", "map: take_profit 5%")
	p.press('y')
	p.shows("direction →", "take_profit ↓", "map: stop_loss 2%")
}

func TestOneParameterNeedsNoMap(t *testing.T) {
	jobs := swept()[:4]
	for _, j := range jobs {
		j.Sweep.Varied = j.Sweep.Varied[1:]
	}
	p := openSweep(t, jobs...)
	p.shows("TAKE", "20%")
	p.hides("↓")
	p.press('x', 'y', 'b')
}

func TestASweepIsLive(t *testing.T) {
	jobs := swept()
	for _, j := range jobs[10:] {
		j.Phase, j.Result = model.PhaseQueued, nil
	}
	jobs[10].Phase, jobs[10].Progress = model.PhaseRunning, .4
	jobs[11].Phase, jobs[11].Error = model.PhaseFailed, "no bars of ENRN"
	p := openSweep(t, jobs...)
	p.shows("10 of 20 done, 1 failed", "! 1 failed: no bars of ENRN", "running 40%", "submitted", "failed: no bars of ENRN", "Best of 10 trials so far")
	p.press(tea.KeyDown)
	before := p.order()
	chosen := p.Overlay.(*Sweep).chosen
	better := *jobs[12]
	better.Phase, better.Result = model.PhaseCompleted, swept()[12].Result
	p.frame(&better)
	p.shows("11 of 20 done", "›    6%")
	if got := p.order(); got == before || !strings.HasPrefix(got, "8% 5%") || p.Overlay.(*Sweep).chosen != chosen {
		t.Errorf("%s, on %s", got, p.Overlay.(*Sweep).chosen)
	}
}

func TestTheCursorFollowsTheBestUntilItIsMoved(t *testing.T) {
	jobs := swept()
	last := *jobs[12]
	jobs[12].Phase, jobs[12].Result, jobs[16].Result.Sharpe = model.PhaseRunning, nil, .5
	p := openSweep(t, jobs...)
	p.shows("›    8%   20%")
	p.frame(&last)
	p.shows("›    8%    5%")
}

func TestKeysLeadToTheJobUnderTheCursor(t *testing.T) {
	p := openSweep(t, swept()...)
	p.press(tea.KeyEnter, tea.KeyDown, 'e', '=')
	p.press(' ', ' ', '=')
	want := "result bt_0013, clone bt_0017, compare bt_0017 bt_0016"
	if got := strings.Join(p.opened, ", "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if !slices.Equal(p.said, []string{"mark 2 to 8 of them with space: they are then compared"}) {
		t.Errorf("%q", p.said)
	}
	p.shows("2 marked", " •  10%    5%")
	p.press(' ', ' ', ' ', ' ', ' ', ' ', ' ', '=')
	if last := p.said[len(p.said)-1]; last != "9 are marked: at most 8 fit beside each other" {
		t.Errorf("%q", last)
	}
}

func TestTheMouseChoosesARow(t *testing.T) {
	p := openSweep(t, swept()...)
	p.text(100, 30)
	p.do(p.Update(tea.MouseClickMsg{Button: tea.MouseLeft, X: 5, Y: 6}))
	p.shows("3 of 20")
	p.do(p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown}))
	p.shows("6 of 20")
}

// under is a sweep of which four jobs are not done, one of them being cancelled.
func under() []*model.Job {
	jobs := swept()
	for _, j := range jobs[16:] {
		j.Phase, j.Result = model.PhaseRunning, nil
	}
	jobs[19].Phase = model.PhaseCancelling
	return jobs
}

func TestTheRestIsCancelledAfterAQuestion(t *testing.T) {
	p := openSweep(t, under()...)
	p.press('X')
	if len(p.jobs.cancelled) != 0 {
		t.Fatal("it did not ask")
	}
	p.press('n', 'X', 'y')
	if want := []string{"bt_0017", "bt_0018", "bt_0019"}; !slices.Equal(p.jobs.cancelled, want) {
		t.Errorf("cancelled %v", p.jobs.cancelled)
	}
	if last := p.said[len(p.said)-1]; last != "asked 1 worker to cancel 3 jobs" {
		t.Errorf("%q", last)
	}
}

func TestASweepOfSomebodyElseAsksMoreStrongly(t *testing.T) {
	jobs := under()
	for _, j := range jobs {
		j.User = "user_7"
	}
	p := openSweep(t, jobs...)
	p.press('X', 'Y')
	if len(p.jobs.cancelled) != 3 {
		t.Errorf("cancelled %v", p.jobs.cancelled)
	}
}

func TestWhyJobsCannotBeCancelledIsSaidOnceAndOfWhich(t *testing.T) {
	jobs := under()
	for _, j := range jobs[10:] {
		j.Phase = model.PhaseRunning
	}
	p := openSweep(t, jobs...)
	p.jobs.fails = errors.New("no connection")
	p.press('X', 'y')
	if p.jobs.asks != 1 || len(p.jobs.cancelled) != 10 || p.said[0] != "asked for 0 of 10 jobs. bt_0011, bt_0012, bt_0013 and 7 more: no connection" {
		t.Errorf("asked %d times for %v, %q", p.jobs.asks, p.jobs.cancelled, p.said)
	}
	p = openSweep(t, swept()...)
	p.press('X')
	if p.env.Top() != p.Overlay || p.said[0] != "nothing of it is left to cancel" {
		t.Errorf("%q", p.said)
	}
}

func TestASweepOfWhichNothingIsKeptSaysSo(t *testing.T) {
	p := openSweep(t)
	p.shows("nothing is kept of it", "No job of this sweep is kept any more.")
	p.press(tea.KeyDown, tea.KeyEnter, 'x', 'h', ' ', '=', 'o', '<', 'b', 'X', tea.KeyEscape)
}

// many are the jobs of a sweep of 50 × 100.
func many() []*model.Job {
	jobs := make([]*model.Job, 0, 5_000)
	for i := range 5_000 {
		j := *swept()[i%20]
		j.ID = fmt.Sprintf("bt_%05d", i)
		r := *j.Result
		r.Digest, r.Sharpe = fmt.Sprint(i%4_000), float64(i*7919%5_003)/2_000-.8
		j.Result = &r
		j.Sweep = model.SweepPart{ID: "sweep_4", Jobs: 5_000, Varied: []model.Varied{
			{Name: params.StopLoss, Value: params.NumberOf(float64(i%50+1) / 100)}, {Name: params.MaxHolding, Value: params.NumberOf(float64(i / 50))},
		}}
		jobs = append(jobs, &j)
	}
	return jobs
}

func TestFiveThousandJobsAreDrawnAsFarAsTheyShow(t *testing.T) {
	p := openSweep(t, many()...)
	p.shows("5,000 of 5,000 done", "max_holding →", "1 of 5,000", "of 100", "of 50")
	p.press('G')
	p.shows("5,000 of 5,000 ·")
	v := p.Overlay.(*Sweep)
	first := v.now
	one := *v.now.rows[0].job
	one.Error = "news"
	p.frame(&one)
	p.text(100, 30)
	if v.now != first {
		t.Error("it is made anew with every news of so many")
	}
	p.env.Now = p.env.Now.Add(calm)
	p.text(100, 30)
	if v.now == first {
		t.Error("the news never come")
	}
}

func BenchmarkSweepOf5000(b *testing.B) {
	t := &testing.T{}
	p := openSweep(t, many()...)
	v := p.Overlay.(*Sweep)
	b.Run("cursor", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			v.move(1 - 2*(i%2))
			v.Lines(true)
		}
	})
	b.Run("news", func(b *testing.B) {
		for b.Loop() {
			p.env.State.Jobs.Rev++
			p.env.Now = p.env.Now.Add(time.Second)
			v.Lines(true)
		}
	})
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			v.Lines(true)
		}
	})
}

func TestTheTableIsWrittenAsItIsSorted(t *testing.T) {
	jobs := swept()
	jobs[7].Phase, jobs[7].Result = model.PhaseFailed, nil
	p := openSweep(t, jobs...)
	p.press('S', tea.KeyEnter)
	if p.disk.path != "/home/jo/tickdeck-sweep_4.csv" || p.said[0] != "written to /home/jo/tickdeck-sweep_4.csv" {
		t.Errorf("%q, it says %q", p.disk.path, p.said)
	}
	lines := strings.Split(strings.TrimSuffix(p.disk.wrote, "\r\n"), "\r\n")
	if len(lines) != 21 {
		t.Fatalf("%d lines:\n%s", len(lines), p.disk.wrote)
	}
	if lines[0] != "job,status,stop_loss,take_profit,return,sharpe,max_drawdown,trades,profit_factor,same_trades_as" {
		t.Errorf("columns %s", lines[0])
	}
	for i, r := range p.Overlay.(*Sweep).now.rows {
		cells := strings.Split(lines[1+i], ",")
		if cells[0] != r.job.ID {
			t.Errorf("line %d is %s, row %s", i, cells[0], r.job.ID)
		}
		if r.known {
			stop, roi, same := sweep.Value(r.job, params.StopLoss).String(), fmt.Sprint(r.job.Result.ROI), ""
			if r.twin != nil {
				same = r.twin.job.ID
			}
			if cells[1] != "done" || cells[2] != stop || cells[4] != roi || cells[9] != same {
				t.Errorf("%v, want %s, %s and %s", cells, stop, roi, same)
			}
		}
	}
	if last := lines[20]; !strings.HasPrefix(last, jobs[7].ID+",failed,0.04,") || !strings.HasSuffix(last, ",,,,,,") {
		t.Errorf("without a result: %s", last)
	}
}

func TestAPathThatCannotBeWrittenIsOfferedAgain(t *testing.T) {
	p := openSweep(t, swept()...)
	p.disk.fails = errors.New("there is such a file")
	p.press('S', tea.KeyEnter)
	if p.said[0] != "nothing was written: there is such a file" {
		t.Errorf("it says %q", p.said)
	}
	p.disk.fails = nil
	p.press('S', tea.KeyEnter)
	if p.disk.path != "/home/jo/tickdeck-sweep_4.csv" || len(p.said) != 2 {
		t.Errorf("%q, %q", p.disk.path, p.said)
	}
	p = openSweep(t)
	p.press('S')
	if p.said[0] != "there is no table to write" {
		t.Errorf("it says %q", p.said)
	}
}

func TestWhereTheWarningComesFromIsSaid(t *testing.T) {
	p := openSweep(t, swept()...)
	if lines := strings.Split(p.text(120, 38), "\n"); !strings.HasSuffix(lines[37], "luck: docs/backtests.md ") {
		t.Errorf("the foot says %q", lines[37])
	}
	p.hides("docs/backtests.md"[:len("docs/backtests.md")-1] + "…") // whole, or not at all
	p = openSweep(t, swept()[:1]...)
	p.hides("docs/backtests.md") // there is nothing to explain
}
