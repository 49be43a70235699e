package pane

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// Entry is a line of text that is edited in a row of its own. The editing is
// textinput's, the drawing ours: to the cell, in the paints of the theme.
type Entry struct {
	in    textinput.Model
	first int // character at the left edge
}

// NewEntry takes at most limit characters.
func NewEntry(limit int) *Entry {
	in := textinput.New()
	in.SetVirtualCursor(false)
	in.CharLimit = limit
	none := key.NewBinding()
	in.KeyMap.AcceptSuggestion, in.KeyMap.NextSuggestion, in.KeyMap.PrevSuggestion = none, none, none
	in.KeyMap.Paste = none             // reads the clipboard of the machine we run on, not of the one who types
	in.KeyMap.DeleteWordForward = none // bubbles 2.2.1 panics on it at the last character
	in.Focus()
	return &Entry{in: in}
}

// Text is what is written there.
func (e *Entry) Text() string { return e.in.Value() }

// Set replaces the text, and puts the cursor behind it.
func (e *Entry) Set(text string) {
	e.in.SetValue(shownText(text))
	e.in.CursorEnd()
}

// mostPasted is how many bytes of a paste are looked at.
const mostPasted = 64 << 10

// Update takes keys and pastes. What cannot be shown is left out.
func (e *Entry) Update(msg tea.Msg) {
	switch m := msg.(type) {
	case tea.PasteMsg:
		msg = tea.PasteMsg{Content: shownText(strings.TrimSpace(m.Content[:min(len(m.Content), mostPasted)]))}
	case tea.KeyPressMsg:
		if m.Text != "" && shownText(m.Text) == "" {
			return
		}
	}
	e.in, _ = e.in.Update(msg)
}

// shownText is a text without what moves, hides or joins others.
func shownText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case model.CleanLine(string(r)) != string(r) || draw.Width(string(r)) == 0:
			return -1
		}
		return r
	}, text)
}

// Draw puts the text into w cells of a line, with the cursor if it has the focus.
func (e *Entry) Draw(l *draw.Line, t *theme.Styles, w int, focused bool) {
	if w <= 0 {
		return
	}
	runes := append([]rune(e.in.Value()), ' ') // the cursor may stand behind it
	pos := e.in.Position()
	e.first = min(e.first, pos)
	for cellsOf(runes[e.first:pos+1]) > w && e.first < pos {
		e.first++
	}
	if !focused {
		l.Left(t.Text, strings.TrimRight(string(runes), " "), w)
		return
	}
	end := l.Width() + w
	l.Add(t.Text, string(runes[e.first:pos]))
	if draw.Width(string(runes[pos])) <= end-l.Width() {
		l.Add(t.Cursor, string(runes[pos]))
	}
	if room := end - l.Width(); room > 0 {
		l.Left(t.Text, strings.TrimRight(string(runes[min(pos+1, len(runes)):]), " "), room)
	}
}

func cellsOf(runes []rune) int { return draw.Width(string(runes)) }
