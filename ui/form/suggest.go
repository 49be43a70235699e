package form

import (
	"slices"
	"strings"

	"tickdeck/model"
)

// suggestMost is how many suggestions are shown.
const suggestMost = 8

// word returns where the last word of the symbols begins, and the word.
func (f *Form) word() (from int, word string) {
	text := f.fields[symbols].entry.text()
	from = strings.LastIndexFunc(text, func(r rune) bool { return r == ',' || r == ';' || r <= ' ' }) + 1
	word = text[from:]
	if !strings.HasPrefix(word, listMark) {
		word = strings.ToUpper(word)
	}
	return from, word
}

// suggestions are symbols seen that go on from the last word and are not in the
// list yet; all of them, if no word is begun.
func (f *Form) suggestions() []string {
	if f.focus != symbols || !f.fields[symbols].entry.atEnd() {
		return nil
	}
	_, word := f.word()
	if strings.HasPrefix(word, listMark) {
		return f.listOffers(word)
	}
	most := suggestMost + len(f.request.Symbols)
	var out []string
	for _, s := range f.env.State.Symbols.Starting(word, most) {
		taken := slices.Contains(f.request.Symbols, s)
		if !taken && len(out) < suggestMost && model.SharedLimits().CheckSymbols([]string{s}) == nil {
			out = append(out, s)
		}
	}
	return out
}

// offered is the suggestion that → takes. Nothing is offered before a letter of
// it is typed.
func (f *Form) offered() (whole, rest string) {
	_, word := f.word()
	list := f.suggestions()
	if word == "" || len(list) == 0 {
		return "", ""
	}
	whole = list[f.pick%len(list)]
	return whole, whole[len(word):]
}

// accept takes the suggestion and makes room for the next symbol.
func (f *Form) accept() {
	d := &f.fields[symbols]
	e := &d.entry
	from, _ := f.word()
	whole, _ := f.offered()
	if text := e.text()[:from] + whole + ", "; whole != "" && len([]rune(text)) <= e.limit {
		e.set(text)
		d.touched, f.pick = true, 0
	}
}
