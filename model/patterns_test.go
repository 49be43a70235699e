package model

import (
	"testing"

	"pgregory.net/rapid"
)

func TestNamesOfPatternsAreComparedByLettersAndDigitsAlone(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Dark Cloud Cover", "DarkCloudCover", true},
		{"Dark Cloud Cover", "DARK_CLOUD_COVER", true},
		{"Three-Line Strike", "three line strike", true},
		{"Up/Down-side Gap Three Methods", "UpDownsideGapThreeMethods", true},
		{"三白兵", "三白 兵", true},
		{"Doji", "Doji Star", false},
		{"Head 1", "Head 2", false},
	} {
		if same := PatternKey(c.a) == PatternKey(c.b); same != c.same {
			t.Errorf("%q and %q are the same: %v", c.a, c.b, same)
		}
	}
}

func TestNamesAreTheSameIfTheirKeysAre(t *testing.T) {
	for _, names := range [][2]string{{"Dark Cloud Cover", "DARK_CLOUD_COVER"}, {"High-Wave", "highwave"}, {"Doji", "Dojo"}, {"", "-"}, {"3 Black", "3black"}} {
		if SamePattern(names[0], names[1]) != (PatternKey(names[0]) == PatternKey(names[1])) {
			t.Errorf("%q", names)
		}
	}
	if !SamePattern("Shooting Star", "ShootingStar") || SamePattern("Doji", "Dojo") {
		t.Error("it compares otherwise")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aAbBéÉ3 -_\ufffd")))
		if a, b := text.Draw(t, "a"), text.Draw(t, "b"); SamePattern(a, b) != (PatternKey(a) == PatternKey(b)) {
			t.Fatalf("%q and %q", a, b)
		}
	})
}
