package query

import (
	"strings"
)

// tokenKind is what a piece of a query is.
type tokenKind uint8

const (
	endOfText tokenKind = iota
	opening
	closing
	wordNot
	wordAnd
	wordOr
	aTerm
)

// token is one piece of a query.
type token struct {
	kind     tokenKind
	from, to int
	term     term
}

// term is one field with what is asked of it, or a word without a field.
type term struct {
	field    string // as it was written; "" for a word without one
	op       Op
	values   []value // one of them is to hold
	from, to int
	valuesAt int // where the values begin
}

// value is one value of a term. Its text is parted where there is a wildcard.
type value struct {
	parts    []string
	quoted   bool
	from, to int
}

// text is the value with the wildcards in it.
func (v value) text() string { return strings.Join(v.parts, "*") }

// lexer reads a query piece by piece. known says which words are fields.
type lexer struct {
	text  string
	at    int
	known func(name string) bool
}

func (l *lexer) next() (token, *Error) {
	l.spaces()
	from := l.at
	if from == len(l.text) {
		return token{kind: endOfText, from: from, to: from}, nil
	}
	single := map[byte]tokenKind{'(': opening, ')': closing, '-': wordNot}
	if kind, ok := single[l.text[from]]; ok {
		l.at++
		return token{kind: kind, from: from, to: l.at}, nil
	}
	name := l.name()
	if op := l.op(name); op != Anywhere {
		return l.fieldTerm(name, op, from)
	}
	l.at = from
	return l.word()
}

// word is a keyword, or a text that is looked for anywhere.
func (l *lexer) word() (token, *Error) {
	from := l.at
	values, err := l.values(true)
	if err != nil {
		return token{}, err
	}
	t := token{kind: aTerm, from: from, to: l.at, term: term{values: values, from: from, to: l.at, valuesAt: from}}
	switch strings.ToLower(l.text[from:l.at]) {
	case "and":
		t.kind = wordAnd
	case "or":
		t.kind = wordOr
	case "not":
		t.kind = wordNot
	}
	return t, nil
}

func (l *lexer) fieldTerm(name string, op Op, from int) (token, *Error) {
	if name == "" {
		return token{}, &Error{from, l.at, "a field belongs before " + l.text[from:l.at] + ", as in symbol:AAPL or price<50"}
	}
	if op == Is { // price:>=10 is price>=10
		if more := l.operator(); more != Anywhere {
			op = more
		}
	}
	if op > Is {
		l.spaces()
	}
	at := l.at
	values, err := l.values(false)
	if err != nil {
		return token{}, err
	}
	return token{kind: aTerm, from: from, to: l.at, term: term{
		field: name, op: op, values: values, from: from, to: l.at, valuesAt: at,
	}}, nil
}

// name is what may be the name of a field.
func (l *lexer) name() string {
	from := l.at
	for l.at < len(l.text) && !strings.ContainsRune(" \t\r\n()\",:=<>", rune(l.text[l.at])) && !strings.HasPrefix(l.text[l.at:], "!=") {
		l.at++
	}
	return l.text[from:l.at]
}

// op is the operator behind a name. Spaces may stand before one that compares.
func (l *lexer) op(name string) Op {
	if op := l.operator(); op != Anywhere || name == "" || !l.known(name) {
		return op
	}
	at := l.at
	l.spaces()
	if !strings.HasPrefix(l.text[l.at:], ":") {
		if op := l.operator(); op != Anywhere {
			return op
		}
	}
	l.at = at
	return Anywhere
}

// operator is the one that begins here, Anywhere if none does.
func (l *lexer) operator() Op {
	rest := l.text[l.at:]
	for _, op := range [...]Op{NotEqual, AtMost, AtLeast, Less, More, Equal, Is} { // the longer ones first
		if strings.HasPrefix(rest, op.String()) {
			l.at += len(op.String())
			return op
		}
	}
	return Anywhere
}

func (l *lexer) spaces() {
	for l.at < len(l.text) && space(l.text[l.at]) {
		l.at++
	}
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// values are parted by commas, and end where a space or a parenthesis does. One
// that is empty is not counted: somebody may be about to write it.
func (l *lexer) values(words bool) (out []value, err *Error) {
	for {
		v, err := l.value(words)
		if err != nil {
			return nil, err
		}
		if v.quoted || v.text() != "" {
			out = append(out, v)
		}
		if l.at == len(l.text) || l.text[l.at] != ',' {
			return out, nil
		}
		l.at++
	}
}

func (l *lexer) value(words bool) (v value, err *Error) {
	v.from = l.at
	var part strings.Builder
	for l.at < len(l.text) {
		switch c := l.text[l.at]; {
		case space(c) || strings.IndexByte("(),", c) >= 0:
			v.parts, v.to = append(v.parts, part.String()), l.at
			return v, nil
		case c == '"':
			if err := l.quotes(&part); err != nil {
				return v, err
			}
			v.quoted = true
			continue
		case c == '*':
			v.parts = append(v.parts, part.String())
			part.Reset()
		case words && strings.IndexByte(":=<>", c) >= 0:
			return v, &Error{l.at, l.at + 1, "a field begins a word of its own: symbol:AAPL conf>=0.8; as a text it goes in quotes"}
		default:
			part.WriteByte(c)
		}
		l.at++
	}
	v.parts, v.to = append(v.parts, part.String()), l.at
	return v, nil
}

// quotes takes in what is between them; a backslash takes the next one as it is.
func (l *lexer) quotes(into *strings.Builder) *Error {
	from := l.at
	for l.at++; l.at < len(l.text); l.at++ {
		switch c := l.text[l.at]; {
		case c == '"':
			l.at++
			return nil
		case c == '\\' && l.at+1 < len(l.text):
			l.at++
			into.WriteByte(l.text[l.at])
		default:
			into.WriteByte(c)
		}
	}
	return &Error{from, len(l.text), `these quotes are not closed: write one more "`}
}
