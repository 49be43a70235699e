package jobs

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// manyJobs are so many, of which the first ones run.
func manyJobs(held, running int) (out []model.Job) {
	for i := range held {
		j := model.NewJob(fmt.Sprintf("bt_%05d-%s", i, uuid))
		j.User, j.Symbols, j.Patterns, j.Created, j.Updated = "user_456", []string{"AAPL", "MSFT"}, []string{"Doji"}, before(float64(i)), noon
		j.Phase, j.Finished, j.Result = model.PhaseCompleted, noon, resultOf(float64(i%200)/1_000-0.1, 1)
		if i < running {
			j.Phase, j.Progress, j.Started, j.Result, j.Finished = model.PhaseRunning, 0.4, before(10), nil, time.Time{}
		}
		out = append(out, j)
	}
	return out
}

// tick is a frame in which time goes on and every job that runs has news. The index
// stays as it is: what it costs to make is not the view's.
func (d *deck) tick(i int) {
	d.env.State.Jobs.Rev++
	d.env.Now = noon.Add(time.Duration(i) * time.Second / 60)
	d.env.State.Taken = d.env.Now
}

// BenchmarkFrame is what one of 60 frames a second costs while 1,000 jobs run of which
// each has news ten times a second: looking at all of them, and drawing those that show.
func BenchmarkFrame(b *testing.B) {
	for _, c := range []struct{ held, running int }{{1_000, 100}, {10_000, 1_000}} {
		for name, keys := range map[string][]string{"as it is": nil, "by result": {">", ">", ">"}, "mine": {"m"}} {
			b.Run(fmt.Sprintf("%d/%s", c.held, name), func(b *testing.B) {
				d := open(b, 43, 40, manyJobs(c.held, c.running)...)
				d.env.State.Jobs.JobIndex = indexed(d.env.State.Jobs)
				d.press(keys...)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					d.tick(i)
					d.work()
					d.Lines(true)
				}
			})
		}
	}
}

// BenchmarkIdle is the same while nothing changes.
func BenchmarkIdle(b *testing.B) {
	d := open(b, 43, 40, manyJobs(10_000, 1_000)...)
	d.env.State.Jobs.JobIndex = indexed(d.env.State.Jobs)
	d.Lines(true)
	b.ReportAllocs()
	for b.Loop() {
		d.work()
		d.Lines(true)
	}
}

// BenchmarkList is what it costs to make the list of 10,000 jobs anew, once a second at
// most while they run.
func BenchmarkList(b *testing.B) {
	for name, keys := range map[string][]string{"as it is": nil, "by result": {">", ">", ">"}} {
		b.Run(name, func(b *testing.B) {
			d := open(b, 43, 40, manyJobs(10_000, 1_000)...)
			d.env.State.Jobs.JobIndex = indexed(d.env.State.Jobs)
			d.press(keys...)
			b.ReportAllocs()
			for b.Loop() {
				d.ask()
				d.work()
			}
		})
	}
}

// byIDs is an index that finds a job by its id as fast as that of a hub.
type byIDs struct {
	model.JobIndex
	jobs  map[string]*model.Job
	place map[string]int
}

func indexed(l model.JobList) byIDs {
	x := byIDs{l.JobIndex, map[string]*model.Job{}, map[string]int{}}
	for i := range l.Held() {
		j := l.At(i)
		x.jobs[j.ID], x.place[j.ID] = j, i
	}
	return x
}

func (x byIDs) ByID(id string) *model.Job { return x.jobs[id] }
func (x byIDs) Position(j *model.Job) int { return x.place[j.ID] }
func (x byIDs) Distinct(string) int       { return 8 }

// What is looked at in a frame does not grow with the jobs that are held, nor does the
// list wait for long.
func TestAFrameLooksAtAllJobsSeldom(t *testing.T) {
	d := open(t, 80, 40, manyJobs(5_000, 500)...)
	d.press("m") // with rows of its own
	index := &counting{JobIndex: d.env.State.Jobs.JobIndex, held: 5_000}
	d.env.State.Jobs.JobIndex = index
	index.asked = 0
	for i := range 120 {
		d.tick(i)
		d.work()
	}
	if index.asked > 5*5_000 || index.asked < 3*5_000 {
		t.Errorf("in two seconds %d jobs were looked at: every half a second those that are held are", index.asked)
	}
}

func TestOneThatComesIsListedAtOnceAmongFew(t *testing.T) {
	d := open(t, 80, 40, manyJobs(1_000, 100)...)
	j := someJobs()[0]
	d.frame(uitest.News{Taken: noon.Add(time.Millisecond), Jobs: []model.Job{j}})
	if d.find(rowID{id: j.ID}) < 0 {
		t.Error("it is not listed")
	}
}
