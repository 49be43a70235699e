package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"tickdeck/ui/draw"
	"tickdeck/ui/notify"
	"tickdeck/ui/pane"
)

// Run shows the screen until a person ends it, a signal comes, the terminal is
// gone, or the context ends, whose cause is returned then. However it ends, the
// terminal is left as it was. summary says what was shown and what may be missing
// from it; it is "" where nobody is there to read it.
func Run(parent context.Context, o Options, environ []string) (summary string, err error) {
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	var gone atomic.Bool
	in, err := input(func() {
		gone.Store(true)
		stop()
	})
	if err != nil {
		return "", err
	}
	o.Context = ctx
	app := New(o)
	app.through = multiplexerOf(environ)
	app.reports.terminal = notify.Detect(environ)
	p := tea.NewProgram(app, append(programOptions(environ, o.FPS), tea.WithInput(in))...)
	settings, unknown := term.GetState(os.Stdin.Fd())
	done, stuck := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		_, err = p.Run()
	}()
	go end(ctx, p, done, stuck)
	select {
	case <-done:
	case <-stuck: // nothing can be written, not even why
		if unknown == nil {
			_ = term.Restore(os.Stdin.Fd(), settings)
		}
		return "", context.Cause(parent)
	}
	if err == nil && !gone.Load() {
		app.tell(pane.AwayMsg{}) // the end is where the person stops looking
		summary = app.summary()
	}
	return summary, reason(parent, ctx, app, err)
}

// reason is why the program ended, if a person did not ask for it.
func reason(parent, ctx context.Context, app *App, err error) error {
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return fmt.Errorf("internal error: %w", err)
	case ctx.Err() != nil:
		return context.Cause(parent)
	case err != nil:
		return fmt.Errorf("the terminal: %w", err)
	}
	return app.Err()
}

// summary is what was shown in all, and what may be missing from it.
func (a *App) summary() string {
	s := a.env.State
	shown := draw.Count(s.Totals().Applied) + " events shown"
	return strings.Join(append([]string{shown}, pane.Losses(s)...), ", ")
}

// watched is a terminal whose end is told. Not every terminal that goes away
// sends a SIGHUP, and the library takes the end of its input for a person who
// types no more.
type watched struct {
	*os.File
	gone func()
}

// Read is part of io.Reader.
func (w watched) Read(p []byte) (int, error) {
	n, err := w.File.Read(p)
	if errors.Is(err, io.EOF) {
		w.gone()
	}
	return n, err
}

// input is where the keys come from: standard input, or where something else
// comes in by it, the terminal behind the process. gone is called when it ends.
func input(gone func()) (watched, error) {
	if term.IsTerminal(os.Stdin.Fd()) {
		return watched{os.Stdin, gone}, nil
	}
	tty, _, err := tea.OpenTTY()
	if err != nil {
		return watched{}, fmt.Errorf("the terminal: %w", err)
	}
	return watched{tty, gone}, nil
}

// quitPatience is how long an orderly end may take before the program is torn
// down, and how long that may take before it is left alone: a terminal that
// takes no output would hold up both for ever.
const quitPatience = 2 * time.Second

func end(ctx context.Context, p *tea.Program, done <-chan struct{}, stuck chan<- struct{}) {
	select {
	case <-done:
		return
	case <-ctx.Done():
	}
	go p.Quit() // blocks while the program is busy writing
	select {
	case <-done:
		return
	case <-time.After(quitPatience):
		go p.Kill() // blocks as well
	}
	select {
	case <-done:
	case <-time.After(quitPatience):
		close(stuck)
	}
}

// WriteLine writes the last line of all, but does not wait for ever for a terminal that
// takes no output.
func WriteLine(terminal io.Writer, line string) {
	said := make(chan struct{})
	go func() {
		defer close(said)
		_, _ = fmt.Fprintln(terminal, line) // there is nobody to tell
	}()
	select {
	case <-said:
	case <-time.After(quitPatience):
	}
}

func programOptions(environ []string, fps int) []tea.ProgramOption {
	options := []tea.ProgramOption{tea.WithoutSignalHandler(), tea.WithFPS(fps), tea.WithEnvironment(environ)}
	if noColor(environ) {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	return options
}

// noColor follows no-color.org: any value but the empty one switches colour off.
// The library alone would accept booleans only.
func noColor(environ []string) bool {
	for _, e := range environ {
		if name, value, _ := strings.Cut(e, "="); name == "NO_COLOR" {
			return value != ""
		}
	}
	return false
}
