package jobs

import (
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// recent is how long a job that failed is news.
const recent = 10 * time.Minute

// mostTroubles of jobs are told: who has more looks at the list.
const mostTroubles = 20

// Troubles is part of pane.Troubled: the person's own jobs that are stuck or have
// failed while they were watching.
func (p *Pane) Troubles() (all []pane.Trouble) {
	jobs, now := &p.env.State.Jobs, p.env.Now
	if p.began.IsZero() {
		p.began = now
	}
	if !p.env.State.Link.Up {
		return nil
	}
	told := map[string]bool{} // sweeps
	for i := 0; i < jobs.Held() && len(all) < mostTroubles; i++ {
		j := jobs.At(i)
		if j != nil && j.Phase == model.PhaseLost { // nobody knows when: it is told once, as news
			continue
		}
		if j == nil || j.Phase.Terminal() && (now.Sub(j.Finished) > recent || j.Finished.Before(p.began)) {
			break // those that are finished come last, the newest first
		}
		t, ok := p.troubleOf(j)
		if !ok {
			continue
		}
		if of := j.Sweep.ID; of != "" && j.Phase == model.PhaseFailed { // one for all of them
			if told[of] {
				continue
			}
			told[of] = true
			t = p.ofSweep(t, j)
		}
		all = append(all, t)
	}
	return all
}

// ofSweep makes the trouble of a job that of its sweep.
func (p *Pane) ofSweep(t pane.Trouble, j *model.Job) pane.Trouble {
	of := j.Sweep.ID
	t.Same = of + " failed"
	if g := p.list.groups[of]; g != nil {
		name, _ := draw.Truncate(of, cardID)
		t.Text = name + " " + failedOf(p.summary(g)) + ": " + draw.OrDash(j.Error)
	}
	return t
}

// troubleOf is what is wrong with a job. That it does not stop matters to who asked it
// to, whoever's it is.
func (p *Pane) troubleOf(j *model.Job) (t pane.Trouble, ok bool) {
	now, id := p.env.Now, p.env.State.Jobs.ShortID(j.ID, cardID)
	switch silent := j.Silent(now); {
	case unconfirmed(j, now):
		return pane.Trouble{Text: id + " asked to stop " + draw.Span(now.Sub(j.Asked)) + " ago, nobody confirms", Same: j.ID + " unconfirmed"}, true
	case j.User != p.user:
	case silent > 0:
		return pane.Trouble{Text: id + " no news for " + draw.Span(silent), Same: j.ID + " silent"}, true
	case j.Phase == model.PhaseFailed:
		return pane.Trouble{Text: id + " failed: " + draw.OrDash(j.Error), Grave: true, Same: j.ID + " failed"}, true
	}
	return t, false
}
