package params

import (
	"fmt"
	"strings"
)

// Reference is a page on all parameters as programs write them, two lines
// each, for the help of a command. No line is longer than 80 cells.
func Reference() string {
	var b strings.Builder
	for _, p := range table {
		fmt.Fprintf(&b, "  %-20s %-10s %s\n", p.Name, p.Default, p.Limits())
		fmt.Fprintf(&b, "      %s\n", p.Meaning())
	}
	return b.String()
}

// Limits is what the values may be, as programs write them.
func (p Parameter) Limits() string {
	if p.Type == Switch || p.Type == Choice {
		return strings.Join(p.options(Option.wire), ", ")
	}
	if p.AboveMin {
		return "above " + plain(p.Min) + ", to " + plain(p.Max)
	}
	return plain(p.Min) + " to " + plain(p.Max)
}

// Meaning is what the parameter is, what 0 stands for, and with which sizing it
// counts.
func (p Parameter) Meaning() string {
	text := p.About
	if p.Zero != "" {
		text += "; 0 for " + p.Zero
	}
	if p.Sizing != "" {
		text += "; with " + Sizing + " " + p.Sizing
	}
	return text
}
