package alerts

import (
	"cmp"
	"slices"
	"strings"

	"tickdeck/model"
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

// complete looks for what may be meant.
func (f *filter) complete() {
	text, at := f.prompt.Text(), f.prompt.Cursor()
	c := query.Complete(f.schema, text, at, nil)
	if c.Field != "" || strings.HasPrefix(text[c.From:at], "m") { // metadata has names of its own
		c = query.Complete(f.schema, text, at, func(field string) []query.Count { return f.seen(field, text, c.From) })
	}
	f.offer = offer{Completion: c}
}

// accept takes what is offered. Without an offer the key means what it means in text.
func (f *filter) accept() {
	item, ok := f.offer.item()
	if !ok || f.prompt.Cursor() < len(f.prompt.Text()) {
		f.prompt.Right()
		f.edited()
		return
	}
	text := f.prompt.Text()
	begun := text[:f.offer.From] + item.Insert
	f.prompt.Set(begun+text[f.offer.To:], len(begun))
	f.edited()
}

func (f *filter) offerNext() {
	if n := len(f.offer.Items); n > 0 {
		f.rev++
		f.offer.chosen = (f.offer.chosen + 1) % n
	}
}

// The newest alerts are counted for an offer, and so many values are offered at most.
const (
	counted     = 20_000
	mostOffered = 200
)

// seen are the values of a field in what the rest of the query shows: the word that
// begins before from is left out.
func (f *filter) seen(field, text string, from int) []query.Count {
	word := strings.LastIndexByte(text[:from], ' ') + 1
	rest := text[:word]
	if i := strings.IndexByte(text[from:], ' '); i >= 0 {
		rest += text[from+i:]
	}
	q, err := query.Parse(f.schema, rest, f.clock())
	count := map[string]int{}
	f.p.tape.Recent(counted, func(a *model.Alert) bool {
		if err == nil && !q.Match(query.Event{Alert: a, Around: &f.around}) {
			return true
		}
		for _, v := range valuesOf(field, a) {
			if _, known := count[v]; known || len(count) < mostOffered {
				count[v]++
			}
		}
		return true
	})
	out := make([]query.Count, 0, len(count))
	for v, n := range count {
		out = append(out, query.Count{Value: v, Left: n})
	}
	slices.SortFunc(out, func(a, b query.Count) int {
		return cmp.Or(cmp.Compare(b.Left, a.Left), strings.Compare(a.Value, b.Value))
	})
	return out
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
