package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tickdeck/model"
	"tickdeck/ui/config"
)

// showSettings is the command config. It needs no port.
type showSettings struct{}

func (showSettings) build(p Program) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "config",
		Short:   "Print the settings in force and where each came from",
		Long:    "Prints the settings in force and where each came from: a flag, a variable, config.toml or the default. Passwords are masked.",
		Example: lines("tickdeck config", "tickdeck config --json"),
		Args:    noArguments,
	}
	load := settings(cmd, p.engineSettings())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, for programs")
	cmd.RunE = func(*cobra.Command, []string) error {
		c, err := load()
		if err != nil {
			return err
		}
		write := writeTable
		if asJSON {
			write = writeJSON
		}
		if err := write(p.Out, c.Settings); err != nil {
			return failure{fmt.Errorf("printing the settings: %w", err)}
		}
		return nil
	}
	return cmd
}

func writeJSON(out io.Writer, settings []config.Setting) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(settings)
}

func writeTable(out io.Writer, settings []config.Setting) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SETTING\tVALUE\tFROM")
	for _, s := range settings {
		fmt.Fprintf(w, "%s\t%s\t%s\n", s.Key, model.CleanLine(shown(s.Value)), model.CleanLine(s.Source))
	}
	return w.Flush()
}

func shown(value any) string {
	if list, ok := value.([]string); ok {
		value = strings.Join(list, ", ")
	}
	if text := fmt.Sprint(value); text != "" {
		return text
	}
	return "–"
}
