//go:build unix

package e2e

import (
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// nowhere is a server that is never there.
const nowhere = "redis://127.0.0.1:1/0"

func first(text, pattern string) string {
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1]
}

func number(text string) int {
	n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		return -1
	}
	return n
}

func TestHoweverItEndsTheTerminalIsAsItWas(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*screen){
		"q":       func(s *screen) { s.types("q") },
		"ctrl+c":  func(s *screen) { s.types(keyCtrlC) },
		"SIGTERM": func(s *screen) { s.signal(syscall.SIGTERM) },
		"SIGHUP":  func(s *screen) { s.signal(syscall.SIGHUP) },
		"SIGINT":  func(s *screen) { s.signal(syscall.SIGINT) },
		"ctrl+c in the form": func(s *screen) {
			s.types("n")
			s.sees("New backtest")
			s.types(keyCtrlC)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, setup{args: []string{"--redis", nowhere}})
			s.sees("no Redis at 127.0.0.1:1")
			if found := traces(s.output()); len(found) < 3 {
				t.Fatalf("this proves nothing: only %v is on", found)
			}
			end(s)
			if status := s.ends(); status != 0 {
				t.Errorf("status %d", status)
			}
			s.leavesNoTrace()
		})
	}
}

func TestAfterAPanicTheTerminalIsAsItWas(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"source", "view"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			s := open(t, setup{program: os.Args[0], env: []string{bombEnv + "=" + where}, racy: true})
			s.sees("● nowhere")
			s.signal(syscall.SIGUSR1)
			if status := s.ends(); status != 1 {
				t.Errorf("status %d", status)
			}
			s.leavesNoTrace()
			if out := s.output(); !strings.Contains(out, "it said: internal error") || !strings.Contains(out, "\x1b[?1049h") {
				t.Errorf("it wrote %q", tail(out))
			}
		})
	}
}

func TestItEndsThoughTheTerminalTakesNoOutput(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, setup{w: 300, h: 90, args: []string{"--redis", nowhere}, racy: true})
			s.sees("no Redis at 127.0.0.1:1")
			s.reading.Lock()
			defer s.reading.Unlock()
			for range 50 { // more than the pty holds
				s.types("T")
			}
			s.signal(sig)
			s.ends()
		})
	}
}

func TestColoursFitTheTerminal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		env          []string
		want, forbid []string
	}{
		"true colours":   {nil, []string{"true"}, []string{"256"}},
		"256 colours":    {[]string{"TERM=xterm-256color", "COLORTERM="}, []string{"256"}, []string{"true"}},
		"tmux":           {[]string{"TERM=tmux-256color", "COLORTERM="}, []string{"256"}, []string{"true"}},
		"16 colours":     {[]string{"TERM=xterm-16color", "COLORTERM="}, []string{"16"}, []string{"256", "true"}},
		"none":           {[]string{"NO_COLOR=anything"}, nil, []string{"16", "256", "true"}},
		"none, said no":  {[]string{"NO_COLOR=0"}, nil, []string{"16", "256", "true"}},
		"none, in tmux":  {[]string{"NO_COLOR=1", "TERM=tmux-256color"}, nil, []string{"16", "256", "true"}},
		"an empty word":  {[]string{"NO_COLOR="}, []string{"true"}, nil},
		"a dumb one":     {[]string{"TERM=dumb", "COLORTERM="}, nil, []string{"16", "256", "true"}},
		"an unknown one": {[]string{"TERM=nobody-knows", "COLORTERM="}, nil, []string{"256", "true"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, setup{env: c.env, args: []string{"--redis", nowhere}})
			s.sees("no Redis at 127.0.0.1:1")
			s.types("q")
			s.ends()
			s.leavesNoTrace()
			got := colours(s.output())
			for _, w := range c.want {
				if got[w] == 0 {
					t.Errorf("no colours of %s: %v", w, got)
				}
			}
			for _, f := range c.forbid {
				if got[f] > 0 {
					t.Errorf("%d colours of %s", got[f], f)
				}
			}
		})
	}
}

// colours counts the colours set by their kind: 16, 256 and true.
func colours(output string) map[string]int {
	n := map[string]int{}
	eachSequence(output, func(seq string, p *ansi.Parser) {
		cmd := ansi.Cmd(p.Command())
		if !ansi.HasCsiPrefix(seq) || cmd.Final() != 'm' || cmd.Prefix() != 0 {
			return
		}
		params := p.Params()
		for i := 0; i < len(params); i++ {
			switch v := params[i].Param(0); {
			case v == 38 || v == 48 || v == 58:
				if kind, _, _ := params.Param(i+1, 0); kind == 2 {
					n["true"]++
					i += 4
				} else {
					n["256"]++
					i += 2
				}
			case v >= 30 && v <= 37, v >= 40 && v <= 47, v >= 90 && v <= 97, v >= 100 && v <= 107:
				n["16"]++
			}
		}
	})
	return n
}

func TestWithoutATerminalItIsOneLine(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--redis", nowhere}, {"demo"}} {
		cmd := command(t, setup{args: args})
		var out, errs strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &errs
		err := cmd.Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 || !strings.Contains(errs.String(), "terminal") {
			t.Errorf("%v: %v, it printed %q and %q", args, err, out.String(), errs.String())
		}
	}
}
