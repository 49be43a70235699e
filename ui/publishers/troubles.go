package publishers

import (
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Troubles is part of pane.Troubled: who is not well, in their own words.
func (p *Pane) Troubles() (all []pane.Trouble) {
	s := p.env.State
	if text, same := stuck(s, p.env.Now); text != "" {
		all = append(all, pane.Trouble{Text: text, Same: same})
	}
	for _, h := range ranked(s.Health, p.env.Now, s.Link.Up) {
		if h.rank >= rankNoStatus {
			continue
		}
		t := pane.Trouble{Grave: h.rank == rankBroken, Same: h.name() + " " + h.word}
		switch {
		case h.rank == rankSilent:
			t.Text = h.name() + " silent for " + draw.Span(h.silentFor)
		case len(h.Issues) > 0:
			t.Text = h.name() + ` says "` + h.Issues[0] + `"`
			t.Same += " " + h.Issues[0]
		default:
			t.Text = h.name() + " is " + h.word
		}
		all = append(all, t)
	}
	return all
}
