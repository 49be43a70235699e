package publishers

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// queued are jobs that wait, and three workers: one at work, one without work, one that
// was not heard of for long.
func queued() uitest.News {
	n := busy()
	for i := range 3 {
		j := model.NewJob(fmt.Sprintf("bt_wait%d", i))
		j.Phase, j.Created = model.PhaseQueued, noon.Add(-40*time.Second)
		n.Jobs = append(n.Jobs, j)
	}
	for i := range 12 {
		j := model.NewJob(fmt.Sprintf("bt_done%d", i))
		j.Phase, j.Worker = model.PhaseCompleted, "desk-1-4KX7ZQ2MPA"
		n.Jobs = append(n.Jobs, j)
	}
	n.Queue = &model.Queue{
		At: noon, Waiting: 3, Taken: 4, Listeners: 2, OldestAt: noon.Add(-40 * time.Second),
		Workers: []model.QueueWorker{
			{Name: "old-9-AAAABBBBCC", Idle: 5 * time.Minute},
			{Name: "desk-2-WWTR61MM0B", Idle: time.Second},
			{Name: "desk-1-4KX7ZQ2MPA", Taken: 4, Idle: 12 * time.Second, Jobs: []string{"bt_7f3a1111-2222", "bt_91c01111-2222", "bt_6e111111-2222", "bt_c2d81111-2222"}},
		},
	}
	return n
}

// deserted is the same with nobody there.
func deserted() uitest.News {
	n := queued()
	n.Queue.Listeners, n.Queue.Taken, n.Queue.Workers = 0, 0, nil
	return n
}

func TestTheWorkersAndTheQueueLookAsTheyDid(t *testing.T) {
	for _, s := range [...]struct{ w, h int }{{34, 22}, {60, 18}, {80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(t *testing.T) {
			golden.RequireEqual(t, open(queued()).text(s.w, s.h)+"\n\n"+open(deserted()).text(s.w, s.h))
		})
	}
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			v := open(deserted())
			v.env.Theme = th
			golden.RequireEqual(t, v.at(80, 14, true))
		})
	}
}

func TestWhyNothingHappensIsSaidInWordsAndInTheLineOfTroubles(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*uitest.News)
		want   string
	}{
		"nobody is there":                 {func(n *uitest.News) { *n = deserted() }, "3 jobs wait and no worker listens: start tickdeck engine"},
		"one waits":                       {func(n *uitest.News) { *n = deserted(); n.Jobs = n.Jobs[:1]; n.Queue.Waiting = 0 }, "1 job waits and no worker listens: start tickdeck engine"},
		"nobody, and no queue":            {func(n *uitest.News) { *n = deserted(); n.Queue.Waiting, n.Queue.Taken = model.None(), model.None() }, "3 jobs wait and no worker listens: start tickdeck engine"},
		"nobody wants what waits":         {func(n *uitest.News) { n.Queue.Taken = 0 }, "3 jobs wait for 40 s and no worker takes them: do they have the symbols?"},
		"it has only just begun to wait":  {func(n *uitest.News) { n.Queue.Taken, n.Queue.OldestAt = 0, noon.Add(-time.Second) }, ""},
		"all are at work":                 {func(*uitest.News) {}, ""},
		"nothing waits":                   {func(n *uitest.News) { *n = deserted(); n.Jobs, n.Queue.Waiting = nil, 0 }, ""},
		"nobody can tell":                 {func(n *uitest.News) { n.Queue = nil }, ""},
		"there is no connection":          {func(n *uitest.News) { *n = deserted(); n.Link.Up = false }, ""},
		"a worker keeps no durable queue": {func(n *uitest.News) { *n = deserted(); n.Queue.Listeners = 1 }, ""},
	} {
		n := queued()
		c.change(&n)
		v := open(n)
		told := ""
		if all := v.Troubles(); len(all) > 0 && strings.Contains(all[0].Text, "wait") {
			told = all[0].Text
		}
		if told != c.want {
			t.Errorf("%s: the trouble is %q", name, told)
		}
		if text := v.text(120, 40); c.want != "" && !strings.Contains(text, c.want) || c.want == "" && strings.Contains(text, "no worker") {
			t.Errorf("%s:\n%s", name, text)
		}
		if c.want != "" && !strings.HasPrefix(v.Brief(), c.want) {
			t.Errorf("%s: in short %q", name, v.Brief())
		}
	}
}

func TestThePlaceOfThePublishersIsFilledExactlyWithWorkersToo(t *testing.T) {
	n := queued()
	for i := range 30 {
		n.Queue.Workers = append(n.Queue.Workers, model.QueueWorker{Name: strings.Repeat("日本", i) + fmt.Sprint(i), Taken: i % 3, Jobs: []string{"bt_x"}})
	}
	for _, n := range []uitest.News{n, deserted()} {
		v := open(n)
		for w := 1; w <= 220; w++ {
			for _, h := range [...]int{1, 2, 5, 12, 40} {
				lines := strings.Split(v.at(w, h, w%2 == 0), "\n")
				if len(lines) != h {
					t.Fatalf("%d lines at %d×%d", len(lines), w, h)
				}
				for _, line := range lines {
					if got := ansi.StringWidth(line); got != w {
						t.Fatalf("%d cells at %d×%d: %q", got, w, h, line)
					}
				}
			}
		}
	}
}

func TestAPublisherTellsOfItsWorkers(t *testing.T) {
	v := open(queued())
	v.press(t, 'G')
	for i := range v.list {
		if v.list[i].Component == "desk-1" {
			v.chosen = "desk-1"
		}
	}
	v.open()
	top := v.env.Top()
	top.Resize(100, 30)
	text := ansi.Strip(strings.Join(top.Lines(true), "\n"))
	if want := "desk-1-4KX7ZQ2MPA, heard of 10 s ago, runs bt_7f3a bt_91c0 bt_6e11 +1, 12 done"; !strings.Contains(strings.Join(strings.Fields(text), " "), want) || strings.Contains(text, "desk-2-") {
		t.Errorf("it says\n%s", text)
	}
}
