// Package params is the one description of what a backtest can be told: every
// parameter's name on the wire, its type, unit, range and default, and what it
// means. The form, the wire, the engine, the command line and the docs are made
// from it, so that a further parameter is one entry in the table. It imports the
// standard library only and knows neither JSON nor a screen.
package params

import "slices"

// Type is what a parameter's values are.
type Type uint8

// The types.
const (
	Number Type = iota
	Whole       // a number without a fraction
	Switch      // true or false
	Choice      // one of Parameter.Options
)

// Unit is what a number counts, and so how people write it.
type Unit uint8

// The units.
const (
	Plain   Unit = iota // a fraction that people write as one: 0.8
	Percent             // a fraction that people write as a percentage: 0.05 is 5%
	Money               // in the currency of the capital
	Bars
	Count // of anything else
)

// Group is the part of a form in which a parameter stands.
type Group string

// The groups, in their order. Nothing of the last one is offered: another parameter says
// the same.
const (
	GroupWhat   Group = "What" // symbols, dates and patterns, which are no parameters, stand in it
	GroupMoney  Group = "Money"
	GroupEntry  Group = "Entry"
	GroupExit   Group = "Exit"
	GroupCosts  Group = "Costs"
	GroupMore   Group = "More" // what few change; a walk-forward test, which is no parameter, stands in it
	GroupHidden Group = ""
)

// Parameter describes one parameter of a request.
type Parameter struct {
	Name    string   // on the wire
	Aliases []string // other names on the wire that mean the same
	Group   Group
	Title   string // for people, two words at most
	Note    string // what the value is of, behind it: "of the equity, a trade"
	About   string // one sentence, begun in lower case and without a full stop

	Type     Type
	Unit     Unit
	Min, Max float64  // of a number
	AboveMin bool     // Min itself is out of the range
	Zero     string   // what 0 stands for, such as "no limit"; "" for a number like any other
	Options  []Option // of a choice or a switch, in the order in which they are offered
	Default  Value
	Always   bool   // written even where it is the default: every request of the contract has it
	Sizing   string // the value of Sizing with which it counts; "" with each
}

// Counts reports whether the parameter means anything with a sizing.
func (p Parameter) Counts(sizing string) bool { return p.Sizing == "" || p.Sizing == sizing }

// Option is one value of a choice or a switch.
type Option struct {
	Value Value
	Title string // what people read
}

// All are the parameters in the order in which they are offered and written.
func All() []Parameter { return slices.Clone(table[:]) }

// Lookup finds a parameter by its name or by one of its aliases.
func Lookup(name string) (Parameter, bool) {
	for _, p := range table {
		if p.Name == name || slices.Contains(p.Aliases, name) {
			return p, true
		}
	}
	return Parameter{}, false
}
