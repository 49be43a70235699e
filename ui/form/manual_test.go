package form

import (
	"os"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// rows are the cells of a table of the manual, by its head.
func manualRows(t *testing.T, head string) (out [][]string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/form.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), head+"\n")
	if !ok {
		t.Fatalf("there is no table %q", head)
	}
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, "| ") {
			break
		}
		if cells := strings.Split(strings.Trim(strings.TrimSpace(line), "| "), " | "); !strings.HasPrefix(cells[0], "---") {
			for i := range cells {
				cells[i] = strings.Trim(cells[i], "`")
			}
			out = append(out, cells)
		}
	}
	if len(out) == 0 {
		t.Fatalf("the table %q is empty", head)
	}
	return out
}

func TestTheManualTellsWhatDatesMean(t *testing.T) {
	today := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for _, row := range manualRows(t, "| written | from | to |") {
		p, err := model.ParseSpan(row[0], today)
		if got := daysOf(p); err != nil || got != row[1]+".."+row[2] {
			t.Errorf("%s is %s, %v", row[0], got, err)
		}
	}
}

func TestTheManualTellsWhatASweepIs(t *testing.T) {
	for _, row := range manualRows(t, "| parameter | written | values |") {
		p, _ := params.Lookup(row[0])
		values, err := p.ParseMany(row[1])
		var got []string
		for _, v := range values {
			got = append(got, v.String())
		}
		if text := strings.Join(got, ", "); err != nil || text != row[2] {
			t.Errorf("%s is %s, %v", row[1], text, err)
		}
	}
}

func TestThePresetOfTheManualCanBeLoaded(t *testing.T) {
	r := newRig(t)
	r.env.Prefs.SetList("desk", []string{"NVDA"})
	text, _ := os.ReadFile("../../docs/form.md")
	_, example, _ := strings.Cut(string(text), "[forms.reversal]\n")
	example, _, _ = strings.Cut(example, "```")
	c := content{}
	for line := range strings.Lines(example) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " = ")
		c[key] = strings.Trim(value, `"`)
	}
	r.form.put(c)
	if bad := r.form.firstWrong(); bad != r.form.submit() || len(r.form.request.Patterns) != 2 || r.form.sweep().Count() != 5 || len(c) != 4 {
		t.Errorf("%v: %s is wrong, %d jobs", c, r.form.fields[bad].title, r.form.sweep().Count())
	}
}
