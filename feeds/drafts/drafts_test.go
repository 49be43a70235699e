package drafts

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestMain(m *testing.M) {
	broker.DisableLogging()
	goleak.VerifyTestMain(m)
}

// deck is one run of the program.
type deck struct {
	*Drafts
	end func()
}

func options(folder string) Options {
	return Options{Disk: model.Disk{On: folder != "", Folder: folder}, Sync: model.Sync{On: true}, User: "jo", Machine: "desk", Every: 10 * time.Millisecond}
}

func start(t *testing.T, url string, o Options) *deck {
	t.Helper()
	client, err := broker.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	d := &deck{Drafts: Open(client, o)}
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	if d.On() {
		all.Go(func() { d.Run(ctx) })
	}
	d.end = sync.OnceFunc(func() {
		cancel()
		d.Settle()
		client.Close()
		all.Wait()
	})
	t.Cleanup(d.end)
	return d
}

// until asks again until it is so.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(30 * time.Second); !so(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

func TestWhatWasTypedIsThereOnAnotherMachine(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	one := start(t, s.URL(), options(""))
	one.Keep("symbols=AAPL")
	until(t, "it is in Redis", func() bool {
		held, _ := c.HGet(t.Context(), "user_prefs:jo", wire.FieldForms).Result()
		f, err := wire.DecodeForms(held, time.Now())
		return err == nil && f.Text == "symbols=AAPL" && f.By == "desk" && time.Since(f.Changed) < time.Minute
	})
	two := start(t, s.URL(), options(""))
	until(t, "the other has it", func() bool { return two.Kept() == "symbols=AAPL" })
	two.Keep("") // it was sent
	two.end()    // at the end it is written at once
	if third := start(t, s.URL(), options("")); third.Kept() != "" {
		t.Error("nothing has been asked yet")
	} else {
		until(t, "it has asked", third.settledAndAsked)
		if third.Kept() != "" {
			t.Errorf("kept is %q, which was sent", third.Kept())
		}
	}
}

func (d *deck) settledAndAsked() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.inRedis.IsZero()
}

func TestWhatWasTypedOutlivesACrashWithoutAConnection(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "tickdeck", "history")
	s := redistest.Start(t)
	url := s.URL()
	s.Kill()
	one := start(t, url, options(folder))
	one.Keep("symbols=AAPL")
	until(t, "it is on disk", func() bool { return start(t, url, options(folder)).Kept() == "symbols=AAPL" })
	if info, err := os.Stat(one.path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	s.Restart()
	two := start(t, url, options("")) // that has no disk
	until(t, "it comes to Redis with the connection", func() bool { return two.ask(t) && two.Kept() == "symbols=AAPL" })
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("in the folder are %v", entries)
	}
}

// ask looks into Redis now rather than in half a minute.
func (d *deck) ask(t *testing.T) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err := d.read(ctx)
	return err == nil
}

func TestOfTwoTheNewerOneCounts(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	put := func(f wire.Forms) {
		t.Helper()
		text, err := wire.EncodeForms(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.HSet(t.Context(), "user_prefs:jo", wire.FieldForms, text).Err(); err != nil {
			t.Fatal(err)
		}
	}
	folder := t.TempDir()
	put(wire.Forms{Changed: time.Now().Add(-time.Hour), Text: "old"})
	d := start(t, s.URL(), options(folder))
	until(t, "it is known", func() bool { return d.Kept() == "old" })
	d.Keep("mine")
	until(t, "mine is in Redis", d.settled)
	d.end()
	put(wire.Forms{Changed: time.Now().Add(-time.Minute), Text: "older"})
	d = start(t, s.URL(), options(folder))
	until(t, "the older one has given way", func() bool {
		held, _ := c.HGet(t.Context(), "user_prefs:jo", wire.FieldForms).Result()
		return strings.Contains(held, `"mine"`)
	})
	put(wire.Forms{Changed: time.Now().Add(time.Minute), Text: "newer"}) // by a clock that is ahead
	d.ask(t)
	if d.Kept() != "newer" {
		t.Errorf("kept is %q", d.Kept())
	}
	d.Keep("last")
	d.end()
	if held, _ := c.HGet(t.Context(), "user_prefs:jo", wire.FieldForms).Result(); !strings.Contains(held, `"last"`) {
		t.Errorf("what was typed last is behind a clock that is ahead: %s", held)
	}
}

func TestAFieldOfSomebodyElseIsLeftAlone(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	for _, foreign := range []string{"no JSON", strings.Repeat("x", wire.MaxPrefsBytes+1)} {
		if err := c.HSet(t.Context(), "user_prefs:jo", wire.FieldForms, foreign).Err(); err != nil {
			t.Fatal(err)
		}
		d := start(t, s.URL(), options(""))
		d.Keep("mine")
		d.end()
		if held, _ := c.HGet(t.Context(), "user_prefs:jo", wire.FieldForms).Result(); held != foreign {
			t.Errorf("it was written over by %s", held)
		}
	}
}

func TestAFileThatIsDamagedIsAnEmptyOne(t *testing.T) {
	folder := t.TempDir()
	o := options(folder)
	o.Sync.On = false
	d := start(t, "redis://127.0.0.1:1", o)
	d.Keep("mine")
	d.end()
	for _, text := range []string{"", "{", strings.Repeat("x", wire.MaxPrefsBytes+1)} {
		if err := os.WriteFile(d.path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		again := start(t, "redis://127.0.0.1:1", o)
		if again.Kept() != "" {
			t.Errorf("kept is %q", again.Kept())
		}
		again.Keep("yours")
		again.end()
		if is := start(t, "redis://127.0.0.1:1", o); is.Kept() != "yours" {
			t.Errorf("kept is %q", is.Kept())
		}
		again.Keep("")
	}
}

func TestWhereNothingIsToBeKeptItLivesInMemory(t *testing.T) {
	o := options("")
	o.Sync.On = false
	d := start(t, "redis://127.0.0.1:1", o)
	d.Keep("mine")
	if d.On() || d.Kept() != "mine" {
		t.Errorf("on %v, kept %q", d.On(), d.Kept())
	}
	d.Settle()
	d.Wait(time.Minute)
}
