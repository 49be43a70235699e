package theme

import (
	"testing"

	"charm.land/lipgloss/v2"
)

func TestEveryGlyphTakesOneCellInEachSet(t *testing.T) {
	for glyph, c := range asciiGlyphs {
		if lipgloss.Width(string(glyph)) != 1 {
			t.Errorf("%q takes %d cells", glyph, lipgloss.Width(string(glyph)))
		}
		if c <= ' ' || c > '~' {
			t.Errorf("%q is drawn as %q in ASCII", glyph, c)
		}
	}
}

func TestTheHeightsOfASparklineDifferInASCIIToo(t *testing.T) {
	seen := map[string]string{}
	for _, glyph := range Sparks {
		drawn := string(Glyphs("ascii").Append(nil, glyph))
		if other, ok := seen[drawn]; ok {
			t.Errorf("%s and %s are both drawn as %s", other, glyph, drawn)
		}
		seen[drawn] = glyph
	}
}

func TestAGlyphSetChangesGlyphsAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"":      "",
		"plain": "plain",
		"╭─ ▸ Alerts ── 3 · – ─╮":      ".- > Alerts -- 3 | - -.",
		"\x1b[1m▲\x1b[m 日本株 \xff…":     "\x1b[1m^\x1b[m 日本株 \xff~",
		"━━╸──  340µs  1–20 ×2  a → b": "==>--  340us  1-20 x2  a > b",
		"⠉⣀⠒⡇ █▀":                      "'.': #\"",
	} {
		if got := string(Glyphs("ascii").Append(nil, text)); got != want {
			t.Errorf("%q is drawn as %q, want %q", text, got, want)
		}
		if got := string(Glyphs("unicode").Append([]byte("a"), text)); got != "a"+text {
			t.Errorf("unicode draws %q as %q", text, got)
		}
	}
}

func TestKeysWithoutAGlyphAreNamed(t *testing.T) {
	for shown, want := range map[string]string{"⏎": "enter", "⇧tab": "shift+tab", "↑/k": "up/k", "q": "q"} {
		if got := Glyphs("ascii").KeyName(shown); got != want {
			t.Errorf("%s is named %q, want %q", shown, got, want)
		}
		if got := Glyphs("unicode").KeyName(shown); got != shown {
			t.Errorf("%s is shown as %q", shown, got)
		}
	}
}
