package config

import (
	"path/filepath"
	"strings"
	"testing"

	"tickdeck/model"
)

const withPreferences = `fps = 30

[[rules]]
name = "broken"
pin = true

when = "conf>="

[[rules]]
name = "good"
when = "conf>=0.9"
pin = true

[queries]
"a.b" = "conf>=0.9"

[watchlists]
desk = ["AAPL", "MSFT"]

[[mutes]]
symbol = "GME"
`

func TestPreferencesStandInTheSameFile(t *testing.T) {
	c, path, err := load(t, nil, []string{"XDG_STATE_HOME=/state", "TICKDECK_ALERT_SYMBOL=AAPL"}, withPreferences)
	if err != nil {
		t.Fatal(err)
	}
	p := c.Prefs
	if c.FPS != 30 || len(p.Rules) != 2 || p.Queries["a.b"] != "conf>=0.9" || len(p.Watchlists["desk"]) != 2 || len(p.Mutes) != 1 || len(p.Problems) != 0 {
		t.Errorf("got %+v", c)
	}
	if at := p.Rules[0].Place; at.File != path || at.Line("when") != 7 {
		t.Errorf("got %+v", at)
	}
	if p.File != filepath.Join("/state", "tickdeck", "preferences.toml") {
		t.Errorf("changes are kept in %s", p.File)
	}
}

func TestWhatIsWrongWithPreferencesStopsNothing(t *testing.T) {
	c, _, err := load(t, nil, nil, "rules = 3\nqueries = 4\nwatchlists = 5\n[[mutes]]\nuntil = 1\n")
	if err != nil || len(c.Prefs.Problems) != 4 {
		t.Errorf("%v %v", err, c.Prefs.Problems)
	}
	if _, _, err := load(t, nil, nil, "[[rules]]\nname = \"a\nb\""); err == nil || !strings.Contains(err.Error(), ":2:") {
		t.Errorf("got %v", err)
	}
}

func TestChangesAreKeptWhereTheSystemKeepsSuchThings(t *testing.T) {
	for _, c := range []struct {
		system, want string
		environ      []string
	}{
		{"linux", "/home/jo/.local/state", []string{"HOME=/home/jo"}},
		{"linux", "/s", []string{"HOME=/home/jo", "XDG_STATE_HOME=/s"}},
		{"linux", "/home/jo/.local/state", []string{"HOME=/home/jo", "XDG_STATE_HOME=relative"}},
		{"linux", "", nil},
		{"darwin", "/Users/jo/Library/Application Support", []string{"HOME=/Users/jo"}},
		{"windows", `C:\Local`, []string{`LocalAppData=C:\Local`}},
	} {
		if got := stateFolder(c.environ, c.system); got != filepath.FromSlash(c.want) {
			t.Errorf("%s %v: %q, want %q", c.system, c.environ, got, c.want)
		}
	}
}

func TestPreferencesAreKeptInRedisUnlessThatIsOff(t *testing.T) {
	environ := []string{"XDG_STATE_HOME=/state"}
	on, _, err := load(t, nil, environ, "")
	if want := (model.Sync{On: true, File: filepath.Join("/state", "tickdeck", "preferences.synced.json")}); err != nil || on.Sync != want {
		t.Errorf("got %+v %v, want %+v", on.Sync, err, want)
	}
	if off, _, err := load(t, []string{"--sync", "off"}, environ, ""); err != nil || off.Sync.On {
		t.Errorf("got %+v %v", off.Sync, err)
	}
	if _, _, err := load(t, []string{"--sync", "yes"}, environ, ""); err == nil || !strings.Contains(err.Error(), "write on or off") {
		t.Errorf("got %v", err)
	}
	if _, _, err := load(t, []string{"--subscribe", "patterns=tickstock.jobs.alerts"}, nil, ""); err == nil {
		t.Error("a channel that takes preferences is watched for alerts")
	}
}
