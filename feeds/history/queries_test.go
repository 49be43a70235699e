package history

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestQueriesOutliveTheProgramTheNewestOfThemEachOnce(t *testing.T) {
	o := options(t)
	one, two := start(t, o), start(t, o)
	for i := range mostQueries + 5 {
		one.kept.KeepQuery(fmt.Sprintf("symbol:S%d", i))
	}
	one.kept.KeepQuery("symbol:S50")
	one.kept.KeepQuery("")
	one.kept.KeepQuery(strings.Repeat("x", longestQuery+1))
	one.end()
	two.kept.KeepQuery("marked:") // another deck's are kept beside
	two.end()
	got := start(t, o).kept.Queries()
	if len(got) != mostQueries || !slices.Equal(got[mostQueries-3:], []string{"symbol:S104", "symbol:S50", "marked:"}) || got[0] != "symbol:S6" {
		t.Errorf("%d: %q", len(got), got)
	}
	s, err := open(one.kept.path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if n, err := s.number("select count(*) from queries"); err != nil || n != mostQueries {
		t.Errorf("%d are on disk, %v", n, err)
	}
}

func TestAQueryThatCouldNotBeWrittenIsTriedAgain(t *testing.T) {
	n := newNotes()
	n.KeepQuery("one")
	u := n.take()
	n.KeepQuery("two")
	n.KeepQuery("one")
	n.again(u)
	var texts []string
	for _, q := range n.take().queries {
		texts = append(texts, q.text)
	}
	if !slices.Equal(texts, []string{"two", "one"}) || !slices.Equal(n.Queries(), []string{"two", "one"}) {
		t.Errorf("%q are to be written, known are %q", texts, n.Queries())
	}
}

func TestWhenItIsOffQueriesLiveInMemory(t *testing.T) {
	o := options(t)
	o.Disk.On = false
	d := start(t, o)
	d.kept.KeepQuery("one")
	if got := d.kept.Queries(); !slices.Equal(got, []string{"one"}) {
		t.Errorf("%q", got)
	}
	if u := d.kept.take(); !u.empty() {
		t.Errorf("%+v would be written, and is held for ever", u)
	}
}
