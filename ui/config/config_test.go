package config

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// load works out the configuration from flags, variables and the text of a
// config.toml in the usual place; "" is no file.
func load(t *testing.T, flags, environ []string, toml string) (Config, string, error) {
	t.Helper()
	return loadWith(t, Options{Themes: []string{"auto", "dark"}, Scope: OfAll}, flags, environ, toml)
}

func loadWith(t *testing.T, o Options, flags, environ []string, toml string) (Config, string, error) {
	t.Helper()
	home := t.TempDir()
	path := filepath.Join(home, "tickdeck", "config.toml")
	if toml != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(toml), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o.Names = wire.DefaultNames()
	o.Flags = pflag.NewFlagSet("test", pflag.ContinueOnError)
	AddFlags(o.Flags, o)
	if err := o.Flags.Parse(flags); err != nil {
		t.Fatal(err)
	}
	o.Environ = append(environ, "XDG_CONFIG_HOME="+home)
	cfg, err := Load(o)
	return cfg, path, err
}

func TestTheStrongestSourceWins(t *testing.T) {
	const toml = `redis = "redis://file"`
	cases := map[string]struct {
		flags, environ []string
		toml           string
		want, source   string
	}{
		"nothing said":                       {nil, nil, "", "redis://localhost:6379/0", "default"},
		"the file before the default":        {nil, nil, toml, "redis://file", "FILE"},
		"REDIS_URL before the file":          {nil, []string{"REDIS_URL=redis://shared"}, toml, "redis://shared", "REDIS_URL"},
		"TICKDECK_REDIS before REDIS_URL":    {nil, []string{"REDIS_URL=redis://shared", "TICKDECK_REDIS=redis://own"}, toml, "redis://own", "TICKDECK_REDIS"},
		"the flag before all":                {[]string{"--redis=redis://flag"}, []string{"REDIS_URL=redis://shared", "TICKDECK_REDIS=redis://own"}, toml, "redis://flag", "--redis"},
		"an empty variable counts as absent": {nil, []string{"TICKDECK_REDIS="}, toml, "redis://file", "FILE"},
		"a bad value that is overruled":      {[]string{"--redis=redis://flag"}, []string{"REDIS_URL=nonsense"}, "", "redis://flag", "--redis"},
		"a value with blanks around it":      {nil, []string{"TICKDECK_REDIS= redis://own\n"}, "", "redis://own", "TICKDECK_REDIS"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			cfg, path, err := load(t, c.flags, c.environ, c.toml)
			if err != nil {
				t.Fatal(err)
			}
			source := strings.ReplaceAll(c.source, "FILE", path)
			if got := find(t, cfg, "redis"); cfg.Redis != c.want || got.Value != c.want || got.Source != source {
				t.Errorf("got %q and %+v, want %q from %q", cfg.Redis, got, c.want, source)
			}
		})
	}
}

func find(t *testing.T, cfg Config, key string) Setting {
	t.Helper()
	for _, s := range cfg.Settings {
		if s.Key == key {
			return s
		}
	}
	t.Fatalf("no setting %q in %+v", key, cfg.Settings)
	return Setting{}
}

func TestEverySettingCanComeFromEverySource(t *testing.T) {
	values := map[string]string{"redis": "redis://h", "history": "2000", "timezone": "UTC", "times": "age", "theme": "dark", "glyphs": "ascii", "fps": "30", "commands": "off", "sync": "off", "mouse": "off", "disk": "off", "disk-days": "3", "disk-mb": "50", "subscribe": "health=h"}
	for _, s := range settings(wire.DefaultNames()) {
		t.Run(s.key, func(t *testing.T) {
			value := values[s.key]
			if value == "" {
				value = "other"
			}
			table, key, inTable := strings.Cut(s.key, ".")
			toml := s.key + ` = "` + value + `"`
			if inTable {
				toml = "[" + table + "]\n" + key + ` = "` + value + `"`
			}
			fromFlag, _, err1 := load(t, []string{"--" + s.flag, value}, nil, "")
			fromEnv, _, err2 := load(t, nil, []string{s.env() + "=" + value}, "")
			fromFile, path, err3 := load(t, nil, nil, toml)
			if err1 != nil || err2 != nil || err3 != nil {
				t.Fatal(err1, err2, err3)
			}
			for source, cfg := range map[string]Config{"--" + s.flag: fromFlag, s.env(): fromEnv, path: fromFile} {
				if got := find(t, cfg, s.key); got.Source != source {
					t.Errorf("got %+v, want it from %q", got, source)
				}
			}
		})
	}
}

func TestDefaultsAreTheContract(t *testing.T) {
	cfg, _, err := load(t, nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Channel{
		{Name: "tickstock.events.patterns", Kind: model.KindPatterns},
		{Name: "tickstock.events.backtesting.progress", Kind: model.KindProgress},
		{Name: "tickstock.events.backtesting.results", Kind: model.KindResults},
		{Name: "tickstock.events.system.health", Kind: model.KindHealth},
	}
	if !reflect.DeepEqual(cfg.Channels, want) {
		t.Errorf("channels: got %v", cfg.Channels)
	}
	names := model.Names{
		Patterns: want[0].Name, Progress: want[1].Name, Results: want[2].Name, Health: want[3].Name,
		Backtest: "tickstock.jobs.backtest", System: "tickstock.jobs.system", Alerts: "tickstock.jobs.alerts", Cancel: "tickstock.jobs.cancel", JobPrefix: "job:",
	}
	if cfg.Names != names {
		t.Errorf("names: got %+v", cfg.Names)
	}
	if cfg.FPS != 60 || cfg.Glyphs != "unicode" {
		t.Errorf("got %+v", cfg)
	}
	if cfg.History != DefaultHistory || cfg.Location.String() != "Local" || cfg.Exchange != nil || cfg.Relative || cfg.Theme != "auto" || cfg.User == "" {
		t.Errorf("got %+v", cfg)
	}
}

func TestChannelsAreAddedInTheOrderTheyWereAskedFor(t *testing.T) {
	want := []model.Channel{{Name: "a:b", Kind: model.KindPatterns}, {Name: "c", Kind: model.KindHealth}}
	for name, from := range map[string]struct {
		flags, environ []string
		toml           string
	}{
		"flags":      {flags: []string{"--subscribe", "patterns=a:b", "--subscribe", "health=c"}},
		"one flag":   {flags: []string{"--subscribe", "patterns=a:b,health=c"}},
		"a variable": {environ: []string{"TICKDECK_SUBSCRIBE=patterns=a:b, health=c"}},
		"a list":     {toml: `subscribe = ["patterns=a:b", "health=c"]`},
		"the highest source alone": {
			flags: []string{"--subscribe", "patterns=a:b,health=c"},
			toml:  `subscribe = ["progress=elsewhere"]`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, _, err := load(t, from.flags, from.environ, from.toml)
			if err != nil || !reflect.DeepEqual(cfg.Channels[4:], want) {
				t.Errorf("got %v, %v", cfg.Channels, err)
			}
		})
	}
}

func TestTimeZonesAreKnownByName(t *testing.T) {
	for name, want := range map[string]string{"utc": "UTC", "local": "Local", "Asia/Tokyo": "Asia/Tokyo"} {
		cfg, _, err := load(t, []string{"--timezone", name}, nil, "")
		if err != nil || cfg.Location.String() != want {
			t.Errorf("%s: got %v, %v", name, cfg.Location, err)
		}
	}
}

func TestAnExchangeBringsItsZone(t *testing.T) {
	for name, want := range map[string]string{"NYSE": "NYSE America/New_York", "xlon": "LSE Europe/London"} {
		cfg, _, err := load(t, []string{"--timezone", name}, nil, "")
		if err != nil || cfg.Exchange == nil || cfg.Exchange.Name()+" "+cfg.Location.String() != want {
			t.Errorf("%s: got %v, %v, %v", name, cfg.Exchange, cfg.Location, err)
			continue
		}
		if shown := find(t, cfg, "timezone").Value; shown != cfg.Exchange.Name() {
			t.Errorf("%s is shown as %v", name, shown)
		}
	}
	for _, zone := range []string{"Local", "UTC", "America/New_York"} {
		if cfg, _, err := load(t, []string{"--timezone", zone}, nil, ""); err != nil || cfg.Exchange != nil {
			t.Errorf("%s names no exchange: got %v, %v", zone, cfg.Exchange, err)
		}
	}
}

func TestTimesAreOfTheClockUnlessAgesAreWanted(t *testing.T) {
	for flag, want := range map[string]bool{"": false, "--times=clock": false, "--times=age": true} {
		flags := []string{flag}
		if flag == "" {
			flags = nil
		}
		if cfg, _, err := load(t, flags, nil, ""); err != nil || cfg.Relative != want {
			t.Errorf("%s: got %v, %v", flag, cfg.Relative, err)
		}
	}
}

func TestTheDemoAsksForNoServer(t *testing.T) {
	demo := Options{Embedded: true}
	cfg, _, err := loadWith(t, demo, nil, []string{"REDIS_URL=nonsense"}, "")
	if err != nil || cfg.Redis != "" {
		t.Errorf("got %q, %v", cfg.Redis, err)
	}
	_, _, err = loadWith(t, demo, []string{"--redis", "redis://h"}, nil, "")
	want := "--redis: the demo brings its own Redis: leave the flag out, or leave out demo"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// A path in the file begins where the file is: who starts an engine elsewhere means the same.
func TestAConfidenceTableIsFoundWhereItWasWrittenDown(t *testing.T) {
	absolute := filepath.Join(t.TempDir(), "x.json")
	for name, c := range map[string]struct {
		flags, environ []string
		toml, want     string // in it HOME is the folder of the file
	}{
		"none":               {want: ""},
		"a flag":             {flags: []string{"--confidence", "x.json"}, toml: "confidence = 'y.json'", want: "x.json"},
		"a variable":         {environ: []string{"TICKDECK_CONFIDENCE=x.json"}, want: "x.json"},
		"the file":           {toml: "confidence = 'sub/x.json'", want: "HOME/sub/x.json"},
		"the file, absolute": {toml: "confidence = '" + absolute + "'", want: absolute},
		"back to built-in":   {flags: []string{"--confidence", "built-in"}, toml: "confidence = 'x.json'", want: ""},
		"built-in":           {toml: "confidence = 'built-in'", want: ""},
	} {
		for _, scope := range []Scope{OfAll, OfBars} {
			cfg, path, err := loadWith(t, Options{Scope: scope}, c.flags, c.environ, c.toml)
			want := filepath.FromSlash(strings.Replace(c.want, "HOME", filepath.ToSlash(filepath.Dir(path)), 1))
			if err != nil || cfg.Confidence != want {
				t.Errorf("%s: got %q, %v", name, cfg.Confidence, err)
			}
		}
	}
}

func TestACommandHasTheSettingsOfItsScope(t *testing.T) {
	for scope, want := range map[Scope][]string{
		OfDeck: {"redis", "fps"},
		OfAll:  {"redis", "fps", "confidence"},
		OfBars: {"confidence"},
	} {
		o := Options{Scope: scope}
		// What is none of theirs is not looked at: a scan needs no Redis.
		cfg, _, err := loadWith(t, o, nil, nil, "redis = 'redis://h'\nconfidence = 'x'")
		if err != nil {
			t.Fatal(err)
		}
		flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
		AddFlags(flags, o)
		for _, key := range []string{"redis", "fps", "confidence"} {
			shown := slices.ContainsFunc(cfg.Settings, func(s Setting) bool { return s.Key == key })
			if has := slices.Contains(want, key); shown != has || (flags.Lookup(key) != nil) != has {
				t.Errorf("%d: %s is a setting: %t, a flag: %t, want %t", scope, key, shown, flags.Lookup(key) != nil, has)
			}
		}
	}
	if _, _, err := loadWith(t, Options{Scope: OfBars}, nil, []string{"TICKDECK_REDIS=nonsense"}, "fps = 0"); err != nil {
		t.Errorf("a scan looked at what it does not need: %v", err)
	}
	if _, _, err := loadWith(t, Options{Scope: OfBars}, nil, []string{"TICKDECK_REDSI=x"}, ""); err == nil {
		t.Error("a mistyped variable was not noticed")
	}
}

func TestTheFolderFollowsTheSystem(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("the paths below are those of Unix")
	}
	cases := map[string]struct {
		environ []string
		system  string
		want    string
	}{
		"Linux":                    {[]string{"HOME=/h"}, "linux", "/h/.config"},
		"macOS":                    {[]string{"HOME=/h"}, "darwin", "/h/Library/Application Support"},
		"Windows":                  {[]string{"HOME=/h", "AppData=/a"}, "windows", "/a"},
		"XDG":                      {[]string{"HOME=/h", "XDG_CONFIG_HOME=/x"}, "linux", "/x"},
		"XDG on macOS":             {[]string{"HOME=/h", "XDG_CONFIG_HOME=/x"}, "darwin", "/x"},
		"a relative XDG is no XDG": {[]string{"HOME=/h", "XDG_CONFIG_HOME=x"}, "linux", "/h/.config"},
		"nobody's home":            {nil, "linux", ""},
	}
	for name, c := range cases {
		if got := configFolder(c.environ, c.system); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestNamesCanBeChanged(t *testing.T) {
	cfg, _, err := load(t, []string{"--channel-cancel", "c", "--channel-patterns", "p", "--job-prefix", "j:"}, nil, "")
	if err != nil || cfg.Names.Cancel != "c" || cfg.Names.Patterns != "p" || cfg.Names.JobPrefix != "j:" || cfg.Channels[0].Name != "p" {
		t.Errorf("got %+v, %v", cfg.Names, err)
	}
}
