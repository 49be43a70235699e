package jobs

import (
	"fmt"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// queueOf is a queue in which so many wait, with a worker that asks for jobs.
func queueOf(waiting float64) *model.Queue {
	return &model.Queue{At: noon, Waiting: waiting, Taken: 1, Listeners: 1, Workers: []model.QueueWorker{{Name: "w1", Idle: time.Second}}}
}

// inQueue are so many jobs that wait, the first one the longest, behind one that runs.
func inQueue(n int) []model.Job {
	out := []model.Job{someJobs()[0]}
	for i := range n {
		j := someJobs()[3]
		j.ID, j.Created = fmt.Sprintf("bt_wait%02d", i), before(float64(60-i))
		out = append(out, j)
	}
	return out
}

// with brings the list a queue that was asked after the last one.
func (d *deck) with(q *model.Queue) {
	now := *q
	now.At = d.env.State.Queue.At.Add(time.Second)
	d.frame(uitest.News{Taken: noon, Queue: &now})
}

func TestAJobThatWaitsSaysItsPlaceWhereAllThatWaitAreKnown(t *testing.T) {
	d := open(t, 80, 60, inQueue(23)...)
	d.with(queueOf(23))
	for _, want := range []string{"next in line, for 1 m", "2nd in line, for 59 s", "3rd in line", "4th in line", "11th in line", "12th in line", "21st in line", "23rd in line, for 38 s"} {
		d.line(want)
	}
	for name, q := range map[string]*model.Queue{
		"one of those that wait is not known": queueOf(24), "nobody knows how many wait": queueOf(model.None()), "none waits there": queueOf(0),
	} {
		t.Log(name)
		d.with(q)
		d.hides("in line")
		d.line("waits for 1 m")
	}
	odd := model.NewJob("bt_odd")
	d.frame(uitest.News{Taken: noon, Jobs: []model.Job{odd}, Queue: queueOf(23)})
	d.hides("in line") // nobody knows whether this one waits as well
}

func TestAJobThatWaitsWhereNoWorkerListensSaysWhatToDo(t *testing.T) {
	gone := queueOf(2)
	gone.Listeners, gone.Workers = 0, nil
	tried := queueOf(2)
	tried.Tries = map[string]int{someJobs()[0].ID: 2, "bt_wait00": 3}
	for _, w := range widths {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			d := open(t, w, 14, append(inQueue(2), sweepJobs("sweep_4", 3, -2)...)...)
			d.with(gone)
			text := d.text()
			d.with(tried)
			golden.RequireEqual(t, text+"\n\n"+d.text())
		})
	}
	d := open(t, 80, 24, inQueue(1)...)
	d.with(gone)
	d.press("G", "enter")
	d.line("waits", nobodyListens)
	d.with(queueOf(1))
	d.line("waits", "next in line")
	d.with(tried)
	d.line("attempts", "tried 3 times: a worker began it and died, or hung")
	for w := 1; w <= 220; w++ {
		d.resize(w, 20)
		d.exact("a queue")
	}
}

func TestAJobThatKilledItsWorkersHasFailedAndSaysSo(t *testing.T) {
	j := someJobs()[0]
	j.Phase, j.Error, j.Finished = model.PhaseFailed, "gave up after 3 attempts: the worker died or hung each time", noon
	d := open(t, 80, 24, j)
	d.with(&model.Queue{Tries: map[string]int{j.ID: 3}})
	d.line("gave up after 3 attempts: the worker died or hung each time")
	d.hides("tried 3")
}
