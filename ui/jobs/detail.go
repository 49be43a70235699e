package jobs

import (
	"tickdeck/model"
	"tickdeck/model/sweep"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// detail is one job in full.
type detail struct {
	env  *pane.Env
	page *pane.Page
	user string
	rate []float64 // how fast the job went on, each second
}

// newDetail shows everything that is known of a job.
func newDetail(env *pane.Env, id, user string) *pane.Pager {
	title := "Job" + theme.Separator + env.State.Jobs.ShortID(id, sentenceID)
	return pane.NewPager(env, title, func(p *pane.Page) {
		j, ok := env.State.Jobs.Job(id)
		if !ok {
			p.Text(env.Theme.Faint, "This job is not kept any more.")
			return
		}
		detail{env, p, user, nil}.fill(&j)
	}).Following(func() uint64 {
		return env.State.Jobs.Rev + uint64(env.Now.Unix()) + uint64(env.State.Queue.At.UnixNano())
	})
}

// Subject is part of pane.Inspected.
func (p *Pane) Subject() pane.Subject {
	e := p.current()
	if e == nil {
		return pane.Subject{}
	}
	s := pane.Subject{
		Of: e.rowID, Rev: [4]uint64{p.env.State.Jobs.Rev, uint64(p.second())},
		At: pane.At{Place: p.scroll.Cursor + 1, Count: p.count()},
	}
	if j := p.job(e); j != nil {
		s.Of = j // as long as nothing is new of it, it is the same
		s.Rev[0] = 0
	}
	return s
}

// Inspect is part of pane.Inspected.
func (p *Pane) Inspect(page *pane.Page) pane.Head {
	e := p.current()
	if e != nil && e.sweep {
		s := p.summary(e.group)
		detail{p.env, page, p.user, nil}.sweep(s)
		return pane.Head{Title: s.ID, Scope: variedNames(s)}
	}
	j, ok := p.Selected()
	if !ok {
		page.Text(p.env.Theme.Faint, "No job is under the cursor.")
		return pane.Head{}
	}
	detail{p.env, page, p.user, p.rates.of(j.ID)}.fill(&j)
	return pane.Head{Title: p.id(j.ID), Scope: symbolList(j.Symbols, sentenceSymbols)}
}

// fill writes all that is known of a job.
func (d detail) fill(j *model.Job) {
	d.state(j)
	d.request(j)
	d.times(j)
	if j.Result != nil {
		d.result(j.Result)
	}
}

// state is how the job stands: its phase, and beside it when it was last heard of.
func (d detail) state(j *model.Job) {
	t, now := d.env.Theme, d.env.Now
	paint, word := phase(&t.Styles, j.Phase)
	d.page.Painted("status", paint, word)
	if !j.Asked.IsZero() && !j.Phase.Terminal() {
		paint, answer := t.Text, ", not yet confirmed"
		if unconfirmed(j, now) {
			paint, answer = t.Warn, ", nobody confirms"
		}
		d.page.Painted("asked to stop", paint, ago(now.Sub(j.Asked))+answer)
	}
	switch quiet := j.Silent(now); {
	case quiet > 0:
		d.page.Painted("last news", t.Warn, "none for "+length(quiet))
	case !j.Phase.Terminal() && !j.Updated.IsZero():
		d.page.Field("last news", ago(now.Sub(j.Updated)))
	}
	if reason := reasonOf(j); reason != "" {
		paint = t.Bad
		if j.Phase == model.PhaseLost {
			paint = t.Warn
		}
		d.page.Painted("reason", paint, reason)
	}
	if j.Result != nil {
		for _, w := range j.Result.Warnings {
			d.page.Painted("warning", t.Warn, w)
		}
	}
	d.queue(j)
	d.progress(j)
	d.pace(j)
}

// The length of a bar in a detail, in cells: a quarter of the page within these.
const (
	leastGauge = 8
	mostGauge  = 24
)

func (d detail) progress(j *model.Job) {
	t := d.env.Theme
	text := percent(j.Progress)
	if done := symbolsDone(j); done != "" {
		text += separator + done
	}
	if !model.Known(j.Progress) || d.page.Width() < 4*leastGauge {
		d.page.Field("progress", text)
		return
	}
	d.page.Row(func(l *draw.Line) {
		l.Left(t.Faint, "progress", labelWidth).Gauge(t.Fill, t.Track, j.Progress, max(leastGauge, min(mostGauge, d.page.Width()/4)))
		l.Pad(t.Text, 1).Left(t.Text, text, d.page.Width()-l.Width())
	})
}

// pace is how fast it went on lately, a point for each second.
func (d detail) pace(j *model.Job) {
	if len(d.rate) == 0 || j.Phase != model.PhaseRunning || d.page.Width() < labelWidth+rateSeconds {
		return
	}
	t, now := d.env.Theme, d.rate[len(d.rate)-1]
	d.page.Row(func(l *draw.Line) {
		l.Left(t.Faint, "rate", labelWidth).Spark(t.Spark, d.rate, min(rateSeconds, len(d.rate)))
		l.Left(t.Text, " "+share(now, 1)+" a second", d.page.Width()-l.Width())
	})
}

// sweep is all that is known of a sweep as one.
func (d detail) sweep(s *sweep.Summary) {
	t := d.env.Theme
	paint, word := phase(&t.Styles, s.Phase())
	d.page.Painted("status", paint, word)
	if quiet := sweepSilent(s, d.env.Now); quiet > 0 {
		d.page.Painted("last news", t.Warn, "none for "+length(quiet))
	}
	d.page.Field("jobs", overOf(s)+" over"+separator+percent(s.Progress))
	if failed := failedOf(s); failed != "" {
		paint = t.Bad
		if s.Counts[model.PhaseFailed] == 0 {
			paint = t.Warn
		}
		d.page.Painted("", paint, failed)
	}
	d.page.Field("varied", variedNames(s))
	d.page.Field("owner", d.owner(s.User))
	d.page.Field("symbols", listed(s.Symbols))
	d.page.Field("dates", dates(&model.Job{Start: s.Start, End: s.End}))
	d.page.Field("submitted", d.moment(s.Created))
	d.page.Field("started", d.moment(s.Began))
	if !s.Ended.IsZero() {
		d.page.Field("finished", d.moment(s.Ended))
	}
	d.page.Field("elapsed", spent(s.Took(d.env.Now)))
	if left := sweepLeft(s); left != "" {
		d.page.Field("remaining", left)
	}
	if s.Best != nil && s.Best.Result != nil {
		d.page.Gap()
		d.page.Heading("Best of them")
		d.page.Field("job", s.Best.ID)
		d.page.Field("with", variedValues(s.Best))
		d.page.Field("return", signed(s.Best.Result.ROI))
		d.page.Field("hold", signed(s.Held))
		d.page.Field("Sharpe ratio", decimal(s.Best.Result.Sharpe, 2))
	}
}

// request is what was asked for, and by whom.
func (d detail) request(j *model.Job) {
	d.page.Field("job", j.ID)
	if j.Sweep.ID != "" {
		d.page.Field("sweep", j.Sweep.ID+separator+variedValues(j))
	}
	owner := d.owner(j.User)
	if j.AlsoOf != "" {
		d.page.Painted("owner", d.env.Theme.Warn, owner+"; also of "+j.AlsoOf)
	} else {
		d.page.Field("owner", owner)
	}
	if j.Worker != "" {
		d.page.Field("worker", j.Worker)
	}
	d.page.Field("symbols", listed(j.Symbols))
	d.page.Field("patterns", listed(j.Patterns))
	d.page.Field("dates", dates(j))
}

func (d detail) owner(user string) string {
	switch user {
	case "":
		return draw.Dash
	case d.user:
		return user + ", you"
	}
	return user + ", not you"
}

func (d detail) times(j *model.Job) {
	d.page.Field("submitted", d.moment(j.Created))
	d.page.Field("started", d.moment(j.Started))
	if j.Phase.Terminal() {
		d.page.Field("finished", d.moment(j.Finished))
		d.page.Field("kept", keptIn(j))
	}
	d.page.Field("elapsed", elapsed(j, d.env.Now))
	if j.Phase.Terminal() {
		return
	}
	d.page.Field("remaining", remaining(j, d.env.Now))
	if !j.Expected.IsZero() {
		d.page.Field("expected", d.moment(j.Expected)+", says the worker")
	}
}

// keptIn is where a job that has ended is read from.
func keptIn(j *model.Job) string {
	switch {
	case j.From == model.FromDisk:
		return "on this machine's disk"
	case j.Phase == model.PhaseLost:
		return "nowhere any more"
	}
	return "in Redis"
}
