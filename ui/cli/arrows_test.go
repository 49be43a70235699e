package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// listed is what go list says of a package, tests left out.
type listed struct {
	ImportPath string
	Imports    []string // direct
	Deps       []string // all
	Standard   bool
}

// arrow is a rule about what the packages at and below a path may import.
type arrow struct {
	from string
	only []string // direct imports beside the standard library and from itself; nil for no such rule
	not  []string // paths that may not be reached, not even through others
}

// arrows are the ways that imports go, as DESIGN.md draws them.
var arrows = []arrow{
	{from: "tickdeck/model", only: []string{}},
	{from: "tickdeck/theme", only: []string{"charm.land/lipgloss/v2", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile"}},
	{from: "tickdeck/ui", not: []string{"tickdeck/feeds", "github.com/redis", "github.com/alicebob"}},
	{from: "tickdeck/ui/config", not: []string{"charm.land", "github.com/spf13/cobra"}},
	{from: "tickdeck/feeds", not: []string{"tickdeck/ui", "tickdeck/theme", "charm.land", "github.com/spf13", "github.com/knadh"}},
}

func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// breaches lists what goes against the arrows.
func breaches(packages []listed) []string {
	standard := map[string]bool{}
	for _, p := range packages {
		standard[p.ImportPath] = p.Standard
	}
	var out []string
	for _, p := range packages {
		for _, a := range arrows {
			if under(p.ImportPath, a.from) {
				out = append(out, a.breaches(p, standard)...)
			}
		}
	}
	return out
}

func (a arrow) breaches(p listed, standard map[string]bool) (out []string) {
	for _, to := range p.Imports {
		if a.only != nil && !standard[to] && !underAny(to, append(a.only, a.from)) {
			out = append(out, fmt.Sprintf("%s may not import %s", p.ImportPath, to))
		}
	}
	for _, to := range p.Deps {
		if underAny(to, a.not) {
			out = append(out, fmt.Sprintf("%s may not reach %s", p.ImportPath, to))
		}
	}
	return out
}

func underAny(path string, roots []string) bool {
	for _, root := range roots {
		if under(path, root) {
			return true
		}
	}
	return false
}

func TestImportsGoOneWay(t *testing.T) {
	var errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Imports,Deps,Standard", "tickdeck/...")
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errs.String())
	}
	packages := decode(t, out)
	if len(packages) < len(arrows) {
		t.Fatalf("only %d packages: this looked in the wrong place", len(packages))
	}
	for _, b := range breaches(packages) {
		t.Error(b)
	}
}

func decode(t *testing.T, out []byte) (packages []listed) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

func TestABreachIsFound(t *testing.T) {
	std := listed{ImportPath: "strings", Standard: true}
	cases := map[string]struct {
		p    listed
		want string
	}{
		"model may use the library":   {listed{ImportPath: "tickdeck/model", Imports: []string{"strings"}}, ""},
		"model may use nothing else":  {listed{ImportPath: "tickdeck/model", Imports: []string{"golang.org/x/text"}}, "tickdeck/model may not import golang.org/x/text"},
		"theme may use lipgloss":      {listed{ImportPath: "tickdeck/theme", Imports: []string{"charm.land/lipgloss/v2"}}, ""},
		"theme may not use the model": {listed{ImportPath: "tickdeck/theme", Imports: []string{"tickdeck/model"}}, "tickdeck/theme may not import tickdeck/model"},
		"a pane may use the model":    {listed{ImportPath: "tickdeck/ui/alerts", Imports: []string{"tickdeck/model"}, Deps: []string{"tickdeck/model"}}, ""},
		"a pane may not reach Redis":  {listed{ImportPath: "tickdeck/ui/alerts", Deps: []string{"github.com/redis/go-redis/v9"}}, "tickdeck/ui/alerts may not reach github.com/redis/go-redis/v9"},
		"a pane may not reach feeds":  {listed{ImportPath: "tickdeck/ui/alerts", Deps: []string{"tickdeck/feeds"}}, "tickdeck/ui/alerts may not reach tickdeck/feeds"},
		"feeds may not draw":          {listed{ImportPath: "tickdeck/feeds/wire", Deps: []string{"charm.land/bubbletea/v2"}}, "tickdeck/feeds/wire may not reach charm.land/bubbletea/v2"},
		"a name alike is no relation": {listed{ImportPath: "tickdeck/ui/alerts", Deps: []string{"tickdeck/feedstock"}}, ""},
	}
	for name, c := range cases {
		if got := strings.Join(breaches([]listed{std, c.p}), "; "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
