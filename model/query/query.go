package query

import (
	"strings"
	"time"
)

// Query is a text that was parsed. It is immutable, and may be matched by several
// goroutines.
type Query[T any] struct {
	text    string
	expr    expr
	root    node[T]
	uses    map[string]bool
	moves   bool
	expires time.Time
}

// Parse reads a query. An empty text matches everything. The error is an *Error,
// which says where it is. The clock is that by which times of the day are read.
func Parse[T any](s *Schema[T], text string, clock Clock) (*Query[T], error) {
	e, err := parse(text, func(name string) bool { f, _ := s.find(name); return f != nil })
	if err != nil {
		return nil, err
	}
	c := compiler[T]{schema: s, foldings: newFoldings(), times: times{now: clock.now()}, uses: map[string]bool{}}
	root, err := c.node(&e)
	if err != nil {
		return nil, err
	}
	return &Query[T]{text: text, expr: e, root: root, uses: c.uses, moves: c.moves, expires: c.times.expires}, nil
}

// Match reports whether the query speaks of v. It does not allocate.
func (q *Query[T]) Match(v T) bool { return q.root.match(v) }

// Text is the query as it was typed.
func (q *Query[T]) Text() string { return q.text }

// Empty reports whether nothing is asked for: everything matches.
func (q *Query[T]) Empty() bool { return q.expr.kind == all && len(q.expr.parts) == 0 }

// Uses reports whether a field is asked for, by its first name. Words without a
// field are "".
func (q *Query[T]) Uses(field string) bool { return q.uses[field] }

// TimeDependent reports whether something that matches now may not do so later, or
// the other way round, though nothing of it changed.
func (q *Query[T]) TimeDependent() bool { return q.moves }

// Expires is when a time of the day in it, such as since:09:30, means another day,
// so that the text is to be parsed anew; zero for never.
func (q *Query[T]) Expires() time.Time { return q.expires }

// String is the query as the language would write it: with the first names of the
// fields, and without what does not matter. Parsing it gives the same query.
func (q *Query[T]) String() string {
	var b strings.Builder
	q.expr.write(&b, false)
	return b.String()
}

// node is an expression that can be matched.
type node[T any] struct {
	kind  exprKind
	not   bool
	parts []node[T]
	test  func(T) bool // of one term
}

func (n *node[T]) match(v T) bool {
	if n.kind == oneTerm {
		return n.test(v) != n.not
	}
	for i := range n.parts {
		if n.parts[i].match(v) == (n.kind == anyOf) {
			return (n.kind == anyOf) != n.not
		}
	}
	return (n.kind == all) != n.not
}
