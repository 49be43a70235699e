package query

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/query.md anew")

// The page is made from the fields themselves, so that it cannot fall behind them:
// go test ./model/query -run Page -update writes it anew.
func TestThePageIsTheLanguage(t *testing.T) {
	const file = "../../docs/query.md"
	want := Page()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("%s is not what the language is: write it anew with -update", file)
	}
}

// What is shown as an example is understood, and uses the field that it is of.
func TestEveryExampleIsAQuery(t *testing.T) {
	clock := at(t)
	for _, g := range Grammar() {
		if _, err := Parse(Alerts(), g.Write, clock); err != nil {
			t.Errorf("%s: %v", g.Write, err)
		}
	}
	examples(t, Alerts(), clock)
	examples(t, Jobs(), clock)
	examples(t, Trades(), clock)
	examples(t, Detections(), clock)
}

func examples[T any](t *testing.T, s *Schema[T], clock Clock) {
	t.Helper()
	for _, r := range s.Rows() {
		for i, text := range strings.Split(r.Example, ", ") {
			text = strings.TrimPrefix(text, "or ")
			q, err := Parse(s, text, clock)
			if i > 0 && (err != nil || !q.Uses(r.Name)) { // another value of the same
				short, _, _ := strings.Cut(r.Example, ",")
				name := short[:len(r.Name)+1]
				q, err = Parse(s, name+text, clock)
			}
			if err != nil || !q.Uses(r.Name) {
				t.Errorf("%s: %v", text, err)
			}
		}
		for _, also := range r.Also {
			if f, _ := s.find(also); f == nil || f.Name != r.Name {
				t.Errorf("%s is not %s", also, r.Name)
			}
		}
		if r.What == "" || r.Takes == "" {
			t.Errorf("%s: what is it?", r.Name)
		}
	}
}
