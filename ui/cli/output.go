package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// output is how a command prints what it found: as a table for people, or as
// JSON for programs. "" is a table on a terminal, and JSON elsewhere.
type output string

const (
	outputTable output = "table"
	outputJSON  output = "json"
)

func outputFlag(cmd *cobra.Command) *output {
	var o output
	cmd.Flags().StringVar((*string)(&o), "output", "", "table or json; without it a table on a terminal, JSON elsewhere")
	complete(cmd, "output", string(outputTable), string(outputJSON))
	return &o
}

func (o output) isTable(p Program) (bool, error) {
	switch o {
	case outputTable:
		return true, nil
	case outputJSON:
		return false, nil
	case "":
		return p.Terminal, nil
	}
	return false, fmt.Errorf("--output: %q does not fit here: write %s or %s", string(o), outputTable, outputJSON)
}
