package history

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

func TestARestartShowsTheDaySoFar(t *testing.T) {
	o := options(t)
	first := start(t, o)
	first.takesMany(0, 3)
	first.takes(2, standard, 2, 1_790_000_002, 2) // once more on the other channel
	first.takes(2, `{"timestamp":1790000003,"source":"daily","patterns":[{"pattern":"Hammer","symbol":"S3"},{"pattern":"Hammer","symbol":"S4"}]}`)
	first.takes(1, "{\"pattern\":\"Doji\",\"symbol\":\"\xff\",\"timestamp\":1790000005}")
	was := first.alerts()
	if unkept := first.end(); unkept != "" {
		t.Fatal(unkept)
	}
	second := start(t, o)
	is := second.alerts()
	if len(is) != len(was) || len(is) != 6 {
		t.Fatalf("%d alerts were there, %d are", len(was), len(is))
	}
	for i, a := range is {
		b := was[i]
		raw, _ := a.Raw()
		wasRaw, _ := b.Raw()
		if a.Key() != b.Key() || a.Symbol != b.Symbol || !a.Arrived.Equal(b.Arrived) || !a.EventTime.Equal(b.EventTime) || a.Tier != b.Tier || a.Channel != b.Channel || a.Times() != b.Times() || raw != wasRaw || !a.Restored {
			t.Errorf("was %+v %s\nis  %+v %s", b, wasRaw, a, raw)
		}
	}
	if second.trouble() != "" {
		t.Error(second.trouble())
	}
	second.takesMany(2, 3)
	second.takesMany(7, 8)
	if got := second.symbols(); got != "S0 S1 S2 S3 S4 � S7" {
		t.Errorf("a repetition is not joined: %s", got)
	}
}

func TestOnlyAsManyAsFitAreRestoredTheNewest(t *testing.T) {
	o := options(t)
	d := start(t, o)
	d.takesMany(0, 20)
	d.end()
	o.Most = 5
	if got := start(t, o).symbols(); got != "S15 S16 S17 S18 S19" {
		t.Error(got)
	}
}

func TestAlertsOfChannelsThatAreNotWatchedAnyMoreAreLeftOut(t *testing.T) {
	o := options(t)
	d := start(t, o)
	d.takesMany(0, 1)
	d.takes(2, standard, 1, 1_790_000_001, 1)
	d.end()
	o.Channels = []model.Channel{channels[2]}
	again := start(t, o)
	if got := again.symbols(); got != "S1" {
		t.Error(got)
	}
	if a := again.alerts()[0]; a.Channel != 0 {
		t.Errorf("it is of channel %d", a.Channel)
	}
}

func TestEachRedisHasAFileOfItsOwn(t *testing.T) {
	o := options(t)
	d := start(t, o)
	d.takesMany(0, 1)
	d.end()
	o.Address = "localhost:6379/1"
	if got := start(t, o).symbols(); got != "" {
		t.Error(got)
	}
	for address, want := range map[string]string{
		"localhost:6379/0": "alerts-localhost_6379_0-", "/run/redis.sock/0": "alerts-_run_redis.sock_0-",
		"../../etc/passwd\x00": "alerts-_.._etc_passwd_-", strings.Repeat("日", 200): "alerts-____",
	} {
		name := fileName("alerts", address)
		if !strings.HasPrefix(name, want) || !strings.HasSuffix(name, ".v1.db") || len(name) > 100 || filepath.Base(name) != name {
			t.Errorf("%q: %s", address, name)
		}
	}
}

func TestNobodyElseMayReadIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are not of this kind there")
	}
	o := options(t)
	if err := os.MkdirAll(o.Disk.Folder, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(o.Disk.Folder, fileName("alerts", o.Address))
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	d := start(t, o)
	d.takesMany(0, 10)
	d.until("a log", func() bool { _, err := os.Stat(path + "-wal"); return err == nil })
	for _, name := range append(beside(path), path, o.Disk.Folder) {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 && (!info.IsDir() || got != 0o700) {
			t.Errorf("%s: %o", name, got)
		}
	}
}

func TestTwoDecksAtOnceKeepEachAlertOnce(t *testing.T) {
	o := options(t)
	one, two := start(t, o), start(t, o)
	for i := range 40 {
		one.takesMany(i*50, (i+1)*50)
		two.takesMany(i*50, (i+1)*50)
	}
	one.takesMany(2000, 2010)
	two.takesMany(2010, 2020)
	if a, b := one.end(), two.end(); a != "" || b != "" {
		t.Fatal(a, b)
	}
	for _, d := range []*deck{one, two} {
		if d.trouble() != "" {
			t.Error(d.trouble())
		}
	}
	s, err := open(one.kept.path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if n, err := s.number("select count(*) from alerts"); err != nil || n != 2020 {
		t.Errorf("%d rows, %v", n, err)
	}
}

func TestNotesOutliveTheProgram(t *testing.T) {
	o := options(t)
	looked := time.Now().Truncate(time.Second)
	one, two := start(t, o), start(t, o)
	one.kept.Mark([]uint64{1, 2, 1 << 63}, true)
	one.kept.Mark([]uint64{2}, false)
	two.kept.Acknowledge([]uint64{3}, true)
	two.kept.SetLastSeen(looked)
	one.kept.SetLastSeen(looked.Add(-time.Hour))
	one.end()
	two.end()
	again := start(t, o)
	if got := again.kept.Marked(); len(got) != 2 || !slices.Contains(got, 1) || !slices.Contains(got, 1<<63) {
		t.Errorf("marked %v", got)
	}
	if got := again.kept.Acknowledged(); len(got) != 1 || got[0] != 3 {
		t.Errorf("acknowledged %v", got)
	}
	if got := again.kept.LastSeen(); !got.Equal(looked) {
		t.Errorf("looked last at %s, want %s", got, looked)
	}
	again.kept.Mark([]uint64{1}, false)
	again.end()
	if got := start(t, o).kept.Marked(); len(got) != 1 {
		t.Errorf("a mark that was taken away is back: %v", got)
	}
}

func TestWhenItIsOffNotesLiveInMemoryAndNothingIsOnDisk(t *testing.T) {
	o := options(t)
	o.Disk.On = false
	d := start(t, o)
	d.takesMany(0, 1)
	d.kept.Mark([]uint64{7}, true)
	d.kept.Acknowledge([]uint64{8}, true)
	d.kept.SetLastSeen(time.Unix(5, 0))
	if got := fmt.Sprint(d.kept.Marked(), d.kept.Acknowledged(), d.kept.LastSeen().Unix(), d.trouble()); got != "[7] [8] 5" {
		t.Error(got)
	}
	if unkept := d.end(); unkept != "" {
		t.Error(unkept)
	}
	if _, err := os.Stat(o.Disk.Folder); !os.IsNotExist(err) {
		t.Errorf("there is a folder: %v", err)
	}
}

// A clock that was once ahead must not hide for ever what came since.
func TestWhereTheClockWasOnceAheadTheLastLookIsNotBelieved(t *testing.T) {
	o := options(t)
	d := start(t, o)
	d.kept.SetLastSeen(time.Now().Add(48 * time.Hour)) // with that clock nothing was wrong with it
	d.end()
	again := start(t, o)
	if got := again.kept.LastSeen(); !got.IsZero() {
		t.Errorf("looked last at %s, which is to come", got)
	}
	looked := time.Now().Truncate(time.Second)
	again.kept.SetLastSeen(looked)
	again.end()
	third := start(t, o)
	if got := third.kept.LastSeen(); !got.Equal(looked) {
		t.Errorf("looked last at %s, want %s", got, looked)
	}
	third.kept.SetLastSeen(time.Now().Add(48 * time.Hour)) // and back again in one run
	third.kept.SetLastSeen(looked.Add(time.Second))
	if got := third.kept.LastSeen(); !got.Equal(looked.Add(time.Second)) {
		t.Errorf("looked last at %s, want %s", got, looked.Add(time.Second))
	}
}
