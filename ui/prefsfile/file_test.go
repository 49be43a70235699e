package prefsfile

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"tickdeck/model/prefs"
	"tickdeck/model/rules"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func sample(at time.Time) prefs.Prefs {
	return prefs.Prefs{
		Changed: at, Queries: map[string]string{"a.b": "conf>=0.9"}, Watchlists: map[string][]string{"desk": {"AAPL", "BRK.B"}},
		Rules: []rules.Rule{{
			Name: "strong", When: "conf>=0.9 \"a text\"", Highlight: "warn", Pin: true, Run: "echo 'x' | cat", CoolDown: "5m", Hourly: 3,
			Quiet: "22:00-07:00", MarketHours: true, Off: true, Each: true, Post: "https://x", Bell: true, Notify: true,
		}},
		Mutes:   []rules.Mute{{Symbol: "WMT", Until: at.Add(time.Hour), Since: at}, {Pattern: "Short Line", Lifted: true}},
		Columns: []prefs.Column{{Name: "symbol"}, {Name: "pattern", Width: 24}, {Name: "metadata.rsi"}},
		Forms:   map[string]prefs.Form{"my reversal": {"symbols": "@desk, \"x\"", "stop_loss": "2%..10%:2%"}},
	}
}

func bare(p prefs.Prefs) prefs.Prefs {
	for i := range p.Rules {
		p.Rules[i].Place = nil
	}
	for i := range p.Mutes {
		p.Mutes[i].Place = nil
	}
	return p
}

func TestWhatIsKeptIsReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tickdeck", "preferences.toml")
	if _, err := Open(path).Save(sample(noon)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	got, problems := Open(path).Load()
	if len(problems) > 0 || !reflect.DeepEqual(bare(got), sample(noon)) {
		t.Errorf("%v\n%+v\n%+v", problems, got, sample(noon))
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("beside it lies %v", left)
	}
}

func TestAnErrorTellsItsLine(t *testing.T) {
	text := `# a comment
[queries]
strong = "conf>=0.9"

[[rules]]
name = "broken"
when = "conf>="
pin = true

[[rules]]
name = "typo"
when = "symbol:*"
pin = "yes"

[[rules]]
name = "good"
when = "symbol:*"
bell = true

[[mutes]]
until = 2026-11-30T16:00:00Z
`
	p, problems, err := Decode([]byte(text), "/x/config.toml")
	if err != nil || len(problems) != 1 || problems[0].Where() != "config.toml line 20" {
		t.Fatalf("%v %v", err, problems)
	}
	e := rules.New(rules.Around{})
	e.Set(p.Rules, noon)
	s := e.Status()
	if s[0].Err == nil || s[0].Err.Where() != "config.toml line 7" || s[1].Err == nil || s[1].Err.Where() != "config.toml line 13" || s[2].Err != nil {
		t.Errorf("%v; %v; %v", s[0].Err, s[1].Err, s[2].Err)
	}
}

func TestADamagedFileIsSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.toml")
	if err := os.WriteFile(path, []byte("rules = [[["), 0o600); err != nil {
		t.Fatal(err)
	}
	f := Open(path)
	if _, problems := f.Load(); len(problems) != 1 || !strings.Contains(problems[0].Error(), "set aside as preferences.toml.damaged") {
		t.Errorf("got %v", problems)
	}
	if text, err := os.ReadFile(path + ".damaged"); err != nil || string(text) != "rules = [[[" {
		t.Errorf("%q %v", text, err)
	}
	if _, err := f.Save(sample(noon)); err != nil {
		t.Error(err)
	}
}

func TestWhatCouldNotBeReadIsKeptBesideIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.toml")
	text := "[[rules]]\nname = \"a\"\npin = \"yes\"\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, _ := Open(path).Load(); len(p.Rules) != 1 {
		t.Errorf("read %+v", p)
	}
	if kept, err := os.ReadFile(path + ".before"); err != nil || string(kept) != text {
		t.Errorf("%q %v", kept, err)
	}
}

func TestTwoDecksKeepWhatEachAdds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.toml")
	one, two := Open(path), Open(path)
	one.Load()
	two.Load()
	a := prefs.Prefs{Changed: noon, Rules: []rules.Rule{{Name: "a", When: "x"}}}
	b := prefs.Prefs{Changed: noon.Add(time.Second), Rules: []rules.Rule{{Name: "b", When: "x"}}}
	if shared, err := one.Save(a); shared || err != nil {
		t.Fatal(shared, err)
	}
	if shared, err := two.Save(b); !shared || err != nil {
		t.Fatal(shared, err)
	}
	a.Changed, a.Queries = noon.Add(time.Minute), map[string]string{"q": "x"}
	if shared, err := one.Save(a); !shared || err != nil { // the file is not as it left it
		t.Fatal(shared, err)
	}
	if got, _ := Open(path).Load(); len(got.Rules) != 2 || len(got.Queries) != 1 {
		t.Errorf("got %+v", got)
	}
	if shared, err := one.Save(prefs.Prefs{Changed: noon.Add(time.Hour)}); shared || err != nil {
		t.Error("its own change is another's", err)
	}
	if got, _ := Open(path).Load(); len(got.Rules) != 1 || got.Rules[0].Name != "b" || len(got.Queries) != 0 {
		t.Errorf("it took out its own, and left %+v", got)
	}
}

func TestAnOlderChangeDoesNotReplaceANewerOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.toml")
	f := Open(path)
	f.Save(prefs.Prefs{Changed: noon.Add(time.Second), Queries: map[string]string{"a": "new"}})
	f.Save(prefs.Prefs{Changed: noon, Queries: map[string]string{"a": "old"}})
	if got, _ := Open(path).Load(); got.Queries["a"] != "new" {
		t.Errorf("got %v", got.Queries)
	}
}

func TestSavingFromManyGoroutinesLeavesAWholeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.toml")
	var all sync.WaitGroup
	for deck := range 3 {
		f := Open(path)
		for i := range 20 {
			all.Go(func() {
				if _, err := f.Save(sample(noon.Add(time.Duration(deck*100+i) * time.Second))); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	if p, problems := Open(path).Load(); len(problems) > 0 || len(p.Rules) != 1 {
		t.Errorf("%v %+v", problems, p)
	}
}

func TestWhereNothingCanBeWrittenItIsSaid(t *testing.T) {
	if _, err := Open("").Save(sample(noon)); err == nil {
		t.Error("without a folder it is kept")
	}
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(blocked, "preferences.toml")).Save(sample(noon)); err == nil {
		t.Error("a file is a folder")
	}
	dir := t.TempDir() // a folder in its place cannot be read as a file
	f := Open(dir)
	if _, problems := f.Load(); len(problems) != 1 {
		t.Errorf("got %v", problems)
	}
	if _, err := f.Save(sample(noon)); err == nil {
		t.Error("it is kept")
	}
}

func TestWhatGaveWayIsKeptBeside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tickdeck", "preferences.toml")
	f := Open(path)
	for _, at := range []time.Time{noon, noon.Add(time.Hour)} {
		if err := f.SaveOlder(sample(at)); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path + ".older")
	if got, problems, wrong := Decode(text, path); err != nil || wrong != nil || len(problems) > 0 || !reflect.DeepEqual(bare(got), sample(noon.Add(time.Hour))) {
		t.Errorf("%v %v %v %+v", err, wrong, problems, got)
	}
	if got, _ := f.Load(); !got.Changed.IsZero() {
		t.Errorf("it is in force: %+v", got)
	}
	if err := Open("").SaveOlder(sample(noon)); err == nil {
		t.Error("without a folder it is kept")
	}
}
