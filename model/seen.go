package model

import (
	"slices"
	"strings"
)

// MaxSeen bounds a Seen, so that a publisher of nonsense cannot fill it.
const MaxSeen = 5_000

// Seen is a bounded set of words, kept sorted for suggestions.
type Seen struct {
	set   map[string]struct{}
	words []string
	max   int
	stale bool
}

// NewSeen keeps at most limit words: later new ones are left out.
func NewSeen(limit int) *Seen { return &Seen{set: map[string]struct{}{}, max: limit} }

// Add notes a word.
func (s *Seen) Add(word string) {
	if _, ok := s.set[word]; ok || word == "" || len(s.set) >= s.max {
		return
	}
	s.set[word] = struct{}{}
	s.words = append(s.words, word)
	s.stale = true
}

// Words returns every word in order. The slice belongs to the set.
func (s *Seen) Words() []string {
	if s.stale {
		slices.Sort(s.words)
		s.stale = false
	}
	return s.words
}

// Starting returns at most limit words that start with the prefix.
func (s *Seen) Starting(prefix string, limit int) []string {
	words := s.Words()
	from, _ := slices.BinarySearch(words, prefix)
	to := from
	for to < len(words) && to-from < limit && strings.HasPrefix(words[to], prefix) {
		to++
	}
	return words[from:to]
}
