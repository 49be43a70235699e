package model

import "time"

// Reject is a message that could not be read, or was no event, kept to be looked
// at.
type Reject struct {
	Seq     uint64 // running number, from 1
	Probe   bool   // a test of whether somebody listens: no fault
	Channel string
	Arrived time.Time
	Reason  string // in words a person understands
	Raw     string // the beginning of the message, at most RejectBytes: not clean
	Size    int    // length of the whole message in bytes
}

// MaxRejects is how many rejects are kept, RejectBytes how much of each.
const (
	MaxRejects  = 200
	RejectBytes = 16 << 10
)
