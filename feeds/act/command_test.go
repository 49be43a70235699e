//go:build unix

package act

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tickdeck/model/rules"
)

func TestACommandReadsTheAlert(t *testing.T) {
	r := start(t, Options{Environ: []string{"PATH=" + os.Getenv("PATH"), "OWN=1"}})
	o := r.carry(t, rules.Rule{Run: "cat; echo; env"})
	text, env, _ := strings.Cut(o.Output, "\n")
	var alert map[string]any
	if err := json.Unmarshal([]byte(text), &alert); err != nil || alert["symbol"] != "NVDA" || alert["rule"] != "strong" || o.Problem != "" {
		t.Fatalf("%v %+v", err, o)
	}
	for _, want := range []string{
		"TICKDECK_ALERT_RULE=strong", "TICKDECK_ALERT_SYMBOL=NVDA", "TICKDECK_ALERT_CONFIDENCE=0.97", "TICKDECK_ALERT_PRICE=",
		"TICKDECK_ALERT_DIRECTION=bullish", "TICKDECK_ALERT_TIME=2026-11-30T12:00:00Z", "TICKDECK_ALERT_MORE=49", "OWN=1",
	} {
		if !strings.Contains(env, want+"\n") {
			t.Errorf("%s is not in\n%s", want, env)
		}
	}
}

func TestWhatAnAlertSaysIsNeverRun(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "mark")
	f := fire(rules.Rule{Run: `printf '%s' "$TICKDECK_ALERT_SYMBOL"`})
	f.Alert.Symbol = "$(touch " + mark + ")`touch " + mark + "`; touch " + mark + " #'\""
	r := start(t, Options{})
	if err := r.Call(f); err != nil {
		t.Fatal(err)
	}
	if o := r.wait(t); o.Output != f.Alert.Symbol {
		t.Errorf("got %q", o.Output)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("it was run")
	}
}

func TestACommandThatHangsIsEndedWithAllThatItStarted(t *testing.T) {
	pidFile := filepath.Join(t.TempDir(), "pid")
	begun := time.Now()
	r := start(t, Options{Timeout: 300 * time.Millisecond})
	o := r.carry(t, rules.Rule{Run: "trap '' TERM INT HUP; sleep 600 & echo $! > " + pidFile + "; wait; wait"})
	if !strings.Contains(o.Problem, "longer than 300ms") || time.Since(begun) > 10*time.Second {
		t.Errorf("after %v: %+v", time.Since(begun), o)
	}
	wantGone(t, pidFile)
}

func TestWhatACommandLeavesBehindIsEnded(t *testing.T) {
	pidFile := filepath.Join(t.TempDir(), "pid")
	r := start(t, Options{})
	if o := r.carry(t, rules.Rule{Run: "sleep 600 & echo $! > " + pidFile}); o.Problem != "" {
		t.Errorf("got %+v", o)
	}
	wantGone(t, pidFile)
}

// wantGone waits until the process of that number has ended.
func wantGone(t *testing.T, pidFile string) {
	t.Helper()
	text, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(90 * time.Second); running(pid); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("process %d still runs", pid)
		}
	}
}

// running is false for a process that has ended and is only not yet asked about.
func running(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return runtime.GOOS != "linux"
	}
	_, state, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(state, "Z")
}

func TestACommandThatPrintsAGigabyteCostsNoMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := start(t, Options{Timeout: 60 * time.Second})
	o := r.carry(t, rules.Rule{Run: "head -c 1073741824 /dev/zero; echo end >&2"})
	runtime.ReadMemStats(&after)
	if o.Problem != "" || len(o.Output) != outputKept {
		t.Errorf("%d bytes of output, %q", len(o.Output), o.Problem)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 4<<20 {
		t.Errorf("%d bytes were allocated", grown)
	}
}

func TestACommandThatFailsSaysWhy(t *testing.T) {
	r := start(t, Options{})
	for command, want := range map[string]string{
		"echo one; echo no such \033[2Jthing >&2; exit 3": "exit status 3: no such ␛[2Jthing",
		"kill -9 $$":               "signal: killed",
		"/nonexistent/tickdeck-no": "exit status 127",
		"exec 0<&-; exit 0":        "",
	} {
		if o := r.carry(t, rules.Rule{Run: command}); !strings.Contains(o.Problem, want) || (want == "") != (o.Problem == "") {
			t.Errorf("%s: %q", command, o.Problem)
		}
	}
}

func TestACommandUnderWayIsEndedWithTheDeck(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	r := Start(ctx, Options{Timeout: time.Hour})
	if err := r.Call(fire(rules.Rule{Run: "echo $$ > " + dir + "/tmp; mv " + dir + "/tmp " + dir + "/pid; exec sleep 600"})); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(90 * time.Second); ; runtime.Gosched() {
		if _, err := os.Stat(dir + "/pid"); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("it has not begun")
		}
	}
	cancel()
	r.Wait()
	wantGone(t, dir+"/pid")
}
