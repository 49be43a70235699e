package ui

import (
	"bytes"
	"io"
	"testing"
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
