package model

import "time"

// Snapshot is what is everyone's, as it was at one moment. It is immutable and
// shared by every screen. Each part carries a revision that grows with every
// change that shows, so that what is drawn can be cached.
type Snapshot struct {
	Feed      History
	Simulated int // alerts in the feed that were found on prices that are made up
	Jobs      JobList
	Symbols   SortedStrings // seen in alerts, for suggestions
	Patterns  SortedStrings // seen in alerts

	Health    []Health // one a component, latest
	HealthRev uint64

	Evidence    *EvidenceSet // what such alerts were worth before
	EvidenceRev uint64

	Rejects    []Reject // newest last, at most MaxRejects
	RejectsRev uint64

	Link    Link
	Gaps    []Gap // the last MaxGaps interruptions that are over, the newest last
	Server  Server
	Queue   Queue  // of backtests
	Trouble string // with what is read from Redis beside the channels, and with the history on disk; "" if none
}

// Frame is what one screen takes each time that it looks: a snapshot, and books
// of its own.
type Frame struct {
	*Snapshot
	Channels []ChannelStat
	Taken    time.Time
	Behind   time.Duration // how long the oldest alert that is new to this screen had waited
}

// State is everything that a screen shows. It belongs to one goroutine.
type State struct {
	Frame
	PipeRev uint64 // of Channels, Link, Server, Queue and Trouble

	seen int // interruptions that the person has acknowledged
}

// NewState knows nothing yet.
func NewState() *State {
	return &State{Frame: Frame{Snapshot: &Snapshot{Server: UnknownServer(), Queue: UnknownQueue()}}}
}

// Apply takes in a frame.
func (s *State) Apply(f Frame) {
	s.Frame = f
	s.PipeRev++
}

// Totals sums the books of every channel.
func (s *State) Totals() (all Books) {
	for i := range s.Channels {
		all = all.Add(s.Channels[i].Books)
	}
	return all
}

// Doubt is how many interruptions there were that the person has not
// acknowledged: as long as there are any, nobody can say that nothing was lost.
func (s *State) Doubt() int { return s.Link.Interruptions - s.seen }

// Refused is how many channels the server refuses: what is published there is not
// seen, however quiet and green everything looks.
func (s *State) Refused() (n int) {
	for i := range s.Channels {
		if s.Channels[i].Refused != "" {
			n++
		}
	}
	return n
}

// Acknowledge notes that the person has seen every interruption there was.
func (s *State) Acknowledge() {
	s.seen = s.Link.Interruptions
	s.PipeRev++
}
