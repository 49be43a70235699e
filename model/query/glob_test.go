package query

import "testing"

// What agreed at first and then did not may begin anew within itself.
func TestAPieceIsFoundWhereItBegins(t *testing.T) {
	for _, c := range []struct {
		parts []string
		text  string
		want  bool
	}{
		{[]string{"aab"}, "aaab", true},
		{[]string{"abac"}, "ababac", true},
		{[]string{"abac"}, "abababab", false},
		{[]string{"", "aab"}, "aaab", true},
		{[]string{"", "aab", ""}, "aaabx", true},
		{[]string{"", "abab"}, "ababab", true},
		{[]string{"ab", "ab"}, "ab", false},
		{[]string{"ab", "ab"}, "abab", true},
		{[]string{"ÄB"}, "xäb", true},
	} {
		anywhere := len(c.parts) == 1
		if got := newFoldings().newGlob(c.parts, false, anywhere).match(c.text); got != c.want {
			t.Errorf("%q in %s: got %v", c.parts, c.text, got)
		}
	}
}
