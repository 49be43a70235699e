package files

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/export"
)

func alerts(n int) *export.Picture {
	log := model.NewLog(n+1, 1<<20)
	for i := range n {
		log.Push(model.FeedItem{Alert: &model.Alert{
			Arrived: time.Unix(1_700_000_000+int64(i), 0), Symbol: fmt.Sprintf("S%d", i), Pattern: "Doji", Confidence: 0.5, Price: 1, Volume: model.None(),
		}})
	}
	return &export.Picture{Feed: log.History()}
}

// here writes to a folder of its own.
func here(t *testing.T) *Files {
	t.Helper()
	f := New()
	f.folder, f.home = t.TempDir(), t.TempDir()
	return f
}

func (f *Files) write(path string, p *export.Picture) (string, export.Written, error) {
	return f.Write(context.Background(), path, export.CSV, p, func(int) {})
}

// holds fails unless these files are in a folder, and no others.
func holds(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("the folder holds %q, not %q", got, names)
	}
}

func TestAFileIsWrittenWholeForItsOwner(t *testing.T) {
	f := here(t)
	seen := 0
	at, w, err := f.Write(t.Context(), f.Propose("a.csv"), export.CSV, alerts(5_000), func(done int) { seen = max(seen, done) })
	if err != nil || w.Alerts != 5_000 || at != filepath.Join(f.folder, "a.csv") || seen < 4_000 {
		t.Fatal(at, w, seen, err)
	}
	text, err := os.ReadFile(at)
	if err != nil || strings.Count(string(text), "\n") != 5_001 || !strings.HasSuffix(string(text), "\r\n") {
		t.Errorf("%d lines, %v", strings.Count(string(text), "\n"), err)
	}
	if info, _ := os.Stat(at); runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	holds(t, f.folder, "a.csv")
}

func TestAPathBeginsWhereAPersonIs(t *testing.T) {
	f := here(t)
	whole := filepath.Join(t.TempDir(), "c.csv")
	for path, want := range map[string]string{
		" a.csv ": filepath.Join(f.folder, "a.csv"), "~/b.csv": filepath.Join(f.home, "b.csv"), whole: whole, "~c.csv": filepath.Join(f.folder, "~c.csv"),
	} {
		if at, _, err := f.write(path, alerts(1)); err != nil || at != want {
			t.Errorf("%q is %q, %v", path, at, err)
		}
	}
}

func TestAFileThatIsThereStaysAsItIs(t *testing.T) {
	f := here(t)
	path := filepath.Join(f.folder, "a.csv")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.write("a.csv", alerts(1)); !errors.Is(err, errThere) {
		t.Errorf("it says %v", err)
	}
	// One that comes while we write.
	late := filepath.Join(f.folder, "b.csv")
	p := alerts(1)
	p.Match = func(*model.Alert) bool {
		_ = os.WriteFile(late, []byte("theirs"), 0o600)
		return true
	}
	if _, _, err := f.write("b.csv", p); !errors.Is(err, errThere) {
		t.Errorf("it says %v", err)
	}
	for path, want := range map[string]string{path: "mine", late: "theirs"} {
		if text, _ := os.ReadFile(path); string(text) != want {
			t.Errorf("%s is %q", path, text)
		}
	}
	holds(t, f.folder, "a.csv", "b.csv")
}

func TestWhatCannotBeWrittenIsSaidInWords(t *testing.T) {
	f := here(t)
	for path, want := range map[string]string{
		" ":                              "write the name of a file",
		"none/a.csv":                     "there is no folder " + filepath.Join(f.folder, "none"),
		strings.Repeat("x", 5_000):       "choose another folder or name",
		filepath.Join("a\x00b", "c.csv"): "choose another folder or name",
	} {
		if _, _, err := f.write(path, alerts(1)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: it says %v, not %q", path, err, want)
		}
	}
	holds(t, f.folder)
}

func TestAWritingThatIsStoppedLeavesNothing(t *testing.T) {
	for name, stop := range map[string]func(*Files, context.CancelFunc){
		"by the person":             func(_ *Files, cancel context.CancelFunc) { cancel() },
		"by the end of the program": func(f *Files, _ context.CancelFunc) { go f.Close(time.Minute) },
	} {
		t.Run(name, func(t *testing.T) {
			f := here(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			p := alerts(5_000)
			begun := false
			p.Match = func(*model.Alert) bool {
				if !begun {
					begun = true
					stop(f, cancel)
					select {
					case <-f.closed:
					case <-ctx.Done():
					}
				}
				return true
			}
			_, w, err := f.Write(ctx, "a.csv", export.CSV, p, func(int) {})
			if !errors.Is(err, errStopped) && !errors.Is(err, errClosed) || w.Alerts != 0 {
				t.Errorf("%+v, %v", w, err)
			}
			f.Close(time.Minute)
			holds(t, f.folder)
			if _, _, err := f.write("b.csv", alerts(1)); !errors.Is(err, errClosed) {
				t.Errorf("after the end it says %v", err)
			}
		})
	}
}

func TestAResultIsWrittenAsAListIs(t *testing.T) {
	f := here(t)
	r := &export.Report{Record: &model.Record{Job: model.NewJob("x"), Report: &model.Report{JSON: []byte("{}")}}}
	at, err := f.WriteReport(t.Context(), "a.json", export.ReportJSON, r)
	if text, _ := os.ReadFile(at); err != nil || string(text) != "{}" {
		t.Fatalf("%q, %v", text, err)
	}
	if _, err := f.WriteReport(t.Context(), "a.json", export.ReportMarkdown, r); !errors.Is(err, errThere) {
		t.Errorf("it says %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.WriteReport(stopped, "b.json", export.ReportJSON, r); !errors.Is(err, errStopped) {
		t.Errorf("it says %v", err)
	}
	holds(t, f.folder, "a.json")
}

func TestATableIsWrittenAsAListIs(t *testing.T) {
	f := here(t)
	table := &export.Table{Columns: []string{"job", "return"}, Rows: [][]string{{export.Text("=1+1"), export.Number(-0.027)}, {export.Text("bt_2"), export.Number(model.None())}}}
	at, err := f.WriteTable(t.Context(), "a.csv", table)
	if text, _ := os.ReadFile(at); err != nil || string(text) != "job,return\r\n'=1+1,-0.027\r\nbt_2,\r\n" {
		t.Fatalf("%q, %v", text, err)
	}
	if _, err := f.WriteTable(t.Context(), "a.csv", table); !errors.Is(err, errThere) {
		t.Errorf("it says %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.WriteTable(stopped, "b.csv", table); !errors.Is(err, errStopped) {
		t.Errorf("it says %v", err)
	}
	holds(t, f.folder, "a.csv")
}
