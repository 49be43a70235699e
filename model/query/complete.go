package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Count is a value that was seen, and how much would remain with it.
type Count struct {
	Value string
	Left  int
}

// NotCounted is how many remain where nobody has counted.
const NotCounted = -1

// Completion is what may be meant by the word under the cursor.
type Completion struct {
	From, To int    // bytes of the text that are replaced
	Field    string // whose values these are; "" for names of fields
	Items    []Item // the likeliest first
}

// Item is one way to go on.
type Item struct {
	Insert string // in the place of what is replaced
	Shown  string // the field or value itself
	Faint  string // what is missing behind the cursor; "" if it does not go on from there
	What   string // of a field, in a few words
	Left   int    // how much would remain, or NotCounted
}

// Complete says how the word at the cursor may go on. values gives what was seen of
// a field, by its first name, and the names that publishers chose, by "metadata."; it
// may be nil. Nothing is taken over by itself: that is for a key that is no text.
func Complete[T any](s *Schema[T], text string, cursor int, values func(field string) []Count) Completion {
	cursor = min(max(cursor, 0), len(text))
	w := s.wordAt(text, cursor)
	if w.field == nil {
		c := Completion{From: w.from, To: w.to}
		if !w.quoted {
			begun := text[w.from:cursor]
			c.Items = append(s.openItems(begun, values), s.fieldItems(begun)...)
		}
		return c.finish(text, cursor)
	}
	c := Completion{From: w.from, To: w.to, Field: w.name}
	var seen []Count
	if values != nil {
		seen = values(w.name)
	}
	c.Items = w.field.valueItems(strings.Trim(text[w.from:cursor], `"`), seen)
	return c.finish(text, cursor)
}

// wordHere is what stands at the cursor: the name of a field, or one value of one.
type wordHere[T any] struct {
	from, to int
	field    *Field[T]
	name     string
	quoted   bool // it begins in quotes
	asked    bool // whether it names a field was asked
}

// wordAt looks for the beginning of the word, past quotes, and for its field.
func (s *Schema[T]) wordAt(text string, cursor int) (w wordHere[T]) {
	within := false // quotes
	for i := 0; i < cursor; i++ {
		switch c := text[i]; {
		case c == '"':
			within = !within
			w.quoted = within
		case !within:
			s.outside(&w, text, i)
		case c == '\\':
			i++
		}
	}
	for w.to = cursor; w.to < len(text) && (within || !space(text[w.to]) && strings.IndexByte("(),", text[w.to]) < 0); w.to++ {
		if text[w.to] == '"' {
			within = !within
		}
	}
	return w
}

// outside takes in a byte that is not in quotes.
func (s *Schema[T]) outside(w *wordHere[T], text string, i int) {
	const operators = ":=<>"
	c := text[i]
	switch {
	case space(c) || c == '(' || c == ')':
		*w = wordHere[T]{from: i + 1}
	case w.field != nil:
		if c == ',' || w.from == i && strings.IndexByte(operators[1:], c) >= 0 {
			w.from = i + 1
		}
	case strings.IndexByte(operators, c) >= 0 && !w.asked:
		w.asked = true
		if f, rest := s.find(strings.TrimRight(text[w.from:i], "!")); f != nil {
			w.field, w.name, w.from = f, f.named(rest), i+1
		}
	case c == '-' && w.from == i:
		w.from = i + 1
	}
}

func (f *Field[T]) named(rest string) string {
	if rest == "" {
		return f.Name
	}
	return f.Name + "." + rest
}

// fieldItems are the fields that begin so, by their first names or by another.
func (s *Schema[T]) fieldItems(begun string) (out []Item) {
	begun = strings.ToLower(begun)
	var others []Item
	for i := range s.fields {
		f := &s.fields[i]
		item := Item{Insert: f.Name + f.begins(), Shown: f.Name, What: f.What, Left: NotCounted}
		switch {
		case strings.HasPrefix(f.Name, begun):
			out = append(out, item)
		case slices.ContainsFunc(f.Also, func(n string) bool { return strings.HasPrefix(n, begun) && inGroup(n) == inGroup(begun) }):
			others = append(others, item)
		}
	}
	return append(out, others...)
}

// inGroup reports whether a name stands behind that of an open field.
func inGroup(name string) bool { return strings.Contains(name, ".") }

// openItems are the names that publishers chose, behind that of an open field.
func (s *Schema[T]) openItems(begun string, values func(string) []Count) (out []Item) {
	group, begun, ok := strings.Cut(begun, ".")
	f, _ := s.find(group)
	if !ok || f == nil || f.Kind != Open || values == nil {
		return nil
	}
	for _, i := range f.valueItems(begun, values(f.Name+".")) {
		i.Insert, i.Shown = group+"."+i.Insert+Is.String(), group+"."+i.Shown
		out = append(out, i)
	}
	return out
}

// begins is what stands behind the name most of the time.
func (f *Field[T]) begins() string {
	switch {
	case f.Kind == Open:
		return "."
	case f.Kind == Age:
		return Less.String()
	case (f.Kind == Number || f.Kind == Fraction) && strings.HasPrefix(f.Example, f.Name+More.String()):
		return strings.TrimRight(f.Example[len(f.Name):len(f.Name)+2], "0123456789")
	case f.Kind == Number && strings.HasPrefix(f.Example, f.Name+Less.String()):
		return Less.String()
	}
	return Is.String()
}

// valueItems are the values that begin so, those that leave most first, and behind
// them the words that a field knows and nobody has counted.
func (f *Field[T]) valueItems(begun string, seen []Count) (out []Item) {
	options := f.Options
	if f.Kind == Flag {
		options = []Option{{Name: "yes"}, {Name: "no"}}
	}
	for _, c := range seen {
		if hasPrefixFold(c.Value, begun) {
			out = append(out, Item{Insert: insertable(c.Value), Shown: c.Value, Left: c.Left})
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Or(cmp.Compare(b.Left, a.Left), cmp.Compare(a.Shown, b.Shown)) })
	for _, o := range options {
		counted := slices.ContainsFunc(seen, func(c Count) bool { return c.Value == o.Name })
		if !counted && hasPrefixFold(o.Name, begun) {
			out = append(out, Item{Insert: o.Name, Shown: o.Name, Left: NotCounted})
		}
	}
	return out
}

// insertable is a value as it is written in a query.
func insertable(text string) string {
	var b strings.Builder
	v := value{parts: []string{text}}
	v.write(&b, false)
	return b.String()
}

// hasPrefixFold is strings.HasPrefix without regard to case.
func hasPrefixFold(text, begun string) bool {
	n := 0
	for range begun {
		if n >= len(text) {
			return false
		}
		_, size := utf8.DecodeRuneInString(text[n:])
		n += size
	}
	return strings.EqualFold(text[:n], begun)
}

// finish leaves out what is written already, and says what is missing behind the
// cursor, where it stands at the end of the word.
func (c Completion) finish(text string, cursor int) Completion {
	there := text[c.From:c.To]
	c.Items = slices.DeleteFunc(c.Items, func(i Item) bool { return i.Insert == there })
	begun := strings.TrimLeft(text[c.From:cursor], `"`)
	for i := range c.Items {
		item := &c.Items[i]
		full := item.Shown
		if c.Field == "" {
			full = item.Insert
		}
		if cursor == c.To && begun != "" && hasPrefixFold(full, begun) {
			item.Faint = string([]rune(full)[utf8.RuneCountInString(begun):])
		}
	}
	return c
}
