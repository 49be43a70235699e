package desk

import (
	"context"
	"iter"
	"time"

	"tickdeck/model"
	"tickdeck/model/query"
	"tickdeck/model/rules"
)

// Trier returns what tries a rule against a history. It may run on another goroutine:
// it works on a picture of everything.
func (p *Prefs) Trier(r rules.Rule, feed model.History) func(context.Context) (rules.Trial, *rules.Error) {
	r.Place = nil
	if r.Does() == "" && !r.Calls() { // what it does is not typed yet
		r.Pin = true
	}
	if r.Name == "" {
		r.Name = "new"
	}
	lists, muter, now := p.lists, p.mutes.Muter(), p.now
	around := rules.Around{
		Around: query.Around{
			Clock: query.Clock{Now: now, Zone: p.opt.Zone},
			Watch: lists.has,
			Muted: func(a *model.Alert) bool { return muter.Muted(a, now) },
		},
		Open:  p.opt.Open,
		Muted: muter.Muted,
	}
	return func(ctx context.Context) (rules.Trial, *rules.Error) {
		return rules.Try(ctx, r, around, alerts(feed), now)
	}
}

// alerts are those of a history, in the order in which they came.
func alerts(feed model.History) iter.Seq[*model.Alert] {
	return func(yield func(*model.Alert) bool) {
		for seq := feed.First(); seq < feed.Next(); seq++ {
			if e, ok := feed.At(seq); ok && e.Alert != nil && !yield(e.Alert) {
				return
			}
		}
	}
}

// Once fires a rule for the newest alert that it speaks of, or for one that is made up
// where there is none, whatever its limits.
func (p *Prefs) Once(r rules.Rule, feed *model.History) Effects {
	a, found := p.newest(r, feed)
	var out Effects
	if r.Calls() {
		if s, failed := p.call(rules.Fire{Rule: r, Alert: a, At: p.now}); failed {
			out.Say = append(out.Say, s)
		}
	}
	if r.Rings() {
		out.Sequence = p.opt.Terminal.Sequence(Note(rules.Ring{Rule: r.Name, Alert: a, Bell: r.Bell, Notify: r.Notify}))
	}
	text := "rule " + r.Name + " fired for " + a.Symbol + " " + a.Pattern
	if !found {
		text += ", which is made up: nothing that is kept matches"
	}
	if len(out.Say) == 0 {
		out.Say = append(out.Say, Say{Info, text})
	}
	return out
}

// looked is how many alerts back an example is looked for.
const looked = 200_000

func (p *Prefs) newest(r rules.Rule, feed *model.History) (*model.Alert, bool) {
	q, err := query.Parse(query.Alerts(), r.When, query.Clock{Now: p.now, Zone: p.opt.Zone})
	around := p.around()
	for seq, n := feed.Next(), 0; err == nil && seq > feed.First() && n < looked; n++ {
		seq--
		e, ok := feed.At(seq)
		if ok && e.Alert != nil && q.Match(query.Event{Alert: e.Alert, Around: &around.Around}) {
			return e.Alert, true
		}
	}
	return &model.Alert{
		Symbol: "TEST", Pattern: "Doji", Timeframe: "1min", Source: "tickdeck", Direction: model.DirNeutral,
		Confidence: 0.5, Price: model.None(), Volume: model.None(), Arrived: p.now, EventTime: p.now.Truncate(time.Minute), Simulated: true,
	}, false
}
