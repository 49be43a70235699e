package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"tickdeck/theme"
)

// beyond are the packages that draw no screen.
func beyond() []string { return []string{"cli", "config", "e2e", "notify", "uitest"} }

func TestGlyphsAreNamedByTheTheme(t *testing.T) {
	eachSource(t, ".", func(path string, file *ast.File) {
		if literals := glyphsIn(file); len(literals) > 0 {
			t.Errorf("%s writes %q in place of the theme's names", path, literals)
		}
	})
}

func TestEveryGlyphOfTheThemeHasOneInASCII(t *testing.T) {
	n := 0
	eachSource(t, filepath.Join("..", "theme"), func(path string, file *ast.File) {
		for _, text := range glyphsIn(file) {
			n++
			if drawn := string(theme.Glyphs("ascii").Append(nil, text)); strings.IndexFunc(drawn, beyondASCII) >= 0 {
				t.Errorf("%s: %q is drawn as %q", path, text, drawn)
			}
		}
	})
	if n == 0 {
		t.Error("no glyph was found: this proves nothing")
	}
}

func beyondASCII(r rune) bool { return r > unicode.MaxASCII && unicode.IsPrint(r) }

// eachSource parses every file below a folder that is no test.
func eachSource(t *testing.T, root string, see func(path string, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(beyond(), path):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err == nil {
			see(filepath.ToSlash(path), file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// glyphsIn are the texts and characters of a file that are not all ASCII.
func glyphsIn(file *ast.File) (out []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING && lit.Kind != token.CHAR {
			return true
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil {
			text = lit.Value
		}
		if strings.IndexFunc(text, beyondASCII) >= 0 {
			out = append(out, text)
		}
		return true
	})
	return out
}

// asciiDeck is a full screen in ASCII whose data is ASCII too.
func asciiDeck(t *testing.T, w, h int) *deck {
	t.Helper()
	d := newDeck(t, w, h)
	o := d.opt
	o.Glyphs = "ascii"
	d.App = New(o)
	d.resize(w, h)
	b := busy()
	for _, e := range b.Items {
		if e.Alert != nil {
			e.Alert.Symbol, e.Alert.Pattern = plainText(e.Alert.Symbol), plainText(e.Alert.Pattern)
			e.Alert.SetRaw(plainText(`{"symbol":"ACME"}`))
		}
	}
	for i := range b.Jobs {
		b.Jobs[i].Symbols = []string{"AAPL", "MSFT", "NVDA"}
	}
	d.frame(b)
	return d
}

func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if beyondASCII(r) {
			return 'X'
		}
		return r
	}, s)
}

func TestAnASCIIScreenIsASCII(t *testing.T) {
	for name, keys := range overlays() {
		for _, size := range [...]struct{ w, h int }{{60, 16}, {80, 24}, {120, 40}, {200, 60}} {
			d := asciiDeck(t, size.w, size.h)
			d.press(keys...)
			for i, line := range strings.Split(d.text(), "\n") {
				if strings.IndexFunc(line, beyondASCII) >= 0 {
					t.Errorf("%s at %d×%d, line %d: %q", name, size.w, size.h, i, line)
				}
			}
			d.exact(name)
		}
	}
}

func TestAnASCIIScreenNamesItsKeys(t *testing.T) {
	d := asciiDeck(t, 80, 60)
	d.shows("enter detail")
	d.press("?")
	d.shows("up/k", "shift+tab")
}
