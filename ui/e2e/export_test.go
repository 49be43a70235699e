//go:build unix

package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/files"
	"tickdeck/feeds/redistest"
	"tickdeck/ui/pane"
)

// What the screen asks for is what there is.
var _ pane.Exports = (*files.Files)(nil)

var osc52 = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]+)\a`)

// clipboard waits until so many texts came for the clipboard, and returns the last.
func (s *screen) clipboard(n int) (text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("text %d for the clipboard", n), func(string) bool {
		all := osc52.FindAllStringSubmatch(s.output(), -1)
		if len(all) < n {
			return false
		}
		raw, err := base64.StdEncoding.DecodeString(all[n-1][1])
		if err != nil {
			s.t.Fatal(err)
		}
		text = string(raw)
		return true
	})
	return text
}

func TestASymbolIsFollowedFilteredMarkedCopiedAndWritten(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	folder := t.TempDir()
	s := open(t, setup{args: []string{"--redis", server.URL()}, folder: folder})
	s.sees("● " + server.Addr())
	rdb := server.Client(t)
	bar := time.Now().Truncate(time.Minute).Add(-time.Hour)
	for i, pattern := range []string{"Engulfing", "=HYPERLINK(1)", "Doji\u009b31m"} {
		at := float64(bar.Add(time.Duration(i)*time.Minute).UnixMilli()) / 1000
		publish(t, rdb, patterns, `{"pattern":%q,"symbol":"NVDA","timestamp":%f,"confidence":0.%d,"timeframe":"1min","direction":"bullish"}`, pattern, at, 9-i)
		publish(t, rdb, patterns, `{"pattern":%q,"symbol":"OTHER%d","timestamp":%f,"timeframe":"1min"}`, "Hammer", i, at)
	}
	s.sees("NVDA", "Engulfing", "OTHER0", "OTHER2")
	s.types("/symbol:NVDA" + keyEnter)
	s.loses("OTHER")
	s.sees("3 of 6 candles")
	s.types("G y")
	s.sees("1 alert copied as text")
	when := bar.UTC().Format("2006-01-02 15:04:05 UTC")
	if got, want := s.clipboard(1), when+"  NVDA  bullish  Engulfing  1min  0.90  –"; got != want {
		t.Errorf("copied %q, not %q", got, want)
	}
	s.types("gY") // what is marked goes before what is under the cursor
	s.sees("1 alert copied as JSON")
	var raw struct{ Pattern, Symbol string }
	if err := json.Unmarshal([]byte(s.clipboard(2)), &raw); err != nil || raw.Pattern != "Engulfing" || raw.Symbol != "NVDA" {
		t.Errorf("copied %q, %v", s.clipboard(2), err)
	}
	s.types("S")
	s.sees("Write the list to a file", "3 alerts · every alert that matches symbol:NVDA", folder)
	s.types(keyEnter)
	s.sees("3 alerts written to")
	found, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	text, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%q, %v", rows, err)
	}
	for i, want := range []string{"pattern", "Engulfing", "'=HYPERLINK(1)", "Doji\ufffd31m"} {
		if rows[i][3] != want {
			t.Errorf("row %d has %q, not %q", i, rows[i][3], want)
		}
	}
	s.types("q")
	s.ends()
	s.leavesNoTrace()
}

func TestInTmuxTheClipboardIsAskedForInBothWays(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}, env: []string{"TMUX=/tmp/tmux-0/default,1,0"}})
	s.sees("● " + server.Addr())
	publish(t, server.Client(t), patterns, `{"pattern":"Doji","symbol":"ACME","timestamp":%f}`, now())
	s.sees("ACME")
	s.types("Y")
	text := s.clipboard(2)
	if !strings.Contains(s.output(), "\x1bPtmux;\x1b\x1b]52;c;") || text != s.clipboard(1) || !strings.Contains(text, `"symbol":"ACME"`) {
		t.Errorf("%q", text)
	}
}

// load publishes n alerts, each of another minute, the newest of now.
func load(t *testing.T, server *redistest.Server, n int) {
	t.Helper()
	now := time.Now()
	start := now.Unix() - int64(60*n)
	sent, heard, err := redistest.Flood(t.Context(), server.Addr(), redistest.Load{Channel: patterns, N: n, Payload: func(dst []byte, i int) []byte {
		return fmt.Appendf(dst, `{"pattern":"Doji","symbol":"F%d","timestamp":%d.%06d,"confidence":0.5,"timeframe":"1min","metadata":{"bar_time":%d}}`, i%500, now.Unix()-1, i, start+int64(60*i))
	}})
	if err != nil || sent != n || heard != n {
		t.Fatalf("sent %d, heard %d: %v", sent, heard, err)
	}
}

func TestAHundredThousandAlertsAreWrittenWhileTheScreenGoesOn(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, "--client-output-buffer-limit", "pubsub 0 0 0")
	folder := t.TempDir()
	s := open(t, setup{w: 160, h: 40, folder: folder, args: []string{"--redis", server.URL(), "--disk", "off", "--history", "200000"}})
	s.sees("● " + server.Addr())
	const n = 100_000
	load(t, server, n)
	s.finds(`patterns +100,000 `)
	s.types("S")
	s.sees("Write the list to a file")
	s.types(keyDown) // JSON lines, which take longest
	s.sees(".jsonl")
	begun := time.Now()
	s.types(keyEnter)
	s.loses("Write the list to a file")
	publish(t, server.Client(t), patterns, `{"pattern":"Hammer","symbol":"DURING","timestamp":%f}`, now())
	s.sees("DURING")
	shown := time.Since(begun)
	s.sees("100,000 alerts written to " + folder)
	t.Logf("what came meanwhile was shown after %v, all was written after %v", shown, time.Since(begun))
	found, _ := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	if len(found) != 1 {
		t.Fatal(found)
	}
	text, err := os.ReadFile(found[0])
	first, _, _ := bytes.Cut(text, []byte("\n"))
	if lines := bytes.Count(text, []byte("\n")); err != nil || lines != n || !json.Valid(first) {
		t.Errorf("%d lines, %v", lines, err)
	}
}

// A limit on the size of files is what a full disk is, without the right to mount one.
func TestAFileThatMayNotGrowIsSaidAndNothingIsLeft(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	folder := t.TempDir()
	s := open(t, setup{w: 160, h: 40, folder: folder, program: "/bin/sh", args: []string{
		"-c", `ulimit -f 64; exec "$0" "$@"`, binary, "--redis", server.URL(), "--disk", "off",
	}})
	s.sees("● " + server.Addr())
	load(t, server, 5_000)
	s.finds(`patterns +5,000 `)
	s.types("S" + keyEnter)
	s.sees("nothing was written: no file may become that large here")
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
	s.types("S")
	s.sees("Write the list to a file")
	s.types("\x15/none/at-all.csv" + keyEnter)
	s.sees("nothing was written: there is no folder /none")
	s.types("S")
	s.sees("/none/at-all.csv") // it is there to be mended
	s.types("\x1bq")
}

func TestTheMouseChoosesSortsScrollsAndIsGivenBack(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	load(t, server, 100)
	s.sees("100 alerts", "F99 ", "F97 ")
	s.until("a mode with the mouse", func(string) bool { return strings.Contains(s.output(), "\x1b[?1002") })
	s.clicks("SYMBOL")
	s.sees("by symbol", "› ")
	s.clicks("SYMBOL")
	s.sees("by symbol, turned round")
	s.clicks("TIME")
	s.sees("following")
	s.clicks("F97")
	s.finds(`›[^\n]*F97`)
	s.wheels("F97", 65)
	s.until("a list that has moved", func(text string) bool { return !strings.Contains(text, "F99 ") })
	s.clicks("─ Channels")
	s.clicks("bt.progress")
	s.sees("▸ Channels")
	s.finds(`›bt\.progress`)
	s.types("i")
	s.sees("mouse: left to the terminal")
	s.until("the end of the mode", func(string) bool {
		return strings.LastIndex(s.output(), "\x1b[?1002l") > strings.LastIndex(s.output(), "\x1b[?1002h")
	})
	s.types("iq")
	s.ends()
	s.leavesNoTrace()
	off := open(t, setup{args: []string{"--redis", server.URL(), "--mouse", "off"}})
	off.sees("● " + server.Addr())
	off.types("q")
	off.ends()
	if strings.Contains(off.output(), "1002h") {
		t.Error("with mouse off it asks for the mouse")
	}
}

// at is the cell of the first letter of a text, counted from 1.
func (s *screen) at(text string) (x, y int) {
	s.t.Helper()
	s.sees(text)
	for i, line := range strings.Split(s.text(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return len([]rune(before)) + 1, i + 1
		}
	}
	s.t.Fatalf("there is no %s:\n%s", text, s.text())
	return 0, 0
}

// clicks presses and lets go of the left button as a terminal tells it.
func (s *screen) clicks(text string) {
	s.t.Helper()
	x, y := s.at(text)
	s.types(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x, y, x, y))
}

func (s *screen) wheels(text string, button int) {
	s.t.Helper()
	x, y := s.at(text)
	s.types(fmt.Sprintf("\x1b[<%d;%d;%dM", button, x, y))
}
