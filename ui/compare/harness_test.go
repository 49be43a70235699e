package compare

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/params"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// fakeJobs hands over records, and notes what it is asked.
type fakeJobs struct {
	pane.Jobs
	records   map[string]model.Record
	asked     []string
	cancelled []string
	asks      int // to cancel
	fails     error
}

func (j *fakeJobs) Record(_ context.Context, id string) (model.Record, error) {
	j.asked = append(j.asked, id)
	if r, ok := j.records[id]; ok {
		return r, nil
	}
	return model.Record{}, errors.New("nothing is kept of " + id + " any more")
}

func (j *fakeJobs) CancelAll(_ context.Context, ids []string) (all model.Cancels) {
	j.asks++
	j.cancelled = append(j.cancelled, ids...)
	if j.fails != nil {
		all.Fail(j.fails, ids...)
		return all
	}
	return model.Cancels{Asked: len(ids), Heard: 1}
}

// disk keeps what is written.
type disk struct {
	pane.Exports
	path, wrote string
	fails       error
}

func (d *disk) Propose(name string) string { return "/home/jo/" + name }

func (d *disk) WriteTable(_ context.Context, path string, table *export.Table) (string, error) {
	var b strings.Builder
	err := export.WriteTable(&b, table)
	d.path, d.wrote = path, b.String()
	return path, errors.Join(err, d.fails)
}

// page is one of the pages in a world of its own.
type page struct {
	pane.Overlay
	t      *testing.T
	env    *pane.Env
	world  *uitest.World
	jobs   *fakeJobs
	disk   *disk
	said   []string
	opened []string
}

func newPage(t *testing.T) *page {
	t.Helper()
	p := &page{t: t, env: uitest.Env(noon), world: uitest.NewWorld(100), jobs: &fakeJobs{records: map[string]model.Record{}}, disk: &disk{}}
	note := func(what string) func(string) {
		return func(id string) { p.opened = append(p.opened, what+" "+id) }
	}
	p.env.OpenResult, p.env.Clone, p.env.OpenSweep = note("result"), note("clone"), note("sweep")
	p.env.Compare = func(ids []string) { p.opened = append(p.opened, "compare "+strings.Join(ids, " ")) }
	p.frame()
	return p
}

func (p *page) frame(jobs ...*model.Job) {
	n := uitest.News{Taken: p.env.Now}
	for _, j := range jobs {
		n.Jobs = append(n.Jobs, *j)
	}
	p.env.State.Apply(p.world.Frame(n))
}

// do carries out a command, and brings its answers back.
func (p *page) do(cmd tea.Cmd) {
	p.t.Helper()
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			p.do(c)
		}
	case pane.Reply:
		p.do(p.Update(msg.Msg))
	case pane.ToastMsg:
		p.said = append(p.said, msg.Text)
	}
}

// press gives keys to what lies on top.
func (p *page) press(keys ...rune) {
	p.t.Helper()
	for _, k := range keys {
		m := tea.KeyPressMsg{Code: k}
		if k > ' ' && k < 127 {
			m.Text = string(k)
		}
		cmd, taken := keymap.Press(p.env.Top().Actions(), m)
		if !taken {
			p.t.Fatalf("%c is not taken", k)
		}
		p.do(cmd)
	}
}

func (p *page) lines(w, h int) []string {
	p.t.Helper()
	p.Resize(w, h)
	lines := p.Lines(true)
	if len(lines) != h {
		p.t.Fatalf("%d lines at %d×%d", len(lines), w, h)
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n != w {
			p.t.Fatalf("line %d has %d cells at %d×%d: %q", i, n, w, h, ansi.Strip(line))
		}
	}
	return lines
}

// text is the page without its colours.
func (p *page) text(w, h int) string {
	p.t.Helper()
	return ansi.Strip(strings.Join(p.lines(w, h), "\n"))
}

func (p *page) shows(words ...string) {
	p.t.Helper()
	text := p.text(100, 30)
	for _, word := range words {
		if !strings.Contains(text, word) {
			p.t.Errorf("it does not show %q:\n%s", word, text)
		}
	}
}

func (p *page) hides(word string) {
	p.t.Helper()
	if text := p.text(100, 30); strings.Contains(text, word) {
		p.t.Errorf("it shows %q:\n%s", word, text)
	}
}

// swept is a sweep of five stops and four targets, of which two stops traded alike.
func swept() []*model.Job {
	stops, targets := []float64{.02, .04, .06, .08, .1}, []float64{.05, .1, .15, .2}
	ratios := [][]float64{{.12, .22, .56, .62}, {.41, .44, .57, .63}, {.68, .68, .81, .86}, {1.33, .95, 1.17, 1.22}, {1.33, .95, 1.17, 1.22}}
	var jobs []*model.Job
	for i, stop := range stops {
		for k, target := range targets {
			n := len(jobs)
			j := model.NewJob(fmt.Sprintf("bt_%04d", n+1))
			j.User, j.Symbols, j.Start, j.End = "me", []string{"AAPL", "MSFT", "NVDA"}, "2025-01-01", "2025-12-31"
			j.Sweep = model.SweepPart{ID: "sweep_4", Jobs: 20, Varied: []model.Varied{
				{Name: params.StopLoss, Value: params.NumberOf(stop)}, {Name: params.TakeProfit, Value: params.NumberOf(target)},
			}}
			j.Phase, j.Created, j.Started = model.PhaseCompleted, noon, noon.Add(time.Duration(n)*55*time.Millisecond)
			j.Finished = j.Started.Add(55 * time.Millisecond)
			j.Updated = j.Finished
			r := model.NewResult()
			r.Sharpe, r.DurationDays, r.Skew, r.Kurtosis = ratios[i][k], 363, 0, 0
			r.ROI, r.MaxDrawdown, r.Trades, r.ProfitFactor, r.HeldROI = r.Sharpe*.08-.011, .06-.015*r.Sharpe, 35-float64(k), 1+.7*r.Sharpe, -.079
			r.Digest = fmt.Sprint(min(i, 3), "/", k)
			j.Result = r
			jobs = append(jobs, &j)
		}
	}
	return jobs
}

func openSweep(t *testing.T, jobs ...*model.Job) *page {
	t.Helper()
	p := newPage(t)
	p.frame(jobs...)
	v := NewSweep(p.env, p.jobs, p.disk, "me")
	p.Overlay = v
	v.Resize(100, 30)
	v.Open("sweep_4")
	return p
}

// record is what is kept of a job with a result.
func record(id string, stop float64, direction string, roi float64, trades int, mean float64) model.Record {
	j := model.NewJob(id)
	j.Phase, j.Symbols, j.Start, j.End = model.PhaseCompleted, []string{"AAPL", "MSFT", "NVDA"}, "2025-01-02", "2025-12-31"
	r := &model.Report{Result: *model.NewResult()}
	r.ROI, r.Sharpe, r.MaxDrawdown, r.Trades, r.WinRate, r.ProfitFactor, r.HeldROI = roi, roi*13, .03+roi/5, float64(trades), .49, 1+roi*7, -.079
	r.Digest = id
	first := time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)
	for day := range 363 {
		x := float64(day) / 363
		r.Curve = append(r.Curve, model.CurvePoint{Day: first.AddDate(0, 0, day), Equity: 100_000 * (1 + roi*x + .02*math.Sin(9*x+roi*40))})
	}
	for i := range trades {
		r.Ledger = append(r.Ledger, model.Trade{Return: mean + .02*float64(1-2*(i%2))})
	}
	j.Result = &r.Result
	request := &model.Request{Symbols: j.Symbols, Patterns: []string{"Engulfing", "Hammer"}, Start: first, End: first.AddDate(0, 0, 363)}
	request.Parameters = request.Parameters.With(params.StopLoss, params.NumberOf(stop)).With(params.Direction, params.TextOf(direction))
	return model.Record{Job: j, Request: request, Report: r, From: "Redis"}
}

func openCompare(t *testing.T, records ...model.Record) *page {
	t.Helper()
	p := newPage(t)
	var ids []string
	for _, r := range records {
		p.frame(&r.Job)
		p.jobs.records[r.Job.ID] = r
		ids = append(ids, r.Job.ID)
	}
	return p.compare(ids...)
}

func (p *page) compare(ids ...string) *page {
	p.t.Helper()
	v := NewCompare(p.env, p.jobs)
	p.Overlay = v
	v.Resize(100, 30)
	p.do(v.Open(ids))
	return p
}

// three are the results of the screens.
func three() []model.Record {
	return []model.Record{
		record("bt_fb48", .05, "both", .048, 37, .002), record("bt_1d20", .05, "long", .026, 18, .002), record("bt_77ac", .02, "both", .011, 37, .001),
	}
}
