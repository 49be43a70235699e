package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"
)

// drawHelp lets fang draw the help of one command. Fang is used for nothing
// else: where it reports an error it first asks the terminal for its colours,
// and a wrong setting must not touch the terminal. It takes over the root that
// it runs, so it gets one of its own.
func drawHelp(ctx context.Context, cmd *cobra.Command, root *cobra.Command) {
	path := strings.Fields(cmd.CommandPath())[1:]
	root.SetArgs(append(path, "--help"))
	// The error was reported to stderr by fang, and there is nothing to undo.
	_ = fang.Execute(ctx, root, fang.WithoutVersion(), fang.WithoutManpage())
}

// forHelp honours NO_COLOR whatever it is set to: the library takes booleans only.
func (p Program) forHelp() Program {
	isSet := func(entry string) bool { return strings.HasPrefix(entry, "NO_COLOR=") && entry != "NO_COLOR=" }
	if slices.ContainsFunc(p.Environ, isSet) {
		p.Out = colourless{p.Out}
	}
	return p
}

// colourless hides that a stream is a terminal.
type colourless struct{ io.Writer }
