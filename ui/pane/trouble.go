package pane

// Trouble is something that a person should know of, wherever they look.
type Trouble struct {
	Text  string // in a few words
	Grave bool   // something is broken; else it is in doubt
	// Wanted says that the person asked for it. It stands behind what is wrong, and is no
	// reason to say anything where nothing is.
	Wanted bool
	// Same is what does not change while the trouble is the same one, whatever Text
	// says of it meanwhile.
	Same string
}

// Troubled is implemented by a view or a page that knows of troubles. The worst come first.
type Troubled interface{ Troubles() []Trouble }
