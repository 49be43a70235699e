package ui

import (
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// newRejects shows the messages that could not be read, the newest first, each
// with the reason and its raw form.
func newRejects(env *pane.Env) *pane.Reader {
	return pane.NewReader(env, "Undecodable messages", func(p *pane.Page) {
		kept := env.State.Rejects
		troubles(env, p)
		all := env.State.Totals().Undecodable
		if len(kept) == 0 {
			p.Text(env.Theme.Faint, "Every message could be read.")
			return
		}
		p.Text(env.Theme.Faint, fmt.Sprintf("%s in all, the last %d are kept here, the newest first.", draw.Count(all), len(kept)))
		for i := len(kept) - 1; i >= 0; i-- {
			p.Gap()
			reject(env, p, &kept[i])
		}
	}).Following(func() uint64 { return env.State.RejectsRev + env.State.HealthRev + uint64(len(env.State.Trouble)) })
}

// rawBytes is the most of one message that is shown among the others.
const rawBytes = 2_000

// troubles are the complaints that have no room elsewhere: of jobs in Redis that
// cannot be read, and of the publishers.
func troubles(env *pane.Env, p *pane.Page) {
	if env.State.Trouble != "" {
		p.Text(env.Theme.Bad, env.State.Trouble)
		p.Gap()
	}
	for _, h := range env.State.Health {
		for _, issue := range h.Issues {
			p.Text(env.Theme.Warn, h.Component+" says: "+issue)
			p.Gap()
		}
	}
}

func reject(env *pane.Env, p *pane.Page, r *model.Reject) {
	p.Row(func(l *draw.Line) {
		l.Left(env.Theme.Faint, r.Arrived.In(env.Zone).Format(time.TimeOnly), 10)
		l.Left(env.Theme.Title, model.Clean(r.Channel), p.Width()-l.Width())
	})
	p.Text(env.Theme.Warn, r.Reason)
	raw := r.Raw[:min(len(r.Raw), rawBytes)]
	p.Text(env.Theme.Text, raw)
	if len(raw) < r.Size {
		p.Text(env.Theme.Faint, fmt.Sprintf("… %s of %s bytes are shown", draw.Count(uint64(len(raw))), draw.Count(uint64(r.Size))))
	}
}
