package wire

import (
	"slices"
	"strings"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// maxMetadata is how many further values of an alert are kept.
const maxMetadata = 32

// figureSources are the places of a detection where publishers put figures: its
// metadata, its own level, and what else lies beside them.
type figureSources [4]*fastjson.Object

const ownLevel = 1 // among them

func (l *fields) figureSources() figureSources {
	return figureSources{l.objectAt("metadata"), ownLevel: l.levels[l.n-1], 2: l.objectAt("details"), 3: l.objectAt("indicators")}
}

func (l *fields) objectAt(name string) *fastjson.Object {
	if v := l.object(name); v != nil {
		return v.GetObject()
	}
	return nil
}

// figure is the first known number under the names: in the metadata, on the
// levels of the message, or in what else lies beside.
func (l *fields) figure(in *figureSources, names ...string) float64 {
	for i, box := range in {
		f := firstNumber(box, names)
		if i == ownLevel { // the message around it speaks for it as well
			f = l.number(names...)
		}
		if model.Known(f) {
			return f
		}
	}
	return model.None()
}

func firstNumber(box *fastjson.Object, names []string) float64 {
	if box == nil {
		return model.None()
	}
	for _, name := range names {
		if f := number(box.Get(name)); model.Known(f) {
			return f
		}
	}
	return model.None()
}

// fillFrom takes the figures of a detection, and everything else that came.
func (l *fields) fillFrom(a *model.Alert, in figureSources) {
	a.Price = l.figure(&in, "price", "current_price", "price_at_detection")
	a.Volume = notNegative(l.figure(&in, "volume"))
	if in[0] != nil {
		a.BarTime = when(in[0].Get("bar_time"))
	}
	if a.BarTime.IsZero() {
		a.BarTime = l.when("bar_time")
	}
	a.Simulated = l.yes("simulated") || isTrue(in[0], "simulated")
	a.Metadata = l.metadata(in)
}

func isTrue(box *fastjson.Object, name string) bool {
	if box == nil {
		return false
	}
	v := box.Get(name)
	return v != nil && v.Type() == fastjson.TypeTrue
}

// metadata is all that has no field of its own. Names of details and indicators
// are put behind those words, since they mean nothing alone.
func (l *fields) metadata(in figureSources) *model.Metadata {
	m := &l.interned.found
	m.reset()
	for _, outer := range l.levels[:l.n-1] {
		if v := outer.Get("flow_id"); v != nil {
			m.add("", []byte("flow_id"), v)
			break
		}
	}
	m.visit("", in[1], false)
	m.visit("", in[0], true)
	m.visit("details.", in[2], true)
	m.visit("indicators.", in[3], true)
	return m.done(l.interned)
}

// metadata collects values; it reuses its memory from alert to alert.
type metadata struct {
	key     []byte // the names, each with a zero behind it
	numbers []float64
	texts   []string
	words   bool // one of them is a text
}

func (m *metadata) reset() {
	m.key, m.numbers, m.texts, m.words = m.key[:0], m.numbers[:0], m.texts[:0], false
}

// visit takes what is in an object. Below its own level everything is kept but
// what a detection has fields for.
func (m *metadata) visit(prefix string, o *fastjson.Object, inside bool) {
	if o == nil {
		return
	}
	o.Visit(func(key []byte, v *fastjson.Value) {
		if !(inside && isFigure(key)) && (inside || !isField(key)) {
			m.add(prefix, key, v)
		}
	})
}

// isFigure tells the figures that an alert has fields for, wherever they lie.
func isFigure(key []byte) bool {
	switch string(key) {
	case "price", "current_price", "price_at_detection", "volume", "bar_time", "simulated":
		return true
	}
	return false
}

// isField tells what an alert has fields for, or is looked into, on the level of
// the detection itself.
func isField(key []byte) bool {
	switch string(key) {
	case "event_type", "type", "id", "pattern", "pattern_name", "pattern_type", "symbol", "ticker", "timestamp", "detected_at",
		"confidence", "timeframe", "interval", "direction", "bias", "signal", "source", "tier",
		"metadata", "details", "indicators", "data", "detection", "payload", "patterns":
		return true
	}
	return isFigure(key)
}

func (m *metadata) add(prefix string, name []byte, v *fastjson.Value) {
	if len(m.numbers) == maxMetadata {
		return
	}
	f := number(v)
	text := ""
	if !model.Known(f) {
		switch v.Type() {
		case fastjson.TypeString, fastjson.TypeTrue, fastjson.TypeFalse:
			text = cleanBytes(rawText(v))
			m.words = true
		case fastjson.TypeObject:
			if strings.Count(prefix, ".") < 2 {
				m.visit(prefix+strings.ReplaceAll(string(name), "\x00", "\x01")+".", v.GetObject(), true)
			}
			return
		default:
			return
		}
	}
	m.key = append(m.key, prefix...)
	for _, c := range name {
		m.key = append(m.key, max(c, 1)) // a zero ends a name, and would make two of it
	}
	m.key = append(m.key, 0)
	m.numbers, m.texts = append(m.numbers, f), append(m.texts, text)
}

// done makes what was collected last, nil if that is nothing.
func (m *metadata) done(w *interner) *model.Metadata {
	if len(m.numbers) == 0 {
		return nil
	}
	out := &model.Metadata{Names: w.shape(m.key), Numbers: slices.Clone(m.numbers)}
	if m.words {
		out.Texts = slices.Clone(m.texts)
	}
	return out
}

// shape is a set of names, shared by all alerts that have it.
func (w *interner) shape(key []byte) []string {
	if names, ok := w.shapes[string(key)]; ok {
		return names
	}
	if len(w.shapes) >= maxShapes {
		clear(w.shapes)
	}
	var names []string
	for name := range strings.SplitSeq(strings.TrimSuffix(string(key), "\x00"), "\x00") {
		names = append(names, model.Clean(name))
	}
	w.shapes[string(key)] = names
	return names
}

// maxShapes bounds the sets of names that are remembered.
const maxShapes = 256
