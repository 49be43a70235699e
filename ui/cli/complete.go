package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tickdeck/ui/config"
	"tickdeck/ui/exchange"
)

// completeSettings lets the shell complete the values that are known beforehand.
func completeSettings(cmd *cobra.Command, themes []string) {
	complete(cmd, "theme", themes...)
	complete(cmd, "timezone", slices.Concat([]string{"Local", "UTC"}, exchange.Names())...)
	complete(cmd, "times", config.Times()...)
	complete(cmd, "glyphs", config.Glyphs()...)
	complete(cmd, "subscribe", "patterns=", "progress=", "results=", "health=")
}

// complete lets the shell complete the values of a flag. Behind a value that
// ends in = more has to be typed.
func complete(cmd *cobra.Command, flag string, values ...string) {
	rule := cobra.ShellCompDirectiveNoFileComp
	if len(values) > 0 && strings.HasSuffix(values[0], "=") {
		rule |= cobra.ShellCompDirectiveNoSpace
	}
	// It fails only for a flag that does not exist, which a test would show.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, rule))
}

// completion makes the library's command for the shells' scripts refuse what is
// no shell; by itself it prints its help and reports success.
func completion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	var shells []string
	for _, c := range cmd.Commands() {
		shells = append(shells, c.Name())
		c.Args = noArguments
	}
	cmd.Args = nil
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return fmt.Errorf("%s: %q is no shell it knows: write one of %s", cmd.CommandPath(), args[0], strings.Join(shells, ", "))
	}
}
