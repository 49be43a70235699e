package query

import (
	"strings"

	"tickdeck/model"
)

// Error says what is wrong with a query, where, and what to write instead.
type Error struct {
	From, To int // bytes of the text
	Message  string
}

func (e *Error) Error() string { return e.Message }

// quoted is a piece of a query as it can be shown to a person.
func quoted(text string) string {
	const most = 24
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return `"` + model.Clean(text) + `"`
}

// unknownField names the field that may be meant.
func (s *Schema[T]) unknownField(name string) string {
	what := "no field " + quoted(name)
	if f := s.nearest(strings.ToLower(name)); f != nil {
		return what + ": " + f.Name + " is meant? " + f.Example
	}
	return what + `: to look for it as a text, put it in quotes`
}

// nearest is the field that a misspelt name stands for, nil if none is near.
func (s *Schema[T]) nearest(name string) (best *Field[T]) {
	const longest = 24 // no field has a longer name
	if len(name) > longest {
		return nil
	}
	least := 3
	for i := range s.fields {
		f := &s.fields[i]
		for _, n := range append([]string{f.Name}, f.Also...) {
			d := distance(name, n)
			if d > 1 && len(name) > 1 && strings.HasPrefix(n, name) {
				d = 1
			}
			if d < least && d < len(name) {
				best, least = f, d
			}
		}
	}
	return best
}

// distance is how many letters must be put in, left out, replaced or swapped with
// their neighbour to make b of a (optimal string alignment).
func distance(a, b string) int {
	before, last, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(last[j]+cost, last[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(b)]
}
