package docs

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "tickdeck"

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir           string
	Imports                   []string // direct, tests left out
	Deps                      []string // all, tests left out
	TestImports, XTestImports []string // of its tests: inside the package, and outside
}

// breaches lists how packages and the rows of the table disagree.
func breaches(rows []row, packages []listed) (out []string) {
	of := map[string]row{}
	for _, r := range rows {
		of[r.path] = r
	}
	there := map[string]bool{}
	for _, p := range packages {
		path := ours(p.ImportPath)
		there[path] = true
		if r, ok := of[path]; ok {
			out = append(out, r.breaches(p)...)
		} else {
			out = append(out, path+" has no row")
		}
	}
	for _, r := range rows {
		if !there[r.path] {
			out = append(out, r.path+" has a row and is no package")
		}
	}
	return out
}

func (r row) breaches(p listed) (out []string) {
	for _, to := range p.Imports {
		if !standard(to) && !allowed(to, r.may) || standard(to) && forbidden(to, r.never) {
			out = append(out, r.path+" may not import "+ours(to))
		}
	}
	for _, root := range r.never {
		at := slices.IndexFunc(p.Deps, func(to string) bool { return !standard(to) && under(ours(to), root) })
		if at >= 0 { // the first of them will do
			out = append(out, r.path+" may not reach "+ours(p.Deps[at]))
		}
	}
	for _, to := range slices.Concat(p.TestImports, p.XTestImports) {
		if to != p.ImportPath && !standard(to) && !allowed(to, slices.Concat(r.may, r.tests)) {
			out = append(out, "the tests of "+r.path+" may not import "+ours(to))
		}
	}
	return out
}

// ours is a path as the table writes it.
func ours(path string) string {
	if path == module {
		return "."
	}
	return strings.TrimPrefix(path, module+"/")
}

func isOurs(path string) bool { return under(path, module) }

// standard reports whether a path is of the standard library: only those have
// no dot in what stands first.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !isOurs(path) && !strings.Contains(first, ".")
}

func allowed(path string, may []string) bool {
	if isOurs(path) {
		return slices.Contains(may, ours(path))
	}
	return slices.ContainsFunc(may, func(root string) bool { return under(path, root) })
}

// forbidden reports whether a package of the standard library is one of those, or
// below one. net/url opens no connection: it reads text.
func forbidden(path string, never []string) bool {
	return path != "net/url" && slices.ContainsFunc(never, func(root string) bool { return under(path, root) })
}

func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

func TestImportsGoTheWaysOfTheTable(t *testing.T) {
	rows := theTable(t)
	var everywhere []listed
	for _, system := range []string{"linux", "darwin", "windows"} { // some files are of one system only
		t.Run(system, func(t *testing.T) {
			packages := list(t, system)
			everywhere = append(everywhere, packages...)
			for _, b := range breaches(rows, packages) {
				t.Error(b)
			}
		})
	}
	for _, u := range unused(rows, everywhere) {
		t.Error(u)
	}
}

// unused lists what the rows allow and nobody needs, on any system.
func unused(rows []row, packages []listed) (out []string) {
	for _, r := range rows {
		var imports, tests []string
		for _, p := range packages {
			if ours(p.ImportPath) == r.path {
				imports, tests = append(imports, p.Imports...), slices.Concat(tests, p.TestImports, p.XTestImports)
			}
		}
		for _, may := range r.may {
			if !slices.ContainsFunc(imports, func(to string) bool { return under(ours(to), may) }) {
				out = append(out, r.path+" may import "+may+", and does not")
			}
		}
		for _, may := range r.tests {
			if !slices.ContainsFunc(tests, func(to string) bool { return under(ours(to), may) }) {
				out = append(out, "the tests of "+r.path+" may import "+may+", and do not")
			}
		}
	}
	return out
}

// list asks for every package of the module, as a system would build it.
func list(t *testing.T, system string) (packages []listed) {
	t.Helper()
	var errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "go", "list", "-tags=race", "-json=ImportPath,Dir,Imports,Deps,TestImports,XTestImports", module+"/...")
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errs.String())
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		// go test remembers a result until a file changes that the test has
		// opened, and knows nothing of those that go list reads.
		if _, err := os.ReadDir(p.Dir); err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// Each of these was, or could be, tried on the real table.
func TestABreachOfEachKindIsFound(t *testing.T) {
	cases := map[string]struct {
		p    listed
		want string // "" for no breach
	}{
		"a pane knows another pane":       {listed{ImportPath: "tickdeck/ui/alerts", Imports: []string{"tickdeck/ui/jobs"}}, "ui/alerts may not import ui/jobs"},
		"lines know Bubble Tea":           {listed{ImportPath: "tickdeck/ui/draw", Imports: []string{"charm.land/bubbletea/v2"}}, "ui/draw may not import charm.land/bubbletea/v2"},
		"a backtest knows Redis":          {listed{ImportPath: "tickdeck/feeds/engine/backtest", Imports: []string{"github.com/redis/go-redis/v9"}}, "feeds/engine/backtest may not import github.com/redis/go-redis/v9"},
		"the engine ships a test server":  {listed{ImportPath: "tickdeck/feeds/engine", Imports: []string{"tickdeck/feeds/redistest"}}, "feeds/engine may not import feeds/redistest"},
		"its tests start one":             {listed{ImportPath: "tickdeck/feeds/engine", TestImports: []string{"tickdeck/feeds/redistest"}}, ""},
		"a screen knows feeds":            {listed{ImportPath: "tickdeck/ui", Imports: []string{"tickdeck/feeds"}}, "ui may not import feeds"},
		"feeds know the screen":           {listed{ImportPath: "tickdeck/feeds", Imports: []string{"tickdeck/ui/pane"}}, "feeds may not import ui/pane"},
		"the model knows another module":  {listed{ImportPath: "tickdeck/model", Imports: []string{"golang.org/x/text"}}, "model may not import golang.org/x/text"},
		"the model knows the library":     {listed{ImportPath: "tickdeck/model", Imports: []string{"strings", "net/url"}}, ""},
		"the model opens files":           {listed{ImportPath: "tickdeck/model", Imports: []string{"os"}}, "model may not import os"},
		"a package below is used":         {listed{ImportPath: "tickdeck/feeds/hub", Imports: []string{"net/http"}}, "feeds/hub may not import net/http"},
		"a colour runs a program":         {listed{ImportPath: "tickdeck/theme", Imports: []string{"os/exec"}}, "theme may not import os/exec"},
		"the hub reads JSON":              {listed{ImportPath: "tickdeck/feeds/hub", Imports: []string{"encoding/json"}}, "feeds/hub may not import encoding/json"},
		"files are opened further down":   {listed{ImportPath: "tickdeck/model", Imports: []string{"fmt"}, Deps: []string{"fmt", "os"}}, ""},
		"a colour knows the domain":       {listed{ImportPath: "tickdeck/theme", Imports: []string{"tickdeck/model"}}, "theme may not import model"},
		"a colour knows lipgloss":         {listed{ImportPath: "tickdeck/theme", Imports: []string{"charm.land/lipgloss/v2", "charm.land/lipgloss/v2/compat"}}, ""},
		"a library brings Bubble Tea":     {listed{ImportPath: "tickdeck/ui/draw", Deps: []string{"charm.land/bubbletea/v2"}}, "ui/draw may not reach charm.land/bubbletea/v2"},
		"a library brings a screen":       {listed{ImportPath: "tickdeck/feeds/wire", Deps: []string{"charm.land/lipgloss/v2"}}, "feeds/wire may not reach charm.land/lipgloss/v2"},
		"a library has a name alike":      {listed{ImportPath: "tickdeck/ui/draw", Deps: []string{"charm.land/bubbleteapot"}}, ""},
		"a package has a name alike":      {listed{ImportPath: "tickdeck/ui/alerts", Imports: []string{"tickdeck/modelling"}}, "ui/alerts may not import modelling"},
		"what is below ours is another":   {listed{ImportPath: "tickdeck/ui/board", Imports: []string{"tickdeck/model/query"}}, "ui/board may not import model/query"},
		"a test knows what it must not":   {listed{ImportPath: "tickdeck/model", TestImports: []string{"tickdeck/feeds"}}, "the tests of model may not import feeds"},
		"so does one outside the package": {listed{ImportPath: "tickdeck/model", XTestImports: []string{"tickdeck/model", "tickdeck/ui"}}, "the tests of model may not import ui"},
		"a package has no row":            {listed{ImportPath: "tickdeck/ui/util"}, "ui/util has no row"},
		"the program knows what it ships": {listed{ImportPath: "tickdeck", Imports: []string{"tickdeck/feeds/redistest"}}, ". may not import feeds/redistest"},
	}
	rows := theTable(t)
	for name, c := range cases {
		packages := []listed{c.p}
		for _, r := range rows {
			if path := strings.TrimSuffix(module+"/"+r.path, "/."); path != c.p.ImportPath {
				packages = append(packages, listed{ImportPath: path})
			}
		}
		if got := strings.Join(breaches(rows, packages), "; "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestAPermissionThatNobodyNeedsIsFound(t *testing.T) {
	rows := []row{{path: "ui", may: []string{"model", "charm.land/bubbletea"}, tests: []string{"feeds"}}}
	used := listed{ImportPath: "tickdeck/ui", Imports: []string{"charm.land/bubbletea/v2"}, TestImports: []string{"tickdeck/model"}}
	want := []string{"ui may import model, and does not", "the tests of ui may import feeds, and do not"}
	if got := unused(rows, []listed{used}); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestARowWithoutAPackageIsFound(t *testing.T) {
	rows := []row{{path: "model"}, {path: "gone"}}
	if got := breaches(rows, []listed{{ImportPath: "tickdeck/model"}}); len(got) != 1 || got[0] != "gone has a row and is no package" {
		t.Errorf("got %v", got)
	}
}

// What joins the parts is to be read at a glance.
func TestMainIsShort(t *testing.T) {
	text, err := os.ReadFile("../main.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(text, []byte("\n")); n >= 100 {
		t.Errorf("main.go has %d lines: what it does besides joining belongs in feeds or ui", n)
	}
}
