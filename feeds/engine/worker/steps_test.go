package worker

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

const stepsHead = "| the last step that was done | what is left behind | who mends it |\n| --- | --- | --- |\n"

// steps are the rows of the table in docs/decisions/worker.md, by their first cell.
func steps(t *testing.T) (names []string) {
	t.Helper()
	page, err := os.ReadFile("../../../docs/decisions/worker.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(page), stepsHead)
	if !ok {
		t.Fatalf("there is no table that begins with %s", stepsHead)
	}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) == 1 {
			break
		}
		if len(cells) != 5 {
			t.Errorf("a row of %d cells: %s", len(cells)-2, line)
			continue
		}
		names = append(names, strings.TrimSpace(cells[1]))
	}
	return names
}

func TestWhatAStepThatBrokeOffLeavesBehindIsMended(t *testing.T) {
	cases, rows := breaks(), steps(t)
	for _, row := range rows {
		mended, ok := cases[row]
		if !ok {
			t.Errorf("the row %q has no case", row)
			continue
		}
		t.Run(row, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			mended(s, s.listen())
		})
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		if !slices.Contains(rows, name) {
			t.Errorf("the case %q has no row", name)
		}
	}
}

// breaks are the cases of the table: each makes a step break off, and sees what
// comes of the job j.
func breaks() map[string]func(*site, *heard) {
	all := map[string]func(*site, *heard){
		"publisher: hash written, not the stream":                    sentAgain(onlyItsRecord),
		"publisher: hash and stream, not published":                  sentAgain(unpublished),
		"client cancels: command in its stream, not published":       cancelledBy(commandInItsStream),
		"client cancels: published, hash not marked":                 cancelledBy(commandWithoutAMark),
		"cancel: only heard, carried out in the hash, not announced": cancelOnlyHeard,
		"given back in the hash, entry not handed over":              givenBackWithoutItsEntry,
		"published, not written into the web application's record":   publishedWithoutItsRecord,
	}
	for name, c := range runCrashes() {
		all[name] = c.mended
	}
	maps.Copy(all, heardCrashes())
	for name, before := range cancelCrashes() {
		all[name] = cancelMended(before)
	}
	return all
}
