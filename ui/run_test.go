package ui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestTheLastLineWaitsForNoTerminalThatTakesNoOutput(t *testing.T) {
	r, w := io.Pipe() // nobody reads
	defer r.Close()
	WriteLine(w, "line") // comes back
	var out bytes.Buffer
	if WriteLine(&out, "line"); out.String() != "line\n" {
		t.Errorf("it wrote %q", out.String())
	}
}

func TestWhyTheProgramEndedIsSaid(t *testing.T) {
	why, broken := errors.New("the demo has ended"), errors.New("broken pipe")
	running := t.Context()
	stopped, stop := context.WithCancelCause(running)
	stop(why)
	signalled, signal := context.WithCancel(running)
	signal()
	fed := fullDeck(t, 80, 24)
	fed.Update(frameMsg{err: why})
	for name, c := range map[string]struct {
		parent, ctx context.Context
		app         *App
		err         error
		want        error // nil if there is nothing to say
	}{
		"a person":      {running, running, newDeck(t, 80, 24).App, nil, nil},
		"a signal":      {running, signalled, newDeck(t, 80, 24).App, nil, nil},
		"the context":   {stopped, stopped, newDeck(t, 80, 24).App, nil, why},
		"both":          {stopped, stopped, newDeck(t, 80, 24).App, broken, why},
		"the source":    {running, running, fed.App, nil, why},
		"the terminal":  {running, running, newDeck(t, 80, 24).App, broken, broken},
		"a panic in it": {stopped, stopped, newDeck(t, 80, 24).App, tea.ErrProgramPanic, tea.ErrProgramPanic},
	} {
		if err := reason(c.parent, c.ctx, c.app, c.err); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
