package ui

import (
	"bytes"
	"io"
	"testing"
)

func TestTheLastLineWaitsForNoTerminalThatTakesNoOutput(t *testing.T) {
	r, w := io.Pipe() // nobody reads
	defer r.Close()
	Say(w, "line") // comes back
	var out bytes.Buffer
	if Say(&out, "line"); out.String() != "line\n" {
		t.Errorf("it wrote %q", out.String())
	}
}
