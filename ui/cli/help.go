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

// forHelp heeds NO_COLOR whatever it is set to: the library takes booleans only.
func (s Streams) forHelp(environ []string) Streams {
	isSet := func(entry string) bool { return strings.HasPrefix(entry, "NO_COLOR=") && entry != "NO_COLOR=" }
	if slices.ContainsFunc(environ, isSet) {
		s.Out = colourless{s.Out}
	}
	return s
}

// colourless hides that a stream is a terminal.
type colourless struct{ io.Writer }

// completeFlags lets the shell complete the values that are known beforehand.
func completeFlags(root *cobra.Command, themes []string) {
	fixed := map[string][]string{
		"theme":     themes,
		"timezone":  {"Local", "UTC"},
		"subscribe": {"patterns=", "progress=", "results=", "health="},
	}
	for flag, words := range fixed {
		rule := cobra.ShellCompDirectiveNoFileComp
		if flag == "subscribe" {
			rule |= cobra.ShellCompDirectiveNoSpace
		}
		// It fails only for a flag that does not exist, which a test would show.
		_ = root.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, rule))
	}
}
