package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
)

// framesPerSecond is how often the renderer looks for something new to draw. It
// wakes up as often even when there is nothing: 60 cost 0.6 % of a core in
// silence, 30 about 0.5, 20 less than 0.4; a key was answered no sooner.
const framesPerSecond = 20

// Run shows the screen until a person ends it, the context does, or a signal
// comes. However it ends, the terminal is left as it was.
func Run(ctx context.Context, o Options, environ []string) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	o.Context = ctx
	app := New(o)
	p := tea.NewProgram(app, programOptions(environ)...)
	settings, unknown := term.GetState(os.Stdin.Fd())
	done, stuck := make(chan struct{}), make(chan struct{})
	var err error
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
		return nil
	}
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return fmt.Errorf("internal error: %w", err)
	case err != nil && ctx.Err() == nil:
		return fmt.Errorf("the terminal: %w", err)
	}
	if ctx.Err() == nil {
		return app.Err()
	}
	return nil
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

func programOptions(environ []string) []tea.ProgramOption {
	options := []tea.ProgramOption{tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond), tea.WithEnvironment(environ)}
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
