package query

import "strings"

// write puts an expression down; within says that something stands beside it.
func (e *expr) write(b *strings.Builder, within bool) {
	if e.not {
		b.WriteByte('-')
	}
	if e.kind == oneTerm {
		e.term.write(b)
		return
	}
	between := " "
	if e.kind == anyOf {
		between = " or "
	}
	if within || e.not {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i := range e.parts {
		if i > 0 {
			b.WriteString(between)
		}
		e.parts[i].write(b, true)
	}
}

func (t *term) write(b *strings.Builder) {
	b.WriteString(t.field)
	b.WriteString(t.op.String())
	for i, v := range t.values {
		if i > 0 {
			b.WriteByte(',')
		}
		v.write(b, t.op == Anywhere)
	}
}

// write puts quotes around what would be read as something else.
func (v value) write(b *strings.Builder, word bool) {
	if v.text() == "" {
		b.WriteString(`""`)
		return
	}
	for i, part := range v.parts {
		if i > 0 {
			b.WriteByte('*')
		}
		if part == "" || plain(part, word) && (!v.quoted || len(v.parts) > 1) {
			b.WriteString(part)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(part))
		b.WriteByte('"')
	}
}

// plain reports whether a text means itself without quotes. What is a word could be
// taken for a field; behind one only the beginning could, for an operator.
func plain(text string, word bool) bool {
	const operators = ":=<>!"
	if strings.ContainsAny(text, " \t\r\n()\",*") {
		return false
	}
	if word {
		return text[0] != '-' && !strings.ContainsAny(text, operators)
	}
	return !strings.ContainsRune(operators, rune(text[0]))
}
