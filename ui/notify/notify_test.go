package notify

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The terminals of docs/decisions/notifications.md, by what they put into the
// environment.
var terminals = map[string]struct {
	environ []string
	want    string
}{
	"kitty":             {[]string{"TERM=xterm-kitty", "KITTY_WINDOW_ID=1"}, "OSC 99"},
	"kitty over SSH":    {[]string{"TERM=xterm-kitty"}, "OSC 99"},
	"Ghostty":           {[]string{"TERM_PROGRAM=ghostty", "TERM=xterm-ghostty"}, "OSC 777"},
	"WezTerm":           {[]string{"TERM_PROGRAM=WezTerm", "TERM=xterm-256color"}, "OSC 777"},
	"foot":              {[]string{"TERM=foot"}, "OSC 777"},
	"foot, plain":       {[]string{"TERM=foot-extra"}, "OSC 777"},
	"iTerm2":            {[]string{"TERM_PROGRAM=iTerm.app"}, "OSC 9"},
	"iTerm2 over SSH":   {[]string{"LC_TERMINAL=iTerm2", "TERM=xterm-256color"}, "OSC 9"},
	"Warp":              {[]string{"TERM_PROGRAM=WarpTerminal"}, "OSC 9"},
	"kitty, tmux":       {[]string{"TMUX=/tmp/tmux-0/default,1,0", "TERM_PROGRAM=tmux", "KITTY_WINDOW_ID=1"}, "OSC 99 through tmux, and the bell"},
	"unknown, tmux":     {[]string{"TMUX=x", "TERM_PROGRAM=tmux", "TERM=tmux-256color"}, "the bell only"},
	"kitty, screen":     {[]string{"STY=1.pts", "KITTY_WINDOW_ID=1"}, "the bell only"},
	"GNOME Terminal":    {[]string{"VTE_VERSION=7600", "TERM=xterm-256color"}, "the bell only"},
	"Terminal.app":      {[]string{"TERM_PROGRAM=Apple_Terminal"}, "the bell only"},
	"Windows Terminal":  {[]string{"WT_SESSION=1"}, "the bell only"},
	"Alacritty":         {[]string{"TERM=alacritty"}, "the bell only"},
	"the Linux console": {[]string{"TERM=linux"}, "the bell only"},
}

func TestATerminalIsAskedInItsOwnWay(t *testing.T) {
	for name, c := range terminals {
		if got := Detect(c.environ).String(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestTheSequenceIsThatOfTheTerminal(t *testing.T) {
	n := Note{Title: "NVDA ▲", Body: "Engulfing; 0.97", Desktop: true}
	for p, want := range map[protocol]string{
		none:   "\a",
		osc9:   "\x1b]9;NVDA ▲: Engulfing, 0.97\x1b\\",
		osc777: "\x1b]777;notify;NVDA ▲;Engulfing, 0.97\x1b\\",
		osc99:  "\x1b]99;i=tickdeck:d=0;NVDA ▲\x1b\\\x1b]99;i=tickdeck:p=body;Engulfing, 0.97\x1b\\",
	} {
		if got := (Terminal{protocol: p}).Sequence(n); got != want {
			t.Errorf("%v: %q", p, got)
		}
	}
	if got := (Terminal{protocol: osc9, tmux: true}).Sequence(n); got != "\x1bPtmux;\x1b\x1b]9;NVDA ▲: Engulfing, 0.97\x1b\x1b\\\x1b\\\a" {
		t.Errorf("through tmux: %q", got)
	}
}

func TestTheBellRingsOnlyWhereItIsAskedFor(t *testing.T) {
	known := Terminal{protocol: osc777}
	if got := known.Sequence(Note{Bell: true}); got != "\a" {
		t.Errorf("got %q", got)
	}
	if got := known.Sequence(Note{}); got != "" {
		t.Errorf("got %q", got)
	}
	if got := known.Sequence(Note{Desktop: true, Bell: true}); !strings.HasSuffix(got, "\x1b\\\a") {
		t.Errorf("got %q", got)
	}
}

func TestWhatAnAlertSaysCannotLeaveTheNotification(t *testing.T) {
	evil := strings.Repeat("\x1b\\\x1b]0;x\a\u009c\n\r;日本\xff\x00", 1000)
	for p := osc9; p <= osc99; p++ {
		got := (Terminal{protocol: p}).Sequence(Note{Title: evil, Body: evil, Desktop: true})
		ends := 1
		if p == osc99 {
			ends = 2
		}
		if n := strings.Count(got, "\x1b"); n != 2*ends {
			t.Errorf("%v: %d escapes", p, n)
		}
		for _, r := range got {
			if r != 0x1b && (r < ' ' || r >= 0x7f && r < 0xa0) {
				t.Errorf("%v: control character %q", p, r)
			}
		}
		if n := utf8.RuneCountInString(got); n > maxTitle+maxBody+60 {
			t.Errorf("%v: %d letters", p, n)
		}
	}
}
