package publishers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// stuckAfter is how long a request may wait while workers are there and none is at work:
// they take one within a moment.
const stuckAfter = 10 * time.Second

// stuck says why nothing happens to jobs that wait, and what is the same as long as the
// reason is; "" where they have only to wait for their turn.
func stuck(s *model.State, now time.Time) (text, same string) {
	q := &s.Queue
	waiting := s.Jobs.Counts[model.PhaseQueued]
	if model.Known(q.Waiting) {
		waiting = max(waiting, int(q.Waiting))
	}
	switch {
	case !s.Link.Up || waiting == 0:
		return "", ""
	case q.Deserted():
		return jobs(waiting) + " and no worker listens: start tickdeck engine", "no worker listens"
	case q.Waiting > 0 && q.Taken == 0 && len(q.Workers) > 0 && now.Sub(q.OldestAt) >= stuckAfter:
		return fmt.Sprintf("%s for %s and no worker takes them: do they have the symbols?", jobs(int(q.Waiting)), age(now, q.OldestAt)), "no worker takes jobs"
	}
	return "", ""
}

func jobs(n int) string {
	if n == 1 {
		return "1 job waits"
	}
	return draw.Count(uint64(n)) + " jobs wait"
}

// age writes how long something is past in its largest unit: 45 s, 12 m, 3 h.
func age(now, at time.Time) string {
	text := draw.Span(max(0, now.Sub(at)))
	return text[:len(text)-1] + " " + text[len(text)-1:]
}

// queueFacts are how the durable queue stands; none where nothing is known of it.
func queueFacts(s *model.State, now time.Time) (facts []fact) {
	q := &s.Queue
	if !model.Known(q.Waiting) && !model.Known(q.Taken) {
		return nil
	}
	waiting := draw.Short(q.Waiting)
	if !q.OldestAt.IsZero() {
		waiting += ", oldest " + age(now, q.OldestAt)
	}
	return []fact{{"waiting", waiting}, {"taken", draw.Short(q.Taken)}, {"workers", draw.Count(uint64(len(q.Workers)))}}
}

// listedWorkers are those of the queue: those with jobs first, then who was heard last.
func listedWorkers(q *model.Queue) []model.QueueWorker {
	all := slices.Clone(q.Workers)
	slices.SortStableFunc(all, func(a, b model.QueueWorker) int {
		return cmp.Or(cmp.Compare(b.Taken, a.Taken), cmp.Compare(a.Idle, b.Idle), strings.Compare(a.Name, b.Name))
	})
	return all
}

// The columns of the workers, with the blanks before them.
const (
	beatWidth  = 10
	runsGap    = 2
	leastRuns  = 10
	doneWidth  = 7
	leastNamed = 12
)

// workers are the rows of the workers, in at most n lines; none where there is no room
// for one of them.
func (p *Pane) workers(w, n int) (lines []string) {
	s := p.env.State
	all := listedWorkers(&s.Queue)
	const least = 2 // the header and a worker
	if n < least || len(all) == 0 {
		return nil
	}
	name := leastNamed
	for i := range all {
		name = max(name, draw.Width(all[i].Name)+1)
	}
	name = max(min(name, w-2-beatWidth-runsGap-leastRuns-doneWidth), 1)
	runs := w - 2 - name - beatWidth - runsGap - doneWidth
	t := p.env.Theme
	row := func(paint, beatPaint theme.Paint, who, beat, at, done string) string {
		p.line.Reset()
		p.line.Pad(t.Text, 1).Left(paint, who, name-1).Pad(t.Text, 1)
		if runs < leastRuns {
			return p.line.Right(beatPaint, beat, max(0, w-2-name)).Exactly(t.Text, w)
		}
		return p.line.Right(beatPaint, beat, beatWidth).Pad(t.Text, runsGap).Left(paint, at, runs).Right(paint, done, doneWidth).Exactly(t.Text, w)
	}
	lines = append(lines, row(t.Faint, t.Faint, "WORKER", "LAST BEAT", "RUNS", "DONE"))
	for i := range all {
		if left := len(all) - i; left > 1 && len(lines) == n-1 {
			return append(lines, row(t.Faint, t.Faint, "and "+draw.Count(uint64(left))+" more", "", "", ""))
		}
		k := &all[i]
		silent := s.Queue.Silent(k, p.env.Now)
		beat := t.Text
		if k.Taken == 0 && silent >= model.WorkerStale {
			beat = t.Warn
		}
		lines = append(lines, row(t.Text, beat, k.Name, draw.Age(silent), runsOf(k, &s.Jobs), draw.Count(uint64(max(0, s.Jobs.Ended[k.Name])))))
	}
	return lines
}

// runsOf are the jobs of a worker, and how many more it has.
func runsOf(k *model.QueueWorker, list *model.JobList) string {
	const most, idCells = 3, 10
	if k.Taken == 0 {
		return draw.Dash
	}
	var ids []string
	for _, id := range k.Jobs[:min(len(k.Jobs), most)] {
		ids = append(ids, list.ShortID(id, idCells))
	}
	text := strings.Join(ids, " ")
	if more := k.Taken - len(ids); more > 0 {
		text = strings.TrimSpace(text + " +" + draw.Count(uint64(more)))
	}
	return text
}

// queueLines are why nothing happens, and the queue in a line.
func (p *Pane) queueLines(w int) (lines []string) {
	t := p.env.Theme
	if text, _ := stuck(p.env.State, p.env.Now); text != "" {
		var l draw.Line
		lines = append(lines, l.Pad(t.Text, 1).Left(t.Warn, text, max(0, w-2)).Exactly(t.Text, w))
	}
	facts := queueFacts(p.env.State, p.env.Now)
	if len(facts) == 0 {
		return lines
	}
	texts := make([]string, len(facts))
	for i, f := range facts {
		texts[i] = f.name + " " + f.value
	}
	var l draw.Line
	return append(lines, l.Pad(t.Text, 1).Left(t.Faint, "Queue "+strings.Join(texts, theme.Separator), max(0, w-2)).Exactly(t.Text, w))
}

// workersOf are the workers of a publisher: our engine calls them by its own name and
// what tells them apart.
func workersOf(s *model.State, component string, now time.Time) (facts []fact) {
	for _, k := range listedWorkers(&s.Queue) {
		part, of := strings.CutPrefix(k.Name, component+"-")
		if component == "" || !of || strings.Contains(part, "-") {
			continue
		}
		beat := draw.Age(s.Queue.Silent(&k, now))
		if beat != "now" {
			beat += " ago"
		}
		facts = append(facts, fact{"worker", fmt.Sprintf("%s, heard of %s, runs %s, %s done", k.Name, beat, runsOf(&k, &s.Jobs), draw.Count(uint64(max(0, s.Jobs.Ended[k.Name]))))})
	}
	return facts
}
