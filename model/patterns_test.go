package model

import "testing"

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
