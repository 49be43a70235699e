package docs

import (
	"os"
	"strings"
	"testing"
)

// The page of a sweep shows the very sentence that the manual explains.
func TestTheWarningOfASweepIsTheOneExplained(t *testing.T) {
	text, err := os.ReadFile("backtests.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "<!-- luck -->\n```text\n")
	said, _, ok := strings.Cut(after, "\n```")
	shown, err := os.ReadFile("../ui/compare/testdata/TestASweepLooksAsItDid/120x38.golden")
	if err != nil {
		t.Fatal(err)
	}
	if !ok || said == "" || !strings.Contains(string(shown), said) {
		t.Errorf("%q is not shown", said)
	}
}
