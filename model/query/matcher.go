package query

import "unicode/utf8"

// many is from how many values on they are looked up instead of compared.
const many = 8

// newMatcher reports whether a text is one of those that are looked for.
func newMatcher(globs []*glob) func(string) bool {
	var words map[string]bool
	var rest []*glob
	for _, g := range globs {
		if len(globs) >= many && g.whole() && len(g.parts[0].text) <= longest {
			if words == nil {
				words = map[string]bool{}
			}
			words[g.parts[0].text] = true
			continue
		}
		rest = append(rest, g)
	}
	if len(rest) == 1 && words == nil {
		return rest[0].match
	}
	return func(text string) bool {
		if words != nil && globs[0].among(words, text) {
			return true
		}
		for _, g := range rest {
			if g.match(text) {
				return true
			}
		}
		return false
	}
}

// longest is how many bytes a word has at most that is looked up.
const longest = 64

// among reports whether a text is one of the words, which are folded.
func (g *glob) among(words map[string]bool, text string) bool {
	var folded [longest]byte
	n := 0
	for i := 0; i < len(text); {
		var buf [utf8.UTFMax]byte
		size, step := g.step(text[i:], &buf)
		if n+size > len(folded) {
			return false
		}
		n += copy(folded[n:], buf[:size])
		i += step
	}
	return words[string(folded[:n])]
}
