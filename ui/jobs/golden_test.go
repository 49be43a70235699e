package jobs

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// The goldens are plain text, so that a change can be read; those of the themes
// hold the colours as well. go test ./ui/jobs -update writes them anew.
func TestTheListLooksAsItDid(t *testing.T) {
	for _, w := range widths {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			d := open(t, w, 34, append(someJobs(), sweepJobs("sweep_4", 20, 12)...)...)
			text := d.text()
			head := d.Head()
			golden.RequireEqual(t, fmt.Sprintf("scope %q, note %q\n%s\nin short: %s\n", head.Scope, head.Note, text, d.Brief()))
		})
	}
}

func TestTheColoursAreAsTheyWere(t *testing.T) {
	for name, palette := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			d := open(t, 42, 30, append(someJobs(), sweepJobs("sweep_4", 20, 12)...)...)
			d.press("j", "space")
			d.env.Theme = palette
			golden.RequireEqual(t, d.screen())
		})
	}
}

func TestAJobInFullLooksAsItDid(t *testing.T) {
	silent := someJobs()[2]
	silent.Updated, silent.Progress, silent.Expected = before(45), 0.4, noon.Add(90e9)
	for name, j := range map[string]model.Job{
		"running": someJobs()[0], "done": someJobs()[4], "failed": someJobs()[6], "done with warnings": someJobs()[5], "cancelling and silent": silent, "unknown": model.NewJob("nightly"),
	} {
		for _, w := range [...]int{60, 100} {
			t.Run(fmt.Sprint(name, " ", w), func(t *testing.T) {
				d := open(t, w, 50, j)
				d.press("enter")
				golden.RequireEqual(t, d.text())
			})
		}
	}
}

func TestAQuestionLooksAsItDid(t *testing.T) {
	other, nobody := someJobs()[0], someJobs()[0]
	other.User, nobody.User = "user_7", ""
	for name, j := range map[string]model.Job{
		"own": someJobs()[0], "another's": other, "nobody's": nobody, "waiting": someJobs()[3], "cancelling": someJobs()[2],
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, 80, 20, j)
			d.press("x")
			golden.RequireEqual(t, d.text())
		})
	}
}

func TestASweepThatIsUnfoldedLooksAsItDid(t *testing.T) {
	for _, w := range widths {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			done := sweepJobs("sweep_3", 4, 4)
			done[3].Phase, done[3].Result, done[3].Error = model.PhaseFailed, nil, "no bars of ENRN"
			d := open(t, w, 34, append(sweepJobs("sweep_4", 20, 12), done...)...)
			d.press("right", "j", "j", "space")
			golden.RequireEqual(t, d.text())
		})
	}
}

func TestAListThatIsAskedLooksAsItDid(t *testing.T) {
	for _, w := range widths {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			d := open(t, w, 14, someJobs()...)
			d.press("/")
			d.types("status:ended ret")
			typed := d.text()
			d.press("backspace", "backspace", "backspace", "enter", ">", ">", ">")
			kept := d.text()
			d.press("/")
			d.types(" return>>")
			golden.RequireEqual(t, typed+"\n\n"+kept+"\n"+fmt.Sprintf("scope %q, note %q", d.Head().Scope, d.Head().Note)+"\n\n"+d.text())
		})
	}
}
