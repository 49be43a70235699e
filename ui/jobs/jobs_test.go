package jobs

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

var widths = [...]int{34, 42, 60, 80, 100, 120, 200}

func TestAJobThatIsCancelledAndSilentShowsBoth(t *testing.T) {
	j := someJobs()[2]
	j.Updated = before(45)
	for _, w := range widths {
		d := open(t, w, 10, j)
		d.line("bt_6e11", "cancelling")
		d.line("no news 45 s")
	}
}

func TestATitleCountsEachJobOnce(t *testing.T) {
	jobs := someJobs()
	jobs[2].Updated = before(45) // two that run are silent, and one of those is to stop
	d := open(t, 200, 20, jobs...)
	d.text()
	note := d.Head().Note
	if want := "2 running, 1 silent · 1 cancelling, 1 silent · 1 waiting · 2 done · 1 failed · 1 cancelled"; note != want {
		t.Errorf("the title says %q, want %q", note, want)
	}
	total := 0
	for part := range strings.SplitSeq(note, " · ") {
		n, _ := strconv.Atoi(part[:strings.Index(part, " ")])
		total += n
	}
	if total != len(jobs) {
		t.Errorf("%q adds up to %d jobs of %d", note, total, len(jobs))
	}
}

func TestATitleLeavesOutWhatHasNoRoom(t *testing.T) {
	d := open(t, 34, 20, someJobs()...)
	d.text()
	if got := d.Head().Note; got != "2 running, 1 silent" {
		t.Errorf("the title says %q", got)
	}
}

func TestSilentJobsAreCountedAnewEachSecond(t *testing.T) {
	d := open(t, 80, 20, someJobs()[0])
	d.text()
	d.frame(uitest.News{Taken: noon.Add(10 * time.Second)})
	d.text()
	if got := d.Head().Note; got != "1 running, 1 silent" {
		t.Errorf("the title says %q", got)
	}
}

func TestAnotherUsersJobShowsItsOwner(t *testing.T) {
	for _, w := range widths {
		d := open(t, w, 20, someJobs()...)
		if line := d.line("bt_6e11", "TSLA", "@user_7"); strings.Contains(line, "user_456") {
			t.Error(line)
		}
		d.hides("@user_456")
	}
}

func TestIDsThatBeginAlikeAreToldApart(t *testing.T) {
	id := regexp.MustCompile(`bt_[0-9…]+`)
	for _, w := range widths {
		d := open(t, w, 60, alike(20)...)
		seen := map[string]bool{}
		for line := range strings.SplitSeq(d.text(), "\n") {
			if got := id.FindString(line); got != "" {
				if seen[got] {
					t.Fatalf("%s twice at %d columns:\n%s", got, w, d.text())
				}
				seen[got] = true
			}
		}
		if len(seen) != 20 {
			t.Errorf("%d ids at %d columns:\n%s", len(seen), w, d.text())
		}
	}
}

func TestAReasonHasLinesOfItsOwn(t *testing.T) {
	for _, w := range widths {
		d := open(t, w, 40, someJobs()...)
		text := strings.Join(strings.Fields(d.text()), " ")
		if !strings.Contains(text, "no bars of ENRN: 40 symbols here, AAPL to XOM") {
			t.Errorf("the reason is cut at %d columns:\n%s", w, d.text())
		}
	}
}

func TestALongReasonIsCutAfterTwoLines(t *testing.T) {
	j := someJobs()[6]
	j.Error = strings.Repeat("no room left on the device ", 20)
	d := open(t, 60, 10, j)
	if n := strings.Count(d.text(), "device"); n < 3 || n > 4 || !strings.Contains(d.text(), "…") {
		t.Errorf("%d times:\n%s", n, d.text())
	}
}

func TestJobsThatAreNotHeldAreSaid(t *testing.T) {
	d := open(t, 100, 20, someJobs()...)
	d.env.State.Jobs.JobIndex = &counting{JobIndex: d.env.State.Jobs.JobIndex, held: model.MaxJobs}
	d.env.State.Jobs.InRedis = 25_313
	d.text()
	if got := d.Head().Scope; got != "20,000 newest of 25,313" {
		t.Errorf("the title says %q", got)
	}
	if got := d.Brief(); !strings.Contains(got, "20,000 newest of 25,313") {
		t.Errorf("in short: %q", got)
	}
	d.resize(34, 20)
	d.text()
	if got := d.Head().Scope; got != "20,000 of 25,313" {
		t.Errorf("the title of a narrow pane says %q", got)
	}
}

// counting is an index that says it holds more, and counts how often it is asked.
type counting struct {
	model.JobIndex
	held  int
	asked int
}

func (c *counting) Len() int { return c.held }

func (c *counting) At(i int) *model.Job {
	c.asked++
	if i < c.JobIndex.Len() {
		return c.JobIndex.At(i)
	}
	return c.JobIndex.At(c.JobIndex.Len() - 1)
}

func (c *counting) Position(j *model.Job) int { return c.JobIndex.Position(j) }

func TestAFrameLooksAtNoMoreJobsThanItShows(t *testing.T) {
	d := open(t, 80, 40, someJobs()...)
	index := &counting{JobIndex: d.env.State.Jobs.JobIndex, held: model.MaxJobs}
	d.env.State.Jobs.JobIndex = index
	for _, key := range []string{"g", "G"} {
		index.asked = 0
		d.press(key)
		d.env.State.Jobs.Rev++
		d.text()
		if index.asked > 20*d.h {
			t.Errorf("%s: %d jobs were looked at for %d lines", key, index.asked, d.h)
		}
	}
	d.text()
	index.asked = 0
	d.text()
	if index.asked != 0 {
		t.Errorf("%d jobs were looked at though nothing changed", index.asked)
	}
}

func TestABlankLinePartsWhatRunsFromWhatIsFinished(t *testing.T) {
	for _, w := range widths {
		d := open(t, w, 40, someJobs()...)
		lines := strings.Split(d.text(), "\n")
		for i, line := range lines {
			if strings.Contains(line, "bt_fb48") && strings.TrimSpace(lines[i-1]) != "" {
				t.Errorf("at %d columns %q is above what is finished", w, lines[i-1])
			}
		}
	}
}

func TestEveryWidthIsFilledExactly(t *testing.T) {
	jobs := append(someJobs(), alike(4)...)
	for i, wide := range []string{strings.Repeat("日本株", 20), strings.Repeat("🚀", 30), "ﷺ", "e\u0301e\u0301"} {
		j := &jobs[i]
		j.ID, j.User, j.Symbols, j.Current, j.Start = model.Clean(fmt.Sprint(i, wide)), model.Clean(wide), []string{wide, "A", wide}, wide, wide
		jobs[6].Error += model.Clean(wide)
	}
	jobs[4].Result.ROI, jobs[4].Result.Sharpe, jobs[5].Result = 12_345.678, -1e9, model.NewResult()
	jobs[0].Progress, jobs[1].Updated = model.None(), before(86400*400)
	d := open(t, 80, 30, jobs...)
	for w := 1; w <= 230; w++ {
		d.resize(w, 30)
		d.exact("the list")
		if w%7 == 0 {
			d.resize(w, 3)
			d.press("G")
			d.exact("a low list")
			d.press("g")
		}
	}
}

func TestTheCursorStaysOnItsJobAndIsShownWhole(t *testing.T) {
	d := open(t, 60, 8, someJobs()...)
	for range 8 {
		d.press("j")
		j, _ := d.Selected()
		d.line("›" + j.ID[:7])
	}
	d.press("G", "k")
	d.line("no bars of ENRN: 40 symbols here")
	for range 8 {
		d.press("k")
		j, _ := d.Selected()
		d.line("›" + j.ID[:7])
	}
}

func TestNoColumnIsLeftBlankThatCouldBeFilled(t *testing.T) {
	for w := 30; w <= 220; w++ {
		d := open(t, w, 40, someJobs()...)
		d.line("bt_7f3a", "AAPL", "running")
		d.line("64%", "s")
		d.line("no news 45 s")
		d.line("@u")
		d.line("+4.8%")
		d.line("−2.7%")
		if got := ansi.StringWidth(strings.TrimRight(d.line("bt_fb48", "done"), " ")); w < tableFrom && got != w-1 {
			t.Errorf("at %d columns the phase ends at %d", w, got)
		}
	}
}

func TestWithoutJobsTheListSaysHowToBegin(t *testing.T) {
	d := open(t, 60, 10)
	d.press("j", "G", "enter", "x")
	d.line("No backtests yet: n submits one.")
	if d.env.Top() != nil || d.toast != "" || d.Head().Note != "none yet" || d.Brief() != "none yet" {
		t.Errorf("dialog %v, toast %q, note %q", d.env.Top(), d.toast, d.Head().Note)
	}
	d.env.State.Link.Up = false
	d.env.State.Jobs.Rev++
	d.line("Waiting for Redis.")
	if d.Head().Note != "not connected" {
		t.Errorf("note %q", d.Head().Note)
	}
}
