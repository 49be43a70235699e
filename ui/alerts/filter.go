package alerts

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/query"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/tape"
)

// filter is what the person wants to see of the feed.
type filter struct {
	*pane.QueryLine[query.Event]
	p      *Pane
	around query.Around
	again  time.Time // when one that depends on the time is to be asked again
	known  uint64    // revision of the evidence that it was asked with
	back   string    // the view that leaving it leads to
	name   string    // of the saved query that it is, or was made from
	prefs  uint64    // revision of the preferences that it was asked with
	place  place     // where the person was when typing began
}

func (f *filter) init(p *Pane) {
	f.p = p
	asking := pane.Asking{Ask: f.ask, Values: f.seen, Save: f.save}
	if kept := p.notes.kept; kept != nil {
		asking.Past, asking.Keep = kept.Queries(), kept.KeepQuery
	}
	f.QueryLine = pane.NewQueryLine(p.env, query.Alerts(), asking)
	f.around = query.Around{Marked: p.notes.isMarked, Acked: p.notes.isAcked, Mixed: p.tape.Mixed, Watch: p.env.Prefs.Watch, Muted: p.env.Prefs.Muted}
	f.ask()
}

func (f *filter) actions() []keymap.Action { return f.Actions(f.end) }

// refresh asks again where what is asked for has changed by itself.
func (f *filter) refresh() {
	e := f.p.env
	f.around.Clock, f.around.Evidence = f.Clock(), e.State.Evidence
	if f.prefs != e.Prefs.Rev() {
		f.ask()
	}
	q := f.Query()
	if q == nil || f.Expired() {
		return
	}
	moved := q.TimeDependent() && !e.Now.Before(f.again)
	learnt := f.known != e.State.EvidenceRev && (q.Uses("edge") || q.Uses("n"))
	if moved || learnt {
		f.ask()
	}
}

// changed asks again if the query asks for this field.
func (f *filter) changed(field string) {
	f.Touch()
	if q := f.Query(); q != nil && q.Uses(field) {
		f.ask()
	}
}

// ask lets the list look at everything.
func (f *filter) ask() {
	f.Touch()
	f.around.Clock = f.Clock()
	f.again, f.known = f.p.env.Now.Add(pane.QueryEvery), f.p.env.State.EvidenceRev
	prefs, q := f.p.env.Prefs, f.Query()
	f.prefs = prefs.Rev()
	show := tape.Filter{Match: func(a *model.Alert) bool { return !prefs.Muted(a) }, Rank: f.rank}
	switch {
	case q != nil && q.Uses("muted"): // who asks for what is muted sees it
		show.Match = f.matches
	case q != nil:
		show.Match = func(a *model.Alert) bool { return f.matches(a) && !prefs.Muted(a) }
	}
	show.Candle = q != nil && q.Uses("dir")
	f.p.tape.SetFilter(show)
}

func (f *filter) matches(a *model.Alert) bool {
	return f.Query().Match(query.Event{Alert: a, Around: &f.around})
}

// begin lets a query be typed.
func (f *filter) begin() tea.Cmd {
	f.place = f.p.place
	f.Begin()
	return nil
}

// take shows what another view asks for.
func (f *filter) take(m pane.FilterMsg) {
	f.back, f.name = m.Back, ""
	f.Show(m.Query)
	f.p.toNewest()
}

// end leaves the typing as if it had not begun.
func (f *filter) end() tea.Cmd {
	f.End()
	f.p.place = f.place
	return nil
}

// leave shows all again, and leads back to who asked; left is false where there is
// nothing to leave.
func (f *filter) leave() (cmd tea.Cmd, left bool) {
	if !f.Leave() {
		return nil, false
	}
	f.name = ""
	if back := f.back; back != "" {
		f.back = ""
		return pane.Go(back, nil), true
	}
	return nil, true
}

// counted is how many of the newest alerts are counted for an offer.
const counted = 20_000

// seen are the values of a field in what a query shows.
func (f *filter) seen(field, rest string) []query.Count {
	q, err := query.Parse(f.Schema(), rest, f.Clock())
	count := pane.Tally{}
	f.p.tape.Recent(counted, func(a *model.Alert) bool {
		if err == nil && !q.Match(query.Event{Alert: a, Around: &f.around}) {
			return true
		}
		for _, v := range valuesOf(field, a) {
			count.Add(v)
		}
		return true
	})
	return count.Counts()
}

// valuesOf are the values of an alert in a field of the query language; the names of
// its metadata for the field "metadata.".
func valuesOf(field string, a *model.Alert) []string {
	switch field {
	case "symbol":
		return []string{a.Symbol}
	case "pattern":
		return []string{a.Pattern}
	case "tf":
		return []string{a.Timeframe}
	case "source":
		return []string{a.Source}
	case "tier":
		return []string{a.Tier}
	case "dir":
		return []string{[...]string{"none", "bull", "bear", "neutral"}[a.Direction]}
	case "metadata.":
		if a.Metadata != nil {
			return a.Metadata.Names
		}
	}
	return nil
}
