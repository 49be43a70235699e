package wire

import (
	"strconv"
	"strings"
	"time"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// The limits of one message.
const (
	MaxBytes = 1 << 20 // length of the body
	MaxDepth = 64      // nesting of objects and arrays
	MaxBatch = 20_000  // detections in one batch

	MaxResult = 8 << 20 // of a result in a job's hash, which may be larger than a message
)

// keepBytes is the longest message after which the parser keeps its memory: a
// hostile one of MaxBytes can make it grow to 40 MB and more.
const keepBytes = 64 << 10

// Sink takes what a message holds.
type Sink interface {
	Alert(*model.Alert)
	Job(model.Job)
	Health(model.Health)
	// Reject takes what could not be read: a whole payload, or one item of a
	// batch. A part of raw keeps all of it in memory unless it is cloned.
	Reject(reason, raw string)
	// Probe takes what is no event, only a test of whether somebody listens.
	Probe(what, raw string)
}

// Decoder reads messages. It belongs to one goroutine: it reuses its memory.
type Decoder struct {
	parser   fastjson.Parser
	interned *interner
}

// NewDecoder returns a decoder that has seen nothing yet.
func NewDecoder() *Decoder { return &Decoder{interned: newInterner()} }

// message is one payload on its way to the sink.
type message struct {
	channel int
	kind    model.Kind
	raw     string
	arrived time.Time
	to      Sink
}

// Decode reads one payload and hands what it holds to the sink: at least one
// call, and one for each detection of a batch.
func (d *Decoder) Decode(channel int, kind model.Kind, payload string, arrived time.Time, to Sink) {
	m := message{channel, kind, payload, arrived, to}
	root, problem := d.parse(payload)
	switch {
	case problem != "":
		to.Reject(problem, payload)
	case root.Type() == fastjson.TypeArray && kind == model.KindPatterns:
		d.batch(m, fields{interned: d.interned}, root, nil)
	case root.Type() != fastjson.TypeObject:
		to.Reject("a bare "+root.Type().String()+", not a JSON object", payload)
	default:
		d.object(m, newFields(d.interned, root))
	}
	if len(payload) > keepBytes {
		d.parser = fastjson.Parser{}
	}
}

func (d *Decoder) object(m message, l fields) {
	switch m.kind {
	case model.KindPatterns:
		d.patterns(m, l)
	case model.KindProgress, model.KindResults:
		liveJob(m, l)
	case model.KindHealth:
		health(m, l)
	default:
		m.to.Reject("no reader for channels of this kind", m.raw)
	}
}

// parse returns the message as a tree that is good until the next call, or what
// is wrong with it.
func (d *Decoder) parse(payload string) (root *fastjson.Value, problem string) {
	return d.parseWithin(payload, MaxBytes)
}

func (d *Decoder) parseWithin(payload string, most int) (root *fastjson.Value, problem string) {
	if len(payload) > most {
		return nil, strconv.Itoa(len(payload)) + " bytes are more than the limit of " + strconv.Itoa(most>>20) + " MiB"
	}
	text := strings.TrimPrefix(payload, "\ufeff")
	if needsPrescan(text) {
		if problem := prescan(text).problem(); problem != "" {
			return nil, problem
		}
	}
	root, err := d.parser.Parse(text)
	if err != nil && strings.Contains(text, infinity) {
		// The parser knows NaN and Inf, but not the word that Python writes.
		root, err = d.parser.Parse(withoutInfinity(text))
	}
	if err != nil {
		return nil, whatIsWrong(text)
	}
	return root, ""
}

// whatIsWrong says why a text is not JSON. The parser's own words quote the
// message and speak of its insides, so they are not shown.
func whatIsWrong(text string) string {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "an empty message"
	case text[0] != '{' && text[0] != '[':
		return "plain text, not JSON"
	}
	if s := prescan(text); s.open {
		return "cut off: the JSON ends too early"
	}
	return "broken JSON"
}
