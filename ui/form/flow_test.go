package form

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// finished gives the state jobs that took so many seconds on a symbol and a week.
func (r *rig) finished(seconds ...float64) {
	w := uitest.NewWorld(10)
	var all []model.Job
	for i, s := range seconds {
		j := model.NewJob(fmt.Sprintf("bt_done%d", i))
		j.Phase, j.Symbols, j.Start, j.End = model.PhaseCompleted, []string{"AAPL"}, "2025-01-06", "2025-01-10"
		j.Result = model.NewResult()
		j.Result.Seconds = s
		all = append(all, j)
	}
	f := w.Frame(uitest.News{Jobs: all, Taken: r.env.Now, Link: model.Link{Up: true}})
	f.Symbols, f.Patterns = r.env.State.Symbols, r.env.State.Patterns
	r.env.State.Apply(f)
}

func TestAListOrARangeMakesASweepThatIsSentAtOnce(t *testing.T) {
	r := wide(t)
	r.finished(0.005, 0.01, 0.5)
	r.fill()
	r.goTo("Stop loss")
	r.press("2%..10%:2%", "tab", "5%, 10%, 15%, 20%")
	r.sees("5 values: 2 4 6 8 10%")
	r.sees("4 values")
	r.sees("20 jobs (5 × 4), 2 symbols × 260 bars each, about 21 s at the rate of 3 jobs")
	r.sees("Job 1 of 20")
	r.press("ctrl+s") // more than 10 s: it asks
	if len(r.jobs.all) != 0 {
		t.Fatal("it does not ask")
	}
	r.asks('n')
	r.press("ctrl+s")
	r.asks('y')
	r.settle()
	if len(r.jobs.all) != 1 || len(r.jobs.all[0]) != 20 || len(r.jobs.sent) != 0 {
		t.Fatalf("sent %v, %v", r.jobs.all, r.jobs.sent)
	}
	seen := map[string]bool{}
	for _, d := range r.jobs.all[0] {
		seen[d.JobID] = true
		if !strings.Contains(d.JSON, `"sweep":"sweep_`) {
			t.Errorf("it says nothing of a sweep: %s", d.JSON)
		}
	}
	if first, last := r.jobs.all[0][0].JSON, r.jobs.all[0][19].JSON; len(seen) != 20 || !strings.Contains(first, `"stop_loss":0.02,"take_profit":0.05`) || !strings.Contains(last, `"stop_loss":0.1,"take_profit":0.2`) {
		t.Errorf("%d ids, first %s\nlast %s", len(seen), first, last)
	}
	r.toast(pane.Success, "20 jobs of "+r.sweepSent()+" submitted · 3 workers are listening")
}

// sweepSent is the id in what was sent last.
func (r *rig) sweepSent() string {
	_, rest, _ := strings.Cut(r.jobs.all[len(r.jobs.all)-1][0].JSON, `"sweep":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

func TestASweepThatNobodyConfirmedIsSentAgainAsItWas(t *testing.T) {
	r := newRig(t)
	r.finished(0.0001)
	r.fill()
	r.goTo("Direction")
	r.press("*")
	r.sees("3 values")
	r.sees("‹ both, long, short ›")
	r.jobs.err = errors.New("no Redis")
	r.press("ctrl+s")
	r.settle()
	r.sees("ctrl+s sends these very jobs again")
	r.jobs.err = nil
	r.press("ctrl+s")
	r.settle()
	if len(r.jobs.all) != 2 || fmt.Sprint(r.jobs.all[0]) != fmt.Sprint(r.jobs.all[1]) {
		t.Errorf("sent %v", r.jobs.all)
	}
}

func TestASweepOfAMillionJobsIsRefusedWithTheNumber(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.goTo("Stop loss")
	r.press("0.1%..99%:0.1%", "tab", "1%..100%:0.1%")
	r.sees("981,090 jobs (990 × 991) are too many: at most 5,000")
	r.press("ctrl+s")
	r.settle()
	if r.jobs.drafts != 0 || len(r.jobs.all) != 0 {
		t.Error("it is sent")
	}
	r.on("Take profit")
}

func TestWhereNoJobWasSeenTheEstimateSaysSoAndASweepAsks(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.sees("2 symbols × 260 bars, time unknown: no job has been seen yet")
	r.goTo("Stop loss")
	r.press("1%, 2%", "ctrl+s")
	r.asks('y')
	r.settle()
	if len(r.jobs.all) != 1 {
		t.Error("it is not sent")
	}
}

func TestTheEstimateCountsTheBarsOfATimeframe(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.goTo("Timeframe")
	for text, want := range map[string]string{"1h": "1,820 bars", "5min": "20,280 bars", "1min": "101,400 bars", "1d": "260 bars"} {
		r.press("shift+tab", "tab", text)
		r.sees("2 symbols × " + want)
	}
}

// bought is a record as a job leaves it.
func bought() model.Record {
	day := func(s string) time.Time { d, _ := model.ParseDate(s); return d }
	v := params.Values{}.With(params.StopLoss, params.NumberOf(0.0712345678)).With(params.AllowShort, params.SwitchOf(false)).With(params.Seed, params.NumberOf(4))
	return model.Record{Ignored: []string{"zeal"}, Request: &model.Request{
		Symbols: []string{"AAPL", "TSLA"}, Patterns: []string{"Doji", "House Special"}, Start: day("2024-01-02"), End: day("2024-12-31"),
		Timeframe: "1h", Parameters: v, Samples: model.Samples{In: model.Period{Start: day("2024-01-02"), End: day("2024-06-30")}, Out: model.Period{Start: day("2024-07-01"), End: day("2024-12-31")}},
	}}
}

func (r *rig) clone(id string) {
	r.form.Clone(id)
	r.ask()
}

func TestACloneAsksForTheSameAndMarksWhatIsChanged(t *testing.T) {
	r := newRig(t)
	r.jobs.records["bt_fb48"] = bought()
	r.env.Close()
	r.clone("bt_fb48")
	got, want := r.form.request, bought().Request
	if fmt.Sprint(got.Symbols, got.Patterns, got.Start, got.End, got.Timeframe, got.Samples) != fmt.Sprint(want.Symbols, want.Patterns, want.Start, want.End, want.Timeframe, want.Samples) {
		t.Errorf("it asks for %+v", got)
	}
	if v := got.Parameters; v.Of(params.StopLoss).Number() != 0.0712345678 || v.Of(params.Seed).Number() != 4 || v.Of(params.Direction).Text() != "long" {
		t.Errorf("its parameters are %+v", v)
	}
	r.sees("from bt_fb48, unchanged")
	r.misses("≠")
	r.toast(pane.Warning, "bt_fb48 asked for zeal as well, which means nothing here")
	r.goTo("Stop loss")
	r.press("8%", "tab", "0.1")
	r.sees("from bt_fb48, 1 change")
	r.sees("≠  Stop loss")
	r.sees("was 7.12346%, of the entry price")
	r.goTo("Symbols")
	r.press("ctrl+u", "nvda", "tab")
	r.sees("from bt_fb48, 2 changes")
	r.press("ctrl+s")
	r.settle()
	if len(r.jobs.sent) != 1 {
		t.Fatal("it is not sent")
	}
	r.reopen()
	r.misses("from bt_fb48")
}

func TestAJobWhoseRequestIsNotKeptIsSaid(t *testing.T) {
	r := newRig(t)
	r.press("aapl")
	r.clone("bt_1")
	r.toast(pane.Warning, "bt_1 cannot be cloned: its request is not kept, or cannot be read")
	r.jobs.recordErr = errors.New("nothing is kept of bt_1 any more")
	r.clone("bt_1")
	r.toast(pane.Failure, "bt_1 cannot be cloned: nothing is kept of bt_1 any more")
	r.sees("aapl")
}

func TestACloneAsksBeforeItReplacesWhatWasTyped(t *testing.T) {
	r := newRig(t)
	r.jobs.records["bt_1"] = bought()
	r.press("nvda")
	r.clone("bt_1")
	r.asks('n')
	r.sees("nvda")
	r.env.Close()
	r.clone("bt_1")
	r.asks('y')
	r.sees("AAPL, TSLA")
	r.env.Close()
	r.clone("bt_1") // unchanged since: no question
	if r.env.Top() != pane.Overlay(r.form) {
		t.Error("it asks")
	}
}

func TestACloneReplacesWhatWasSubmittedWithoutAQuestion(t *testing.T) {
	r := newRig(t)
	r.jobs.records["bt_1"] = bought()
	r.fill()
	r.press("ctrl+s")
	r.settle()
	if len(r.jobs.sent) != 1 {
		t.Fatalf("%d jobs were sent", len(r.jobs.sent))
	}
	r.clone("bt_1")
	r.sees("AAPL, TSLA")
	r.press("tab", "2024")
	r.env.Close()
	r.clone("bt_1")
	r.asks('n')
	r.sees("2024")
}

func TestPresetsAreSavedLoadedAndDeleted(t *testing.T) {
	r := newRig(t)
	r.press("aapl", "tab", "2025")
	r.goTo("Stop loss")
	r.press("2%..4%:1%", "ctrl+o", "reversal", "ctrl+s")
	want := map[string]string{"symbols": "AAPL", "dates": "2025", "stop_loss": "2%..4%:1%"}
	if got := r.env.Prefs.Forms()["reversal"]; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("saved %v", got)
	}
	r.sees("from reversal, unchanged")
	r.press("ctrl+o", "enter") // a new form
	r.misses("from reversal")
	r.sees("1y")
	r.press("ctrl+o", "rev", "enter")
	r.sees("2%..4%:1%")
	r.goTo("Stop loss")
	r.press("7%", "ctrl+o", "down", "enter")
	r.asks('y')
	r.sees("2%..4%:1%")
	r.press("ctrl+o", "down", "ctrl+d")
	r.asks('y')
	if len(r.env.Prefs.Forms()) != 0 {
		t.Errorf("left %v", r.env.Prefs.Forms())
	}
}

func TestSymbolsComeFromListsFilesAndWhatWasSeen(t *testing.T) {
	r := newRig(t)
	r.env.Prefs.SetList("desk", []string{"NVDA", "amd"})
	r.env.Prefs.SetList("my list", []string{"TSLA"})
	r.texts["/a b.txt"] = "AAPL # the largest\nIBM, F\n"
	symbolsAre := func(want string) {
		t.Helper()
		if got := strings.Join(r.form.request.Symbols, " "); got != want {
			t.Errorf("the symbols are %s, want %s", got, want)
		}
	}
	r.press("@desk msft, @My List", "tab")
	symbolsAre("NVDA AMD MSFT TSLA")
	r.sees("@desk, MSFT, @My List")
	r.press("shift+tab", "ctrl+u", "file:/a b.txt, x", "tab")
	symbolsAre("AAPL IBM F X")
	r.press("shift+tab", "ctrl+u", "file:/none", "tab")
	r.sees("✗ there is no file /none")
	r.press("shift+tab", "ctrl+u", "@nobody", "tab")
	r.sees(`✗ there is no watchlist "nobody"`)
	r.env.State.Symbols = model.SortedStrings{"A", "AAPL"}
	r.press("shift+tab", "ctrl+u", "nvda all seen", "tab")
	symbolsAre("NVDA A AAPL")
	r.press("shift+tab", "ctrl+u", "@d", "right")
	if got := r.text("Symbols"); got != "@desk, " {
		t.Errorf("taken: %q", got)
	}
}

func TestWhatWasTypedIsHereAgainAfterARestart(t *testing.T) {
	r := newRig(t)
	r.press("aapl", "tab", "2025", "esc")
	r.env.Now = r.env.Now.Add(time.Minute)
	r.restart()
	r.sees("what was typed at 10:00 is here again")
	r.sees("AAPL")
	r.sees("2025-01-01 → 2025-12-31")
	r.goTo("Capital")
	r.press("5k")
	r.misses("is here again")
	kept := r.drafts.text
	if !strings.Contains(kept, `"initial_capital":"5k"`) {
		t.Errorf("kept: %s", kept)
	}
	times := r.drafts.times
	r.press("tab", "shift+tab", "esc")
	r.env.Now = r.env.Now.Add(time.Minute)
	r.reopen()
	if r.drafts.times != times {
		t.Error("the same is kept again")
	}
	for _, bad := range []string{"{", "7", strings.Repeat("x", mostKept+1), `{"fields":{"symbols":7}}`} {
		r.drafts.text = bad
		r.restart()
		r.misses("is here again")
	}
}

func TestWhatCouldNotBeSentIsSentOnceAfterAsking(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.env.State.Link.Up = false
	r.jobs.err = errors.New("no Redis")
	r.press("ctrl+s")
	r.settle()
	first := r.jobs.sent[0]
	r.restart() // the deck was closed, or crashed
	if r.env.Top() != pane.Overlay(r.form) {
		t.Fatal("without a connection it asks")
	}
	r.press("esc")
	r.env.State.Link.Up, r.env.State.Link.Since = true, r.env.Now.Add(time.Second)
	r.jobs.err = nil
	r.ask()
	r.toast(pane.Info, "Redis is back: bt_0001 is still to be sent, n offers it")
	r.ask()
	if len(r.toasts) != 0 {
		t.Errorf("told twice: %v", r.toasts)
	}
	r.reopen()
	r.asks('y')
	r.settle()
	if len(r.jobs.sent) != 2 || r.jobs.sent[1] != first || r.form.unsent != nil || strings.Contains(r.drafts.text, "unsent") {
		t.Errorf("sent %v, kept %s", r.jobs.sent, r.drafts.text)
	}
	r.env.Close()
	r.reopen()
	if r.env.Top() != pane.Overlay(r.form) {
		t.Error("it asks again")
	}
}

func TestASweepThatIsToBeSentIsSpokenOfAsMany(t *testing.T) {
	r := newRig(t)
	r.finished(.01)
	r.fill()
	r.goTo("Stop loss")
	r.press("2%..4%:1%")
	r.env.State.Link.Up = false
	r.jobs.err = errors.New("no Redis")
	r.press("ctrl+s")
	r.settle()
	if len(r.jobs.all) != 1 {
		t.Fatalf("sent %v", r.jobs.all)
	}
	r.toasts = nil
	r.press("esc")
	r.env.State.Link.Up, r.env.State.Link.Since = true, r.env.Now.Add(time.Second)
	r.ask()
	r.toast(pane.Info, "Redis is back: 3 jobs of "+r.sweepSent()+" are still to be sent, ctrl+s in the form offers it")
}

func TestAWholePasteOfTenKilobytesIsBounded(t *testing.T) {
	r := newRig(t)
	for _, title := range []string{"Symbols", "Dates", "Timeframe", "Stop loss", "Walk-forward"} {
		if title == "Walk-forward" {
			r.goTo("More")
			r.press("right")
		}
		r.goTo(title)
		r.paste(strings.Repeat("1%..9%:0.001%,", 10<<10/14))
		r.exact(80, 22)
	}
}
