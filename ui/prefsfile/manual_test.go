package prefsfile

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"tickdeck/model/rules"
)

// manual is docs/rules.md.
func manual(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheExampleOfTheManualWorks(t *testing.T) {
	_, rest, _ := strings.Cut(manual(t), "```toml\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("there is none")
	}
	p, problems, err := Decode([]byte(example), "config.toml")
	if err != nil || len(problems) > 0 || len(p.Rules) != 2 || len(p.Mutes) != 2 || len(p.Queries) != 1 || len(p.Watchlists) != 1 {
		t.Fatalf("%v %v %+v", err, problems, p)
	}
	e := rules.New(rules.Around{})
	e.Set(p.Rules, noon)
	for _, s := range e.Status() {
		if s.Err != nil {
			t.Errorf("%s: %v", s.Name, s.Err)
		}
	}
}

// cells are the first cells of the rows of a table, by its head.
func cells(t *testing.T, text, head string) (out []string) {
	t.Helper()
	_, rest, ok := strings.Cut(text, head)
	if !ok {
		t.Fatalf("there is no table %q", head)
	}
	for line := range strings.Lines(strings.TrimPrefix(rest, "\n")) {
		if !strings.HasPrefix(line, "| ") {
			break
		}
		if cell, _, _ := strings.Cut(line[2:], " |"); !strings.HasPrefix(cell, "---") {
			out = append(out, strings.Trim(cell, "`"))
		}
	}
	return out
}

func TestTheManualTellsEveryKeyOfARule(t *testing.T) {
	var want []string
	kind := reflect.TypeFor[rules.Rule]()
	for field := range kind.Fields() {
		if key, _, _ := strings.Cut(field.Tag.Get("toml"), ","); key != "-" {
			want = append(want, key)
		}
	}
	if got := cells(t, manual(t), "| key | it is |"); !reflect.DeepEqual(got, want) {
		t.Errorf("it tells %q, and there are %q", got, want)
	}
}

func TestTheManualTellsEveryReason(t *testing.T) {
	var want []string
	for _, r := range rules.Reasons() {
		want = append(want, r.String())
	}
	if got := cells(t, manual(t), "| reason | when |"); !reflect.DeepEqual(got, want) {
		t.Errorf("it tells %q, and there are %q", got, want)
	}
	if styles := regexp.MustCompile(`of the theme: ([a-z, ]+) \|`).FindStringSubmatch(manual(t)); styles == nil || styles[1] != strings.Join(rules.Styles(), ", ") {
		t.Errorf("styles: %q", styles)
	}
}
