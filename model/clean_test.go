package model

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanShowsWhatWouldAct(t *testing.T) {
	for name, c := range map[string]struct{ sent, want string }{
		"plain":            {"AAPL", "AAPL"},
		"empty":            {"", ""},
		"letters":          {"Größe 日本 😀", "Größe 日本 😀"},
		"escape":           {"\x1b[2J", "␛[2J"},
		"window title":     {"\x1b]0;x\a", "␛]0;x␇"},
		"delete":           {"a\x7fb", "a␡b"},
		"C1 control":       {"a\u009bb", "a\ufffdb"},
		"line separator":   {"a\u2028b", "a\ufffdb"},
		"bidi override":    {"a\u202eb", "a\ufffdb"},
		"zero width":       {"a\u200bb", "a\ufffdb"},
		"soft hyphen":      {"a\u00adb", "a\ufffdb"},
		"variation":        {"a\ufe0fb", "a\ufffdb"},
		"Hangul filler":    {"a\u3164b", "a\ufffdb"},
		"tag":              {"a\U000e0041b", "a\ufffdb"},
		"private use":      {"a\ue000b", "a\ufffdb"},
		"invalid UTF-8":    {"a\xffb", "a\ufffdb"},
		"surrogate":        {"a\xed\xa0\x80b", "a\ufffd\ufffd\ufffdb"},
		"pile of marks":    {"a" + strings.Repeat("\u0301", 9) + "b", "a\u0301\u0301b"},
		"as long as it be": {strings.Repeat("é", MaxText), strings.Repeat("é", MaxText)},
		"one too long":     {strings.Repeat("é", MaxText+1), strings.Repeat("é", MaxText) + "…"},
	} {
		if got := Clean(c.sent); got != c.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", name, c.sent, got, c.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"", "AAPL", "\x1b]0;x\a\x1b[2J", "a\u202e\u200b\u00ad\ufe0f\u3164\U000e0041", "\xff\xed\xa0\x80", "a\u0301\u0301\u0301\u0301",
		strings.Repeat("x", MaxText+1), strings.Repeat("\u0301", MaxText+9), "\u2800\u115f\u17b4", "\ufe0f\u0301\ufe0f\u0301",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := CleanLine(s)
		harmless(t, line)
		short := Clean(s)
		harmless(t, short)
		if n := utf8.RuneCountInString(short); n > MaxText+1 {
			t.Errorf("%d runes are kept", n)
		}
		if Clean(short) != short || CleanLine(line) != line {
			t.Errorf("cleaning twice makes a difference: %q, then %q", short, Clean(short))
		}
		if plainASCII(s) && (line != s || len(s) <= MaxText && short != s) {
			t.Errorf("plain text was changed: %q became %q", s, short)
		}
	})
}

// harmless knows nothing of how Clean works: it asks Unicode what moves,
// reorders or hides text.
func harmless(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("invalid UTF-8: %q", s)
	}
	marks := 0
	for _, r := range s {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Bidi_Control,
			unicode.Join_Control, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			t.Fatalf("%U in %q", r, s)
		}
		if marks++; !unicode.IsMark(r) {
			marks = 0
		}
		if marks > 2 {
			t.Fatalf("a pile of marks in %q", s)
		}
	}
}

func plainASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}
