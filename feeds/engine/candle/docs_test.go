package candle

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write docs/patterns.md anew")
	os.Exit(m.Run())
}

const intro = `# Candlestick patterns

Made from the code by ` + "`go test ./feeds/engine/candle -run Manual -update`" + `: change it there.

`

// The manual is the package's documentation and the comment at each rule.
func TestTheManualSaysWhatTheCodeSays(t *testing.T) {
	t.Parallel()
	words := comments(t)
	var b strings.Builder
	b.WriteString(intro)
	b.WriteString(manual(words["package"]))
	fmt.Fprintf(&b, "\n## The %d patterns\n\n", len(table))
	fmt.Fprintf(&b, "The frequencies are those of the simulated market, in 1,000 of its %s daily and %s minute bars.\n\n", thousands(barsSeen[days]), thousands(barsSeen[minutes]))
	b.WriteString("| pattern | TA-Lib | candles | bars needed | in 1,000 days | in 1,000 minutes | says | definition |\n| --- | --- | ---: | ---: | ---: | ---: | --- | --- |\n")
	for _, p := range table {
		rule := runtime.FuncForPC(reflect.ValueOf(p.rule).Pointer()).Name()
		rule = rule[strings.LastIndexByte(rule, '.')+1:]
		comment := words[rule]
		if !strings.HasPrefix(comment, rule+" (TA-Lib "+p.TALib) {
			t.Errorf("the comment at %s does not name %s", rule, p.TALib)
		}
		fmt.Fprintf(&b, "| %s | `%s` | %d | %d | %s | %s | %s | %s |\n", p.Name, p.TALib, p.Candles, p.Lookback+1,
			frequency(p, days), frequency(p, minutes), p.Sense, definition(comment))
	}
	path := filepath.Join("..", "..", "..", "docs", "patterns.md")
	if updating() {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(have), "\r", "") != b.String() {
		t.Errorf("%s is not what the code says: go test ./feeds/engine/candle -run Manual -update", path)
	}
}

// frequency is how often a pattern is found in 1,000 bars.
func frequency(p Pattern, l barLength) string {
	seen := kindOf(p.TALib).seen[l]
	share := 1000 * float64(seen) / float64(barsSeen[l])
	switch {
	case seen == 0:
		return "–"
	case share >= 9.95:
		return fmt.Sprintf("%.0f", share)
	}
	return strconv.FormatFloat(share, 'g', 2, 64)
}

func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// comments are those of the functions, and of the package.
func comments(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if name == "doc.go" {
			words["package"] = file.Doc.Text()
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				words[f.Name.Name] = strings.ReplaceAll(strings.TrimSpace(f.Doc.Text()), "\n", " ")
			}
		}
	}
	return words
}

// definition is the comment at a rule without what the other columns say.
func definition(comment string) string {
	source, words, _ := strings.Cut(comment, "): ")
	if _, person, ok := strings.Cut(source, "; "); ok {
		return words + " (" + person + ")"
	}
	return words
}

// manual turns a package's documentation into Markdown.
func manual(doc string) string {
	var b strings.Builder
	code := false
	lines := strings.Split(strings.TrimSpace(doc), "\n")
	for i, line := range lines {
		text, indented := strings.CutPrefix(line, "\t")
		if indented != code && line != "" {
			b.WriteString(map[bool]string{true: "```text\n", false: "```\n\n"}[indented])
			code = indented
		}
		if code && line == "" && !strings.HasPrefix(lines[i+1], "\t") {
			continue
		}
		if strings.HasPrefix(text, "# ") {
			text = "#" + text
		}
		b.WriteString(text + "\n")
	}
	if code {
		b.WriteString("```\n")
	}
	return b.String()
}
