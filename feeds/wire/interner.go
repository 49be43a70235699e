package wire

import (
	"bytes"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// The bounds of the table of words, so that a publisher of nonsense cannot fill
// the memory: 2 MB at most.
const (
	maxInterned = 8192
	maxWordLen  = 64
)

// interner keeps the clean form of what came over the wire, so that the few
// symbols, patterns and sets of names that come again and again are cleaned and
// allocated once.
type interner struct {
	words  map[string]string
	shapes map[string][]string // names of metadata, by all of them in a row
	found  metadata            // of the alert that is read now
}

func newInterner() *interner {
	return &interner{words: map[string]string{}, shapes: map[string][]string{}}
}

// word is the clean text of a value that is likely to come again.
func (w *interner) word(v *fastjson.Value) string {
	return w.known(rawText(v))
}

// known is the clean form of a text that is likely to come again.
func (w *interner) known(raw []byte) string {
	if w == nil || len(raw) == 0 || len(raw) > maxWordLen {
		return cleanBytes(raw)
	}
	if s, ok := w.words[string(raw)]; ok {
		return s
	}
	if len(w.words) >= maxInterned {
		clear(w.words)
	}
	key, s := string(raw), cleanBytes(raw)
	if s == key {
		key = s // one copy is enough
	}
	w.words[key] = s
	return s
}

// text is the clean text of a value that is unlikely to come again.
func text(v *fastjson.Value) string { return cleanBytes(rawText(v)) }

// cleanBytes copies: the parser's memory is used again for the next message.
func cleanBytes(raw []byte) string { return model.Clean(string(bytes.TrimSpace(raw))) }

// rawText is a string as it was meant, or a number or boolean as it was
// written; empty for everything else.
func rawText(v *fastjson.Value) []byte {
	if v == nil {
		return nil
	}
	switch v.Type() {
	case fastjson.TypeString:
		return v.GetStringBytes()
	case fastjson.TypeNumber, fastjson.TypeTrue, fastjson.TypeFalse:
		return v.MarshalTo(nil)
	}
	return nil
}
