package model

import (
	"time"
)

// State is everything that a screen knows. Each part carries a revision that
// grows with every change that shows, so that what is drawn can be cached. It
// belongs to one goroutine.
type State struct {
	Feed    *History
	Jobs    *JobTable
	Symbols *Seen // symbols seen in alerts, for suggestions
	Pattern *Seen // patterns seen in alerts

	Health    []Health // one a component, latest
	HealthRev uint64

	Rejects    []Reject // newest last, at most MaxRejects
	RejectsRev uint64

	Channels []ChannelStat
	Link     Link
	Server   Server
	Trouble  string // with loading the jobs
	PipeRev  uint64 // of Channels, Link, Server and Trouble

	repeats uint64

	Behind time.Duration // how long the oldest entry of the last batch had waited
}

// NewState keeps at most history entries of the feed.
func NewState(history int) *State {
	return &State{Feed: NewHistory(history), Jobs: NewJobTable(MaxJobs), Symbols: NewSeen(MaxSeen), Pattern: NewSeen(MaxSeen)}
}

// Apply takes in what one frame brought.
func (s *State) Apply(b *Batch) {
	for _, e := range b.Entries {
		s.Feed.Push(e)
		if e.Alert != nil {
			s.Symbols.Add(e.Alert.Symbol)
			s.Pattern.Add(e.Alert.Pattern)
		}
	}
	for _, j := range b.Jobs {
		s.Jobs.Put(j)
	}
	for _, h := range b.Health {
		s.putHealth(h)
	}
	if len(b.Rejects) > 0 {
		s.Rejects = append(s.Rejects, b.Rejects...)
		s.Rejects = s.Rejects[max(0, len(s.Rejects)-MaxRejects):]
		s.RejectsRev++
	}
	s.applyPipe(b)
}

func (s *State) applyPipe(b *Batch) {
	s.Channels = append(s.Channels[:0], b.Channels...)
	s.Link, s.Server, s.Trouble = b.Link, b.Server, b.Trouble
	s.PipeRev++
	s.Behind = 0
	if !b.Oldest.IsZero() {
		s.Behind = b.Taken.Sub(b.Oldest)
	}
	if b.Repeats != s.repeats { // a row's ×n changed without a new row
		s.repeats = b.Repeats
		s.Feed.Rev++
	}
}

func (s *State) putHealth(h Health) {
	s.HealthRev++
	for i := range s.Health {
		if s.Health[i].Component == h.Component {
			s.Health[i] = h
			return
		}
	}
	s.Health = append(s.Health, h)
	s.Health = s.Health[max(0, len(s.Health)-maxComponents):]
}

// maxComponents bounds what a publisher that invents names can fill.
const maxComponents = 32

// Totals sums the books of every channel.
func (s *State) Totals() (all Books) {
	for _, c := range s.Channels {
		all = all.Add(c.Books)
	}
	return all
}
