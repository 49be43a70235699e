package config

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// FILE stands for the path of the file.
func TestWhatIsWrongIsSaidInOneLine(t *testing.T) {
	cases := map[string]struct {
		flags, environ []string
		toml           string
		want           string
	}{
		"a mistyped key":             {nil, nil, "histroy = 5", "FILE: histroy: unknown key: did you mean history?"},
		"a mistyped key in a table":  {nil, nil, "[channels]\npaterns = 'x'", "FILE: channels.paterns: unknown key: did you mean channels.patterns?"},
		"a key nobody knows":         {nil, nil, "colour_of_the_sky = 1", "FILE: colour_of_the_sky: unknown key: take it out, or see tickdeck config for those there are"},
		"a key in place of a table":  {nil, nil, "channels = 'x'", "FILE: channels: this is a table: write [channels] on a line of its own and its keys below"},
		"a table in place of a key":  {nil, nil, "[redis]\nhost = 'x'", "FILE: redis.host: unknown key: take it out, or see tickdeck config for those there are"},
		"a mistyped variable":        {nil, []string{"TICKDECK_HISTROY=1"}, "", "TICKDECK_HISTROY: unknown variable: did you mean TICKDECK_HISTORY?"},
		"no TOML":                    {nil, nil, "redis = \"x\"\nuser = jo", "FILE:2:8: this is not TOML (incomplete number): texts stand in quotes"},
		"a key twice":                {nil, nil, "user = 'a'\nuser = 'b'", "FILE: this is not TOML (key user is already defined)"},
		"a text where a number":      {nil, nil, "history = 'many'", `FILE: history: "many" is not a whole number: write 1000 to 5000000`},
		"too little history":         {nil, []string{"TICKDECK_HISTORY=999"}, "", "TICKDECK_HISTORY: 999 is out of range: write 1000 to 5000000"},
		"too much history":           {[]string{"--history=5000001"}, nil, "", "--history: 5000001 is out of range: write 1000 to 5000000"},
		"a fraction of history":      {nil, nil, "history = 1.5", "FILE: history: this wants one text: write it in quotes"},
		"a list where one":           {nil, nil, "user = ['a']", "FILE: user: this wants one text: write it in quotes"},
		"a number where a list":      {nil, nil, "subscribe = 5", `FILE: subscribe: this wants a list: write ["KIND=NAME", …]`},
		"a number in a list":         {nil, nil, "subscribe = [5]", `FILE: subscribe: this wants a list of texts: write ["KIND=NAME", …]`},
		"no user":                    {[]string{"--user="}, nil, "", "--user: this is empty: give it a value or leave it out"},
		"a user that moves cursors":  {nil, []string{"TICKDECK_USER=a\x1b[2Jb"}, "", `TICKDECK_USER: "a\x1b[2Jb" cannot be shown as it is: no control characters, at most 256 letters`},
		"no such zone":               {[]string{"--timezone=Mars/Phobos"}, nil, "", `--timezone: "Mars/Phobos" is no time zone and no exchange: write Local, UTC, a name such as America/New_York, or one of NYSE, NASDAQ, TSX, LSE, XETRA, EURONEXT, TSE, ASX`},
		"no such exchange":           {[]string{"--timezone=HKEX"}, nil, "", `--timezone: "HKEX" is no time zone and no exchange: write Local, UTC, a name such as America/New_York, or one of NYSE, NASDAQ, TSX, LSE, XETRA, EURONEXT, TSE, ASX`},
		"no such times":              {[]string{"--times=relative"}, nil, "", `--times: "relative" is no way to write times: write one of clock, age`},
		"an empty zone":              {[]string{"--timezone="}, nil, "", `--timezone: "" is no time zone and no exchange: write Local, UTC, a name such as America/New_York, or one of NYSE, NASDAQ, TSX, LSE, XETRA, EURONEXT, TSE, ASX`},
		"no such theme":              {[]string{"--theme=neon"}, nil, "", `--theme: "neon" is no theme: write one of auto, dark`},
		"a channel without kind":     {[]string{"--subscribe=ticks"}, nil, "", `--subscribe: "ticks" does not say what the channel carries: write KIND=NAME, such as patterns=ticks`},
		"an unknown kind":            {[]string{"--subscribe=ticks=x"}, nil, "", `--subscribe: unknown kind "ticks": use one of patterns, progress, results, health`},
		"a channel without name":     {[]string{"--subscribe=health="}, nil, "", "--subscribe: the name is empty: write one, or leave this out"},
		"the firehose":               {nil, []string{"TICKDECK_SUBSCRIBE=patterns=tickstock*"}, "", `TICKDECK_SUBSCRIBE: "tickstock*" is a wildcard, which would let in the firehose of raw ticks: name each channel in full`},
		"a blank in a name":          {[]string{"--channel-jobs=a b"}, nil, "", `--channel-jobs: "a b" has a blank in it: names have none`},
		"the same channel again":     {[]string{"--subscribe=health=a,patterns=a"}, nil, "", `--subscribe: channel "a" is watched already, for health: name each channel once`},
		"a standard channel again":   {nil, nil, "subscribe = ['patterns=tickstock.events.patterns']", `FILE: subscribe: channel "tickstock.events.patterns" is watched already, for patterns: name each channel once`},
		"the name of a later one":    {[]string{"--channel-patterns=tickstock.events.system.health"}, nil, "", `--channel-patterns: channel "tickstock.events.system.health" is watched already, for health: name each channel once`},
		"a channel that takes jobs":  {[]string{"--subscribe=patterns=tickstock.jobs.backtest"}, nil, "", `--subscribe: channel "tickstock.jobs.backtest" takes requests or commands: it cannot be watched for patterns as well`},
		"a channel of cancels":       {[]string{"--subscribe=health=tickstock.jobs.cancel"}, nil, "", `--subscribe: channel "tickstock.jobs.cancel" takes requests or commands: it cannot be watched for health as well`},
		"no frames":                  {[]string{"--fps=0"}, nil, "", "--fps: 0 is out of range: write 1 to 120"},
		"too many frames":            {nil, nil, "fps = 121", "FILE: fps: 121 is out of range: write 1 to 120"},
		"frames in words":            {nil, []string{"TICKDECK_FPS=fast"}, "", `TICKDECK_FPS: "fast" is not a whole number: write 1 to 120`},
		"no such glyphs":             {[]string{"--glyphs=runes"}, nil, "", `--glyphs: "runes" is no set of glyphs: write one of unicode, ascii`},
		"no confidence table":        {[]string{"--confidence="}, nil, "", "--confidence: this is empty: write the path of a file that tickdeck calibrate made, or built-in"},
		"neither on nor off":         {nil, nil, "disk = 'maybe'", `FILE: disk: "maybe" is neither: write on or off`},
		"no days":                    {[]string{"--disk-days=0"}, nil, "", "--disk-days: 0 is out of range: write 1 to 365"},
		"too few megabytes":          {nil, []string{"TICKDECK_DISK_MB=1"}, "", "TICKDECK_DISK_MB: 1 is out of range: write 8 to 100000"},
		"no prefix":                  {[]string{"--job-prefix="}, nil, "", "--job-prefix: the name is empty: write one, or leave this out"},
		"no file where one was said": {[]string{"--config=/nowhere/x.toml"}, nil, "", "--config: there is no file /nowhere/x.toml"},
		"nor where a variable said":  {nil, []string{"TICKDECK_CONFIG=/nowhere/x.toml"}, "", "TICKDECK_CONFIG: there is no file /nowhere/x.toml"},
		"an empty file name":         {[]string{"--config="}, nil, "", "--config: this is empty: write the path of a file"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, path, err := load(t, c.flags, c.environ, c.toml)
			want := strings.ReplaceAll(c.want, "FILE", path)
			if err == nil || err.Error() != want {
				t.Errorf("got\n%v\nwant\n%s", err, want)
			}
		})
	}
}

func TestAnEmptyTableIsFine(t *testing.T) {
	if _, _, err := load(t, nil, nil, "[channels]\n"); err != nil {
		t.Error(err)
	}
}

func TestAFolderIsNoFile(t *testing.T) {
	dir := t.TempDir()
	_, _, err := load(t, []string{"--config", dir}, nil, "")
	if err == nil || !strings.HasPrefix(err.Error(), dir+": cannot be read: ") {
		t.Errorf("got %v", err)
	}
}

func TestARelativePathIsTaken(t *testing.T) {
	t.Chdir(t.TempDir())
	_, _, err := load(t, []string{"--config", filepath.Join(".", "x.toml")}, nil, "")
	if err == nil || err.Error() != "--config: there is no file x.toml" {
		t.Errorf("got %v", err)
	}
}

func TestABadURLIsRefusedWithoutItsPassword(t *testing.T) {
	const (
		noURL   = "this is not a URL: " + urlForms
		db      = "behind the host only the number of a database may stand: write redis://HOST:6379/0"
		port    = "the port must be a number from 1 to 65535"
		slashes = "a socket's path begins with a slash: write unix:///PATH, with three of them"
	)
	cases := map[string]string{
		"":                              noURL,
		"localhost:6379":                noURL,
		"http://h":                      "http:// is not for Redis: " + urlForms,
		"redis://":                      "the URL has no host: " + urlForms,
		"redis://:6379":                 "the URL has no host: " + urlForms,
		"redis://h:notaport/0":          port,
		"redis://h:6379x":               port,
		"redis://u:pass@h:notaport/0":   port,
		"rediss://u:pass@[::1]:x":       port,
		"redis://user:secret/x@h:1":     errEncode.Error(), // what looks like a port is half of a password
		"redis://user:secret?x@h:1":     errEncode.Error(),
		"redis://user:secret%zz@h:port": port,
		"redis://h:99999":               "the port must be a number from 1 to 65535",
		"redis://h:0":                   "the port must be a number from 1 to 65535",
		"redis://h/first":               db,
		"redis://h/-1":                  db,
		"redis://h/1/2":                 db,
		"redis://user:p@ss/secret@h/0":  db,
		"redis://user:secret%zz@h":      errEncode.Error(),
		"redis://user:secret#secret@h":  errEncode.Error(),
		"redis://user:sec ret@h\x00":    errEncode.Error(),
		"unix://tmp/redis.sock":         slashes,
		"redis+cluster://":              "the URL has no host: write redis://HOST:6379/0, rediss://USER:PASSWORD@HOST or unix:///PATH",
		"unix://":                       "the URL has no path: write unix:///PATH",
		"redis://h/0?bad=1":             `unexpected option "bad=1": ` + urlForms,
		"redis://u:secret@h/0?bad=pass": "the Redis client does not take this URL: " + urlForms,
	}
	last := func(text string) error {
		if _, query, ok := strings.Cut(text, "?"); ok {
			return errors.New(`redis: unexpected option "` + query + `"`)
		}
		return nil
	}
	for text, want := range cases {
		err := checkRedis(text, last)
		if err == nil || err.Error() != want {
			t.Errorf("%q: got\n%v\nwant\n%s", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the error tells the password: %v", text, err)
		}
	}
}

func TestGoodURLsAreTaken(t *testing.T) {
	for _, text := range []string{
		"redis://h", "redis+cluster://u:p@h:1?addr=h:2", "rediss+sentinel://h/master/3", "redis://h:1/15", "rediss://:pw@h/", "redis://user:p%40ss@[::1]:6379/0", "unix:///run/redis.sock", "unix://u:p@/run/redis.sock?db=1",
	} {
		if err := checkRedis(text, func(string) error { return nil }); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTheNearestWordIsMeant(t *testing.T) {
	known := []string{"history", "theme", "timezone"}
	for word, want := range map[string]string{"histroy": "history", "themes": "theme", "time-zone": "timezone", "volume": ""} {
		if got := Nearest(word, known); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}
