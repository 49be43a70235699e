//go:build unix

package e2e

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long anything may take before a test gives up: long, since what is
// waited for comes in a moment where nobody else wants the machine.
const patience = 90 * time.Second

// screen is a terminal with the program in it.
type screen struct {
	t       *testing.T
	cmd     *exec.Cmd
	keys    *os.File // the terminal's side of the pty
	tty     *os.File // the program's side
	before  *term.State
	races   string // where the race detector writes
	drained chan struct{}
	gone    chan struct{}
	changed chan struct{}
	racy    bool
	reading sync.Mutex // held while the terminal takes no output

	mu  sync.Mutex
	emu *vt.Emulator
	raw []byte
}

// setup is how a program is started.
type setup struct {
	w, h    int
	program string // "" for the program under test
	args    []string
	folder  string   // in which it is started
	env     []string // beside the least that a program needs
	input   *os.File // where its keys come from, if not from that terminal
	orphan  bool     // in a session whose terminal it is not, so that no signal comes of its end
	racy    bool     // races are not looked for: bubbletea closes the input of a program that panics while it is read
}

// open starts the program in a terminal of that size.
func open(t *testing.T, o setup) *screen {
	t.Helper()
	if o.w == 0 {
		o.w, o.h = 120, 40
	}
	keys, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{
		t: t, keys: keys, tty: tty, emu: vt.NewEmulator(o.w, o.h), races: raceLog(t),
		drained: make(chan struct{}), gone: make(chan struct{}), changed: make(chan struct{}, 1),
	}
	s.size(o.w, o.h)
	if s.before, err = term.GetState(tty.Fd()); err != nil {
		t.Fatal(err)
	}
	s.cmd = command(t, o)
	s.cmd.Env = append(s.cmd.Env, "GORACE=log_path="+s.races)
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	if o.input != nil {
		s.cmd.Stdin = o.input
		if _, err := term.MakeRaw(tty.Fd()); err != nil { // or it echoes the answers over the screen
			t.Fatal(err)
		}
	}
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: !o.orphan}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.racy = o.racy
	go s.wait()
	go s.show()
	go func() { _, _ = io.Copy(keys, s.emu) }() // what a terminal answers to questions
	t.Cleanup(s.close)
	return s
}

// raceLog is a path without the commas that part the options of the detector.
func raceLog(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(filepath.Dir(binary), "race") //nolint:usetesting // the name of t.TempDir may hold a comma
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "log")
}

func command(t *testing.T, o setup) *exec.Cmd {
	t.Helper()
	if o.program == "" {
		o.program = binary
	}
	cmd := exec.CommandContext(t.Context(), o.program, o.args...)
	cmd.Dir = o.folder
	home := t.TempDir()
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + home, "TZ=UTC", "USER=somebody",
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8",
	}, o.env...)
	return cmd
}

func (s *screen) wait() {
	_ = s.cmd.Wait() // how it ended is in ProcessState
	close(s.gone)
}

// show draws what the program writes, until its side of the pty is closed.
func (s *screen) show() {
	defer close(s.drained)
	buf := make([]byte, 32<<10)
	for {
		n, err := s.keys.Read(buf)
		s.reading.Lock()
		s.reading.Unlock() //nolint:staticcheck // empty on purpose: it waits
		s.mu.Lock()
		s.raw = append(s.raw, buf[:n]...)
		_, _ = s.emu.Write(buf[:n])
		s.mu.Unlock()
		select {
		case s.changed <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *screen) close() {
	_ = s.cmd.Process.Kill() // says only that it has ended already
	<-s.gone
	s.tty.Close()
	s.keys.Close()
	if pipe, ok := s.emu.InputPipe().(io.Closer); ok {
		pipe.Close()
	}
	<-s.drained
	if logs, _ := filepath.Glob(s.races + "*"); len(logs) > 0 && !s.racy {
		text, _ := os.ReadFile(logs[0])
		s.t.Errorf("a race:\n%s", text)
	}
}

// text is what can be read on the screen.
func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emu.String()
}

// output is every byte that the program has written.
func (s *screen) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.raw)
}

// until waits for something to be so.
func (s *screen) until(what string, so func(text string) bool) {
	s.t.Helper()
	late := time.After(patience)
	for {
		text := s.text()
		if so(text) {
			return
		}
		select {
		case <-s.changed:
		case <-s.gone:
			if s.drain(); so(s.text()) {
				return
			}
			s.t.Fatalf("the program has ended: %s never came:\n%s\n%q", what, s.text(), tail(s.output()))
		case <-late:
			s.t.Fatalf("%s never came:\n%s", what, text)
		}
	}
}

func tail(text string) string { return text[max(0, len(text)-2_000):] }

// sees waits until all of the words are on the screen at once.
func (s *screen) sees(words ...string) {
	s.t.Helper()
	s.until(strings.Join(words, ", "), func(text string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

// loses waits until a word is gone.
func (s *screen) loses(word string) {
	s.t.Helper()
	s.until("the end of "+word, func(text string) bool { return !strings.Contains(text, word) })
}

// finds waits for a pattern and returns its first group.
func (s *screen) finds(pattern string) (group string) {
	s.t.Helper()
	re := regexp.MustCompile(pattern)
	s.until(pattern, func(text string) bool {
		m := re.FindStringSubmatch(text)
		if m == nil {
			return false
		}
		group = m[len(m)-1]
		return true
	})
	return group
}

// types sends keys as a terminal does.
func (s *screen) types(text string) {
	s.t.Helper()
	if _, err := s.keys.WriteString(text); err != nil {
		s.t.Fatal(err)
	}
}

// The keys that are no letters.
const (
	keyTab    = "\t"
	keyEnter  = "\r"
	keyCtrlC  = "\x03"
	keyCtrlS  = "\x13"
	keyDown   = "\x1b[B"
	keyEscape = "\x1b"
)

func (s *screen) size(w, h int) {
	s.t.Helper()
	s.mu.Lock()
	s.emu.Resize(max(w, 1), max(h, 1))
	s.mu.Unlock()
	if err := pty.Setsize(s.keys, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *screen) signal(sig syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// drain reads the rest of what an ended program wrote.
func (s *screen) drain() {
	s.tty.Close()
	<-s.drained
}

// ends waits for the end of the program and returns its status.
func (s *screen) ends() int {
	s.t.Helper()
	select {
	case <-s.gone:
	case <-time.After(patience):
		s.t.Fatalf("the program does not end:\n%s", s.text())
	}
	return s.cmd.ProcessState.ExitCode()
}

// leavesNoTrace fails unless the program, which has ended, left the terminal as
// it found it.
func (s *screen) leavesNoTrace() {
	s.t.Helper()
	after, err := term.GetState(s.tty.Fd())
	if err != nil {
		s.t.Fatal(err)
	}
	if !reflect.DeepEqual(after, s.before) {
		s.t.Errorf("the terminal's settings were %+v and are %+v", s.before, after)
	}
	if err := syscall.Kill(-s.cmd.Process.Pid, 0); !errors.Is(err, syscall.ESRCH) {
		s.t.Errorf("something of its process group is left: %v", err)
	}
	s.drain()
	for _, trace := range traces(s.output()) {
		s.t.Error(trace)
	}
	if s.emu.IsAltScreen() {
		s.t.Error("the alternate screen is still there")
	}
}

// traces lists what the output turns on and never off again.
func traces(output string) (out []string) {
	modes := map[int]bool{}
	kitty := map[bool]int{} // how deep, on the alternate screen and on the other
	other, title := "", ""
	eachSequence(output, func(seq string, p *ansi.Parser) {
		cmd := ansi.Cmd(p.Command())
		switch {
		case strings.HasPrefix(seq, "\x1b]2;"), strings.HasPrefix(seq, "\x1b]0;"):
			title = strings.Trim(seq[4:], "\a\x1b\\")
		case !ansi.HasCsiPrefix(seq):
		case cmd.Prefix() == '?' && (cmd.Final() == 'h' || cmd.Final() == 'l') && cmd.Intermediate() == 0:
			for _, param := range p.Params() {
				modes[param.Param(0)] = cmd.Final() == 'h'
			}
		case cmd.Prefix() == '>' && cmd.Final() == 'u':
			kitty[modes[1049]]++
		case cmd.Prefix() == '<' && cmd.Final() == 'u':
			kitty[modes[1049]]--
		case cmd.Prefix() == '>' && cmd.Final() == 'm':
			other = seq
		}
	})
	for mode, on := range modes {
		if on != (mode == 25 || mode == 7) { // the cursor, and wrapping, are on in a terminal
			out = append(out, fmt.Sprintf("mode %d is left %s", mode, seqWord(on)))
		}
	}
	for alternate, depth := range kitty {
		if depth > 0 {
			out = append(out, "keyboard flags are left on, alternate screen: "+seqWord(alternate))
		}
	}
	if other != "" && other != ansi.ResetModifyOtherKeys {
		out = append(out, "the keyboard is left in another mode")
	}
	if title != "" {
		out = append(out, "the title is left: "+title)
	}
	return out
}

func seqWord(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func eachSequence(output string, see func(string, *ansi.Parser)) {
	parser := ansi.NewParser()
	var state byte
	for output != "" {
		seq, width, n, next := ansi.DecodeSequence(output, state, parser)
		if width == 0 && strings.HasPrefix(seq, "\x1b") {
			see(seq, parser)
		}
		output, state = output[n:], next
	}
}
