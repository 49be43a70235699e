package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tickdeck/ui/config"
)

type result struct {
	out, err string
	status   int
	ran      string // the action that was called
	cfg      config.Config
}

// run carries out a command line on a machine without configuration.
func run(t *testing.T, environ []string, args ...string) result {
	t.Helper()
	var r result
	note := func(name string) func(context.Context, config.Config) error {
		return func(_ context.Context, cfg config.Config) error {
			r.ran, r.cfg = name, cfg
			return nil
		}
	}
	r = runWith(t, &r, environ, args, Actions{Dashboard: note("dashboard"), Demo: func(ctx context.Context, c config.Config, _ EngineOptions) error { return note("demo")(ctx, c) }})
	return r
}

func runWith(t *testing.T, r *result, environ, args []string, do Actions) result {
	t.Helper()
	var out, errs bytes.Buffer
	do.Version, do.Themes = "v1.2.3", []string{"auto", "dark"}
	do.Environ = append(environ, "XDG_CONFIG_HOME="+t.TempDir())
	do.CheckRedis = func(url string) error {
		if strings.Contains(url, "?") {
			return errors.New("redis: unexpected option")
		}
		return nil
	}
	r.status = Run(t.Context(), args, Streams{strings.NewReader(""), &out, &errs}, do)
	r.out, r.err = out.String(), errs.String()
	return *r
}

func TestACommandRunsItsAction(t *testing.T) {
	for line, want := range map[string]string{
		"":                                "dashboard",
		"--history 5000":                  "dashboard",
		"demo":                            "demo",
		"demo --history 5000":             "demo",
		"--history 5000 demo":             "demo",
		"config":                          "",
		"--version":                       "",
		"--help":                          "",
		"demo --help":                     "",
		"completion bash":                 "",
		"__complete --theme da":           "",
		"--redis redis://u:p@h/3 -- ":     "dashboard",
		"--subscribe health=a,patterns=b": "dashboard",
	} {
		r := run(t, nil, strings.Fields(line)...)
		if r.status != ExitOK || r.ran != want {
			t.Errorf("%q: ran %q with status %d: %s", line, r.ran, r.status, r.err)
		}
		if want != "" && strings.Contains(line, "5000") && r.cfg.History != 5000 {
			t.Errorf("%q: history is %d", line, r.cfg.History)
		}
	}
}

func TestWrongUseIsOneLineAndStatusTwo(t *testing.T) {
	cases := []struct {
		environ []string
		line    string
		want    string
	}{
		{nil, "dmo", `unknown command "dmo": did you mean demo?`},
		{nil, "everything", `unknown command "everything": tickdeck --help lists those there are`},
		{nil, "demo now", `tickdeck demo takes no arguments: leave out "now"`},
		{nil, "--histroy 5", "unknown flag --histroy: did you mean --history?"},
		{nil, "--zzzzzzzz", "unknown flag --zzzzzzzz: tickdeck --help lists those there are"},
		{nil, "config -x", "unknown flag -x: tickdeck config --help lists those there are"},
		{nil, "--redis", "--redis: this needs a value behind it"},
		{nil, "config --json=maybe", `--json: "maybe" does not fit here: write true or false, or the flag alone`},
		{nil, "--history many", `--history: "many" is not a whole number: write 1000 to 5000000`},
		{nil, "config --theme neon", `--theme: "neon" is no theme: write one of auto, dark`},
		{nil, "demo --redis redis://h", "--redis: the demo brings its own Redis: leave the flag out, or leave out demo"},
		{nil, "--redis redis://h?x=1", "--redis: unexpected option: write redis://HOST:6379/0, rediss://USER:PASSWORD@HOST or unix:///PATH"},
		{[]string{"REDIS_URL=redis://u:secret@h/x"}, "", "REDIS_URL: behind the host only the number of a database may stand: write redis://HOST:6379/0"},
		{[]string{"TICKDECK_REDSI=x"}, "config", "TICKDECK_REDSI: unknown variable: did you mean TICKDECK_REDIS?"},
		{[]string{"TICKDECK_THEME=\x1b[2J"}, "", `TICKDECK_THEME: "\x1b[2J" is no theme: write one of auto, dark`},
	}
	for _, c := range cases {
		r := run(t, c.environ, strings.Fields(c.line)...)
		if r.err != "tickdeck: "+c.want+"\n" || r.status != ExitUsage || r.ran != "" || r.out != "" {
			t.Errorf("%q: status %d, ran %q, printed %q and\n%s", c.line, r.status, r.ran, r.out, r.err)
		}
	}
}

func TestWhatFailsLaterIsOneLineAndStatusOne(t *testing.T) {
	fails := func(context.Context, config.Config) error { return errors.New("no terminal\nat all\x1b[2J") }
	r := runWith(t, &result{}, nil, nil, Actions{Dashboard: fails})
	if r.status != ExitFailure || r.err != "tickdeck: no terminal; at all␛[2J\n" {
		t.Errorf("status %d, printed %q", r.status, r.err)
	}
}

func TestTheVersionIsOneLine(t *testing.T) {
	if r := run(t, nil, "--version"); r.out != "tickdeck version v1.2.3\n" {
		t.Errorf("got %q", r.out)
	}
}

func TestTheSettingsAreATableWithPasswordsMasked(t *testing.T) {
	r := run(t, []string{"TICKDECK_REDIS=rediss://jo:secret@h:6380/2", "TICKDECK_USER=jo"}, "config", "--subscribe", "patterns=a,health=b", "--history=2000")
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	want := []string{
		"SETTING            VALUE",
		"redis              rediss://jo:***@h:6380/2",
		"user               jo",
		"subscribe          patterns=a, health=b",
		"history            2000",
	}
	for _, w := range want {
		if !strings.Contains(r.out, w+" ") {
			t.Errorf("no %q in\n%s", w, r.out)
		}
	}
	column := strings.Index(lines[0], "FROM")
	for _, line := range lines {
		if column < 0 || line[column-1] != ' ' || line[column] == ' ' {
			t.Errorf("not in line: %q", line)
		}
	}
	if strings.Contains(r.out, "secret") {
		t.Error("the password is there to read")
	}
}

func TestTheSettingsAreJSONForPrograms(t *testing.T) {
	r := run(t, nil, "config", "--json", "--redis", "redis://u:secret@h", "--subscribe", "health=b")
	var settings []config.Setting
	if err := json.Unmarshal([]byte(r.out), &settings); err != nil {
		t.Fatal(err)
	}
	if got := settings[1]; got.Key != "redis" || got.Value != "redis://u:***@h" || got.Source != "--redis" {
		t.Errorf("got %+v", got)
	}
}

func TestTheFileIsNamedWhereItIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.toml")
	if err := os.WriteFile(path, []byte("user = 'jo'\n[channels]\nalerts = 'x'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := run(t, nil, "--config", path)
	want := "tickdeck: " + path + ": channels.alerts: unknown key: take it out, or see tickdeck config for those there are\n"
	if r.status != ExitUsage || r.err != want {
		t.Errorf("status %d, printed %q", r.status, r.err)
	}
}

func TestHelpShowsEveryFlagAndNoColourWithoutATerminal(t *testing.T) {
	for _, line := range []string{"--help", "help", "config --help", "help demo"} {
		r := run(t, nil, strings.Fields(line)...)
		for _, want := range []string{"--redis", "--subscribe", "--channel-jobs", "--theme", "auto, dark"} {
			if !strings.Contains(r.out, want) {
				t.Errorf("%q: no %s in\n%s", line, want, r.out)
			}
		}
		if strings.Contains(r.out, "\x1b") || r.err != "" || r.status != ExitOK {
			t.Errorf("%q: status %d, printed %q and %q", line, r.status, r.out, r.err)
		}
	}
}

func TestTheShellCompletesThemesAndKinds(t *testing.T) {
	for line, want := range map[string]string{"--theme": "auto\ndark\n:4\n", "--timezone": "Local\nUTC\n:4\n", "--subscribe": "patterns=\nprogress=\nresults=\nhealth=\n:6\n"} {
		if r := run(t, nil, "__complete", line, ""); r.out != want {
			t.Errorf("%s: got %q", line, r.out)
		}
	}
}
