package feeds

import "container/list"

// latest keeps one value an id, bounded: the value that changed longest ago is
// pushed out. Each change has a revision, so that a reader takes just what
// changed since it last looked. The hub's lock guards it.
type latest[T any] struct {
	byID  map[string]*list.Element
	order *list.List // of *node[T], the newest news first
	merge func(old, next T) T
	max   int
	rev   uint64
}

type node[T any] struct {
	id      string
	value   T
	rev     uint64
	channel int // of its last update
}

func newLatest[T any](limit int, merge func(old, next T) T) *latest[T] {
	return &latest[T]{byID: map[string]*list.Element{}, order: list.New(), merge: merge, max: limit}
}

// put merges news of an id into what is known of it. When that pushes another
// value out, it is returned with ok set.
func (l *latest[T]) put(id string, value T, channel int) (out node[T], ok bool) {
	l.rev++
	if e := l.byID[id]; e != nil {
		n := e.Value.(*node[T])
		n.value, n.rev, n.channel = l.merge(n.value, value), l.rev, channel
		l.order.MoveToFront(e)
		return out, false
	}
	l.byID[id] = l.order.PushFront(&node[T]{id, value, l.rev, channel})
	if l.order.Len() <= l.max {
		return out, false
	}
	out = *l.order.Remove(l.order.Back()).(*node[T])
	delete(l.byID, out.id)
	return out, true
}

// take appends what changed after revision since, the oldest news first, and
// returns the revision to ask from next time.
func (l *latest[T]) take(since uint64, to []T) ([]T, uint64) {
	e := l.order.Front()
	if e == nil || e.Value.(*node[T]).rev <= since {
		return to, l.rev
	}
	for e.Next() != nil && e.Next().Value.(*node[T]).rev > since {
		e = e.Next()
	}
	for ; e != nil; e = e.Prev() {
		to = append(to, e.Value.(*node[T]).value)
	}
	return to, l.rev
}
