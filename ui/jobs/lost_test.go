package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// lostJob is one that ran when its record expired.
func lostJob() model.Job {
	j := someJobs()[0]
	lost := model.NewJob(j.ID)
	lost.Phase = model.PhaseLost
	return j.Merge(lost)
}

func TestALostJobSaysWhatIsKnownOfItInAmber(t *testing.T) {
	for _, w := range widths {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			swept := sweepJobs("sweep_4", 4, 2)
			for i := range swept {
				swept[i].Phase = model.PhaseLost
				if i < 2 {
					swept[i].Result = nil
				}
			}
			d := open(t, w, 16, append(swept, lostJob(), someJobs()[4])...)
			d.press("g", "right")
			golden.RequireEqual(t, d.text()+"\nin short: "+d.Brief())
		})
	}
	d := open(t, 80, 24, lostJob())
	l := d.line(lostReason)
	if !strings.Contains(d.screen(), string(d.env.Theme.Selected.Warn.Open(nil))+lostReason) {
		t.Errorf("it is not amber: %q", l)
	}
	d.press("enter")
	d.line("reason", lostReason)
	d.line("kept", "nowhere any more")
}

func TestThatAJobGotLostIsToldOnceAndHidesNoTrouble(t *testing.T) {
	runs, fails := someJobs()[0], someJobs()[1]
	d := open(t, 80, 24, runs, fails)
	d.Troubles()
	lost := lostJob()
	fails.Phase, fails.Error, fails.Finished = model.PhaseFailed, "no bars", noon
	d.frame(uitest.News{Taken: noon.Add(time.Second), Jobs: []model.Job{lost, fails}})
	news := d.News()
	if len(news) != 2 || news[0].Text != "bt_7f3a lost: "+lostReason || news[0].Level != pane.Warning {
		t.Errorf("it tells %+v", news)
	}
	if all := d.Troubles(); len(all) != 1 || all[0].Text != "bt_91c0 failed: no bars" {
		t.Errorf("the troubles are %+v", all)
	}
	d.press("g", "x")
	if d.toast != "bt_7f3a is lost: "+lostReason+": there is nothing to cancel" {
		t.Errorf("it says %q", d.toast)
	}
}
