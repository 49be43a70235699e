package pane

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/query"
	"tickdeck/ui/keymap"
)

// QueryLine is what a person wants to see of a list, and the line in which that is
// typed. The list shows what could be read last.
type QueryLine[T any] struct {
	env    *Env
	schema *query.Schema[T]
	prompt *Prompt
	asking Asking

	query  *query.Query[T] // that the list shows; nil for all
	typing bool
	wrong  *query.Error // with what is typed
	begun  string       // the query when typing began
	past   []string     // earlier queries, the newest last
	walked int          // how many of them one has gone back
	offer  offer
	rev    uint64 // grows with everything that is drawn of it
}

// Asking is what a list does for its query.
type Asking struct {
	// Ask lets the list look at everything anew: what it asks for has changed.
	Ask func()
	// Values are those of a field in what the rest of a query shows, from which the
	// word at a byte is left out.
	Values func(field, rest string) []query.Count
	// Save keeps what is typed under a name; nil where nothing is saved.
	Save func() tea.Cmd
	// Past are queries of earlier runs, the newest last, and Keep keeps one for later
	// ones; nil where none are kept.
	Past []string
	Keep func(text string)
}

// mostTyped is how many characters a query can have here.
const mostTyped = 1_000

// NewQueryLine shows all at first.
func NewQueryLine[T any](env *Env, schema *query.Schema[T], asking Asking) *QueryLine[T] {
	return &QueryLine[T]{env: env, schema: schema, prompt: NewPrompt(mostTyped), asking: asking, past: asking.Past}
}

// Actions are those while a query is typed.
func (q *QueryLine[T]) Actions(end func() tea.Cmd) []keymap.Action {
	k := q.env.Keys
	all := []keymap.Action{k.Plain("query.keep", q.Keep), k.On("query.end", end)}
	if q.asking.Save != nil {
		all = append(all, k.On("query.save", q.asking.Save))
	}
	return append(all,
		k.Plain("query.question", q.question),
		k.Plain("query.fields", q.fields),
		k.Plain("query.take", q.accept),
		k.Plain("query.next", q.offerNext),
		k.Plain("query.before", func() { q.walk(1) }),
		k.Plain("query.after", func() { q.walk(-1) }),
	)
}

// Query is what the list shows; nil for all.
func (q *QueryLine[T]) Query() *query.Query[T] { return q.query }

// Schema is what can be asked for.
func (q *QueryLine[T]) Schema() *query.Schema[T] { return q.schema }

// Typing reports whether the keys are for the query.
func (q *QueryLine[T]) Typing() bool { return q.typing }

// Wrong is what is wrong with what was typed last, or with what Apply was given.
func (q *QueryLine[T]) Wrong() *query.Error { return q.wrong }

// Typed is what stands in the line.
func (q *QueryLine[T]) Typed() string { return strings.TrimSpace(q.prompt.Text()) }

// Rev grows with everything that is drawn of it.
func (q *QueryLine[T]) Rev() uint64 { return q.rev }

// Touch says that what is drawn has changed.
func (q *QueryLine[T]) Touch() { q.rev++ }

// Text is the query that the list shows; "" for all.
func (q *QueryLine[T]) Text() string {
	if q.query == nil {
		return ""
	}
	return q.query.Text()
}

// Clock is the time for what depends on it.
func (q *QueryLine[T]) Clock() query.Clock { return query.Clock{Now: q.env.Now, Zone: q.env.Zone} }

// Expired shows a query anew whose days or times mean others by now. It reports
// whether it did.
func (q *QueryLine[T]) Expired() bool {
	if q.query == nil {
		return false
	}
	at := q.query.Expires()
	if at.IsZero() || q.env.Now.Before(at) {
		return false
	}
	text := q.query.Text()
	q.query = nil
	q.Apply(text)
	return true
}

// QueryEvery is how often a list that is asked for what depends on the time looks at
// everything that is held.
const QueryEvery = 5 * time.Second

// Apply shows what a text asks for. One that cannot be read changes nothing.
func (q *QueryLine[T]) Apply(text string) {
	q.rev++
	parsed, err := query.Parse(q.schema, text, q.Clock())
	if q.wrong = nil; err != nil {
		errors.As(err, &q.wrong)
		return
	}
	if parsed.Empty() {
		parsed = nil
	}
	if text == q.Text() && (parsed == nil) == (q.query == nil) {
		return
	}
	q.query = parsed
	q.asking.Ask()
}

// Begin lets a query be typed.
func (q *QueryLine[T]) Begin() {
	q.typing, q.begun, q.walked = true, q.Text(), 0
	q.prompt.Set(q.begun, len(q.begun))
	q.edited()
}

// Show shows what another view asks for.
func (q *QueryLine[T]) Show(text string) {
	q.typing = false
	q.Apply(text)
}

// Update takes what is typed.
func (q *QueryLine[T]) Update(msg tea.Msg) {
	before := q.prompt.Text()
	q.prompt.Update(msg)
	if q.prompt.Text() != before {
		q.walked = 0
	}
	q.edited()
}

func (q *QueryLine[T]) edited() {
	q.rev++
	q.Apply(q.settled(q.prompt.Text()))
	q.complete()
}

// settled is a text without the word that is being typed, as long as that may become
// the name of a field: what matches the letters of conf is nothing that anybody wants.
func (q *QueryLine[T]) settled(text string) string {
	word := text[strings.LastIndexAny(text, " (-")+1:]
	if word == "" || q.prompt.Cursor() < len(text) {
		return text
	}
	for _, r := range q.schema.Rows() {
		if strings.HasPrefix(r.Name, word) {
			return text[:len(text)-len(word)]
		}
	}
	return text
}

// Keep ends the typing. What could not be read is left in the line.
func (q *QueryLine[T]) Keep() {
	if q.Apply(q.prompt.Text()); q.wrong != nil {
		return
	}
	q.rev++
	q.typing = false
	q.Remember()
}

// maxPast queries are remembered.
const maxPast = 100

// Remember keeps the query for who goes back to it.
func (q *QueryLine[T]) Remember() {
	text := q.Text()
	if text == "" {
		return
	}
	q.past = slices.DeleteFunc(q.past, func(s string) bool { return s == text })
	q.past = append(q.past, text)
	q.past = q.past[max(0, len(q.past)-maxPast):]
	if q.asking.Keep != nil {
		q.asking.Keep(text)
	}
}

// End leaves the typing as if it had not begun.
func (q *QueryLine[T]) End() {
	q.typing, q.wrong = false, nil
	q.Apply(q.begun)
}

// Leave shows all again; left is false where it does already.
func (q *QueryLine[T]) Leave() (left bool) {
	if q.query == nil {
		return false
	}
	q.Remember()
	q.Apply("")
	return true
}

// walk goes through the earlier queries.
func (q *QueryLine[T]) walk(by int) {
	to := q.walked + by
	if to < 0 || to > len(q.past) {
		return
	}
	text := q.begun
	if q.walked = to; to > 0 {
		text = q.past[len(q.past)-to]
	}
	q.prompt.Set(text, len(text))
	q.edited()
}
