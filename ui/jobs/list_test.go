package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// order are the first words of the lines that begin with a job or a sweep.
func (d *deck) order() (ids []string) {
	for i := range d.count() {
		ids = append(ids, strings.TrimSuffix(d.at(i).id, uuid))
	}
	return ids
}

func (d *deck) wants(what string, ids ...string) {
	d.t.Helper()
	if got, want := strings.Join(d.order(), " "), strings.Join(ids, " "); got != want {
		d.t.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestASweepIsOneRowThatUnfolds(t *testing.T) {
	d := open(t, 60, 30, append(sweepJobs("sweep_4", 20, 12), someJobs()[0])...)
	d.wants("folded", "sweep_4", "bt_7f3a")
	d.line("sweep_4▸", "stop loss × take profit", "running")
	d.line("64%", "12 of 20")
	d.press("right")
	if n := d.count(); n != 22 {
		t.Fatalf("unfolded it has %d rows", n)
	}
	d.line("8% × 5%", "running 40%")
	d.press("j", "j")
	d.press("left")
	d.wants("folded again, from one of its jobs", "sweep_4", "bt_7f3a")
	if e := d.current(); e.id != "sweep_4" {
		t.Errorf("the cursor is on %s", e.id)
	}
}

func TestASweepOfWhichAllHaveEndedTellsTheBest(t *testing.T) {
	jobs := sweepJobs("sweep_4", 4, 4)
	jobs[3].Phase, jobs[3].Result = model.PhaseFailed, nil
	d := open(t, 60, 12, jobs...)
	d.line("sweep_4▸", "done")
	d.line("best +10.3%", "hold −7.9%", "4 jobs, 1 failed")
}

func TestWhatIsSortedKeepsTheCursorOnItsJob(t *testing.T) {
	d := open(t, 120, 30, someJobs()...)
	d.press("j", "j", "j", "j", "j")
	on := d.cursor
	for range columnCount {
		d.press(">")
		if e := d.current(); e.rowID != on {
			t.Fatalf("by %s the cursor is on %v", d.sorting(), e.rowID)
		}
		d.press("o")
		if e := d.current(); e.rowID != on {
			t.Fatalf("turned round the cursor is on %v", e.rowID)
		}
	}
}

func (d *deck) sorting() string { return d.Pane.order.String() }

func TestRowsAreSortedByEachColumnAndWhatNobodySaidIsLast(t *testing.T) {
	d := open(t, 120, 30, someJobs()...)
	first := func() string { return d.order()[0] + " … " + d.order()[len(d.order())-1] }
	for _, want := range [...]string{
		"by progress: bt_fb48 … bt_50aa", "by elapsed: bt_6e11 … bt_c2d8", "by result: bt_fb48 … bt_4e02", "by job: bt_4e02 … bt_fb48",
		"by symbols: bt_fb48 … bt_6e11", "by owner: bt_7f3a … bt_6e11", "by dates: bt_7f3a … bt_4e02", ": bt_7f3a … bt_4e02",
	} {
		d.press(">")
		if got := d.sorting() + ": " + first(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	d.press("<", "<", "<", "<", "<", "o") // by result
	if got := first(); got != "bt_55d9 … bt_4e02" {
		t.Errorf("turned round, what nobody said is not last: %s", got)
	}
}

func TestASortMovesNoRowsWhileJobsGoOn(t *testing.T) {
	a, b := someJobs()[0], someJobs()[1]
	b.Updated = before(1)
	d := open(t, 120, 10, a, b)
	d.press(">") // by progress
	d.wants("at first", "bt_7f3a", "bt_91c0")
	b.Progress = 0.9
	d.frame(uitest.News{Taken: noon.Add(time.Second), Jobs: []model.Job{b}})
	d.wants("one has overtaken the other", "bt_7f3a", "bt_91c0")
	c := someJobs()[4]
	d.frame(uitest.News{Taken: noon.Add(2 * time.Second), Jobs: []model.Job{c}})
	d.wants("one has come", "bt_fb48", "bt_91c0", "bt_7f3a")
}

func TestAQueryAndMineNarrowTheListAndKeepTheCursor(t *testing.T) {
	d := open(t, 120, 20, someJobs()...)
	d.press("j", "j", "j", "j", "j", "j") // failed
	d.press("/")
	d.types("status:failed,done user:me")
	d.wants("while it is typed", "bt_fb48", "bt_55d9", "bt_50aa")
	d.press("enter")
	d.line("›bt_50aa")
	d.text()
	if h := d.Head(); h.Scope != "all · filter" || h.Note != "2 done · 1 failed" {
		t.Errorf("the title says %+v", h)
	}
	d.press("esc")
	d.line("›bt_50aa")
	d.press("m")
	if strings.Contains(d.text(), "bt_6e11") || d.Head().Scope != "mine" {
		t.Errorf("%s: another's job is among mine:\n%s", d.Head().Scope, d.text())
	}
	d.line("›bt_50aa")
	d.press("esc")
	d.line("bt_6e11")
}

func TestATypedQueryThatIsLeftLeavesTheCursorWhereItWas(t *testing.T) {
	d := open(t, 80, 30, someJobs()...)
	d.press("j", "j", "/")
	d.types("status:done")
	d.wants("typed", "bt_fb48", "bt_55d9")
	d.press("esc")
	d.line("›bt_6e11")
}

func TestWhatMatchesNothingSaysHowToShowAll(t *testing.T) {
	d := open(t, 60, 10, someJobs()...)
	d.press("/")
	d.types("symbol:ZZZ")
	d.press("enter")
	d.line("None of the 8 jobs matches: esc shows all.")
	d.press("enter", "x", "r", "e", "=", "space", "right", "left", "G")
	d.press("esc")
	d.line("›bt_7f3a")
}

func TestAQueryThatDependsOnTheTimeIsAskedAgain(t *testing.T) {
	d := open(t, 80, 10, someJobs()[3]) // 4 s old
	d.press("/")
	d.types("age<10s")
	d.press("enter")
	d.line("bt_c2d8")
	d.frame(uitest.News{Taken: noon.Add(12 * time.Second)})
	d.hides("bt_c2d8")
}

func TestACancelThatNobodyConfirmsSaysSo(t *testing.T) {
	for _, w := range widths {
		j := someJobs()[2]
		j.Asked, j.Updated = before(12), before(1)
		d := open(t, w, 10, j)
		if text := d.text(); !strings.Contains(text, "nobody confirms") && !strings.Contains(text, "unconfirmed") {
			t.Errorf("at %d columns nothing is said of it:\n%s", w, text)
		}
	}
}

func TestJobsOfEveryKindOfBadInputFillTheirRows(t *testing.T) {
	many := make([]string, 100)
	for i := range many {
		many[i] = fmt.Sprintf("SYM%02d", i)
	}
	a, b, c, e := model.NewJob(strings.Repeat("日", 64)+strings.Repeat("x", 64)), model.NewJob("b"), model.NewJob("c"), model.NewJob("e")
	a.Symbols, a.Patterns, a.Phase = many, many, model.PhaseRunning
	b.Phase, b.Created, b.Updated, b.Started = model.PhaseRunning, noon.Add(time.Hour), noon.Add(time.Hour), noon.Add(2*time.Hour)
	c.Phase, c.Asked = model.PhaseCancelling, noon.Add(time.Hour)
	e.Phase, e.Sweep = model.PhaseFailed, model.SweepPart{ID: strings.Repeat("sweep_日本", 20), Jobs: 1_000_000, Varied: []model.Varied{{Name: "nobody knows"}}}
	d := open(t, 80, 30, a, b, c, e)
	for w := 1; w <= 220; w++ {
		d.resize(w, 30)
		d.exact("bad input")
		if w%10 == 0 {
			d.press("G", "right", "space", ">", "g", "space", "left", "m", "m")
			d.exact("bad input, gone through")
		}
	}
	d.frame(uitest.News{Taken: noon.Add(-time.Hour)}) // the clock jumps back
	d.exact("an earlier clock")
	d.frame(uitest.News{Taken: noon.Add(1_000_000 * time.Hour)})
	d.exact("a later clock")
}
