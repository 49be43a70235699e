package pane

// Trouble is something that a person should know of, wherever they look.
type Trouble struct {
	Text  string // in a few words
	Grave bool   // something is broken; else it is in doubt
	// Same is what does not change while the trouble is the same one, whatever Text
	// says of it meanwhile.
	Same string
}

// Troubled is implemented by a view that knows of troubles. The worst come first.
type Troubled interface{ Troubles() []Trouble }
