package pane

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// NewEditor is the editor of a line of text. The editing is textinput's, the drawing
// ours: to the cell, in the paints of the theme.
func NewEditor() *textinput.Model {
	in := textinput.New()
	in.SetVirtualCursor(false)
	none := key.NewBinding()
	in.KeyMap.AcceptSuggestion, in.KeyMap.NextSuggestion, in.KeyMap.PrevSuggestion = none, none, none
	in.KeyMap.Paste = none             // reads the clipboard of the machine we run on, not of the one who types
	in.KeyMap.DeleteWordForward = none // bubbles 2.2.1 panics on it at the last character
	in.Focus()
	return &in
}

// Prompt is a line in which a query is typed.
type Prompt struct {
	in    *textinput.Model
	first int // character at the left edge
}

// NewPrompt is an empty line of so many characters at most.
func NewPrompt(limit int) *Prompt {
	in := NewEditor()
	in.CharLimit = limit
	return &Prompt{in: in}
}

// Text is what was typed.
func (p *Prompt) Text() string { return p.in.Value() }

// Cursor is the byte of the text before which the cursor stands.
func (p *Prompt) Cursor() int {
	return byteOf(p.in.Value(), p.in.Position())
}

func byteOf(text string, character int) int {
	for i := range text {
		if character == 0 {
			return i
		}
		character--
	}
	return len(text)
}

// Set replaces the text, and puts the cursor behind a byte of it.
func (p *Prompt) Set(text string, cursor int) {
	p.in.SetValue(text)
	text = p.in.Value()
	p.in.SetCursor(utf8.RuneCountInString(text[:min(cursor, len(text))]))
}

// Update takes what is typed and pasted. What is pasted becomes one line.
func (p *Prompt) Update(msg tea.Msg) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: model.CleanLine(strings.TrimSpace(paste.Content[:min(len(paste.Content), 4*p.in.CharLimit)]))}
	}
	*p.in, _ = p.in.Update(msg)
}

// Draw writes the text into w cells, scrolled so that the cursor shows, and returns the
// cell at which the text's first byte would stand: negative where it is scrolled out.
func (p *Prompt) Draw(l *draw.Line, env *Env, w int) (origin int) {
	text, at := []rune(p.in.Value()), p.in.Position()
	p.first = min(p.first, at)
	for p.first < at && draw.Width(string(text[p.first:at])) > w-1 {
		p.first++
	}
	t, from := env.Theme, l.Width()
	origin = from - draw.Width(string(text[:p.first]))
	before, under, after := string(text[p.first:at]), " ", ""
	if at < len(text) {
		under, after = string(text[at]), string(text[at+1:])
	}
	l.Left(t.Text, before, min(draw.Width(before), w-1))
	l.Add(t.Cursor, under)
	l.Left(t.Text, after, max(0, w-(l.Width()-from)))
	return origin
}

// Right moves the cursor by a character.
func (p *Prompt) Right() { p.in.SetCursor(p.in.Position() + 1) }
