package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// clocks are what package time has that depends on when it is called.
var clocks = []string{"Now", "Since", "Until", "After", "AfterFunc", "Sleep", "Tick", "NewTimer", "NewTicker"}

// A package whose row says that it reads no clock is given the time.
func TestWhatReadsNoClockReadsNone(t *testing.T) {
	checked := 0
	for _, r := range theTable(t) {
		if !strings.Contains(r.reason, "reads no clock") {
			continue
		}
		checked++
		files, err := filepath.Glob(filepath.Join("..", r.path, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", r.path, len(files), err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, at := range clocksIn(t, f, text) {
				t.Error(at)
			}
		}
	}
	if checked < 5 {
		t.Errorf("only %d rows say so: are they written as they were?", checked)
	}
	if got := clocksIn(t, "trial.go", []byte("package p\nimport \"time\"\nvar x = time.Since(time.Time{})\n")); len(got) != 1 {
		t.Errorf("a trial breach was found %d times", len(got))
	}
}

func clocksIn(t *testing.T, name string, text []byte) (found []string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clocks, s.Sel.Name) {
			found = append(found, set.Position(s.Pos()).String()+" reads the clock: time."+s.Sel.Name)
		}
		return true
	})
	return found
}
