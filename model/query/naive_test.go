package query

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tickdeck/model"
)

// said is a query with what it means, worked out in another way.
type said struct {
	text string
	of   func(Event) bool
}

// looks is what a text with wildcards means, as a regular expression.
func looks(parts []string, whole bool) func(string) bool {
	var quoted []string
	for _, p := range parts {
		quoted = append(quoted, regexp.QuoteMeta(strings.ToLower(p)))
	}
	pattern := "(?s)" + strings.Join(quoted, ".*")
	if whole {
		pattern = "(?s)^" + strings.Join(quoted, ".*") + "$"
	}
	re := regexp.MustCompile(pattern)
	return func(s string) bool { return re.MatchString(strings.ToLower(s)) }
}

// letters make matches likely, and hard: few of them, one not ASCII, some that do
// not count in names.
var letters = rapid.StringOfN(rapid.RuneFrom([]rune("abABÄä -1")), 0, 6, -1)

func texts(t *rapid.T) (written string, parts []string) {
	parts = rapid.SliceOfN(letters, 1, 3).Draw(t, "parts")
	if len(parts) == 1 && parts[0] == "" {
		parts[0] = "a"
	}
	for i, p := range parts {
		if i > 0 {
			written += "*"
		}
		written += `"` + p + `"`
	}
	return written, parts
}

func wholeTerm(name string, of func(Event) string, fold func(string) string) func(*rapid.T) said {
	return func(t *rapid.T) said {
		var written []string
		var tests []func(string) bool
		for range rapid.IntRange(1, 10).Draw(t, "values") {
			text, parts := texts(t)
			for i := range parts {
				parts[i] = fold(parts[i])
			}
			written, tests = append(written, text), append(tests, looks(parts, true))
		}
		among := func(e Event) bool {
			for _, test := range tests {
				if test(fold(of(e))) {
					return true
				}
			}
			return false
		}
		if rapid.Bool().Draw(t, "other") {
			return said{name + "!=" + strings.Join(written, ","), func(e Event) bool { return of(e) != "" && !among(e) }}
		}
		return said{name + ":" + strings.Join(written, ","), among}
	}
}

func numberTerm(name string, of func(Event) float64) func(*rapid.T) said {
	return func(t *rapid.T) said {
		v := float64(rapid.IntRange(0, 4).Draw(t, "value")) / 4
		written := strconv.FormatFloat(v, 'f', -1, 64)
		if rapid.Bool().Draw(t, "percent") {
			written = strconv.FormatFloat(v*100, 'f', -1, 64) + "%"
		}
		op := rapid.SampledFrom([]string{":", "=", "!=", "<", "<=", ">", ">="}).Draw(t, "op")
		return said{name + op + written, func(e Event) bool {
			n := of(e)
			if n != n {
				return false
			}
			return map[string]bool{":": n == v, "=": n == v, "!=": n != v, "<": n < v, "<=": n <= v, ">": n > v, ">=": n >= v}[op]
		}}
	}
}

func same(s string) string { return s }

func word(t *rapid.T) said {
	text, parts := texts(t)
	keys := make([]string, len(parts))
	for i, p := range parts {
		keys[i] = model.PatternKey(p)
	}
	plain, name := looks(parts, false), looks(keys, false)
	if strings.Join(keys, "") == "" { // nothing in it counts in names
		name = func(string) bool { return false }
	}
	return said{text, func(e Event) bool {
		found := plain(e.Symbol) || plain(e.Pattern) || name(model.PatternKey(e.Pattern))
		if e.Metadata != nil {
			for _, s := range e.Metadata.Texts {
				found = found || plain(s)
			}
		}
		return found
	}}
}

// sayings are queries of every shape, at most so deep.
func sayings(depth int) *rapid.Generator[said] {
	terms := []func(*rapid.T) said{
		wholeTerm("symbol", func(e Event) string { return e.Symbol }, same),
		wholeTerm("pattern", func(e Event) string { return e.Pattern }, model.PatternKey),
		numberTerm("conf", func(e Event) float64 { return e.Confidence }),
		numberTerm("metadata.x", func(e Event) float64 { return e.Metadata.Number("x") }),
		word,
	}
	return rapid.Custom(func(t *rapid.T) said {
		kind := rapid.IntRange(0, 3).Draw(t, "kind")
		if depth == 0 || kind == 0 {
			return rapid.SampledFrom(terms).Draw(t, "term")(t)
		}
		a, b := sayings(depth-1).Draw(t, "a"), sayings(depth-1).Draw(t, "b")
		switch kind {
		case 1:
			not := rapid.SampledFrom([]string{"-(", "not (", "NOT not -("}).Draw(t, "not")
			return said{not + a.text + ")", func(e Event) bool { return !a.of(e) }}
		case 2:
			and := rapid.SampledFrom([]string{") (", ") and (", ")AND("}).Draw(t, "and")
			return said{"(" + a.text + and + b.text + ")", func(e Event) bool { return a.of(e) && b.of(e) }}
		}
		return said{"(" + a.text + ") or " + "(" + b.text + ")", func(e Event) bool { return a.of(e) || b.of(e) }}
	})
}

var someEvents = rapid.Custom(func(t *rapid.T) Event {
	number := rapid.SampledFrom([]float64{0, 0.25, 0.5, 0.75, 1, model.None()})
	a := &model.Alert{Symbol: letters.Draw(t, "symbol"), Pattern: letters.Draw(t, "pattern"), Confidence: number.Draw(t, "confidence")}
	if rapid.Bool().Draw(t, "metadata") {
		a.Metadata = &model.Metadata{
			Names: []string{"x", "y"}, Numbers: []float64{number.Draw(t, "x"), model.None()}, Texts: []string{"", letters.Draw(t, "y")},
		}
	}
	return Event{a, &Around{}}
})

func TestAQueryMeansWhatASlowReaderMakesOfIt(t *testing.T) {
	schema := Alerts()
	rapid.Check(t, func(t *rapid.T) {
		s := sayings(3).Draw(t, "query")
		q, err := Parse(schema, s.text, Clock{})
		if err != nil {
			t.Fatalf("%s: %v", s.text, err)
		}
		again := reread(t, schema, q, Clock{})
		for range 8 {
			e := someEvents.Draw(t, "event")
			if got, want := q.Match(e), s.of(e); got != want || again.Match(e) != want {
				t.Fatalf("%s: got %v; as %s: %v, of %q %q %v %+v", s.text, got, q, again.Match(e), e.Symbol, e.Pattern, e.Confidence, e.Metadata)
			}
		}
	})
}

// reread is the query that the text of another one gives, which is the same.
func reread(t rapid.TB, schema *Schema[Event], q *Query[Event], clock Clock) *Query[Event] {
	t.Helper()
	again, err := Parse(schema, q.String(), clock)
	if err != nil {
		t.Fatalf("%q is written as %q, which is not read: %v", q.Text(), q, err)
	}
	if a, b := shape(q.expr), shape(again.expr); a != b || again.String() != q.String() {
		t.Fatalf("%q is written as %q, which is read as %q:\n%s\n%s", q.Text(), q, again, a, b)
	}
	return again
}

// shape is an expression without the places where it was written.
func shape(e expr) string {
	if e.kind == oneTerm {
		out := fmt.Sprintf("%v %q %v", e.not, e.term.field, e.term.op)
		for _, v := range e.term.values {
			out += fmt.Sprintf(" %q", v.parts)
		}
		return out
	}
	out := fmt.Sprintf("%v %d(", e.not, e.kind)
	for _, p := range e.parts {
		out += shape(p) + ";"
	}
	return out + ")"
}

// FuzzParse takes whatever somebody may type or keep in a file.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "symbol:AAPL,MSFT conf>=0.8 -dir:bull", `"free text" or (age<5m since:09:30)`, `a"b"*c,"\"" !x`, "price:..5 n>1k has:metadata.x", "((((", "- - -", "*:*",
		"conf>=high", "since:2026-11-30T09:30 edge:sig watch: marked:no metadata.a!=b*", "\x00\xff\"", "price >= 5", "price:>=5", "or and not",
	} {
		f.Add(text)
	}
	schema, jobs, clock := Alerts(), Jobs(), at(f)
	e := anEvent(f)
	bare := Event{&model.Alert{Confidence: model.None(), Price: model.None(), Volume: model.None()}, &Around{Clock: clock}}
	idle := model.NewJob("")
	f.Fuzz(func(t *testing.T, text string) {
		if q, err := Parse(jobs, text, clock); err == nil {
			q.Match(Job{&idle, &AroundJobs{Clock: clock}})
		}
		for _, at := range []int{0, len(text) / 2, len(text)} {
			Complete(schema, text, at, func(string) []Count { return []Count{{"NVDA", 1}} })
		}
		q, err := Parse(schema, text, clock)
		if err != nil {
			var where *Error
			if !errors.As(err, &where) || where.From < 0 || where.From > where.To || where.To > len(text) || where.Message == "" {
				t.Fatalf("%q: %+v", text, where)
			}
			return
		}
		again := reread(t, schema, q, clock)
		if q.Match(e) != again.Match(e) || q.Match(bare) != again.Match(bare) || q.TimeDependent() != again.TimeDependent() || !q.Expires().Equal(again.Expires()) {
			t.Fatalf("%q is not %q", text, q)
		}
	})
}

// However a query is made up, it is bounded.
func TestLongQueriesAreBounded(t *testing.T) {
	e := anEvent(t)
	e.Alert.Pattern = strings.Repeat("a", 256)
	for _, text := range []string{"pattern:" + strings.Repeat("a*", 5000) + "b", "pattern:*" + strings.Repeat("a", 200) + "b*"} {
		q, err := Parse(Alerts(), text, e.Clock)
		if err != nil {
			t.Fatal(err)
		}
		if q.Match(e) {
			t.Error("a pattern without a b has one")
		}
	}
	deep := strings.Repeat("(", MaxDepth) + "nvda" + strings.Repeat(")", MaxDepth)
	if q, err := Parse(Alerts(), deep, e.Clock); err != nil || !q.Match(e) {
		t.Errorf("%d parentheses: %v", MaxDepth, err)
	}
	if _, err := Parse(Alerts(), "("+deep+")", e.Clock); err == nil || !strings.Contains(err.Error(), "at most 50 parentheses") {
		t.Errorf("one more: %v", err)
	}
	if _, err := Parse(Alerts(), strings.Repeat("a", MaxLength+1), e.Clock); err == nil || !strings.Contains(err.Error(), "65536 bytes at most") {
		t.Errorf("too long: %v", err)
	}
}
