package model

import (
	"slices"
	"strings"
)

// SortedStrings are in order and each is there once. They are immutable.
type SortedStrings []string

// With returns the words and one more, unless it is among them.
func (w SortedStrings) With(word string) SortedStrings {
	at, there := slices.BinarySearch(w, word)
	if there || word == "" {
		return w
	}
	return slices.Insert(slices.Clone(w), at, word)
}

// Starting returns at most limit words that start with the prefix.
func (w SortedStrings) Starting(prefix string, limit int) []string {
	from, _ := slices.BinarySearch(w, prefix)
	to := from
	for to < len(w) && to-from < limit && strings.HasPrefix(w[to], prefix) {
		to++
	}
	return w[from:to]
}
