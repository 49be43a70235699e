package wire

import (
	"strconv"
	"strings"

	"github.com/valyala/fastjson"
)

// batch reads a list of detections. path leads to it from the root of the
// message; envelope is what it lies in.
func (d *Decoder) batch(m message, envelope fields, list *fastjson.Value, path []string) {
	items := list.GetArray()
	switch {
	case len(items) == 0:
		m.to.Reject("a batch with no detection in it", m.raw)
		return
	case len(items) > MaxBatch:
		m.to.Reject("a batch of "+strconv.Itoa(len(items))+" is more than the limit of "+strconv.Itoa(MaxBatch), m.raw)
		return
	}
	raws := rawItems(m.raw, items, path)
	for i, item := range items {
		m.raw = raws(i)
		d.item(m, envelope, item)
	}
}

func (d *Decoder) item(m message, envelope fields, item *fastjson.Value) {
	in := newFields(d.interned, item)
	if in.n == 0 {
		m.to.Reject("an item of a batch that is not an object", m.raw)
		return
	}
	for !in.isDetection() && in.wrapper() != "" {
	}
	detection(m, envelope.around(in))
}

// around puts the envelope of a batch outside of one item: what an item does not
// say of its time or origin is said there for all of them. Its pattern and
// symbol it must say itself.
func (l fields) around(in fields) fields {
	if l.n+in.n > maxLevels || !in.isDetection() {
		return in
	}
	for _, level := range in.levels[:in.n] {
		l.levels[l.n] = level
		l.n++
	}
	l.interned = in.interned
	return l
}

// rawItems returns the JSON of each item, in memory of its own: one alert that
// is kept must not keep the whole batch.
func rawItems(payload string, items []*fastjson.Value, path []string) func(int) string {
	text := strings.TrimPrefix(payload, "\ufeff")
	for _, name := range path {
		text = member(text, name)
	}
	raws := make([]string, 0, len(items))
	for part := range parts(text) {
		raws = append(raws, part)
	}
	if len(raws) != len(items) { // a name on the path is written with escapes
		return func(i int) string { return items[i].String() }
	}
	return func(i int) string { return strings.Clone(raws[i]) }
}
