package model

import "tickdeck/model/params"

// SweepPart says of which sweep a job is a part. The zero value is of none.
type SweepPart struct {
	ID     string   // of the sweep
	Jobs   int      // how many jobs it has
	Varied []Varied // what differs from job to job, in the order of the sweep
}

// Varied is what one job of a sweep has of a parameter that differs.
type Varied struct {
	Name  string // on the wire
	Value params.Value
}
