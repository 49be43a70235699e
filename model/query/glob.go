package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// glob is a text with wildcards, compared without regard to case in one pass: no
// byte is looked at more than twice, whatever the text.
type glob struct {
	parts    []part // what is between the wildcards, in lower case
	fold     *[utf8.RuneSelf]byte
	fromHere bool // the first part is where the text begins
	toEnd    bool // the last part is where it ends
}

// part is found as Knuth, Morris and Pratt do it.
type part struct {
	text string
	back []int // where to go on in text after that many bytes agreed and the next did not
}

// folding makes the table of ASCII in lower case; what is 0 does not count.
func folding(counts func(c byte) bool) *[utf8.RuneSelf]byte {
	var out [utf8.RuneSelf]byte
	for c := range out {
		if counts(byte(c)) {
			out[c] = byte(unicode.ToLower(rune(c)))
		}
	}
	return &out
}

// foldings are those of plain texts and of the names of patterns.
type foldings struct{ plain, name *[utf8.RuneSelf]byte }

func newFoldings() foldings {
	return foldings{
		plain: folding(func(c byte) bool { return c != 0 }),
		name:  folding(func(c byte) bool { return unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) }),
	}
}

// newGlob compares with the whole of a text, or with any piece of it.
func (f foldings) newGlob(parts []string, name, anywhere bool) *glob {
	g := &glob{fold: f.plain, fromHere: !anywhere, toEnd: !anywhere}
	if name {
		g.fold = f.name
	}
	for i, text := range parts {
		text = g.lower(text)
		if text != "" || i == 0 && g.fromHere || i == len(parts)-1 && g.toEnd {
			g.parts = append(g.parts, newPart(text))
		}
	}
	if len(parts) > 1 { // a wildcard at an end leaves it open
		if g.fromHere && g.parts[0].text == "" {
			g.parts, g.fromHere = g.parts[1:], false
		}
		if n := len(g.parts); g.toEnd && g.parts[n-1].text == "" {
			g.parts, g.toEnd = g.parts[:n-1], false
		}
	}
	return g
}

// whole reports whether there is no wildcard in it.
func (g *glob) whole() bool { return len(g.parts) == 1 && g.fromHere && g.toEnd }

// empty reports whether it says nothing.
func (g *glob) empty() bool { return len(g.parts) == 0 }

func newPart(text string) part {
	p := part{text: text, back: make([]int, len(text)+1)}
	for i, k := 1, 0; i < len(text); i++ {
		for k > 0 && text[i] != text[k] {
			k = p.back[k]
		}
		if text[i] == text[k] {
			k++
		}
		p.back[i+1] = k
	}
	return p
}

// lower is what counts of a text.
func (g *glob) lower(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		var buf [utf8.UTFMax]byte
		n, size := g.step(text[i:], &buf)
		b.Write(buf[:n])
		i += size
	}
	return b.String()
}

// step folds the first rune of a text: n bytes of buf, from size bytes of it.
func (g *glob) step(text string, buf *[utf8.UTFMax]byte) (n, size int) {
	if c := text[0]; c < utf8.RuneSelf {
		if buf[0] = g.fold[c]; buf[0] == 0 {
			return 0, 1
		}
		return 1, 1
	}
	r, size := utf8.DecodeRuneInString(text)
	if g.fold[' '] == 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return 0, size
	}
	return utf8.EncodeRune(buf[:], unicode.ToLower(r)), size
}

// match reports whether a text is what is looked for.
func (g *glob) match(text string) bool {
	if len(g.parts) == 1 && !g.fromHere && !g.toEnd {
		return g.contains(text)
	}
	if g.whole() {
		return g.equal(text)
	}
	return g.scan(text)
}

// equal is scan for one text without wildcards.
func (g *glob) equal(text string) bool {
	want, n := g.parts[0].text, 0
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return g.scan(text)
		}
		if c = g.fold[c]; c == 0 {
			continue
		}
		if n == len(want) || want[n] != c {
			return false
		}
		n++
	}
	return n == len(want)
}

// contains is scan for one text that may stand anywhere.
func (g *glob) contains(text string) bool {
	want, back, k := g.parts[0].text, g.parts[0].back, 0
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return g.scan(text)
		}
		if c = g.fold[c]; c == 0 {
			continue
		}
		for k > 0 && want[k] != c {
			k = back[k]
		}
		if want[k] == c {
			if k++; k == len(want) {
				return true
			}
		}
	}
	return false
}

// scan compares whatever there is to compare.
func (g *glob) scan(text string) bool {
	s := scan{glob: g}
	for i := 0; i < len(text); {
		var buf [utf8.UTFMax]byte
		n, size := g.step(text[i:], &buf)
		for _, c := range buf[:n] {
			if !s.take(c) {
				return s.found()
			}
		}
		i += size
	}
	return s.found()
}

// scan is how far a text was compared.
type scan struct {
	*glob
	at     int // the part that is looked for
	agreed int // how many of its bytes agree with the last ones of the text
	failed bool
}

// take compares one more byte; it is false when the rest does not matter.
func (s *scan) take(c byte) bool {
	if s.at == len(s.parts) {
		return s.over(s.at == 1 && s.fromHere && s.toEnd)
	}
	p := &s.parts[s.at]
	if s.fromHere && s.at == 0 {
		return s.first(p, c)
	}
	k := s.agreed
	for k > 0 && (k == len(p.text) || p.text[k] != c) {
		k = p.back[k]
	}
	if p.text[k] == c {
		k++
	}
	if s.agreed = k; k == len(p.text) && !(s.toEnd && s.at == len(s.parts)-1) {
		s.at, s.agreed = s.at+1, 0
	}
	return true
}

// first compares with the part that the text begins with.
func (s *scan) first(p *part, c byte) bool {
	if s.agreed == len(p.text) || p.text[s.agreed] != c {
		return s.over(true)
	}
	s.agreed++
	if s.agreed == len(p.text) && !s.whole() {
		s.at, s.agreed = 1, 0
	}
	return true
}

func (s *scan) over(failed bool) bool {
	s.failed = failed
	return false
}

// found reports whether all parts were there.
func (s *scan) found() bool {
	switch n := len(s.parts); {
	case s.failed:
		return false
	case s.at == n:
		return true
	case s.at == n-1 && s.toEnd:
		return s.agreed == len(s.parts[s.at].text)
	}
	return false
}
