package notify

import "testing"

func TestOnlyTerminalsThatHaveABarAreSentIt(t *testing.T) {
	for environ, want := range map[string]bool{
		"": false, "TERM=xterm-256color": false, "TERM_PROGRAM=ghostty": true, "TERM=xterm-ghostty": true, "WT_SESSION=1": true, "ConEmuPID=7": true,
		"TERM_PROGRAM=mintty": true, "VTE_VERSION=7800": false, "VTE_VERSION=8000": true, "VTE_VERSION=new": false,
	} {
		if got := Detect([]string{environ}).Progress(); got != want {
			t.Errorf("%s: %v", environ, got)
		}
	}
	for version, want := range map[string]bool{"": false, "3.5": false, "3.6.5": false, "3.6.6": true, "3.6.10": true, "3.7": true, "4": true, "3.6.6beta1": false, "x": false} {
		if got := Detect([]string{"TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=" + version}).Progress(); got != want {
			t.Errorf("iTerm2 %s: %v", version, got)
		}
	}
	if Detect([]string{"TERM_PROGRAM=ghostty", "TMUX=/tmp/tmux,1,0"}).Progress() {
		t.Error("what is inside tmux reaches nobody")
	}
}
