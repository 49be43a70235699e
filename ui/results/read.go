package results

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/verdict"
	"tickdeck/ui/pane"
)

// reading is what is read from where results are kept.
type reading struct {
	asked  int // running number of the question
	under  bool
	err    error
	cancel context.CancelFunc
}

func (r *reading) stop() {
	if r.cancel != nil {
		r.cancel()
	}
	r.cancel, r.under = nil, false
}

// recordMsg is an answer.
type recordMsg struct {
	asked  int
	record model.Record
	err    error
}

// mostKept is how many results that were read are kept for who comes back to them.
const mostKept = 4

// show goes to a job. What is kept of it shows at once, and else is read.
func (v *Page) show(id string) tea.Cmd {
	v.rev++
	v.reading.stop()
	v.reading.asked++
	v.id, v.reading.err = id, nil
	v.scroll = [tabs]pane.Scroll{}
	if i := slices.IndexFunc(v.kept, func(r *model.Record) bool { return r.Job.ID == id }); i >= 0 {
		v.put(v.kept[i])
		return nil
	}
	v.facts = facts{}
	return v.readAgain()
}

func (v *Page) readAgain() tea.Cmd {
	ctx, cancel := context.WithCancel(context.Background())
	v.reading.under, v.reading.cancel = true, cancel
	jobs, id, asked := v.jobs, v.id, v.reading.asked
	return func() tea.Msg {
		defer cancel()
		r, err := jobs.Record(ctx, id)
		return pane.Reply{To: ID, Msg: recordMsg{asked, r, err}}
	}
}

// read takes an answer, unless something else was asked meanwhile.
func (v *Page) read(m recordMsg) {
	if m.asked != v.reading.asked {
		return
	}
	v.reading.stop()
	v.reading.err = m.err
	whole := m.record.Report != nil
	v.complete(&m.record)
	if m.record.Report == nil {
		v.facts = facts{record: &m.record}
		return
	}
	if whole && m.err == nil {
		v.kept = append(v.kept, &m.record)
		v.kept = v.kept[max(0, len(v.kept)-mostKept):]
	}
	v.put(&m.record)
}

// complete adds what the list knows of the job: what came on channels is not all in
// its record, and of some publishers there is none.
func (v *Page) complete(r *model.Record) {
	j, ok := v.env.State.Jobs.Job(v.id)
	if !ok {
		if r.Job.ID == "" {
			r.Job.ID = v.id
		}
		return
	}
	r.Job = j
	if r.Report == nil && j.Result != nil {
		r.Report, r.From = model.NewReport(), "the news of its end"
		r.Report.Result = *j.Result
	}
}

// facts is what is worked out of a record once.
type facts struct {
	record *model.Record
	doubts []verdict.Doubt
	months []model.Month
	exact  bool // months were sent
	days   int  // by which they are not exact
	trades []*model.Trade
	equity curves
}

// put shows a record.
func (v *Page) put(r *model.Record) {
	f := facts{record: r, doubts: verdict.Doubts(r.Report, r.Ignored), equity: curvesOf(r.Report)}
	if err := v.reading.err; err != nil {
		f.doubts = slices.Insert(f.doubts, 0, verdict.Doubt{Kind: verdict.Warned, Text: "Not all of it could be read: " + model.CleanLine(err.Error())})
	}
	f.months, f.exact, f.days = verdict.Months(r.Report)
	v.facts = f
	v.ask()
	v.point = min(v.point, len(f.equity.equity)-1)
	if !v.has(v.tab) {
		v.nextTab(1)
	}
}

// step goes to the next job of the list that has a result, or the one before.
func (v *Page) step(by int) tea.Cmd {
	list := &v.env.State.Jobs
	for i := list.Find(v.id) + by; i >= 0 && i < list.Held(); i += by {
		if j := list.At(i); j.Phase.Terminal() && j.Result != nil {
			return v.show(j.ID)
		}
	}
	if by > 0 {
		return pane.Toast(pane.Info, "no result comes after this one")
	}
	return pane.Toast(pane.Info, "no result comes before this one")
}
