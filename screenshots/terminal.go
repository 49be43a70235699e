package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// quiet parts frames, which are written in one go.
const quiet = 50 * time.Millisecond

// terminal is a program on a pseudo-terminal, and the screen it has drawn.
type terminal struct {
	cmd    *exec.Cmd
	tty    *os.File
	screen *vt.SafeEmulator
	drawn  chan struct{} // one wake-up after output
}

func open(cols, rows int, program string, args ...string) (*terminal, error) {
	t := &terminal{cmd: exec.CommandContext(context.Background(), program, args...), screen: vt.NewSafeEmulator(cols, rows), drawn: make(chan struct{}, 1)}
	t.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TZ=America/New_York", "USER=trader", "TICKDECK_USER=trader")
	tty, err := pty.StartWithSize(t.cmd, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	t.tty = tty
	go t.draw()
	// What the emulator answers to questions of the program goes back to it.
	go func() { _, _ = io.Copy(tty, t.screen) }()
	return t, nil
}

// draw feeds the program's output to the screen until it ends.
func (t *terminal) draw() {
	buf := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(buf)
		_, _ = t.screen.Write(buf[:n])
		select {
		case t.drawn <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// wait returns when the screen shows what is wanted.
func (t *terminal) wait(wanted func(screen string) bool, deadline time.Time) error {
	late := time.NewTimer(time.Until(deadline))
	defer late.Stop()
	for !wanted(t.screen.String()) {
		select {
		case <-t.drawn:
		case <-late.C:
			return fmt.Errorf("the screen never showed what is wanted:\n%s", t.screen)
		}
	}
	return nil
}

// settle returns when nothing has been drawn for a moment: a picture must not
// hold half of a frame. A screen that never rests is an error, not a wait without end.
func (t *terminal) settle(deadline time.Time) error {
	late := time.NewTimer(time.Until(deadline))
	defer late.Stop()
	for {
		select {
		case <-t.drawn:
		case <-time.After(quiet):
			return nil
		case <-late.C:
			return fmt.Errorf("the screen never came to rest:\n%s", t.screen)
		}
	}
}

func (t *terminal) press(keys string) error {
	for _, k := range keys {
		if _, err := t.tty.WriteString(string(k)); err != nil {
			return err
		}
	}
	return nil
}

func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.tty.Close()
}
