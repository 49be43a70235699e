package jobs

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

func TestTheJobUnderTheCursorIsToldInFull(t *testing.T) {
	job := func(id string, created float64) model.Job {
		j := model.NewJob(id)
		j.Phase, j.Created, j.Updated, j.Symbols = model.PhaseRunning, before(created), before(1), []string{"AAPL"}
		return j
	}
	d := open(t, 40, 20, job("bt_new", 10), job("bt_old", 20))
	told := func() string {
		page := pane.NewPage(d.env, 56)
		head := d.Inspect(page)
		return head.Title + " " + head.Scope + "\n" + ansi.Strip(strings.Join(page.Lines(), "\n"))
	}
	if text := told(); !strings.HasPrefix(text, "bt_new AAPL\n") || !strings.Contains(text, "running") {
		t.Errorf("it tells\n%s", text)
	}
	first := d.Subject()
	d.move(1)
	if text := told(); !strings.HasPrefix(text, "bt_old") || d.Subject().At != (pane.At{Place: 2, Count: 2}) {
		t.Errorf("at %+v it tells\n%s", d.Subject().At, text)
	}
	second := d.Subject()
	d.frame(uitest.News{Taken: noon, Jobs: []model.Job{job("bt_newest", 1)}})
	if third := d.Subject(); first == second || second == third {
		t.Error("what has changed is the same")
	}
	empty := open(t, 40, 20)
	page := pane.NewPage(empty.env, 56)
	if empty.Inspect(page); !strings.Contains(page.Lines()[0], "No job is under the cursor") {
		t.Errorf("without any it tells %q", page.Lines())
	}
}
