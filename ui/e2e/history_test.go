//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tickdeck/feeds/history"
	"tickdeck/feeds/redistest"
	"tickdeck/ui/pane"
)

// What the screen asks for is what there is.
var _ pane.Notes = (*history.Notes)(nil)

func TestARestartShowsTheAlertsOfBefore(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	state := "XDG_STATE_HOME=" + t.TempDir()
	s := open(t, setup{args: []string{"--redis", server.URL()}, env: []string{state}})
	s.sees("● " + server.Addr())
	rdb := server.Client(t)
	publish(t, rdb, patterns, `{"pattern":"Hammer","symbol":"BEFORE","timestamp":%f,"confidence":0.85}`, now())
	s.sees("BEFORE")
	s.types("q")
	s.ends()
	again := open(t, setup{args: []string{"--redis", server.URL()}, env: []string{state}})
	again.sees("● "+server.Addr(), "BEFORE", "Hammer")
	publish(t, rdb, patterns, `{"pattern":"Hammer","symbol":"AFTER","timestamp":%f,"confidence":0.85}`, now())
	again.sees("BEFORE", "AFTER")
	again.types("q")
	again.ends()
	again.leavesNoTrace()
	if got := again.lastLine(); !strings.HasSuffix(got, "tickdeck: 1 events shown, 0 lost here") {
		t.Errorf("it wrote %q", got)
	}
	off := open(t, setup{args: []string{"--redis", server.URL(), "--disk", "off"}, env: []string{state}})
	off.sees("● "+server.Addr(), "Listening.")
}

func TestAHomeThatCannotBeWrittenIsSaidAndTheDeckGoesOn(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "tickdeck"), nil, 0o600); err != nil { // in the place of the folder
		t.Fatal(err)
	}
	s := open(t, setup{args: []string{"--redis", server.URL()}, env: []string{"XDG_STATE_HOME=" + home}})
	s.sees("● " + server.Addr())
	publish(t, server.Client(t), patterns, `{"pattern":"Hammer","symbol":"ACME","timestamp":%f}`, now())
	s.sees("ACME")
	s.types("u")
	s.sees("alerts are not kept on disk: ", "or disk to off")
	s.types("qq")
	s.ends()
	s.leavesNoTrace()
	if got := s.lastLine(); !strings.HasSuffix(got, "0 lost here, 1 alert is not on disk") {
		t.Errorf("it wrote %q", got)
	}
}

func TestTheDemoKeepsNothingOnDisk(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	s := open(t, setup{args: []string{"demo"}, env: []string{"XDG_STATE_HOME=" + home}})
	s.sees("SIMULATED MARKET")
	s.types("q")
	s.ends()
	if found, err := os.ReadDir(home); err != nil || len(found) > 0 {
		t.Errorf("it left %v, %v", found, err)
	}
}
