package config

import (
	"path/filepath"
	"testing"

	"tickdeck/model"
)

func TestAlertsAreKeptOnDiskUnlessOneSettingSaysOtherwise(t *testing.T) {
	state := t.TempDir()
	cfg, _, err := load(t, nil, []string{"XDG_STATE_HOME=" + state}, "")
	if err != nil {
		t.Fatal(err)
	}
	if want := (model.Disk{On: true, Folder: filepath.Join(state, "tickdeck", "history"), Days: 7, Megabytes: 256}); cfg.Disk != want {
		t.Errorf("got %+v, want %+v", cfg.Disk, want)
	}
	cfg, _, err = load(t, []string{"--disk=off"}, nil, "")
	if err != nil || cfg.Disk.On {
		t.Errorf("%v, %+v", err, cfg.Disk)
	}
}

func TestTheStateFolderIsWhereTheSystemHasIt(t *testing.T) {
	at := func(parts ...string) string { return filepath.Join(append(parts, "tickdeck", "history")...) }
	for name, c := range map[string]struct {
		environ      []string
		system, want string
	}{
		"Linux":               {[]string{"HOME=/home/jo"}, "linux", at("/home/jo", ".local", "state")},
		"macOS":               {[]string{"HOME=/Users/jo"}, "darwin", at("/Users/jo", "Library", "Application Support")},
		"Windows":             {[]string{"LocalAppData=/jo/Local"}, "windows", at("/jo/Local")},
		"XDG_STATE_HOME":      {[]string{"HOME=/home/jo", "XDG_STATE_HOME=/s"}, "darwin", at("/s")},
		"one that is no path": {[]string{"HOME=/home/jo", "XDG_STATE_HOME=s"}, "linux", at("/home/jo", ".local", "state")},
		"no home":             {nil, "linux", ""},
	} {
		if got := historyFolder(c.environ, c.system); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
