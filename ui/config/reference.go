package config

import (
	"fmt"
	"strconv"
	"strings"

	"tickdeck/model"
)

// Reference is the list of all settings as a Markdown table, for the manual.
// names are the default channels and keys.
func Reference(names model.Names) string {
	var b strings.Builder
	b.WriteString("| key in config.toml | flag | variable | default | what it is |\n| --- | --- | --- | --- | --- |\n")
	for _, s := range settings(names) {
		variable := "`" + s.env() + "`"
		if s.also != "" {
			variable += ", then `" + s.also + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `--%s` | %s | %s | %s |\n", s.key, s.flag, variable, s.refDefault(), s.usage)
	}
	fmt.Fprintf(&b, "| – | `--%s` | `%s` | see above | the file itself |\n", flagFile, envFile)
	return b.String()
}

// Example is a whole config.toml that says what the defaults are.
func Example(names model.Names) string {
	var b strings.Builder
	var tables strings.Builder
	for _, s := range settings(names) {
		table, key, inTable := strings.Cut(s.key, ".")
		if !inTable {
			fmt.Fprintf(&b, "%s = %s\n", s.key, s.toml())
			continue
		}
		if tables.Len() == 0 {
			fmt.Fprintf(&tables, "\n[%s]\n", table)
		}
		fmt.Fprintf(&tables, "%s = %s\n", key, s.toml())
	}
	return b.String() + tables.String()
}

func (s setting) refDefault() string {
	switch v := s.def.(type) {
	case string:
		if s.defText != "" {
			return s.defText
		}
		return "`" + v + "`"
	default:
		return "none"
	}
}

func (s setting) toml() string {
	switch v := s.def.(type) {
	case string:
		if s.example != "" {
			v = s.example
		}
		if _, err := strconv.Atoi(v); err == nil {
			return v
		}
		return fmt.Sprintf("%q", v)
	default:
		return fmt.Sprintf("[%q]", s.example)
	}
}
