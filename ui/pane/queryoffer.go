package pane

import (
	"cmp"
	"slices"
	"strings"

	"tickdeck/model/query"
)

// offer is how the word under the cursor may go on.
type offer struct {
	query.Completion
	chosen int
}

func (o *offer) item() (query.Item, bool) {
	if o.chosen < len(o.Items) {
		return o.Items[o.chosen], true
	}
	return query.Item{}, false
}

// complete looks for what may be meant. The names of a group, such as those of
// metadata, are looked for as soon as it may be meant.
func (q *QueryLine[T]) complete() {
	text, at := q.prompt.Text(), q.prompt.Cursor()
	c := query.Complete(q.schema, text, at, nil)
	if c.Field != "" || strings.HasPrefix(text[c.From:at], "m") {
		c = query.Complete(q.schema, text, at, func(field string) []query.Count { return q.asking.Values(field, without(text, c.From)) })
	}
	q.offer = offer{Completion: c}
}

// without is a query without the word that begins before a byte.
func without(text string, from int) string {
	rest := text[:strings.LastIndexByte(text[:from], ' ')+1]
	if i := strings.IndexByte(text[from:], ' '); i >= 0 {
		rest += text[from+i:]
	}
	return rest
}

// accept takes what is offered. Without an offer the key means what it means in text.
func (q *QueryLine[T]) accept() {
	item, ok := q.offer.item()
	if !ok || q.prompt.Cursor() < len(q.prompt.Text()) {
		q.prompt.Right()
		q.edited()
		return
	}
	text := q.prompt.Text()
	begun := text[:q.offer.From] + item.Insert
	q.prompt.Set(begun+text[q.offer.To:], len(begun))
	q.edited()
}

func (q *QueryLine[T]) offerNext() {
	if n := len(q.offer.Items); n > 0 {
		q.rev++
		q.offer.chosen = (q.offer.chosen + 1) % n
	}
}

// mostOffered is how many values are offered at most.
const mostOffered = 200

// Tally counts values that are offered.
type Tally map[string]int

// Add counts one.
func (t Tally) Add(value string) {
	if _, known := t[value]; known || len(t) < mostOffered {
		t[value]++
	}
}

// Counts are the values, the most frequent first.
func (t Tally) Counts() []query.Count {
	out := make([]query.Count, 0, len(t))
	for v, n := range t {
		out = append(out, query.Count{Value: v, Left: n})
	}
	slices.SortFunc(out, func(a, b query.Count) int {
		return cmp.Or(cmp.Compare(b.Left, a.Left), strings.Compare(a.Value, b.Value))
	})
	return out
}
