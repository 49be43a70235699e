package history

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A file that is no history is set aside and said, and the deck goes on with a new one.
func TestADamagedFileIsSetAsideAndSaid(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, string){
		"garbage": func(t *testing.T, path string) {
			t.Helper()
			rewrite(t, path, []byte(strings.Repeat("this is no database ", 1000)))
		},
		"truncated": func(t *testing.T, path string) {
			t.Helper()
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rewrite(t, path, whole[:len(whole)/2])
		},
		"overwritten in the middle": func(t *testing.T, path string) {
			t.Helper()
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 4096; i < len(whole); i++ {
				whole[i] = byte(i * 7)
			}
			rewrite(t, path, whole)
		},
		"other tables": func(t *testing.T, path string) {
			t.Helper()
			rewrite(t, path, nil)
			db, err := sql.Open("sqlite", dataSource(path, nil))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.ExecContext(t.Context(), `create table alerts(a, b)`); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			d := start(t, o)
			d.takesMany(0, 500)
			d.end()
			spoil(t, d.kept.path)
			again := start(t, o)
			again.says("the history on disk was damaged: it is now " + d.kept.path + ".damaged-")
			again.takesMany(900, 901)
			if unkept := again.end(); unkept != "" {
				t.Fatal(unkept)
			}
			third := start(t, o)
			if got := third.symbols(); got != "S900" || third.trouble() != "" {
				t.Errorf("%q, trouble %q", got, third.trouble())
			}
			if found, _ := filepath.Glob(d.kept.path + ".damaged-*"); len(found) == 0 {
				t.Error("the damaged file is gone")
			}
		})
	}
}

func rewrite(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// The other deck has set the damaged file aside: the new one is left alone.
func TestTheNewFileOfAnotherDeckIsNotSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	rewrite(t, path, []byte("damaged"))
	was, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if aside, err := setAside(path, was, "1"); err != nil || aside != path+".damaged-1" {
		t.Fatal(aside, err)
	}
	rewrite(t, path, []byte("new"))
	if aside, err := setAside(path, was, "2"); err != nil || aside != "" {
		t.Errorf("%q was set aside, %v", aside, err)
	}
}

func TestAFullDiskIsSaidAndTheDeckGoesOn(t *testing.T) {
	o := options(t)
	d := start(t, o, "max_page_count(12)")
	d.takesMany(0, 2000)
	d.says("alerts are not kept on disk: the disk is full")
	if got := len(d.alerts()); got != 2000 {
		t.Errorf("%d alerts are shown", got)
	}
	if unkept := d.end(); unkept != "2000 alerts are not on disk" {
		t.Errorf("at the end it says %q", unkept)
	}
	roomy := start(t, o)
	if roomy.trouble() != "" {
		t.Error(roomy.trouble())
	}
}

func TestWhatLeavesTheFeedUnwrittenIsCounted(t *testing.T) {
	o := options(t)
	o.Most = 1000
	d := start(t, o, "max_page_count(12)")
	d.takesMany(0, 1000)
	d.says("the disk is full")
	d.takesMany(1000, 1300)
	d.says("300 alerts are not on disk: the disk is full")
}

func TestAFolderThatCannotBeMadeIsSaid(t *testing.T) {
	o := options(t)
	rewrite(t, filepath.Dir(o.Disk.Folder), nil) // a file in its place
	d := start(t, o)
	d.takesMany(0, 1)
	if got := d.trouble(); !strings.HasPrefix(got, "alerts are not kept on disk: ") || !strings.Contains(got, filepath.Dir(o.Disk.Folder)) {
		t.Error(got)
	}
	if unkept := d.end(); unkept != "1 alert is not on disk" {
		t.Errorf("at the end it says %q", unkept)
	}
}

func TestAFileThatIsDamagedAgainAndAgainIsSetAsideOnce(t *testing.T) {
	o := options(t)
	d := start(t, o)
	d.end()
	for range 3 {
		rewrite(t, d.kept.path, []byte(strings.Repeat("garbage ", 1000)))
		d.kept.tried = time.Time{}
		d.kept.reach(time.Now())
		if err := d.kept.shut(); err != nil {
			t.Fatal(err)
		}
	}
	if found, _ := filepath.Glob(d.kept.path + ".damaged-*"); len(found) != 1 {
		t.Errorf("%d files were set aside", len(found))
	}
	if got := d.trouble(); !strings.Contains(got, "is damaged; the history on disk was damaged") {
		t.Error(got)
	}
}

func TestWithoutAFolderItIsSaid(t *testing.T) {
	o := options(t)
	o.Disk.Folder = ""
	d := start(t, o)
	d.takesMany(0, 1)
	if got := d.trouble(); got != "alerts are not kept on disk: no folder is known for them: set XDG_STATE_HOME, or set disk to off" {
		t.Error(got)
	}
}

// Another program that never lets go of the file holds up neither the deck nor its end.
func TestAFileThatIsHeldIsSaidAndTheEndDoesNotWait(t *testing.T) {
	o := options(t)
	d := start(t, o)
	db, err := sql.Open("sqlite", dataSource(d.kept.path, pragmas))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	d.takesMany(0, 10)
	d.says("another program holds the file")
	begin := time.Now()
	unkept := d.end()
	if took := time.Since(begin); unkept != "10 alerts are not on disk" || took > 3*time.Second {
		t.Errorf("it says %q after %s", unkept, took)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
}

func TestADiskThatNeverAnswersIsNotWaitedFor(t *testing.T) {
	k := &History{path: "somewhere", done: make(chan struct{})}
	begin := time.Now()
	if got := k.Close(10 * time.Millisecond); !strings.Contains(got, "may be missing") || time.Since(begin) > time.Second {
		t.Errorf("%q after %s", got, time.Since(begin))
	}
}

// A file that was taken away is noticed, and another one begun.
func TestAFileThatIsGoneIsBegunAnew(t *testing.T) {
	o := options(t)
	d := start(t, o)
	d.takesMany(0, 1)
	d.kept.Mark([]uint64{5}, true)
	d.end()
	s, err := open(d.kept.path)
	if err != nil {
		t.Fatal(err)
	}
	d.kept.store = s
	for _, name := range append(beside(s.path), s.path) {
		if err := os.Rename(name, name+".gone"); err != nil {
			t.Fatal(err)
		}
	}
	if s.there() {
		t.Fatal("it is said to be there")
	}
	d.kept.mend(time.Now().Add(mendEvery * 2))
	if d.kept.store != nil || !d.kept.reach(time.Now()) {
		t.Fatal("it writes to what nobody finds")
	}
	if u := d.kept.take(); len(u.notes) != 1 {
		t.Errorf("%v is to be written", u.notes)
	}
	if err := d.kept.shut(); err != nil {
		t.Fatal(err)
	}
}
