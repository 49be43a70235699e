package layout

import (
	"fmt"
	"reflect"
	"testing"
)

// table has some of everything.
func table() Table {
	return Table{
		{MinW: 110, MinH: 24, Open: "detail", Root: Node{Cols: []Node{{View: "list"}, {View: "detail", Cells: Cells{Min: 40, Max: 40}}}}},
		{MinW: 100, MinH: 24, Root: Node{Rows: []Node{
			{Cols: []Node{{View: "list"}, {View: "jobs", Cells: Cells{Percent: 31, Min: 34, Max: 108}}}},
			{Cells: Cells{Fit: "pipe", Min: 6, Percent: 30, Spare: 6}, Cols: []Node{{View: "pipe"}, {View: "server", Cells: Cells{Min: 21, Max: 21}}}},
		}}},
		{MinH: 9, Page: true, Root: Node{View: Focused}, Briefs: []Brief{{View: "list"}, {View: "jobs"}, {View: "pipe"}, {View: "server", With: "pipe"}}},
		{Page: true, Root: Node{View: Focused}},
	}
}

func TestAnArrangementIsChosenBySizeAndFocus(t *testing.T) {
	for name, c := range map[string]struct {
		room        Rect
		focus, open string
		want        Plan
	}{
		"a page without room for briefs": {Rect{0, 1, 60, 8}, "jobs", "", Plan{
			Room: Rect{0, 1, 60, 8}, Page: true, Places: []Place{{"jobs", Rect{0, 2, 60, 7}}}, BriefsY: 9,
		}},
		"a page, the others a line each": {Rect{0, 1, 60, 14}, "jobs", "", Plan{
			Room: Rect{0, 1, 60, 12}, Page: true, Places: []Place{{"jobs", Rect{0, 2, 60, 11}}}, Briefs: []string{"list", "pipe"}, BriefsY: 13,
		}},
		"a line that goes with another view": {Rect{0, 1, 60, 14}, "pipe", "", Plan{
			Room: Rect{0, 1, 60, 11}, Page: true, Places: []Place{{"pipe", Rect{0, 2, 60, 10}}}, Briefs: []string{"list", "jobs", "server"}, BriefsY: 12,
		}},
		"all of them": {Rect{0, 1, 100, 24}, "list", "", Plan{
			Room: Rect{0, 1, 100, 24}, BriefsY: 25,
			Places: []Place{{"list", Rect{1, 2, 63, 15}}, {"jobs", Rect{65, 2, 34, 15}}, {"pipe", Rect{1, 18, 76, 6}}, {"server", Rect{78, 18, 21, 6}}},
		}},
		"a view that was opened beside them": {Rect{0, 1, 110, 24}, "list", "detail", Plan{
			Room: Rect{0, 1, 110, 24}, BriefsY: 25, Places: []Place{{"list", Rect{1, 2, 67, 22}}, {"detail", Rect{69, 2, 40, 22}}},
		}},
		"one that has no room": {Rect{0, 1, 100, 24}, "list", "detail", Plan{
			Room: Rect{0, 1, 100, 24}, BriefsY: 25,
			Places: []Place{{"list", Rect{1, 2, 63, 15}}, {"jobs", Rect{65, 2, 34, 15}}, {"pipe", Rect{1, 18, 76, 6}}, {"server", Rect{78, 18, 21, 6}}},
		}},
		"a view that has the focus in place of it": {Rect{0, 1, 110, 24}, "jobs", "detail", Plan{
			Room: Rect{0, 1, 110, 24}, BriefsY: 25,
			Places: []Place{{"list", Rect{1, 2, 73, 15}}, {"jobs", Rect{75, 2, 34, 15}}, {"pipe", Rect{1, 18, 86, 6}}, {"server", Rect{88, 18, 21, 6}}},
		}},
		"a view that has no place among the others": {Rect{0, 1, 200, 50}, "form", "", Plan{
			Room: Rect{0, 1, 200, 47}, Page: true, Places: []Place{{"form", Rect{0, 2, 200, 46}}}, Briefs: []string{"list", "jobs", "pipe"}, BriefsY: 48,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := table().Arrange(c.room, c.focus, c.open, map[string]int{"pipe": 6}); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestAViewGetsTheRowsItWishesFor(t *testing.T) {
	for _, c := range [...]struct{ h, wish, want int }{
		{24, 0, 6}, {24, 6, 6}, {24, 9, 9}, {24, 90, 11}, {50, 6, 14}, {50, 9, 9}, {90, 9, 26},
	} {
		p := table().Arrange(Rect{0, 1, 120, c.h}, "list", "", map[string]int{"pipe": c.wish})
		if got := p.Places[2].H; got != c.want {
			t.Errorf("of %d rows it wishes for %d and gets %d, not %d", c.h, c.wish, got, c.want)
		}
	}
}

func TestEveryCellBelongsToOneViewOrToALine(t *testing.T) {
	for w := range 301 {
		for h := range 91 {
			for _, focus := range []string{"list", "jobs", "pipe", "form"} {
				p := table().Arrange(Rect{0, 1, w, h}, focus, "", map[string]int{"pipe": w % 20})
				check(t, fmt.Sprintf("%d×%d, %s", w, h, focus), p, w, h)
			}
		}
	}
}

// check looks at the rows: views do not overlap, and what is beside them is one
// cell wide, a line.
func check(t *testing.T, what string, p Plan, w, h int) {
	t.Helper()
	for y := p.Room.Y; y < p.Room.Y+p.Room.H; y++ {
		x, lines := 0, 0
		for _, place := range p.Places {
			if y < place.Y || y >= place.Y+place.H {
				continue
			}
			if gap := place.X - x; gap < 0 || gap > 1 {
				t.Fatalf("%s: row %d: %s begins at %d, behind %d", what, y, place.View, place.X, x)
			}
			lines += place.X - x
			x = place.X + place.W
		}
		if right := w - x; x > 0 && (right > 1 || right < 0) {
			t.Fatalf("%s: row %d ends at %d", what, y, x)
		}
	}
	if len(p.Briefs)+p.Room.H > max(h, len(p.Briefs)) {
		t.Fatalf("%s: %d briefs and %d rows", what, len(p.Briefs), p.Room.H)
	}
}

func TestWhatSharesTheRestHasItAll(t *testing.T) {
	got := share([]Node{{}, {Cells: Cells{Min: 10, Max: 10}}, {}, {}}, 100, nil)
	if want := []int{29, 10, 29, 29}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	got = share([]Node{{}, {}}, 8, nil)
	if want := []int{3, 4}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestAnEmptyTablePlacesNothing(t *testing.T) {
	if p := (Table{}).Arrange(Rect{0, 0, 80, 24}, "list", "", nil); len(p.Places) != 0 {
		t.Errorf("%+v", p)
	}
}
