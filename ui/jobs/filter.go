package jobs

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/query"
	"tickdeck/ui/pane"
)

// filter is which jobs the person wants to see.
type filter struct {
	*pane.QueryLine[query.Job]
	p      *Pane
	around query.AroundJobs
	mine   bool      // the person's own alone
	again  time.Time // when a query that depends on the time is to be asked again
	begun  rowID     // what was under the cursor when typing began
}

func (f *filter) init(p *Pane) {
	f.p, f.around.Own = p, p.user
	f.QueryLine = pane.NewQueryLine(p.env, query.Jobs(), pane.Asking{Ask: f.ask, Values: f.seen})
}

func (f *filter) ask() {
	f.Touch()
	f.around.Clock, f.again = f.Clock(), f.p.env.Now.Add(pane.QueryEvery)
	f.p.ask()
}

// refresh asks again where what is asked for has changed with the time.
func (f *filter) refresh() {
	q := f.Query()
	if q == nil || f.Expired() {
		return
	}
	if q.TimeDependent() && (!f.p.env.Now.Before(f.again) || f.p.env.Now.Add(pane.QueryEvery).Before(f.again)) {
		f.ask()
	}
}

// movesWithNews reports whether what is asked for changes from news to news, so that
// rows would come and go with each.
func (f *filter) movesWithNews() bool { return f.Query() != nil && f.Query().Uses("progress") }

func (f *filter) matches(j *model.Job) bool {
	if f.mine && j.User != f.p.user {
		return false
	}
	q := f.Query()
	return q == nil || q.Match(query.Job{Job: j, AroundJobs: &f.around})
}

// narrowed reports whether not all jobs are wanted.
func (f *filter) narrowed() bool { return f.mine || f.Query() != nil }

// begin lets a query be typed.
func (f *filter) begin() {
	f.begun = f.p.cursor
	f.Begin()
}

// end leaves the typing as if it had not begun.
func (f *filter) end() tea.Cmd {
	f.End()
	f.p.cursor = f.begun
	f.p.ask()
	return nil
}

// turnMine shows the person's own jobs alone, or everyone's again.
func (f *filter) turnMine() {
	f.mine = !f.mine
	f.ask()
}

// leave goes back a step: out of the query, then from one's own jobs to everyone's.
func (f *filter) leave() {
	if !f.Leave() && f.mine {
		f.turnMine()
	}
}

// tallied is how many jobs are counted for an offer.
const tallied = 5_000

// seen are the values of a field in what a query shows.
func (f *filter) seen(field, rest string) []query.Count {
	q, err := query.Parse(f.Schema(), rest, f.Clock())
	jobs, count := &f.p.env.State.Jobs, pane.Tally{}
	for i := range min(jobs.Held(), tallied) {
		j := jobs.At(i)
		if j == nil || f.mine && j.User != f.p.user || err == nil && !q.Match(query.Job{Job: j, AroundJobs: &f.around}) {
			continue
		}
		for _, v := range valuesOf(field, j) {
			if v != "" {
				count.Add(v)
			}
		}
	}
	return count.Counts()
}

// valuesOf are the values of a job in a field of the query language.
func valuesOf(field string, j *model.Job) []string {
	switch field {
	case "status":
		return []string{j.Phase.String()}
	case "user":
		return []string{j.User}
	case "symbol":
		return j.Symbols
	case "pattern":
		return j.Patterns
	case "id":
		return []string{j.ID}
	}
	return nil
}
