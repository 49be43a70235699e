package docs

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// row is a row of the table in architecture.md: what one package may import
// beside the standard library. Paths of this module are written without its name.
type row struct {
	path   string   // "." for main.go
	may    []string // ours exactly; of others what is at or below
	tests  []string // what its tests may import besides
	never  []string // of the standard library directly, of others not even through others
	reason string   // what the package is
}

const tableHead = "| package | what it is | may import | its tests also | may not reach |"

// table reads the rows out of a page.
func table(page string) (rows []row, err error) {
	_, rest, ok := strings.Cut(page, tableHead+"\n")
	if !ok {
		return nil, fmt.Errorf("there is no table that begins with %s", tableHead)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		if strings.HasPrefix(line, "| ---") {
			continue
		}
		r, err := rowOf(line)
		if err != nil {
			return nil, err
		}
		if seen[r.path] {
			return nil, fmt.Errorf("%s has two rows", r.path)
		}
		seen[r.path] = true
		rows = append(rows, r)
	}
	return rows, nil
}

func rowOf(line string) (row, error) {
	cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
	if len(cells) != 5 {
		return row{}, fmt.Errorf("a row of %d cells, not 5: %s", len(cells), line)
	}
	var paths [5][]string
	for i, c := range cells {
		for _, m := range code.FindAllStringSubmatch(c, -1) {
			paths[i] = append(paths[i], m[1])
		}
		if left := strings.Trim(code.ReplaceAllString(c, ""), ", –\n"); left != "" && i != 1 {
			return row{}, fmt.Errorf("%q stands among the paths, not as `code`: %s", left, line)
		}
	}
	if len(paths[0]) != 1 {
		return row{}, fmt.Errorf("a row of %d packages, not of one: %s", len(paths[0]), line)
	}
	r := row{path: paths[0][0], may: paths[2], tests: paths[3], never: paths[4], reason: strings.TrimSpace(cells[1])}
	if r.path == "main.go" {
		r.path = "."
	}
	return r, nil
}

var code = regexp.MustCompile("`([^`]*)`")

func theTable(t *testing.T) []row {
	t.Helper()
	page, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := table(string(page))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestATableThatCannotBeReadIsRefused(t *testing.T) {
	const head = tableHead + "\n| --- | --- | --- | --- | --- |\n"
	for body, want := range map[string]string{
		"| `a` | x | `b` |\n":          "a row of 3 cells",
		"| a | x | `b` | | |\n":        `"a" stands among the paths`,
		"| `a` | x | anything | | |\n": `"anything" stands among the paths`,
		"| | x | `b` | | |\n":          "a row of 0 packages",
		"| `a`, `b` | x | | | |\n":     "a row of 2 packages",
		"| `a` | x | `b` | | |\n| `c` | y | | | |\n| `a` | z | | | |\n": "a has two rows",
	} {
		if _, err := table(head + body); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", body, err)
		}
	}
	if _, err := table("# No table\n"); err == nil {
		t.Error("a page without the table was read")
	}
	rows, err := table("before\n\n" + head + "| `a/b` | says `code` | `c`, `d` | `e` | – |\n\n| `no` | other table | | | |\n")
	if err != nil || len(rows) != 1 || rows[0].path != "a/b" || len(rows[0].may) != 2 || len(rows[0].tests) != 1 || rows[0].never != nil {
		t.Errorf("got %+v, %v", rows, err)
	}
}

func TestEveryPackageIsSaidToBeSomething(t *testing.T) {
	for _, r := range theTable(t) {
		if r.reason == "" {
			t.Errorf("%s: what is it?", r.path)
		}
	}
}
