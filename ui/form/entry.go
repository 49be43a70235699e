package form

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// entry is one line of text that is edited. The editing is textinput's, the
// drawing ours: to the cell, in the paints of the theme.
type entry struct {
	editor   *textinput.Model // of all the entries of a form: each would hold 8 KiB
	value    string
	pos      int  // of the cursor, in characters
	limit    int  // characters
	list     bool // of words: a new line parts them
	first    int  // character at the left edge
	cut      bool // what was typed or pasted last did not fit
	selected bool // the whole text is marked: typing replaces it
}

func newEntry(editor *textinput.Model, limit int, list bool) entry {
	return entry{editor: editor, limit: limit, list: list}
}

func (e *entry) text() string { return e.value }

// update lets the editor work on this entry.
func (e *entry) update(msg tea.Msg) {
	in := e.editor
	in.CharLimit = e.limit
	in.SetValue(e.value)
	in.SetCursor(e.pos)
	*in, _ = in.Update(msg)
	e.value, e.pos = in.Value(), in.Position()
}

// set replaces the text and puts the cursor behind it.
func (e *entry) set(text string) {
	e.editor.CharLimit = e.limit
	e.editor.SetValue(text)
	e.value = e.editor.Value()
	e.toEnd()
	e.cut, e.selected = false, false
}

// toEnd puts the cursor behind the text.
func (e *entry) toEnd() { e.pos = utf8.RuneCountInString(e.value) }

// atEnd reports whether the cursor stands behind the text.
func (e *entry) atEnd() bool { return e.pos == utf8.RuneCountInString(e.value) }

// normalize writes a list of symbols as it was understood.
func (e *entry) normalize(words []string) {
	text := strings.Join(words, ", ")
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
	e.update(k)
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
		e.update(tea.PasteMsg{Content: kept})
	}
}
