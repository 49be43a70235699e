package wire

import (
	"bytes"
	"encoding/json"
	"iter"
)

const (
	maxFigure   = 256  // bytes of what still counts as a figure
	maxWarnings = 4096 // bytes of them
)

// Headline keeps what is small of a result: the figures and what must be known
// before they are believed, without curve and trades. results is valid JSON.
func Headline(results []byte) json.RawMessage {
	out := []byte{'{'}
	for name, value := range members(results) {
		most := maxFigure
		if string(name) == `"warnings"` {
			most = maxWarnings
		}
		if len(value) > most {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, name...), ':'), value...)
	}
	return append(out, '}')
}

// members are the names, with their quotes, and the values of a valid JSON object,
// as they are written. A result of half a megabyte is not read into a tree for the
// few figures that are wanted of it.
func members(object []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(name, value []byte) bool) {
		rest := bytes.TrimSpace(object)
		if len(rest) < 2 || rest[0] != '{' {
			return
		}
		rest = rest[1:]
		for {
			name := next(rest)
			if len(bytes.TrimSpace(name)) == 0 {
				return
			}
			value := next(rest[len(name)+1:])
			if !yield(bytes.TrimSpace(name), bytes.TrimSpace(value)) {
				return
			}
			if rest = rest[len(name)+1+len(value):]; len(rest) == 0 || rest[0] == '}' {
				return
			}
			rest = rest[1:]
		}
	}
}

// next is what stands before the next colon, comma or end of the object that is in
// no string, array or object of its own.
func next(text []byte) []byte {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case ']':
			depth--
		case '}':
			if depth == 0 {
				return text[:i]
			}
			depth--
		case ':', ',':
			if depth == 0 {
				return text[:i]
			}
		}
	}
	return nil // it was no valid JSON
}
