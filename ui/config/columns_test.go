package config

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tickdeck/model/prefs"
)

func TestTheManualTellsTheColumnsThereAre(t *testing.T) {
	text, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| column | it is |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	var told []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|(.*)$").FindAllStringSubmatch(table, -1) {
		if told = append(told, row[1]); strings.Contains(row[2], "also `") {
			other := regexp.MustCompile("also `([^`]+)`").FindStringSubmatch(row[2])[1]
			if c, err := prefs.ParseColumn(other); err != nil || c.Name != row[1] {
				t.Errorf("%s is %v, %v, and not %s", other, c, err, row[1])
			}
		}
	}
	if want := append(prefs.ColumnNames(), prefs.ColumnMetadata+"<name>"); !slices.Equal(told, want) {
		t.Errorf("it tells\n%q, and there are\n%q", told, want)
	}
	_, example, _ := strings.Cut(string(text), "<!-- columns -->\n```toml\n")
	example, _, _ = strings.Cut(example, "```")
	c, _, err := load(t, nil, nil, example+"\nfps = 30\n[channels]\n")
	if err != nil || len(c.Prefs.Problems) > 0 || len(c.Prefs.Columns) != 8 || c.Prefs.Columns[3].Width != 24 {
		t.Errorf("%v %v %v", err, c.Prefs.Problems, c.Prefs.Columns)
	}
}

func TestAColumnThatThereIsNotIsSaidWithItsLine(t *testing.T) {
	c, path, err := load(t, nil, nil, "fps = 30\n\ncolumns = [\"time\", \"prize\", \"conf\"]\n")
	if err != nil || len(c.Prefs.Columns) != 2 || len(c.Prefs.Problems) != 1 {
		t.Fatalf("%v %v %v", err, c.Prefs.Columns, c.Prefs.Problems)
	}
	if got := c.Prefs.Problems[0]; got.Line != 3 || got.File != path || !strings.Contains(got.Error(), "there is no column prize") {
		t.Errorf("got %v", got)
	}
}
