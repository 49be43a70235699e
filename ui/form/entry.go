package form

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
)

// entry is one line of text that is edited. The editing is textinput's, the
// drawing ours: to the cell, in the paints of the theme.
type entry struct {
	input    textinput.Model
	limit    int  // characters
	list     bool // of words: a new line parts them
	first    int  // character at the left edge
	cut      bool // what was typed or pasted last did not fit
	selected bool // the whole text is marked: typing replaces it
}

func newEntry(limit int, list bool) entry {
	in := textinput.New()
	in.SetVirtualCursor(false)
	in.CharLimit = limit
	none := key.NewBinding()
	in.KeyMap.AcceptSuggestion, in.KeyMap.NextSuggestion, in.KeyMap.PrevSuggestion = none, none, none
	in.KeyMap.Paste = none             // reads the clipboard of the machine we run on, not of the one who types
	in.KeyMap.DeleteWordForward = none // bubbles 2.2.1 panics on it at the last character
	in.Focus()
	return entry{input: in, limit: limit, list: list}
}

func (e *entry) text() string { return e.input.Value() }

// set replaces the text and puts the cursor behind it.
func (e *entry) set(text string) {
	e.input.SetValue(text)
	e.input.CursorEnd()
	e.cut, e.selected = false, false
}

// atEnd reports whether the cursor stands behind the text.
func (e *entry) atEnd() bool { return e.input.Position() == len([]rune(e.text())) }

// tidy writes a list of symbols as it was understood.
func (e *entry) tidy() {
	text := strings.Join(model.SplitSymbols(e.text()), ", ")
	if text != e.text() && len([]rune(text)) <= e.limit {
		cut := e.cut
		e.set(text)
		e.cut = cut
	}
}

func (e *entry) handleKey(k tea.KeyPressMsg) {
	if k.Text != "" {
		e.put(k.Text, false)
		return
	}
	before := e.text()
	e.selected = false
	e.input, _ = e.input.Update(k)
	e.cut = e.cut && e.text() == before
}

// paste puts in what fits of a text of any length and content.
func (e *entry) paste(text string) {
	short := text[:min(len(text), mostRead)]
	e.selected = e.selected || !e.list // a date is not pasted into a date
	e.put(strings.TrimSpace(short), len(short) < len(text))
}

func (e *entry) put(text string, cut bool) {
	if e.selected {
		e.set("")
	}
	kept, rest := sanitize(text, e.list, e.limit-len([]rune(e.text())))
	e.cut = cut || rest
	if kept != "" {
		e.input, _ = e.input.Update(tea.PasteMsg{Content: kept})
	}
}
