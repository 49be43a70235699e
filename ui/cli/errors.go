package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tickdeck/model"
	"tickdeck/ui/config"
)

// failure marks what went wrong after the input was found right.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// failed marks an error, if it is one, as one of the work, not of the input.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return failure{err}
}

// report prints an error on one line, a query with a mark where it is wrong below it, and
// says how to exit.
func report(out io.Writer, err error) int {
	if err == nil {
		return ExitOK
	}
	line := model.CleanLine(strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' }), "; "))
	fmt.Fprintln(out, "tickdeck: "+line)
	if m := new(misquery); errors.As(err, &m) {
		fmt.Fprint(out, m.pointed())
	}
	switch {
	case errors.As(err, new(*model.SkippedError)):
		return ExitSkipped
	case errors.As(err, new(failure)):
		return ExitFailure
	}
	return ExitUsage
}

// noArguments says what a stray word may have meant.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasParent() {
		return fmt.Errorf("%s takes no arguments: leave out %q", cmd.CommandPath(), args[0])
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return fmt.Errorf("unknown command %q: did you mean %s?", args[0], near[0])
	}
	return fmt.Errorf("unknown command %q: tickdeck --help lists those there are", args[0])
}

// flagError says it in our words, without the inner words of a parser.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown.GetSpecifiedName())
	case errors.As(err, &bare):
		return fmt.Errorf("--%s: this needs a value behind it", bare.GetSpecifiedName())
	case errors.As(err, &bad):
		return fmt.Errorf("--%s: %q does not fit here: write %s", bad.GetFlag().Name, bad.GetValue(), wanted(bad.GetFlag()))
	}
	return err
}

// wanted says what a flag takes.
func wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "true or false, or the flag alone"
	case "int", "uint64":
		return "a whole number"
	case "float64":
		return "a number"
	}
	return "another value"
}

func unknownFlag(cmd *cobra.Command, name string) error {
	if len(name) == 1 {
		return fmt.Errorf("unknown flag -%s: %s --help lists those there are", name, cmd.CommandPath())
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, f.Name)
		}
	})
	if near := config.Nearest(name, known); near != "" {
		return fmt.Errorf("unknown flag --%s: did you mean --%s?", name, near)
	}
	return fmt.Errorf("unknown flag --%s: %s --help lists those there are", name, cmd.CommandPath())
}
