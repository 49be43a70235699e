package model

// Record is all that is kept of one backtest. It is read when somebody opens it: a
// result has some 300 kB, and the list needs a dozen figures of it.
type Record struct {
	Job     Job
	Request *Request // as it was asked for; nil if that is not kept or cannot be read
	Ignored []string // parameters that were asked for and mean nothing here
	Report  *Report  // nil if no result is kept
	From    string   // where it was found, for people: "Redis", "this machine's disk"
}
