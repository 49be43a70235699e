package main

import (
	"strings"
	"testing"
)

// Many fonts lack them, or draw them at another width.
func TestTheDotsOfABrailleCellAreDrawn(t *testing.T) {
	for glyph, want := range map[string][]string{
		"⠀": nil, "⠁": {`cx="2.25" cy="2.5"`}, "⡀": {`cx="2.25" cy="17.5"`}, "⢀": {`cx="6.75" cy="17.5"`},
		"⠒": {`cx="2.25" cy="7.5"`, `cx="6.75" cy="7.5"`}, "⣿": make([]string, 8),
	} {
		got := shape(glyph, 1)
		if strings.Count(got, "<circle") != len(want) || got == "" {
			t.Errorf("%s is %q", glyph, got)
		}
		for _, dot := range want {
			if !strings.Contains(got, dot) {
				t.Errorf("%s has no %s: %s", glyph, dot, got)
			}
		}
	}
}
