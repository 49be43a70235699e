package alerts

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/query"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/tape"
)

// filter is what the person wants to see of the feed, and the line in which that is
// typed.
type filter struct {
	p      *Pane
	schema *query.Schema[query.Event]
	around query.Around
	query  *query.Query[query.Event] // that the list shows; nil for all
	rev    uint64                    // grows with everything that is drawn of it
	again  time.Time                 // when one that depends on the time is to be asked again
	known  uint64                    // revision of the evidence that it was asked with
	back   string                    // the view that leaving it leads to
	name   string                    // of the saved query that it is, or was made from
	prefs  uint64                    // revision of the preferences that it was asked with

	typing bool
	prompt *pane.Prompt
	wrong  *query.Error // with what is typed; the list shows what could be read last
	begun  string       // the query when typing began, and where the person was
	place  place
	past   []string // earlier queries, the newest last
	walked int      // how many of them one has gone back
	offer  offer
}

// mostTyped is how many characters a query can have here.
const mostTyped = 1_000

func (f *filter) init(p *Pane) {
	f.p, f.schema, f.prompt = p, query.Alerts(), pane.NewPrompt(mostTyped)
	f.around = query.Around{Marked: p.notes.isMarked, Acked: p.notes.isAcked, Mixed: p.tape.Mixed, Watch: p.env.Prefs.Watch, Muted: p.env.Prefs.Muted}
	f.ask()
}

func (f *filter) actions() []keymap.Action {
	k := f.p.env.Keys
	return []keymap.Action{
		k.Plain("query.keep", f.keep),
		k.On("query.end", f.end),
		k.On("query.save", f.save),
		k.On("query.question", f.question),
		k.On("query.fields", f.fields),
		k.Plain("query.take", f.accept),
		k.Plain("query.next", f.offerNext),
		k.Plain("query.before", func() { f.walk(1) }),
		k.Plain("query.after", func() { f.walk(-1) }),
	}
}

// text is the query that the list shows.
func (f *filter) text() string {
	if f.query == nil {
		return ""
	}
	return f.query.Text()
}

// clock is the time for what depends on it.
func (f *filter) clock() query.Clock {
	return query.Clock{Now: f.p.env.Now, Zone: f.p.env.Zone}
}

// refresh asks again where what is asked for has changed by itself.
func (f *filter) refresh() {
	e := f.p.env
	f.around.Clock, f.around.Evidence = f.clock(), e.State.Evidence
	if f.prefs != e.Prefs.Rev() {
		f.ask()
	}
	if f.query == nil {
		return
	}
	if at := f.query.Expires(); !at.IsZero() && !e.Now.Before(at) {
		f.apply(f.query.Text())
		return
	}
	moved := f.query.TimeDependent() && !e.Now.Before(f.again)
	learnt := f.known != e.State.EvidenceRev && (f.query.Uses("edge") || f.query.Uses("n"))
	if moved || learnt {
		f.ask()
	}
}

// changed asks again if the query asks for this field.
func (f *filter) changed(field string) {
	f.rev++
	if f.query != nil && f.query.Uses(field) {
		f.ask()
	}
}

// every is how often what depends on the time is looked at: everything that is held.
const every = 5 * time.Second

// ask lets the list look at everything.
func (f *filter) ask() {
	f.rev++
	f.again, f.known = f.p.env.Now.Add(every), f.p.env.State.EvidenceRev
	prefs, q := f.p.env.Prefs, f.query
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
	return f.query.Match(query.Event{Alert: a, Around: &f.around})
}

// apply shows what a text asks for. One that cannot be read changes nothing.
func (f *filter) apply(text string) {
	f.rev++
	f.around.Clock = f.clock()
	q, err := query.Parse(f.schema, text, f.clock())
	if f.wrong = nil; err != nil {
		errors.As(err, &f.wrong)
		return
	}
	if q.Empty() {
		q = nil
	}
	if text == f.text() && (q == nil) == (f.query == nil) {
		return
	}
	f.query = q
	f.ask()
}

// begin lets a query be typed.
func (f *filter) begin() tea.Cmd {
	f.typing, f.begun, f.walked, f.place = true, f.text(), 0, f.p.place
	f.prompt.Set(f.begun, len(f.begun))
	f.edited()
	return nil
}

// take shows what another view asks for.
func (f *filter) take(m pane.FilterMsg) {
	f.typing, f.back, f.name = false, m.Back, ""
	f.apply(m.Query)
	f.p.toNewest()
}

// update takes what is typed.
func (f *filter) update(msg tea.Msg) {
	before := f.prompt.Text()
	f.prompt.Update(msg)
	if f.prompt.Text() != before {
		f.walked = 0
	}
	f.edited()
}

func (f *filter) edited() {
	f.rev++
	f.apply(f.settled(f.prompt.Text()))
	f.complete()
}

// settled is a text without the word that is being typed, as long as that may become
// the name of a field: what matches the letters of conf is nothing that anybody wants.
func (f *filter) settled(text string) string {
	word := text[strings.LastIndexAny(text, " (-")+1:]
	if word == "" || f.prompt.Cursor() < len(text) {
		return text
	}
	for _, r := range f.schema.Rows() {
		if strings.HasPrefix(r.Name, word) {
			return text[:len(text)-len(word)]
		}
	}
	return text
}

// keep ends the typing. What could not be read is left in the line.
func (f *filter) keep() {
	if f.apply(f.prompt.Text()); f.wrong != nil {
		return
	}
	f.rev++
	f.typing = false
	f.remember()
}

// maxPast queries are remembered.
const maxPast = 100

func (f *filter) remember() {
	text := f.text()
	if text == "" {
		return
	}
	f.past = slices.DeleteFunc(f.past, func(s string) bool { return s == text })
	f.past = append(f.past, text)
	f.past = f.past[max(0, len(f.past)-maxPast):]
}

// end leaves the typing as if it had not begun.
func (f *filter) end() tea.Cmd {
	f.typing, f.wrong = false, nil
	f.apply(f.begun)
	f.p.place = f.place
	return nil
}

// leave shows all again, and leads back to who asked; left is false where there is
// nothing to leave.
func (f *filter) leave() (cmd tea.Cmd, left bool) {
	if f.query == nil {
		return nil, false
	}
	f.remember()
	f.name = ""
	f.apply("")
	if back := f.back; back != "" {
		f.back = ""
		return pane.Go(back, nil), true
	}
	return nil, true
}

// walk goes through the earlier queries.
func (f *filter) walk(by int) {
	to := f.walked + by
	if to < 0 || to > len(f.past) {
		return
	}
	text := f.begun
	if f.walked = to; to > 0 {
		text = f.past[len(f.past)-to]
	}
	f.prompt.Set(text, len(text))
	f.edited()
}
