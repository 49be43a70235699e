package hub

import "tickdeck/model"

// maxWords bounds the symbols and the patterns that are remembered, so that a
// publisher of nonsense cannot fill the memory: later new ones are left out.
const maxWords = 5_000

// words are those seen so far. Most alerts bring none that is new.
type words struct {
	set  map[string]struct{}
	view model.Words
}

func (w *words) add(word string) {
	if _, ok := w.set[word]; ok || word == "" || len(w.set) >= maxWords {
		return
	}
	if w.set == nil {
		w.set = map[string]struct{}{}
	}
	w.set[word] = struct{}{}
	w.view = w.view.With(word)
}

func (w *words) list() model.Words { return w.view }
