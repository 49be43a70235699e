package results

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// store answers what is asked of jobs.
type store struct {
	pane.Jobs
	records map[string]model.Record
	asked   []string
}

func (s *store) Record(_ context.Context, id string) (model.Record, error) {
	s.asked = append(s.asked, id)
	if r, ok := s.records[id]; ok {
		return r, nil
	}
	return model.Record{}, errors.New("nothing is kept of " + id + " any more")
}

// disk keeps what is written.
type disk struct {
	pane.Exports
	wrote map[string]string
	err   error
}

func (d *disk) Propose(name string) string { return "/home/jo/" + name }

func (d *disk) WriteReport(_ context.Context, path string, f export.ReportFormat, r *export.Report) (string, error) {
	var b strings.Builder
	err := export.WriteReport(&b, f, r)
	d.wrote = map[string]string{path: b.String()}
	return path, errors.Join(err, d.err)
}

// deck is the page on a screen of its own.
type deck struct {
	*Page
	t     testing.TB
	env   *pane.Env
	store *store
	disk  *disk
	world *uitest.World
	w, h  int
	said  []tea.Msg
}

// open shows the first of the records.
func open(t testing.TB, w, h int, records ...model.Record) *deck {
	t.Helper()
	d := &deck{t: t, store: &store{records: map[string]model.Record{}}, disk: &disk{}, world: uitest.NewWorld(10), w: w, h: h, env: uitest.Env(noon)}
	var jobs []model.Job
	for i, r := range records {
		d.store.records[r.Job.ID] = r
		j := r.Job
		j.Phase, j.Created, j.Finished = model.PhaseCompleted, noon.Add(-time.Duration(i)*time.Minute), noon
		if r.Report != nil {
			j.Result = &r.Report.Result
		}
		jobs = append(jobs, j)
	}
	d.env.State.Apply(d.world.Frame(uitest.News{Taken: noon, Jobs: jobs, Link: model.Link{Up: true}}))
	d.Page = New(d.env, d.store, d.disk)
	d.Open(records[0].Job.ID)
	d.Resize(w, h)
	d.due()
	return d
}

// due carries out what was put off.
func (d *deck) due() { d.run(d.env.Due()) }

// run carries out a command, and brings replies to the page.
func (d *deck) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case pane.Reply:
		d.run(d.Update(msg.Msg))
	default:
		d.said = append(d.said, msg)
	}
}

// press gives keys to what is on top.
func (d *deck) press(keys ...string) {
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "left": tea.KeyLeft, "right": tea.KeyRight, "down": tea.KeyDown, "up": tea.KeyUp,
		"pgdown": tea.KeyPgDown, "end": tea.KeyEnd,
	}
	for _, k := range keys {
		top := d.env.Top()
		if top == nil {
			d.t.Fatalf("nothing takes %q", k)
		}
		msg := tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
		if code, ok := named[k]; ok {
			msg = tea.KeyPressMsg{Code: code}
		}
		cmd, taken := keymap.Press(top.Actions(), msg)
		if !taken {
			cmd = top.Update(msg)
		}
		d.run(cmd)
	}
}

func (d *deck) write(text string) {
	for _, r := range text {
		d.press(string(r))
	}
}

func (d *deck) screen() string {
	top := d.env.Top()
	w, h := top.Want(d.w, d.h)
	top.Resize(w, h)
	return strings.Join(top.Lines(true), "\n")
}

func (d *deck) text() string { return ansi.Strip(d.screen()) }

// shows fails unless all of these are on the screen.
func (d *deck) shows(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.text(), w) {
			d.t.Fatalf("%q is not on the screen:\n%s", w, d.text())
		}
	}
}

func (d *deck) hides(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if strings.Contains(d.text(), w) {
			d.t.Fatalf("%q is on the screen:\n%s", w, d.text())
		}
	}
}

// toast is what was said last.
func (d *deck) toast() string {
	for _, said := range slices.Backward(d.said) {
		if m, ok := said.(pane.ToastMsg); ok {
			return m.Text
		}
	}
	return ""
}

func (d *deck) exact(what string) {
	d.t.Helper()
	lines := strings.Split(d.screen(), "\n")
	if len(lines) != d.h {
		d.t.Fatalf("%s at %d×%d: %d lines", what, d.w, d.h, len(lines))
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n != d.w {
			d.t.Fatalf("%s at %d×%d: line %d is %d cells wide: %q", what, d.w, d.h, i, n, ansi.Strip(line))
		}
	}
}

func day(i int) time.Time { return time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i) }

func bare(id string) model.Record {
	r := model.NewReport()
	r.JSON = []byte(`{"roi":0.1}`)
	job := model.NewJob(id)
	job.Symbols = []string{"AAPL"}
	return model.Record{Job: job, Report: r, From: "Redis"}
}

// minimal is what the contract asks of every publisher.
func minimal() model.Record {
	r := bare("bt_min1")
	r.Report.WinRate, r.Report.Trades, r.Report.WinningTrades, r.Report.ROI, r.Report.Sharpe, r.Report.MaxDrawdown, r.Report.DurationDays = 0.49, 37, 18, 0.048, 0.64, 0.041, 363
	r.Job.Start, r.Job.End = "2025-01-02", "2025-12-31"
	return r
}

// whole is a result as the engine sends them.
func whole() model.Record {
	out := minimal()
	out.Job.ID, out.Job.User = "bt_fb48", "user_456"
	out.Job.Symbols, out.Job.Patterns = []string{"AAPL", "MSFT", "NVDA"}, []string{"Engulfing", "Hammer", "Evening Star", "Morning Star", "Dark Cloud Cover", "Three White Soldiers"}
	r := out.Report
	r.HeldROI, r.CAGR, r.Sortino, r.Calmar, r.ProfitFactor, r.Exposure, r.FinalBalance, r.Expectancy = -0.079, 0.048, 0.91, 1.16, 1.33, 0.67, 104_760, 128.6
	r.AverageWin, r.AverageLoss, r.Seconds, r.Source, r.Sessions, r.Simulated = 1_064, 757, 0.4, "nyse", 252, true
	r.First, r.Last, r.Fall = day(0), day(363), model.Fall{Peak: day(202), Trough: day(260)}
	r.Signals, r.Traded, r.Skipped = 100, 37, []model.Reason{{Name: "confidence", Count: 58}, {Name: "held", Count: 4}, {Name: "late", Count: 1}}
	r.Unknown = []string{"trailing_stop"}
	for i := range 251 {
		x := float64(i) / 250
		r.Curve = append(r.Curve, model.CurvePoint{Day: day(int(x * 363)), Equity: 100_000 * (1 + 0.048*x + 0.02*math.Sin(x*6*math.Pi))})
		r.Held = append(r.Held, model.CurvePoint{Day: day(int(x * 363)), Equity: 100_000 * (1 - 0.079*x + 0.06*math.Sin(x*3*math.Pi))})
	}
	names, patterns := []string{"NVDA", "AAPL", "MSFT"}, []string{"Engulfing", "Hammer", "Evening Star", "Morning Star"}
	why := []string{"take_profit", "stop_loss", "max_holding", "opposite_signal"}
	for i := range 37 {
		ret := 0.05 * math.Sin(float64(i)*1.3)
		t := model.Trade{
			Symbol: names[i%3], Patterns: patterns[i%4 : i%4+1], Direction: model.DirBull + model.Direction(i%2), Entry: day(8 * i), Exit: day(8*i + 5),
			EntryPrice: 100, ExitPrice: 100 * (1 + ret), Quantity: 250, Bars: float64(1 + i%10), Return: ret, PnL: 25_000 * ret, Costs: 25, Why: why[i%4], Confidence: 0.5 + float64(i%40)/100,
		}
		if i == 5 {
			t.Return, t.PnL, t.Patterns = 0.163, 4_017, []string{"Hammer", "Doji"}
		}
		r.Ledger = append(r.Ledger, t)
	}
	n := model.None()
	r.BySymbol = []model.Tally{
		{Name: "AAPL", Signals: 30, Traded: 12, Trades: 12, PnL: -850, WinRate: 0.42},
		{Name: "MSFT", Signals: 35, Traded: 12, Trades: 12, PnL: -5_960, WinRate: 0.25},
		{Name: "NVDA", Signals: 35, Traded: 13, Trades: 13, PnL: 11_570, WinRate: 0.77, Skipped: []model.Reason{{Name: "confidence", Count: 20}, {Name: "held", Count: 2}}},
	}
	r.ByPattern = []model.Tally{
		{Name: "Dark Cloud Cover", Signals: 4, Traded: 0, Trades: 0, PnL: 0, WinRate: n, Skipped: []model.Reason{{Name: "confidence", Count: 4}}},
		{Name: "Engulfing", Signals: 61, Traded: 25, Trades: 25, PnL: 4_381, WinRate: 0.56, Skipped: []model.Reason{{Name: "confidence", Count: 33}, {Name: "held", Count: 3}}},
		{Name: "Evening Star", Signals: 7, Traded: 2, Trades: 2, PnL: 687, WinRate: 0.5, Skipped: []model.Reason{{Name: "confidence", Count: 5}}},
		{Name: "Hammer", Signals: 17, Traded: 6, Trades: 6, PnL: 2_739, WinRate: 0.33, Skipped: []model.Reason{{Name: "confidence", Count: 10}, {Name: "held", Count: 1}}},
		{Name: "Morning Star", Signals: 9, Traded: 4, Trades: 4, PnL: -3_048, WinRate: 0.25, Skipped: []model.Reason{{Name: "confidence", Count: 4}, {Name: "late", Count: 1}}},
		{Name: "Three White Soldiers", Signals: 2, Traded: 0, Trades: 0, PnL: 0, WinRate: n, Skipped: []model.Reason{{Name: "confidence", Count: 2}}},
	}
	for i, v := range []float64{0.023, 0.022, -0.002, 0.021, 0.015, 0.004, -0.013, 0.013, -0.005, -0.01, -0.038, 0.01, 0.008, -0.001, 0.011, -0.007, 0.001, -0.02, -0.004, -0.04, 0.019, -0.007, -0.014, 0.0002, 0.017} {
		r.Monthly = append(r.Monthly, model.Month{Year: 2023 + i/12, Month: time.Month(1 + i%12), Return: v})
	}
	for _, s := range [...][2]string{{"initial_capital", "100000"}, {"position_size", "0.25"}, {"stop_loss", "0.05"}, {"take_profit", "0.1"}, {"max_holding", "10"}, {"commission", "0.0005"}, {"slippage", "0.0005"}, {"min_confidence", "0.5"}} {
		r.Parameters = append(r.Parameters, model.Setting{Name: s[0], Value: s[1]})
	}
	r.JSON = []byte(`{"roi":0.048,"trades":[]}`)
	return out
}

// forward is one of a walk-forward test.
func forward() model.Record {
	out := whole()
	out.Job.ID = "bt_walk"
	in, after := bare("").Report, bare("").Report
	in.ROI, in.CAGR, in.Sharpe, after.ROI, after.CAGR, after.Sharpe = 0.08, 0.08, 1.2, -0.01, -0.01, -0.1
	out.Report.InSample, out.Report.OutOfSample = in, after
	return out
}

func all() map[string]model.Record {
	return map[string]model.Record{"whole": whole(), "minimal": minimal(), "nothing known": bare("x"), "walk-forward": forward()}
}

func name(t tab) string { return fmt.Sprint(int(t)+1, " ", t) }
