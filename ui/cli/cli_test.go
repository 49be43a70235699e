package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/ui/config"
)

type result struct {
	out, err string
	status   int
	ran      string // the port that was called
	cfg      config.Config
}

// run carries out a command line on a terminal of a machine without
// configuration.
func run(t *testing.T, environ []string, args ...string) result {
	t.Helper()
	var r result
	deck := func(_ context.Context, c config.Config) error {
		r.ran, r.cfg = "deck", c
		return nil
	}
	demo := func(_ context.Context, c config.Config, _ model.EngineOptions) error {
		r.ran, r.cfg = "demo", c
		return nil
	}
	r.out, r.err, r.status = runWith(t, machine(t, environ), args, deck, Demo(demo))
	return r
}

// machine is a program at a terminal, without configuration.
func machine(t *testing.T, environ []string) Program {
	t.Helper()
	return Program{
		Streams: Streams{In: strings.NewReader(""), Terminal: true},
		Version: "v1.2.3", Themes: []string{"auto", "dark"}, Names: wire.DefaultNames(),
		Environ: append(environ, "XDG_CONFIG_HOME="+t.TempDir()),
		CheckRedis: func(url string) error {
			if strings.Contains(url, "?x") {
				return errors.New("redis: unexpected option")
			}
			return nil
		},
	}
}

func runWith(t *testing.T, p Program, args []string, deck Deck, commands ...Command) (printed, said string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	p.Out, p.Err = &out, &errs
	status = Run(t.Context(), args, p, deck, commands...)
	return out.String(), errs.String(), status
}

func TestACommandRunsWhatItsPortIs(t *testing.T) {
	for line, want := range map[string]string{
		"":                                "deck",
		"--history 5000":                  "deck",
		"demo":                            "demo",
		"demo --history 5000":             "demo",
		"--history 5000 demo":             "demo",
		"config":                          "",
		"--version":                       "",
		"--help":                          "",
		"demo --help":                     "",
		"completion bash":                 "",
		"__complete --theme da":           "",
		"--redis redis://u:p@h/3 -- ":     "deck",
		"--subscribe health=a,patterns=b": "deck",
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
		{nil, "completion nosuch", `tickdeck completion: "nosuch" is no shell it knows: write one of bash, fish, powershell, zsh`},
		{nil, "completion bash now", `tickdeck completion bash takes no arguments: leave out "now"`},
		{nil, "demo --redi redis://h", "unknown flag --redi: tickdeck demo --help lists those there are"},
		{nil, "--redis redis://h:notaport/0", "--redis: the port must be a number from 1 to 65535"},
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
	_, said, status := runWith(t, machine(t, nil), nil, fails)
	if status != ExitFailure || said != "tickdeck: no terminal; at all␛[2J\n" {
		t.Errorf("status %d, printed %q", status, said)
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
	if err := os.WriteFile(path, []byte("user = 'jo'\n[channels]\ncolours = 'x'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := run(t, nil, "--config", path)
	want := "tickdeck: " + path + ": channels.colours: unknown key: take it out, or see tickdeck config for those there are\n"
	if r.status != ExitUsage || r.err != want {
		t.Errorf("status %d, printed %q", r.status, r.err)
	}
}

func TestHelpShowsEveryFlagAndNoColourWithoutATerminal(t *testing.T) {
	for _, line := range []string{"--help", "help", "config --help", "help config"} {
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
	for line, want := range map[string]string{"--theme": "auto\ndark\n:4\n", "--timezone": "Local\nUTC\nNYSE\nNASDAQ\nTSX\nLSE\nXETRA\nEURONEXT\nTSE\nASX\n:4\n", "--times": "clock\nage\n:4\n", "--glyphs": "unicode\nascii\n:4\n", "--subscribe": "patterns=\nprogress=\nresults=\nhealth=\n:6\n"} {
		if r := run(t, nil, "__complete", line, ""); r.out != want {
			t.Errorf("%s: got %q", line, r.out)
		}
	}
}

func TestTheDemoDoesNotListTheServerItDoesNotTake(t *testing.T) {
	for _, line := range []string{"demo --help", "help demo", "__complete demo --red", "__complete demo --"} {
		r := run(t, nil, strings.Fields(line)...)
		if strings.Contains(r.out, "--redis") || r.status != ExitOK {
			t.Errorf("%q: status %d, printed\n%s", line, r.status, r.out)
		}
	}
	if r := run(t, nil, "demo", "--help"); !strings.Contains(r.out, "--subscribe") {
		t.Errorf("this proves nothing: it printed\n%s", r.out)
	}
}

func TestTheShellsAreNamedToWhoAsksForCompletionAlone(t *testing.T) {
	r := run(t, nil, "completion")
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if !strings.Contains(r.out, shell) || r.status != ExitOK {
			t.Errorf("status %d, no %s in\n%s", r.status, shell, r.out)
		}
	}
}

func TestTheDeckNeedsATerminal(t *testing.T) {
	p := machine(t, nil)
	p.Terminal = false
	for _, args := range [][]string{nil, {"demo"}} {
		never := func(context.Context, config.Config) error { return errors.New("it was opened") }
		_, said, status := runWith(t, p, args, never, Demo(nil))
		if status != ExitFailure || said != "tickdeck: the dashboard is drawn on a terminal, and standard output is not one\n" {
			t.Errorf("%v: status %d, said %q", args, status, said)
		}
	}
}

// ping is a command as the next one will be: its port, and what is around it.
type ping func() string

func (do ping) build(p Program) *cobra.Command {
	return &cobra.Command{
		Use: "ping", Short: "Say that it is there", Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(p.Out, do())
			return failed(err)
		},
	}
}

func TestAFurtherCommandIsOneTypeAndOneWord(t *testing.T) {
	pong := ping(func() string { return "pong" })
	for line, want := range map[string]string{"ping": "pong", "--help": "Say that it is there", "__complete pi": "ping\tSay that it is there"} {
		out, said, status := runWith(t, machine(t, nil), args(line), nil, Demo(nil), pong)
		if status != ExitOK || !strings.Contains(out, want) {
			t.Errorf("%q: status %d, said %q, printed\n%s", line, status, said, out)
		}
	}
	if _, said, status := runWith(t, machine(t, nil), args("pong"), nil, Demo(nil), pong); status != ExitUsage || !strings.Contains(said, "did you mean ping?") {
		t.Errorf("status %d, said %q", status, said)
	}
}
