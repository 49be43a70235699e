package pane

import tea "charm.land/bubbletea/v2"

// MostCopied is how many bytes of text go to the clipboard of a terminal: many take
// 100,000 bytes at most of what these become on their way, and cut or drop the rest.
const MostCopied = 74_000

// CopyMsg asks the screen to put a text on the clipboard of the person's terminal.
type CopyMsg struct {
	Text string
	Said string // what was copied, and how much
}

// Copied is the message for it; of a text that is too long, that says so and what to
// do instead.
func Copied(text, said, instead string) tea.Msg {
	if len(text) > MostCopied {
		return ToastMsg{Warning, "not copied: terminals take 74 kB at most, and this is more: " + instead}
	}
	return CopyMsg{text, said}
}
