package wire

import (
	"iter"
	"time"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// maxLevels is how many objects one inside the other are looked through.
const maxLevels = 8

// maxList is the most items of a list of symbols, patterns or issues.
const maxList = 200

// fields reads the fields of a message through all the objects it is wrapped in:
// the innermost that has a usable value under one of the names wins.
type fields struct {
	levels   [maxLevels]*fastjson.Object
	n        int
	interned *interner
}

func newFields(w *interner, v *fastjson.Value) fields {
	l := fields{interned: w}
	l.push(v)
	return l
}

// push goes one level further in. It reports false when v is not an object, or
// when there is no room.
func (l *fields) push(v *fastjson.Value) bool {
	if v == nil || v.Type() != fastjson.TypeObject || l.n == maxLevels {
		return false
	}
	l.levels[l.n] = v.GetObject()
	l.n++
	return true
}

// enter goes into the first of the names that holds an object on the innermost
// level, and returns that name.
func (l *fields) enter(names ...string) string {
	if l.n == 0 {
		return ""
	}
	inner := l.levels[l.n-1]
	for _, name := range names {
		if l.push(inner.Get(name)) {
			return name
		}
	}
	return ""
}

// unwrap goes in as far as there are wrappers.
func (l *fields) unwrap() {
	for l.wrapper() != "" {
	}
}

func (l *fields) wrapper() string { return l.enter("data", "detection", "payload") }

// values yields what is there under the names, from the innermost level out.
func (l *fields) values(names []string) iter.Seq[*fastjson.Value] {
	return func(yield func(*fastjson.Value) bool) {
		for i := l.n - 1; i >= 0; i-- {
			for _, name := range names {
				if v := l.levels[i].Get(name); v != nil && v.Type() != fastjson.TypeNull && !yield(v) {
					return
				}
			}
		}
	}
}

// has reports whether one of the names holds anything but null.
func (l *fields) has(names ...string) bool {
	for range l.values(names) {
		return true
	}
	return false
}

// word is for texts that come again and again.
func (l *fields) word(names ...string) string {
	for v := range l.values(names) {
		if s := l.interned.word(v); s != "" {
			return s
		}
	}
	return ""
}

// text is for texts that hardly come twice.
func (l *fields) text(names ...string) string {
	for v := range l.values(names) {
		if s := text(v); s != "" {
			return s
		}
	}
	return ""
}

// yes reports whether the innermost value under the name is true.
func (l *fields) yes(name string) bool {
	for v := range l.values([]string{name}) {
		return v.Type() == fastjson.TypeTrue
	}
	return false
}

// number is a finite number, or None.
func (l *fields) number(names ...string) float64 {
	for v := range l.values(names) {
		if f := number(v); model.Known(f) {
			return f
		}
	}
	return model.None()
}

// count is a number that cannot be negative, or None.
func (l *fields) count(names ...string) float64 { return notNegative(l.number(names...)) }

// ratio is a fraction within 0–1, or None.
func (l *fields) ratio(names ...string) float64 { return ratio(l.number(names...)) }

// when is a point in time, or zero.
func (l *fields) when(names ...string) time.Time {
	for v := range l.values(names) {
		if t := when(v); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// array is the first array, or nil.
func (l *fields) array(names ...string) []*fastjson.Value {
	for v := range l.values(names) {
		if v.Type() == fastjson.TypeArray {
			return v.GetArray()
		}
	}
	return nil
}

// object is the first object, or nil.
func (l *fields) object(names ...string) *fastjson.Value {
	for v := range l.values(names) {
		if v.Type() == fastjson.TypeObject {
			return v
		}
	}
	return nil
}

// size is a number of things: a number, or the length of a list of them.
func (l *fields) size(names ...string) int {
	n := l.count(names...)
	if !model.Known(n) {
		return len(l.array(names...))
	}
	return int(min(n, 1e9))
}

// sentences are the texts of an array, at most that many.
func (l *fields) sentences(name string, most int) (out []string) {
	for _, v := range l.array(name) {
		if s := text(v); s != "" && len(out) < most {
			out = append(out, s)
		}
	}
	return out
}

// list is an array of words, or one text with commas in it.
func (l *fields) list(names ...string) []string {
	if values := l.array(names...); values != nil {
		return l.items(values)
	}
	return splitList(l.text(names...))
}

func (l *fields) items(values []*fastjson.Value) (out []string) {
	for _, v := range values[:min(len(values), maxList)] {
		if s := l.interned.word(v); s != "" {
			out = append(out, s)
		}
	}
	return out
}
