package run

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tickdeck/model"
)

// longFolder holds bars enough for a table.
func longFolder(t *testing.T) string {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 0))
	var text bytes.Buffer
	text.WriteString("time,open,high,low,close,volume\n")
	last := 100.0
	for day := range 1500 {
		open, end := last+r.NormFloat64()/2, last+r.NormFloat64()
		fmt.Fprintf(&text, "%d,%v,%v,%v,%v,%d\n", (day+1)*86400, open, max(open, end)+r.Float64(), min(open, end)-r.Float64(), end, 1000+r.IntN(1000))
		last = 100 + 0.9*(end-100)
	}
	if err := os.WriteFile(filepath.Join(dir, "AAPL.csv"), text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func names(t *testing.T, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestACalibrationIsWrittenAsAWhole(t *testing.T) {
	bars, out := longFolder(t), t.TempDir()
	path, ignore := filepath.Join(out, "own.json"), func(note string) { t.Error(note) }
	if err := os.WriteFile(path, []byte("what was there before, and longer than that"), 0o640); err != nil {
		t.Fatal(err)
	}
	c, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: bars, Output: path}, ignore)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	info, _ := os.Stat(path)
	if err != nil || !bytes.Equal(text, c.JSON) || len(names(t, out)) != 1 || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("%v, mode %v, beside it %v, in it %.200s", err, info.Mode(), names(t, out), text)
	}
	// Made of nothing it leaves what is there.
	if _, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: folder(t), Output: path}, ignore); err == nil || !strings.Contains(err.Error(), "too few") {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadFile(path); !bytes.Equal(text, left) || len(names(t, out)) != 1 {
		t.Errorf("beside it %v, in it %.200s", names(t, out), left)
	}
}

func TestALinkToATableStaysOne(t *testing.T) {
	out := t.TempDir()
	path, link := filepath.Join(out, "own.json"), filepath.Join(out, "link.json")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Skip("there are no links here: ", err)
	}
	if _, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: longFolder(t), Output: link}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("it is %v, %v", info, err)
	}
	if text, err := os.ReadFile(path); err != nil || len(text) == 0 {
		t.Errorf("the file has %d bytes, %v", len(text), err)
	}
}

// It is found out before the bars are gone through, which may take minutes: this folder
// is not there either.
func TestAPlaceThatCannotBeWrittenIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "nowhere", "own.json")} {
		_, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: "no bars", Output: path}, nil)
		if err == nil || !strings.HasPrefix(err.Error(), "write the confidence table: ") || !strings.Contains(err.Error(), path) && !strings.Contains(err.Error(), filepath.Dir(path)) {
			t.Errorf("got %v", err)
		}
	}
}

func TestATableIsWrittenWithoutTheFilesThatCannotBeRead(t *testing.T) {
	bars, path := longFolder(t), filepath.Join(t.TempDir(), "own.json")
	if err := os.WriteFile(filepath.Join(bars, "A.csv"), []byte("date,open\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: bars, Output: path}, func(string) {})
	if text, _ := os.ReadFile(path); !errors.As(err, new(*model.SkippedError)) || len(text) == 0 || !bytes.Equal(text, c.JSON) {
		t.Errorf("got %v and %d bytes", err, len(text))
	}
}
