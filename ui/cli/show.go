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

func configCommand(do Actions) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "config",
		Short:   "Print the settings in force and where each came from",
		Long:    "Prints the settings in force and where each came from: a flag, a variable, config.toml or the default. Passwords are masked.",
		Example: "tickdeck config\ntickdeck config --json",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := do.load(cmd, false)
			if err != nil {
				return err
			}
			write := writeTable
			if asJSON {
				write = writeJSON
			}
			if err := write(cmd.OutOrStdout(), cfg.Settings); err != nil {
				return failure{fmt.Errorf("printing the settings: %w", err)}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, for programs")
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
