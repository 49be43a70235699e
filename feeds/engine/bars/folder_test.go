package bars

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const row = "2024-01-02,10,12,9.5,11,1500\n"

// folder makes a folder of files by their names.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func load(t testing.TB, dir string) *Folder {
	t.Helper()
	f, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func pack(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestAFolderKnowsItsSymbolsByItsFiles(t *testing.T) {
	dir := folder(t, map[string]string{
		"msft.csv": head + row, "AAPL.CSV": head + row, "brk.b.csv.gz": pack(t, head+row), "^gspc.Csv.GZ": pack(t, head+row),
		".hidden.csv": "", "notes.txt": "", "readme": "",
	})
	if err := os.Mkdir(filepath.Join(dir, "old.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	f := load(t, dir)
	if got := f.Symbols(); !slices.Equal(got, []string{"AAPL", "BRK.B", "MSFT", "^GSPC"}) {
		t.Errorf("%v", got)
	}
	for _, s := range []string{"aapl", " brk.b ", "MSFT", "^gspc"} {
		if got, _, err := f.Series(s); err != nil || len(got.Bars) != 1 || got.Symbol != strings.ToUpper(strings.TrimSpace(s)) {
			t.Errorf("%s: %+v, %v", s, got, err)
		}
	}
}

func TestOnlyWhatIsAskedForIsRead(t *testing.T) {
	f := load(t, folder(t, map[string]string{"good.csv": head + row, "bad.csv": "garbage"}))
	if _, _, err := f.Series("GOOD"); err != nil {
		t.Error(err)
	}
	if _, _, err := f.Series("BAD"); err == nil || !strings.Contains(err.Error(), "bad.csv line 1: the header") {
		t.Error(err)
	}
}

func TestAFolderThatCannotBeUsedSaysWhy(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	for want, files := range map[string]map[string]string{
		"holds no .csv or .csv.gz files":             {"a.txt": ""},
		"a.csv and a.csv.gz are both A":              {"a.csv": "", "a.csv.gz": ""},
		`"daily prices.csv" is named like no symbol`: {"daily prices.csv": "", "b.csv": ""},
	} {
		if _, err := Load(folder(t, files)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestAPackedFileThatIsBrokenIsNamed(t *testing.T) {
	whole := pack(t, head+row+strings.Repeat("\n", 5000))
	f := load(t, folder(t, map[string]string{"a.csv.gz": whole[:len(whole)-12], "b.csv.gz": "no such thing", "c.csv.gz": "", "d.csv": ""}))
	for symbol, want := range map[string]string{"A": "a.csv.gz after", "B": "b.csv.gz: ", "C": "c.csv.gz is empty", "D": "d.csv is empty"} {
		if _, _, err := f.Series(symbol); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestAFileThatChangesIsReadAgain(t *testing.T) {
	dir := folder(t, map[string]string{"a.csv": head + row})
	f := load(t, dir)
	first, _, _ := f.Series("A")
	again, _, _ := f.Series("A")
	if &first.Bars[0] != &again.Bars[0] {
		t.Error("an unchanged file is read twice")
	}
	write(t, filepath.Join(dir, "a.csv"), head+row+"2024-01-03,10,12,9.5,11,1500\n")
	if s, _, err := f.Series("A"); err != nil || len(s.Bars) != 2 {
		t.Errorf("%+v, %v", s, err)
	}
	if err := os.Remove(filepath.Join(dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Series("A"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestDailyTellsWhatThereIsInstead(t *testing.T) {
	f := load(t, folder(t, map[string]string{
		"aapl.csv": head + row + "2024-01-03,11,12,9.5,11,1500\n2024-01-04,12,12,9.5,11,1500\n", "msft.csv": "", "x.csv": "",
	}))
	s, err := f.Daily("aapl", day("2024-01-03"), day("2024-01-03").Add(5*time.Hour))
	if err != nil || len(s.Bars) != 1 || s.Bars[0].Open != 11 || cap(s.Bars) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err := f.Daily("AAPL", time.Time{}, time.Time{}); err != nil || len(s.Bars) != 3 {
		t.Errorf("%+v, %v", s, err)
	}
	var zero time.Time
	for want, ask := range map[string]struct {
		symbol   string
		from, to time.Time
	}{
		"no data for XYZ: 3 symbols are known, such as AAPL, MSFT":                            {"xyz", zero, zero},
		"AAPL has bars from 2024-01-02 to 2024-01-04, none between 2020-01-01 and 2020-12-31": {"AAPL", day("2020-01-01"), day("2020-12-31")},
		"AAPL has bars from 2024-01-02 to 2024-01-04, none from 2024-01-05 on":                {"AAPL", day("2024-01-05"), zero},
		"AAPL has bars from 2024-01-02 to 2024-01-04, none up to 2024-01-01":                  {"AAPL", zero, day("2024-01-01")},
		"the range ends on 2024-01-02, before it begins on 2024-01-04":                        {"AAPL", day("2024-01-04"), day("2024-01-02")},
	} {
		if _, err := f.Daily(ask.symbol, ask.from, ask.to); err == nil || err.Error() != want {
			t.Errorf("%v is not %q", err, want)
		}
	}
}

func TestMinutesAreGatheredIntoDays(t *testing.T) {
	f := load(t, folder(t, map[string]string{"a.csv": head + `2024-01-02T14:30:00Z,10,11,9,10.5,100
2024-01-02T14:31:00Z,10.5,12,10,11,50
2024-01-02T14:32:00Z,11,11.5,8,9,25
2024-01-03T14:30:00Z,20,21,19,20.5,100
2024-01-03T14:31:00Z,20,21,19,20.25,100
`}))
	s, err := f.Daily("A", time.Time{}, time.Time{})
	want := []Bar{{unix(t, "2024-01-02T00:00:00Z"), 10, 12, 8, 9, 175}, {unix(t, "2024-01-03T00:00:00Z"), 20, 21, 19, 20.25, 200}}
	if err != nil || !slices.Equal(s.Bars, want) {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestTheCacheHoldsNoMoreThanItMay(t *testing.T) {
	c, v := newCache(10), version{1, day("2024-01-02")}
	for _, symbol := range []string{"A", "B", "C"} {
		c.put(symbol, v, Series{Symbol: symbol, Bars: make([]Bar, 4)}, Report{})
		c.get("A", v)
	}
	c.put("HUGE", v, Series{Bars: make([]Bar, 11)}, Report{})
	for symbol, want := range map[string]bool{"A": true, "B": false, "C": true, "HUGE": false} {
		if _, _, ok := c.get(symbol, v); ok != want {
			t.Errorf("%s is kept: %t", symbol, ok)
		}
	}
	if _, _, ok := c.get("A", version{2, v.changed}); ok || c.held != 4 || len(c.at) != 1 || c.order.Len() != 1 {
		t.Errorf("holds %d bars of %d symbols", c.held, len(c.at))
	}
}

func TestManyMayReadAtOnce(t *testing.T) {
	files := map[string]string{}
	for i := range 10 {
		files[fmt.Sprintf("s%d.csv", i)] = head + row
	}
	f := load(t, folder(t, files))
	f.kept.most = 5
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 100 {
				if s, err := f.Daily(fmt.Sprintf("S%d", i%10), time.Time{}, time.Time{}); err != nil || len(s.Bars) != 1 {
					t.Errorf("%+v, %v", s, err)
				}
			}
		})
	}
	wg.Wait()
}
