package hub

import "tickdeck/model"

// maxWords bounds the symbols and the patterns that are remembered, so that a
// publisher of nonsense cannot fill the memory: later new ones are left out.
const maxWords = 5_000

// seenSet are those seen so far. Most alerts bring none that is new.
type seenSet struct {
	set  map[string]struct{}
	view model.SortedStrings
}

func (w *seenSet) add(word string) {
	if _, ok := w.set[word]; ok || word == "" || len(w.set) >= maxWords {
		return
	}
	if w.set == nil {
		w.set = map[string]struct{}{}
	}
	w.set[word] = struct{}{}
	w.view = w.view.With(word)
}

func (w *seenSet) list() model.SortedStrings { return w.view }
