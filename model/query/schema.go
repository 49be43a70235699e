package query

import (
	"slices"
	"strings"
	"time"
)

// Kind is what the values of a field are.
type Kind uint8

// The kinds of fields, and which getter each of them needs.
const (
	Text     Kind = iota // compared as a whole, with wildcards: Text or Texts
	Name                 // of a pattern, compared by model.PatternKey: Text or Texts
	Words                // found anywhere in it: Text or Texts
	Number               // Number
	Fraction             // Number from 0 to 1, which may be written as a percentage
	Age                  // Number of seconds, written as a duration
	Time                 // Time and Now
	Choice               // one of a few words: Is and Choices
	Flag                 // yes or no: Is, which is asked for bit 0
	Member               // of a list that the caller knows: In
	Open                 // of names that the publisher chose, behind its own and a dot: NumberOf, TextOf, Texts
	has                  // the names of other fields
)

// Op is how a field is compared. The zero value is for words without a field.
type Op uint8

// The operators. Is is the colon, which means what is usual for the field.
const (
	Anywhere Op = iota
	Is
	Equal
	NotEqual
	Less
	AtMost
	More
	AtLeast
)

var opNames = [...]string{"", ":", "=", "!=", "<", "<=", ">", ">="}

// String is the operator as it is written.
func (o Op) String() string { return opNames[o] }

// Option is one of the words that a choice takes.
type Option struct {
	Name string
	Also []string // other words for it
}

// Field is something that can be asked for. Getters must not allocate, and may be
// called from several goroutines.
type Field[T any] struct {
	Name    string
	Also    []string // further names
	What    string   // what it is, in a few words
	Example string   // how it is written
	Kind    Kind
	Colon   Op   // what the colon means for numbers; Equal if it is not said
	Free    bool // words without a field are looked for in it
	Moves   bool // its value changes as time passes

	Text  func(T) string
	Texts func(T) []string // where there is more than one
	// Number is model.None() where none was sent.
	Number func(T) float64
	Time   func(T) time.Time // zero if it was not said
	Now    func(T) time.Time // for a time that may be given as a duration ago
	Is     func(v T, wanted uint64) bool
	In     func(v T, list string) bool // "" is any list

	Sent     func(T) bool          // where it is not seen from what the other getters give
	Options  []Option              // of a choice; the wanted bits are in their order
	Spelt    func(string) []string // other spellings that are meant by a value
	Me       func(T) string        // what the value "me" stands for
	NumberOf func(v T, name string) float64
	TextOf   func(v T, name string) string
}

// Schema is what can be asked for of one kind of thing.
type Schema[T any] struct {
	fields []Field[T]
	byName map[string]int // in lower case, with the further names
}

// NewSchema takes the fields in the order in which they are listed. It adds has,
// which asks whether a field was sent.
func NewSchema[T any](fields ...Field[T]) *Schema[T] {
	s := &Schema[T]{fields: fields, byName: map[string]int{}}
	example := fields[0].Name
	if i := slices.IndexFunc(fields, func(f Field[T]) bool { return f.Kind == Number }); i >= 0 {
		example = fields[i].Name
	}
	s.fields = append(s.fields, Field[T]{
		Name: "has", What: "whether a field was sent at all", Example: "has:" + example + ", -has:" + example, Kind: has,
	})
	for i, f := range s.fields {
		s.byName[f.Name] = i
		for _, name := range f.Also {
			s.byName[name] = i
		}
	}
	return s
}

// find is the field of that name, and what stands behind the dot of an open one.
func (s *Schema[T]) find(name string) (f *Field[T], rest string) {
	name = strings.ToLower(name)
	if i, ok := s.byName[name]; ok {
		return &s.fields[i], ""
	}
	if group, rest, ok := strings.Cut(name, "."); ok && rest != "" {
		if i, ok := s.byName[group]; ok && s.fields[i].Kind == Open {
			return &s.fields[i], rest
		}
	}
	return nil, ""
}

// Clock is when and where a query is read: times of the day are meant in its zone.
type Clock struct {
	Now  time.Time
	Zone *time.Location // nil for UTC
}

func (c Clock) now() time.Time {
	if c.Zone == nil {
		return c.Now.UTC()
	}
	return c.Now.In(c.Zone)
}
