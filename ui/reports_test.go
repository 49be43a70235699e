package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/notify"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// runs are jobs of the person's own that run, so far on.
func runs(progress float64, ids ...string) (out []model.Job) {
	for _, id := range ids {
		j := model.NewJob(id)
		j.User, j.Phase, j.Symbols, j.Progress, j.Created, j.Updated = "user_456", model.PhaseRunning, []string{"AAPL"}, progress, noon, noon
		out = append(out, j)
	}
	return out
}

func endedAs(roi float64, jobs ...model.Job) []model.Job {
	for i := range jobs {
		jobs[i].Phase, jobs[i].Result, jobs[i].Finished = model.PhaseCompleted, model.NewResult(), noon
		jobs[i].Result.ROI = roi
	}
	return jobs
}

// later is a frame so many seconds after noon.
func (d *deck) later(seconds int, jobs ...model.Job) tea.Cmd {
	now := noon.Add(time.Duration(seconds) * time.Second)
	for i := range jobs {
		jobs[i].Updated = now
	}
	d.source.frame = d.world.Frame(uitest.News{Taken: now, Jobs: jobs, Link: model.Link{Up: true}})
	_, cmd := d.Update(d.next()())
	return cmd
}

func (d *deck) bottomLine() string {
	lines := strings.Split(d.text(), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

func TestTheEndOfAJobIsToldForTenSecondsAndAKeyOpensIt(t *testing.T) {
	d := newDeck(t, 120, 40)
	d.later(0, runs(0.4, "bt_7f3a", "bt_91c0", "bt_c2d8")...)
	d.later(1, endedAs(-0.027, runs(1, "bt_7f3a")...)...)
	for _, at := range [...]int{2, 10} {
		d.later(at)
		if got := d.bottomLine(); got != "bt_7f3a done −2.7% · O opens" {
			t.Errorf("after %d s the last line is %q", at, got)
		}
	}
	d.later(13)
	if got := d.bottomLine(); strings.Contains(got, "bt_7f3a") {
		t.Errorf("after ten seconds it still is %q", got)
	}
	d.press("n", "esc") // whatever was done meanwhile
	d.press("O")
	if !strings.Contains(d.text(), "▸ Result bt_7f3a") {
		t.Errorf("it does not open:\n%s", d.text())
	}
	d.press("esc")
	d.later(14, endedAs(0.01, runs(1, "bt_91c0", "bt_c2d8")...)...)
	if got := d.bottomLine(); got != "bt_c2d8 done +1.0%, bt_91c0 done +1.0% · O opens" {
		t.Errorf("of two it tells %q", got)
	}
}

func TestBeforeAnythingHasEndedTheKeySaysSo(t *testing.T) {
	d := newDeck(t, 120, 40)
	d.later(0)
	d.press("O")
	if got := d.bottomLine(); !strings.HasPrefix(got, "Nothing of yours has ended") {
		t.Errorf("it says %q", got)
	}
}

func TestWhoLooksAwayIsNotifiedAndTheTitleTells(t *testing.T) {
	d := newDeck(t, 120, 40)
	d.reports.terminal = notify.Detect([]string{"TERM_PROGRAM=ghostty"})
	d.later(0, runs(0.4, "bt_7f3a")...)
	if v := d.View(); v.WindowTitle != "40% of 1 job · tickdeck" || v.ProgressBar == nil || *v.ProgressBar != (tea.ProgressBar{State: tea.ProgressBarDefault, Value: 40}) {
		t.Errorf("title %q, bar %v", v.WindowTitle, v.ProgressBar)
	}
	d.Update(tea.BlurMsg{})
	raw := rawOf(d.later(1, endedAs(0.1, runs(1, "bt_7f3a")...)...))
	if !strings.Contains(raw, "777;notify;tickdeck;bt_7f3a done +10.0%") {
		t.Errorf("the terminal is sent %q", raw)
	}
	if v := d.View(); v.WindowTitle != "bt_7f3a done +10.0% · tickdeck" || v.ProgressBar != nil {
		t.Errorf("title %q, bar %v", v.WindowTitle, v.ProgressBar)
	}
	d.Update(tea.FocusMsg{})
	if v := d.View(); v.WindowTitle != "tickdeck" {
		t.Errorf("who is back still reads %q", v.WindowTitle)
	}
	if raw := rawOf(d.later(2, endedAs(0.1, runs(1, "bt_0002")...)...)); raw != "" {
		t.Errorf("who looks is sent %q", raw)
	}
}

// rawOf is what a command sends to the terminal. The next frame it does not wait for.
func rawOf(cmd tea.Cmd) (raw string) {
	if cmd == nil {
		return ""
	}
	switch m := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range m {
			raw += rawOf(c)
		}
	case tea.RawMsg:
		raw, _ = m.Msg.(string)
	}
	return raw
}

func TestTheBarTellsHowItStands(t *testing.T) {
	for name, c := range map[string]struct {
		pane.Progress
		title string
		bar   *tea.ProgressBar
	}{
		"nothing":      {pane.Progress{Done: model.None()}, "tickdeck", nil},
		"nobody knows": {pane.Progress{Things: 2, Done: model.None()}, "2 jobs · tickdeck", tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)},
		"one failed":   {pane.Progress{Things: 2, Done: 0.999, Failed: true, Doubt: true}, "99% of 2 jobs · tickdeck", tea.NewProgressBar(tea.ProgressBarError, 99)},
		"in doubt":     {pane.Progress{Things: 1, Done: 0, Doubt: true}, "0% of 1 job · tickdeck", tea.NewProgressBar(tea.ProgressBarWarning, 0)},
	} {
		for _, terminal := range [...]string{"ghostty", "Apple_Terminal"} {
			r := reports{terminal: notify.Detect([]string{"TERM_PROGRAM=" + terminal})}
			r.show(c.Progress)
			want := c.bar
			if terminal != "ghostty" {
				want = nil
			}
			if r.title != c.title || (r.bar == nil) != (want == nil) || want != nil && *r.bar != *want {
				t.Errorf("%s on %s: title %q, bar %v", name, terminal, r.title, r.bar)
			}
		}
	}
}
