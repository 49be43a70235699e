// Package uitest makes frames for the tests of the screen's parts: from what is
// new in each, as they come from a hub. Only tests import it.
package uitest

import (
	"slices"
	"time"

	"tickdeck/model"
)

// News is what has come since the last frame; the rest is as the frame is to
// show it.
type News struct {
	Items    []model.FeedItem
	Jobs     []model.Job // replace what is known of them
	Health   []model.Health
	Rejects  []model.Reject
	Evidence []model.Evidence // replaces all that there is of its timeframes
	Touched  bool             // something changed in an item that is kept, such as how often it came

	Channels []model.ChannelStat
	Link     model.Link
	Gaps     []model.Gap
	Server   model.Server
	Queue    *model.Queue // nil for one of which nothing is known
	Trouble  string
	InRedis  int // jobs
	Taken    time.Time
	Behind   time.Duration
}

// World remembers what the frames before brought.
type World struct {
	feed     *model.Log
	jobs     map[string]model.Job
	symbols  model.SortedStrings
	patterns model.SortedStrings
	last     model.Snapshot
}

// NewWorld keeps that many items of the feed.
func NewWorld(history int) *World {
	return &World{feed: model.NewLog(history, 30<<20), jobs: map[string]model.Job{}}
}

// Frame is the next frame.
func (w *World) Frame(n News) model.Frame {
	s := w.last
	w.take(&s, n)
	s.Jobs = w.list(n)
	s.Symbols, s.Patterns = w.symbols, w.patterns
	s.Link, s.Gaps, s.Server, s.Trouble = n.Link, n.Gaps, n.Server, n.Trouble
	if s.Queue = model.UnknownQueue(); n.Queue != nil {
		s.Queue = *n.Queue
	}
	w.last = s
	return model.Frame{Snapshot: &s, Channels: slices.Clone(n.Channels), Taken: n.Taken, Behind: n.Behind}
}

func (w *World) take(s *model.Snapshot, n News) {
	for _, e := range n.Items {
		w.feed.Push(e)
		if e.Alert != nil {
			if e.Alert.Simulated {
				s.Simulated++
			}
			w.symbols, w.patterns = w.symbols.With(e.Alert.Symbol), w.patterns.With(e.Alert.Pattern)
		}
	}
	if n.Touched {
		w.feed.Touch()
	}
	s.Feed = w.feed.History()
	for _, h := range n.Health {
		s.HealthRev++
		s.Health = put(s.Health, h)
	}
	learn(s, n.Evidence)
	for _, r := range n.Rejects {
		s.RejectsRev++
		r.Seq = s.RejectsRev
		s.Rejects = append(slices.Clone(s.Rejects), r)
		s.Rejects = s.Rejects[max(0, len(s.Rejects)-model.MaxRejects):]
	}
}

func learn(s *model.Snapshot, rows []model.Evidence) {
	tables := map[string][]model.Evidence{}
	for _, e := range rows {
		tables[e.Timeframe] = append(tables[e.Timeframe], e)
	}
	for timeframe, table := range tables {
		s.Evidence = s.Evidence.With(timeframe, table, "")
		s.EvidenceRev++
	}
}

func put(all []model.Health, h model.Health) []model.Health {
	all = slices.Clone(all)
	for i := range all {
		if all[i].Component == h.Component {
			all[i] = h
			return all
		}
	}
	return append(all, h)
}

func (w *World) list(n News) model.JobList {
	l := w.last.Jobs
	l.InRedis = n.InRedis
	if len(n.Jobs) > 0 || l.JobIndex == nil {
		l.Rev++
	}
	for _, j := range n.Jobs {
		w.jobs[j.ID] = j
	}
	index := make(jobIndex, 0, len(w.jobs))
	l.Counts, l.Ended = model.PhaseCounts{}, map[string]int{}
	for _, j := range w.jobs {
		index = append(index, &j)
		l.Counts[j.Phase]++
		if j.Worker != "" && j.Phase.Terminal() {
			l.Ended[j.Worker]++
		}
	}
	slices.SortFunc(index, func(a, b *model.Job) int {
		switch {
		case a.Before(b):
			return -1
		case b.Before(a):
			return 1
		}
		return 0
	})
	l.JobIndex = index
	return l
}

// jobIndex is a model.JobIndex that is made anew for each frame.
type jobIndex []*model.Job

// Len is part of model.JobIndex.
func (x jobIndex) Len() int { return len(x) }

// At is part of model.JobIndex.
func (x jobIndex) At(i int) *model.Job {
	if i < 0 || i >= len(x) {
		return nil
	}
	return x[i]
}

// ByID is part of model.JobIndex.
func (x jobIndex) ByID(id string) *model.Job { return x.At(x.place(id)) }

// Position is part of model.JobIndex.
func (x jobIndex) Position(j *model.Job) int { return x.place(j.ID) }

// Distinct is part of model.JobIndex.
func (x jobIndex) Distinct(id string) (n int) {
	for _, j := range x {
		if j.ID == id {
			continue
		}
		common := 0
		for common < min(len(id), len(j.ID)) && id[common] == j.ID[common] {
			common++
		}
		n = max(n, common+1)
	}
	return n
}

func (x jobIndex) place(id string) int {
	return slices.IndexFunc(x, func(j *model.Job) bool { return j.ID == id })
}
