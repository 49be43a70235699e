package draw

import (
	"strings"
	"testing"
)

func TestFillMakesExactlyThatManyLines(t *testing.T) {
	for _, c := range [...]struct{ have, w, h, want int }{
		{0, 10, 3, 3}, {2, 10, 3, 3}, {5, 10, 3, 3}, {1, 0, 2, 2}, {1, 10, 0, 0}, {1, 10, -1, 0}, {0, MaxWidth + 9, 1, 1},
	} {
		have := make([]string, c.have)
		for i := range have {
			have[i] = strings.Repeat("x", c.w)
		}
		got := Fill(have, c.w, c.h)
		if len(got) != c.want {
			t.Errorf("%+v: %d lines", c, len(got))
		}
		for i, line := range got {
			if Width(line) != min(c.w, MaxWidth) || (i < c.have) != strings.HasPrefix(line, "x") && c.w > 0 {
				t.Errorf("%+v: line %d is %q", c, i, line)
			}
		}
	}
}
