package wire

import (
	"iter"
	"strings"
)

const infinity = "Infinity"

// surveyAbove is the length from which every message is surveyed.
const surveyAbove = 4 << 10

// needsPrescan reports whether a text could be too deep or dear to parse. Two
// counts that run at memory speed clear nearly every message.
func needsPrescan(s string) bool {
	return len(s) > surveyAbove || strings.Count(s, "{")+strings.Count(s, "[") > MaxDepth
}

// shape is what one pass over a text tells without parsing it.
type shape struct {
	depth      int
	open       bool // it ends inside a string, an object or an array
	badLiteral bool // there is a bare word that JSON does not know
}

func (s shape) problem() string {
	switch {
	case s.depth > MaxDepth:
		return "nested more than 64 deep"
	case s.badLiteral:
		return "broken JSON"
	}
	return ""
}

// prescan looks at the brackets outside of strings, and at bare words: the parser
// quotes what follows an unknown one once for every level of nesting, which
// makes a megabyte of it take a second.
func prescan(s string) (found shape) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			end, closed := skipString(s, i)
			if !closed {
				found.open = true
				return found
			}
			i = end - 1
		case '{', '[':
			depth++
			if found.depth = max(found.depth, depth); depth > MaxDepth {
				return found
			}
		case '}', ']':
			depth--
		case 't', 'f', 'n', 'N', 'I':
			word := bareWord(s[i:])
			if word == 0 {
				found.badLiteral = true
				return found
			}
			i += word - 1
		}
	}
	found.open = depth > 0
	return found
}

// bareWord is the length of the word at the start of s, 0 if JSON has none such.
func bareWord(s string) int {
	for _, w := range [...]string{"true", "false", "null", "nan", infinity, "inf"} {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) {
			return len(w)
		}
	}
	return 0
}

// skipString returns the index after the string that opens at s[i].
func skipString(s string, i int) (end int, closed bool) {
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		}
	}
	return len(s), false
}

// withoutInfinity replaces each Infinity outside of strings by null, which is
// read as None just the same.
func withoutInfinity(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		end := i + 1
		switch {
		case s[i] == '"':
			end, _ = skipString(s, i)
		case strings.HasPrefix(s[i:], "-"+infinity):
			b.WriteString("null")
			i += len(infinity) + 1
			continue
		case strings.HasPrefix(s[i:], infinity):
			b.WriteString("null")
			i += len(infinity)
			continue
		}
		b.WriteString(s[i:end])
		i = end
	}
	return b.String()
}

// parts yields the text of each item of an array, or member of an object, that
// parses.
func parts(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		s = strings.TrimSpace(s)
		if len(s) < 2 || strings.TrimSpace(s[1:len(s)-1]) == "" {
			return
		}
		depth, from := 0, 1
		for i := 1; i < len(s)-1; i++ {
			switch s[i] {
			case '"':
				end, _ := skipString(s, i)
				i = end - 1
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			case ',':
				if depth == 0 {
					if !yield(strings.TrimSpace(s[from:i])) {
						return
					}
					from = i + 1
				}
			}
		}
		yield(strings.TrimSpace(s[from : len(s)-1]))
	}
}

// member is the text of the first member of that name in the text of an object;
// "" if there is none, or if its name is written with escapes.
func member(s, name string) string {
	for part := range parts(s) {
		end, closed := skipString(part, 0)
		if !closed || part[1:end-1] != name {
			continue
		}
		_, value, _ := strings.Cut(part[end:], ":")
		return strings.TrimSpace(value)
	}
	return ""
}
