package jobs

import (
	"maps"
	"slices"

	"tickdeck/model"
	"tickdeck/model/sweep"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// watch follows the person's own jobs to their end. It looks only at those that are
// not over, and at these only when a job has ended, or once a second.
type watch struct {
	open     map[string]string // ids of their own jobs that are not over, and the sweeps of those
	awaited  map[string]string // what was submitted here and is not listed yet
	sweeps   map[string]bool   // of their own that are not over
	asked    map[string]bool   // jobs that were asked to stop here, and have not answered
	rev      uint64            // of the jobs when it looked last
	counts   model.PhaseCounts // then
	second   int64
	over     int  // things that have ended since there was nothing to wait for
	failed   bool // one of those
	news     []pane.News
	progress pane.Progress
}

func (w *watch) init() {
	w.open, w.awaited, w.sweeps, w.asked = map[string]string{}, map[string]string{}, map[string]bool{}, map[string]bool{}
}

// maxAwaited is how many jobs are waited for that are not listed: those that never will
// be must not pile up.
const maxAwaited = 1_000

// follow selects what was submitted, as soon as it is listed, and tells its end.
func (p *Pane) follow(m pane.FollowJobMsg) {
	w := &p.watch
	if len(w.awaited) >= maxAwaited {
		clear(w.awaited)
	}
	p.wanted = rowID{id: m.ID}
	if m.Sweep != "" {
		w.sweeps[m.Sweep] = true
		p.wanted = rowID{m.Sweep, true}
	} else {
		w.awaited[m.ID] = ""
	}
	w.rev = 0
	p.ask()
}

// News is part of pane.Reporter.
func (p *Pane) News() []pane.News {
	if len(p.watch.news) == 0 {
		return nil
	}
	news := p.watch.news
	p.watch.news = nil
	return news
}

// Progress is part of pane.Reporter.
func (p *Pane) Progress() pane.Progress { return p.watch.progress }

// scanned takes in which jobs are the person's own and not over.
func (w *watch) scanned(p *Pane) {
	for id, of := range p.list.scan.mine {
		if w.open[id] = of; of != "" {
			w.sweeps[of] = true
		}
	}
	p.list.scan.mine = nil
	w.rev = 0
	w.look(p)
}

// look tells what has ended since the last time.
func (w *watch) look(p *Pane) {
	jobs, second := &p.env.State.Jobs, p.env.Now.Unix()
	if jobs.JobIndex == nil || w.rev == jobs.Rev && w.second == second {
		return
	}
	for id, of := range w.awaited {
		if jobs.ByID(id) != nil {
			w.open[id] = of
			delete(w.awaited, id)
			w.counts = model.PhaseCounts{}
		}
	}
	if w.counts != jobs.Counts || w.rev == 0 {
		w.endings(p)
	}
	w.rev, w.counts = jobs.Rev, jobs.Counts
	w.sweepEndings(p)
	if w.second != second {
		w.second = second
		w.confirmations(p)
		p.rates.sample(p)
		w.measure(p)
	} else if len(w.news) > 0 {
		w.measure(p)
	}
}

// endings finds the jobs that have ended, in the order of their ids.
func (w *watch) endings(p *Pane) {
	var ended []string
	for id := range w.open {
		if j := p.env.State.Jobs.ByID(id); j == nil || j.Phase.Terminal() {
			ended = append(ended, id)
		}
	}
	slices.Sort(ended)
	for _, id := range ended {
		j, of := p.env.State.Jobs.ByID(id), w.open[id]
		delete(w.open, id)
		if j == nil || of != "" {
			continue
		}
		w.over++
		w.failed = w.failed || j.Phase == model.PhaseFailed
		w.news = append(w.news, p.ending(j))
	}
}

// ending tells how a job ended.
func (p *Pane) ending(j *model.Job) pane.News {
	id := j.ID
	n := pane.News{Text: p.id(id) + " " + j.Phase.String(), Open: func() { p.openJob(id) }}
	switch j.Phase {
	case model.PhaseCompleted:
		n.Level = pane.Success
		if j.Result != nil && model.Known(j.Result.ROI) {
			n.Text += " " + signed(j.Result.ROI)
		}
	case model.PhaseFailed:
		n.Level = pane.Failure
		n.Text += ": " + reasonOf(j)
	case model.PhaseLost:
		n.Level = pane.Warning
		n.Text += ": " + lostReason
	}
	return n
}

// sweepEndings tells the sweeps of which all jobs have ended. One that has fewer jobs
// than it says is over when nothing more comes of it.
func (w *watch) sweepEndings(p *Pane) {
	for _, id := range slices.Sorted(maps.Keys(w.sweeps)) {
		g := p.list.groups[id]
		if g == nil {
			continue
		}
		s := p.summary(g)
		whole := s.Over() >= s.Jobs
		if !over(s) || !whole && p.env.Now.Sub(s.Updated) < model.SilentAfter {
			continue
		}
		delete(w.sweeps, id)
		w.over++
		w.failed = w.failed || s.Counts[model.PhaseFailed] > 0
		w.news = append(w.news, p.sweepEnding(s))
	}
}

// sweepEnding tells how a sweep ended: sweep_4 done, 20 jobs, best +10.3%.
func (p *Pane) sweepEnding(s *sweep.Summary) pane.News {
	id, n := s.ID, pane.News{Level: pane.Success}
	name, _ := draw.Truncate(id, sentenceID)
	n.Text = name + " " + s.Phase().String() + ", " + plural(s.Jobs, "job")
	for _, more := range [...]string{failedOf(s), bestOf(s)} {
		if more != "" {
			n.Text += ", " + more
		}
	}
	if s.Phase() != model.PhaseCompleted {
		n.Level = pane.Warning
	}
	n.Open = func() { p.openSweep(id) }
	return n
}

// confirmations tells of the jobs that were asked to stop here and do not answer.
func (w *watch) confirmations(p *Pane) {
	for _, id := range slices.Sorted(maps.Keys(w.asked)) {
		j := p.env.State.Jobs.ByID(id)
		if j == nil || j.Phase.Terminal() {
			delete(w.asked, id)
			continue
		}
		if unconfirmed(j, p.env.Now) {
			delete(w.asked, id)
			w.news = append(w.news, pane.News{
				Level: pane.Warning, Open: func() { p.openJob(id) },
				Text: p.id(id) + " asked to stop " + ago(p.env.Now.Sub(j.Asked)) + ", nobody confirms",
			})
		}
	}
}

// measure takes the progress of all that is waited for, each job and each sweep alike.
func (w *watch) measure(p *Pane) {
	var sum pane.Progress
	known, done := w.over > 0, 0.0
	for id, of := range w.open {
		j := p.env.State.Jobs.ByID(id)
		if j == nil || of != "" {
			continue
		}
		sum.Things++
		sum.Doubt = sum.Doubt || j.Silent(p.env.Now) > 0 || unconfirmed(j, p.env.Now)
		if model.Known(j.Progress) {
			known, done = true, done+max(0, min(j.Progress, 1))
		}
	}
	for id := range w.sweeps {
		if g := p.list.groups[id]; g != nil {
			s := p.summary(g)
			sum.Things++
			sum.Doubt = sum.Doubt || sweepSilent(s, p.env.Now) > 0
			known, done = true, done+s.Progress
		}
	}
	if sum.Things == 0 {
		w.over, w.failed = 0, false
	}
	sum.Failed, sum.Done = w.failed, model.None()
	if known && sum.Things > 0 {
		sum.Done = (done + float64(w.over)) / float64(sum.Things+w.over)
	}
	w.progress = sum
}
