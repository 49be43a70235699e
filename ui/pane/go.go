package pane

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// GoMsg asks the screen to give a view the focus, and then to bring it a message.
type GoMsg struct {
	To  string  // id of the view; "" for where the person was before a view that is only visited
	Msg tea.Msg // nil for none
}

// Go returns the command that asks for it.
func Go(to string, msg tea.Msg) tea.Cmd {
	return func() tea.Msg { return GoMsg{to, msg} }
}

// FilterMsg tells a list to show only what a query matches.
type FilterMsg struct {
	Query string
	Back  string // id of the view to which leaving the filter leads
}

// Matching is the query for what has this value in a field: symbol:NVDA,
// pattern:"Dark Cloud Cover". Within the quotes \ stands before a quote and before
// itself.
func Matching(field, value string) string {
	plain := value != ""
	for _, r := range value {
		plain = plain && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._/-", r))
	}
	if !plain {
		value = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	return field + ":" + value
}
