package jobs

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// noon is the time of every first frame.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// before is a time so many seconds before noon.
func before(seconds float64) time.Time {
	return noon.Add(-time.Duration(seconds * float64(time.Second)))
}

// fakeJobs notes what it is asked to cancel.
type fakeJobs struct {
	pane.Jobs
	cancelled []string
	asks      int
	refused   map[string]error
	err       error
	record    model.Record
	drafted   model.Request
	sent      []model.Draft
}

func (w *fakeJobs) CancelAll(_ context.Context, ids []string) (all model.Cancels) {
	w.asks++
	for _, id := range ids {
		w.cancelled = append(w.cancelled, id)
		if why := cmp.Or(w.refused[id], w.err); why != nil {
			all.Fail(why, id)
			continue
		}
		all.Asked, all.Heard = all.Asked+1, 1
	}
	return all
}

// deck is the list on a screen of its own.
type deck struct {
	*Pane
	t       testing.TB
	env     *pane.Env
	world   *uitest.World
	workers *fakeJobs
	w, h    int
	toast   string
}

func open(t testing.TB, w, h int, jobs ...model.Job) *deck {
	t.Helper()
	d := &deck{t: t, world: uitest.NewWorld(10), workers: &fakeJobs{}, w: w, h: h}
	d.env = uitest.Env(noon)
	d.Pane = New(d.env, d.workers, "user_456")
	d.Resize(w, h)
	d.frame(uitest.News{Taken: noon, Jobs: jobs})
	return d
}

func (d *deck) frame(n uitest.News) {
	n.Link.Up = true
	d.env.State.Apply(d.world.Frame(n))
	d.env.Now = n.Taken
	d.work()
}

// work lets the list do all that it has to do.
func (d *deck) work() {
	for d.Work() {
	}
}

func (d *deck) resize(w, h int) {
	d.w, d.h = w, h
	d.Resize(w, h)
}

// screen are the lines with their colours: of the dialog, if there is one.
func (d *deck) screen() string {
	if top := d.env.Top(); top != nil {
		w, h := top.Want(d.w, d.h)
		top.Resize(w, h)
		return strings.Join(top.Lines(true), "\n")
	}
	return strings.Join(d.Lines(true), "\n")
}

func (d *deck) text() string { return ansi.Strip(d.screen()) }

// line is the first line on the screen that holds all of these words.
func (d *deck) line(words ...string) string {
	d.t.Helper()
next:
	for line := range strings.SplitSeq(d.text(), "\n") {
		for _, w := range words {
			if !strings.Contains(line, w) {
				continue next
			}
		}
		return line
	}
	d.t.Fatalf("no line holds %q at %d×%d:\n%s", words, d.w, d.h, d.text())
	return ""
}

func (d *deck) hides(word string) {
	d.t.Helper()
	if strings.Contains(d.text(), word) {
		d.t.Fatalf("%q is on the screen:\n%s", word, d.text())
	}
}

// named are the keys that are not characters.
var named = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "space": {Code: tea.KeySpace, Text: " "}, "right": {Code: tea.KeyRight}, "left": {Code: tea.KeyLeft}, "esc": {Code: tea.KeyEscape}, "backspace": {Code: tea.KeyBackspace},
}

// press gives keys to the dialog, if there is one, else to the list.
func (d *deck) press(keys ...string) {
	for _, k := range keys {
		to := d.Actions()
		if top := d.env.Top(); top != nil {
			to = top.Actions()
		}
		msg, ok := named[k]
		if !ok {
			msg = tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
		}
		cmd, taken := keymap.Press(to, msg)
		if !taken && d.Typing() {
			cmd = d.Update(msg)
		}
		d.run(cmd)
		d.work()
	}
}

// types gives the keys of a text.
func (d *deck) types(text string) {
	for _, r := range text {
		d.press(string(r))
	}
}

// run does what a command asks for.
func (d *deck) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch m := cmd().(type) {
	case pane.ToastMsg:
		d.toast = m.Text
	case pane.Reply:
		d.run(d.Update(m.Msg))
	case pane.FollowJobMsg:
		d.run(d.Update(m))
	case tea.BatchMsg:
		for _, c := range m {
			d.run(c)
		}
	default: // a sequence, whose type is not exported
		if v := reflect.ValueOf(m); v.IsValid() && v.Kind() == reflect.Slice {
			for i := range v.Len() {
				d.run(v.Index(i).Interface().(tea.Cmd))
			}
		}
	}
}

// exact fails unless what is drawn fills its size.
func (d *deck) exact(what string) {
	d.t.Helper()
	lines := strings.Split(d.screen(), "\n")
	if d.env.Top() == nil && len(lines) != d.h {
		d.t.Fatalf("%s at %d×%d: %d lines", what, d.w, d.h, len(lines))
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n != ansi.StringWidth(lines[0]) || d.env.Top() == nil && n != d.w {
			d.t.Fatalf("%s at %d×%d: line %d is %d cells wide: %q", what, d.w, d.h, i, n, ansi.Strip(line))
		}
	}
}

const uuid = "1111-2222-4333-8444-555566667777"

// someJobs are those of an ordinary day, in the order of the list.
func someJobs() []model.Job {
	job := func(id string, phase model.Phase, created float64, symbols ...string) model.Job {
		j := model.NewJob("bt_" + id + uuid)
		j.User, j.Phase, j.Symbols, j.Patterns = "user_456", phase, symbols, []string{"Doji", "Hammer"}
		j.Start, j.End = "2024-01-01", "2024-12-31"
		j.Created, j.Updated = before(created), before(1)
		return j
	}
	ended := func(j model.Job, started, finished float64) model.Job {
		j.Started, j.Finished = before(started), before(finished)
		return j
	}
	running := job("7f3a", model.PhaseRunning, 60, "AAPL", "MSFT", "NVDA", "AMD", "TSLA")
	running.Started = before(50)
	for i := range 5 {
		u := running
		u.Progress, u.Updated, u.Current, u.Done, u.Total = 0.24+float64(i)*0.1, before(float64(8-2*i)), "MSFT", 3, 5
		running = running.Merge(u)
	}
	silent := job("91c0", model.PhaseRunning, 90, "NVDA")
	silent.Progress, silent.Updated, silent.Started = 0.18, before(45), before(80)
	stopping := job("6e11", model.PhaseCancelling, 120, "TSLA")
	stopping.User, stopping.Asked, stopping.Started = "user_7", before(4), before(110)
	waiting := job("c2d8", model.PhaseQueued, 4, "SPY", "QQQ")
	done := ended(job("fb48", model.PhaseCompleted, 300, "AAPL", "MSFT", "NVDA"), 290, 200)
	done.Progress, done.Result = 1, resultOf(0.048, 0.64)
	lost := ended(job("55d9", model.PhaseCompleted, 400, "AMD"), 390, 380)
	lost.Progress, lost.Result = 1, resultOf(-0.027, -0.34)
	lost.Result.Warnings = []string{"parameters ignored, nothing is known by these names: zeal", "1,204 of 3,116 signals were skipped for lack of funds"}
	failed := ended(job("50aa", model.PhaseFailed, 500, "ENRN"), 490, 480)
	failed.Error = "no bars of ENRN: 40 symbols here, AAPL to XOM"
	cancelled := ended(job("4e02", model.PhaseCancelled, 600, "META", "GOOGL"), 590, 570)
	cancelled.Progress = 0.3
	return []model.Job{running, silent, stopping, waiting, done, lost, failed, cancelled}
}

// sweepJobs are the jobs of a sweep of which so many have ended, and the next two run.
func sweepJobs(id string, n, ended int) (out []model.Job) {
	stops, targets := [...]float64{0.02, 0.04, 0.06, 0.08, 0.1}, [...]float64{0.05, 0.1, 0.15, 0.2}
	for i := range n {
		j := model.NewJob(fmt.Sprintf("bt_%02x%s-%s", i, id, uuid))
		j.User, j.Phase, j.Symbols, j.Created, j.Updated = "user_456", model.PhaseQueued, []string{"AAPL", "MSFT", "NVDA"}, before(20), before(1)
		j.Start, j.End = "2025-01-02", "2025-12-31"
		j.Sweep = model.SweepPart{ID: id, Jobs: n, Varied: []model.Varied{
			{Name: params.StopLoss, Value: params.NumberOf(stops[i/len(targets)%len(stops)])}, {Name: params.TakeProfit, Value: params.NumberOf(targets[i%len(targets)])},
		}}
		switch {
		case i < ended:
			j.Phase, j.Started, j.Finished, j.Progress = model.PhaseCompleted, before(19-float64(i)), before(18-float64(i)), 1
			j.Result = resultOf(0.103-float64(i)/100, 1.33-float64(i)/10)
			j.Result.HeldROI = -0.079
		case i < ended+2:
			j.Phase, j.Started, j.Progress = model.PhaseRunning, before(2), 0.4
		}
		out = append(out, j)
	}
	return out
}

func resultOf(roi, sharpe float64) *model.Result {
	r := model.NewResult()
	r.ROI, r.Sharpe, r.MaxDrawdown, r.WinRate, r.Trades, r.WinningTrades = roi, sharpe, 0.041, 0.486, 37, 18
	r.FinalBalance, r.DurationDays, r.Seconds, r.Expectancy = 100_000*(1+roi), 365, 90.1, 128.6
	return r
}

// alike are jobs whose ids begin alike.
func alike(n int) (out []model.Job) {
	for i := range n {
		j := model.NewJob(fmt.Sprintf("bt_%08d-2222-4333-8444-555566667777", i))
		j.User, j.Phase, j.Symbols, j.Created = "user_456", model.PhaseQueued, []string{"AAPL"}, before(float64(i))
		out = append(out, j)
	}
	return out
}
