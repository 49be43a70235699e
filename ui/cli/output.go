package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

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

// writeIndented prints JSON that is there already.
func writeIndented(out io.Writer, text []byte) error {
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, text, "", "  "); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	pretty.WriteByte('\n')
	_, err := pretty.WriteTo(out)
	return err
}
