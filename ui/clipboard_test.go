package ui

import (
	"encoding/base64"
	"strings"
	"testing"

	"tickdeck/ui/pane"
)

func TestAMultiplexerIsKnownByItsVariable(t *testing.T) {
	for want, environ := range map[multiplexer][]string{
		noMultiplexer: {"TERM=xterm", "TMUX=", "STY="}, tmux: {"STY=1.a", "TMUX=/tmp/tmux-0/default,1,0"}, gnuScreen: {"TERM=screen", "STY=1.a"},
	} {
		if got := multiplexerOf(environ); got != want {
			t.Errorf("%v is %d, want %d", environ, got, want)
		}
	}
}

func TestTheClipboardIsReachedThroughAMultiplexer(t *testing.T) {
	text := strings.Repeat("NVDA ▲ ", 500)
	plain := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\a"
	if got := clipboard(text, noMultiplexer); got != plain {
		t.Errorf("without one it is %q", got)
	}
	if got := clipboard(text, tmux); got != plain+"\x1bPtmux;\x1b"+plain+"\x1b\\" {
		t.Errorf("in tmux it is %q", got)
	}
	passed := ""
	for part := range strings.SplitSeq(strings.TrimSuffix(clipboard(text, gnuScreen), "\x1b\\"), "\x1b\\") {
		inner, ok := strings.CutPrefix(part, "\x1bP")
		if !ok || len(inner) > 768 {
			t.Fatalf("screen takes no %q", part)
		}
		passed += inner
	}
	if passed != plain {
		t.Errorf("screen passes on %q", passed)
	}
}

func TestWhatIsTooLongForAClipboardIsNotCut(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.send(pane.Copied(strings.Repeat("x", pane.MostCopied), "9 alerts copied", "S writes it"))
	d.shows("9 alerts copied")
	d.send(pane.Copied(strings.Repeat("x", pane.MostCopied+1), "9 alerts copied", "S writes it to a file"))
	d.shows("not copied: terminals take 74 kB at most", "S writes it to a file")
}
