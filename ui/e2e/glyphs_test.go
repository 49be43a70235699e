//go:build unix

package e2e

import (
	"strings"
	"testing"
	"unicode"
)

func TestWithASCIIGlyphsTheWholeScreenIsASCII(t *testing.T) {
	t.Parallel()
	s := open(t, setup{args: []string{"demo", "--glyphs", "ascii"}})
	s.sees("SIMULATED MARKET", "* 127.0.0.1", "enter detail", "running")
	s.types("n") // the form, whose lines are its own
	s.sees("> New backtest")
	text, output := s.text(), s.output()
	for _, shown := range []string{text, output} {
		if i := strings.IndexFunc(shown, func(r rune) bool { return r > unicode.MaxASCII }); i >= 0 {
			t.Errorf("it shows %q", shown[max(0, i-60):min(len(shown), i+60)])
		}
	}
	s.types(keyCtrlC)
	s.ends()
	s.leavesNoTrace()
}
