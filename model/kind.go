package model

import (
	"fmt"
	"strings"
)

// Kind says what a channel carries.
type Kind uint8

// The kinds of channel that tickdeck understands.
const (
	KindPatterns Kind = iota
	KindProgress
	KindResults
	KindHealth
)

// Kinds lists every kind in the order they are shown.
var kindNames = [...]string{"patterns", "progress", "results", "health"}

// String returns the word used on the command line and in config.toml.
func (k Kind) String() string { return kindNames[k] }

// ParseKind reads the word that String writes.
func ParseKind(s string) (Kind, error) {
	for k, name := range kindNames {
		if s == name {
			return Kind(k), nil
		}
	}
	return 0, fmt.Errorf("unknown kind %q: use one of %s", s, strings.Join(kindNames[:], ", "))
}

// Channel is one subscription: where it listens and what it expects there.
type Channel struct {
	Name string
	Kind Kind
}
