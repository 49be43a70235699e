package draw

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/theme"
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

func TestATitleRowSaysWhatHasRoom(t *testing.T) {
	box := Box{Title: "Alerts", Scope: "all · mine", Note: "following", Focused: true}
	for w, want := range map[int]string{
		0: "", 4: " ▸ …", 9: " ▸ Alerts", 10: " ▸ Alerts ", 16: " ▸ Alerts  all… ", 21: " ▸ Alerts  all · mi… ",
		40: " ▸ Alerts  all · mine         following ", 30: " ▸ Alerts  all · mine   foll… ",
	} {
		if got := ansi.Strip(TitleRow(theme.New("dark", true), box, w)); got != want {
			t.Errorf("%d cells: %q, want %q", w, got, want)
		}
	}
	for w := range 200 {
		for _, b := range []Box{{}, box, {Title: "Detail"}, {Title: "日本株", Note: "日本株 日本株"}, {Title: "T", Scope: "日本株 日本株"}} {
			row := TitleRow(theme.New("dark", true), b, w)
			if got := ansi.StringWidth(row); got != w {
				t.Fatalf("%+v in %d cells is %d wide", b, w, got)
			}
		}
	}
}

func TestAFrameIsExactWithAScopeToo(t *testing.T) {
	for w := range 120 {
		for _, line := range Frame(nil, theme.New("dark", true), Box{Title: "Job", Scope: "bt_7f3a, a long one", Note: "1–20 of 300"}, nil, w, 3) {
			if got := ansi.StringWidth(line); got != w {
				t.Fatalf("%d cells: %q is %d wide", w, ansi.Strip(line), got)
			}
		}
	}
}
