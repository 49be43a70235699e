package rules

import "time"

// Outcome is what became of a command or a webhook.
type Outcome struct {
	Rule    string
	Symbol  string
	What    string // run or post
	Problem string // "" if it went well
	Output  string // the beginning of what a command printed; not clean
	Took    time.Duration
}
