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
	for i := 0; i < jobs.Held() && len(all) < mostTroubles; i++ {
		j := jobs.At(i)
		if j == nil || j.Phase.Terminal() && (now.Sub(j.Finished) > recent || j.Finished.Before(p.began)) {
			break // those that are finished come last, the newest first
		}
		id := jobs.ShortID(j.ID, cardID)
		switch silent := j.Silent(now); {
		case j.User != p.user:
		case silent > 0:
			all = append(all, pane.Trouble{Text: id + " no news for " + draw.Span(silent), Same: j.ID + " silent"})
		case j.Phase == model.PhaseFailed:
			all = append(all, pane.Trouble{Text: id + " failed: " + draw.OrDash(j.Error), Grave: true, Same: j.ID + " failed"})
		}
	}
	return all
}
