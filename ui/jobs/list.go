package jobs

import (
	"time"

	"tickdeck/model"
	"tickdeck/model/sweep"
)

// rowID tells the rows of the list apart: one stands for a job, or for a sweep.
type rowID struct {
	id    string
	sweep bool
}

// entry is a row of the list. What is known of its job is asked for when it is drawn:
// jobs move on between two looks at all of them.
type entry struct {
	rowID
	group *group // that it stands for, or of which it is a part; nil for a job alone
	ended bool   // it is listed among what is over
}

// part reports whether the row is below that of its sweep.
func (e *entry) part() bool { return e.group != nil && !e.sweep }

// group are the jobs of a sweep that are kept.
type group struct {
	jobs []string // ids
	sum  sweep.Summary
	rev  uint64    // of the jobs when they were summed up
	at   time.Time // when that was
}

// list is what the view shows of the jobs, as of the last look at all of them. As long
// as it shows all jobs as they are listed anyway, it has no rows of its own.
type list struct {
	plain  bool
	rows   []entry
	groups map[string]*group
	held   int               // jobs that there were
	shown  model.PhaseCounts // those of them that match, by phase
	rev    uint64
	scan   scan

	seen  seen
	asked uint64 // grows with what is wanted of the list
	at    time.Time
}

// seen is how things stood when the list was made.
type seen struct {
	counts model.PhaseCounts
	held   int
	left   uint64
	rev    uint64
	asked  uint64
}

// portion is how many jobs are looked at at a time: so many that a frame is still
// drawn in time.
const portion = 4_000

// The list is made anew at once while few jobs are held; with more of them it waits
// so long for each thousand, so that looking takes the same part of the time.
const (
	fewJobs     = 2_000
	perThousand = 100 * time.Millisecond
)

// rarely is how often the rows are put in order again, sorted by a column, when no job
// has come or gone on: rows that move under the eye cannot be read.
const rarely = 5 * time.Second

// due reports whether the list has to be made anew.
func (p *Pane) due() bool {
	l, jobs, now := &p.list, &p.env.State.Jobs, p.env.Now
	s := seen{jobs.Counts, jobs.Held(), jobs.Left, jobs.Rev, l.asked}
	if s.asked != l.seen.asked {
		return true
	}
	if s == l.seen {
		return false
	}
	since := now.Sub(l.at)
	pace := time.Duration(s.held/1_000) * perThousand
	news := s.counts != l.seen.counts || s.held != l.seen.held || s.left != l.seen.left
	switch {
	case since < 0: // the clock was put back
		return true
	case news:
		return s.held <= fewJobs || since >= pace
	case p.order == order{} && !p.filter.movesWithNews():
		return since >= pace
	}
	return since >= rarely
}

// ask lets the list be made anew.
func (p *Pane) ask() {
	p.list.asked++
	p.list.scan.on = false
}

// Work is part of pane.Worker: it looks at the jobs for what has changed.
func (p *Pane) Work() (more bool) {
	p.filter.refresh()
	s := &p.list.scan
	if !s.on && !p.due() {
		p.watch.look(p)
		return false
	}
	if !s.on {
		s.begin(p)
	}
	if s.step(p) {
		return true
	}
	p.list.take(p)
	p.watch.scanned(p)
	return false
}

// scan is a look at all jobs of one picture, in portions.
type scan struct {
	on     bool
	jobs   model.JobList
	seen   seen
	at     int
	tops   []top
	groups map[string]*members
	mine   map[string]string // the person's own that are not over, and their sweeps
	shown  model.PhaseCounts
	plain  bool // nothing was found that is not listed as it is anyway
}

// top is what has a row of its own while sweeps are folded.
type top struct {
	job   *model.Job // the first of its jobs, for a sweep
	group *members
	key   sortKey
	at    int // where it stands unsorted
}

// members are the jobs of a sweep, and those of them that match.
type members struct {
	id       string
	all      []*model.Job
	matching []*model.Job
}

func (s *scan) begin(p *Pane) {
	jobs := p.env.State.Jobs
	*s = scan{on: true, jobs: jobs, groups: map[string]*members{}, mine: map[string]string{}, plain: p.order == order{} && !p.filter.narrowed()}
	s.seen = seen{jobs.Counts, jobs.Held(), jobs.Left, jobs.Rev, p.list.asked}
}

// step looks at a portion and reports whether there are more.
func (s *scan) step(p *Pane) (more bool) {
	n := s.jobs.Held()
	for end := min(n, s.at+portion); s.at < end; s.at++ {
		if j := s.jobs.At(s.at); j != nil {
			s.take(p, j)
		}
	}
	return s.at < n
}

func (s *scan) take(p *Pane, j *model.Job) {
	if j.User == p.user && !j.Phase.Terminal() {
		s.mine[j.ID] = j.Sweep.ID
	}
	shown := p.filter.matches(j)
	if shown {
		s.shown[j.Phase]++
	}
	if j.Sweep.ID == "" {
		if shown && !s.plain {
			s.tops = append(s.tops, top{job: j})
		}
		return
	}
	s.depart()
	g := s.groups[j.Sweep.ID]
	if g == nil {
		g = &members{id: j.Sweep.ID}
		s.groups[g.id] = g
	}
	g.all = append(g.all, j)
	if shown {
		if g.matching = append(g.matching, j); len(g.matching) == 1 {
			s.tops = append(s.tops, top{job: j, group: g})
		}
	}
}

// depart takes in the jobs before the first that is part of a sweep.
func (s *scan) depart() {
	if !s.plain {
		return
	}
	s.plain = false
	for i := range s.at {
		if j := s.jobs.At(i); j != nil {
			s.tops = append(s.tops, top{job: j})
		}
	}
}

// take makes the rows of what was looked at.
func (l *list) take(p *Pane) {
	s := &l.scan
	groups := make(map[string]*group, len(s.groups))
	for id, m := range s.groups {
		g := &group{jobs: make([]string, len(m.all)), sum: sweep.Of(m.all), rev: s.jobs.Rev, at: p.env.Now}
		for i, j := range m.all {
			g.jobs[i] = j.ID
		}
		groups[id] = g
	}
	p.order.sort(s.tops, groups)
	rows := l.rows[:0]
	for i := range s.tops {
		rows = p.appendRows(rows, &s.tops[i], groups)
	}
	clear(l.rows[min(len(rows), len(l.rows)):])
	if l.plain = s.plain; s.plain {
		rows = nil
	}
	l.rows, l.groups, l.shown, l.held = rows, groups, s.shown, s.jobs.Held()
	l.seen, l.at = s.seen, p.env.Now
	l.rev++
	l.scan = scan{mine: s.mine} // a picture is not to be kept for the sake of its jobs
}

func (p *Pane) appendRows(rows []entry, t *top, groups map[string]*group) []entry {
	if t.group == nil {
		return append(rows, entry{rowID: rowID{id: t.job.ID}, ended: t.job.Phase.Terminal()})
	}
	g := groups[t.group.id]
	ended := over(&g.sum)
	rows = append(rows, entry{rowID{t.group.id, true}, g, ended})
	if p.unfolded[t.group.id] {
		for _, j := range t.group.matching {
			rows = append(rows, entry{rowID{id: j.ID}, g, ended})
		}
	}
	return rows
}
