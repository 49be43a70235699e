package model

import (
	"fmt"
	"testing"
	"time"
)

func TestApplyBumpsTheRevisionOfWhatItChanged(t *testing.T) {
	for name, c := range map[string]struct {
		batch                       Batch
		feed, jobs, health, rejects bool
	}{
		"nothing": {},
		"alert":   {batch: Batch{Entries: []Entry{entryOf(1)}}, feed: true},
		"gap":     {batch: Batch{Entries: []Entry{{Gap: &Gap{From: noon, To: after(1)}}}}, feed: true},
		"repeat":  {batch: Batch{Repeats: 3}, feed: true},
		"job":     {batch: Batch{Jobs: []Job{NewJob("a")}}, jobs: true},
		"health":  {batch: Batch{Health: []Health{{Component: "a"}}}, health: true},
		"reject":  {batch: Batch{Rejects: []Reject{{Reason: "plain text"}}}, rejects: true},
	} {
		s := NewState(10)
		feed, jobs, health, rejects, pipe := s.Feed.Rev, s.Jobs.Rev, s.HealthRev, s.RejectsRev, s.PipeRev
		s.Apply(&c.batch)
		for part, bumped := range map[string][2]bool{
			"feed":    {s.Feed.Rev != feed, c.feed},
			"jobs":    {s.Jobs.Rev != jobs, c.jobs},
			"health":  {s.HealthRev != health, c.health},
			"rejects": {s.RejectsRev != rejects, c.rejects},
			"pipe":    {s.PipeRev != pipe, true},
		} {
			if bumped[0] != bumped[1] {
				t.Errorf("%s: the revision of %s grew: %v, want %v", name, part, bumped[0], bumped[1])
			}
		}
	}
}

func TestApplyTakesInWhatABatchBrought(t *testing.T) {
	s := NewState(10)
	a := &Alert{Symbol: "AAPL", Pattern: "Doji", Arrived: noon}
	s.Apply(&Batch{
		Entries: []Entry{{Alert: a}}, Oldest: noon, Taken: after(2), Trouble: "no permission", Link: Link{Up: true},
		Channels: []ChannelStat{{Books: Books{Received: 2, Applied: 2}}, {Books: Books{Received: 1, Undecodable: 1}}},
	})
	if s.Symbols.Words()[0] != "AAPL" || s.Pattern.Words()[0] != "Doji" {
		t.Errorf("seen %v and %v", s.Symbols.Words(), s.Pattern.Words())
	}
	if s.Behind != 2*time.Second || s.Trouble != "no permission" || !s.Link.Up {
		t.Errorf("behind %s, trouble %q, link %+v", s.Behind, s.Trouble, s.Link)
	}
	if all := s.Totals(); all != (Books{Received: 3, Applied: 2, Undecodable: 1}) || !all.Balanced() {
		t.Errorf("totals %+v", all)
	}
	s.Apply(&Batch{Taken: after(3)})
	if s.Behind != 0 || s.Trouble != "" {
		t.Errorf("after an empty batch: behind %s, trouble %q", s.Behind, s.Trouble)
	}
}

func TestTheNewestRejectsAndComponentsAreKept(t *testing.T) {
	s := NewState(10)
	for i := range MaxRejects + 50 {
		name := fmt.Sprint(i)
		s.Apply(&Batch{Rejects: []Reject{{Reason: name}}, Health: []Health{{Component: name}}})
	}
	if n := len(s.Rejects); n != MaxRejects || s.Rejects[n-1].Reason != fmt.Sprint(MaxRejects+49) {
		t.Errorf("%d rejects, the last is %+v", n, s.Rejects[n-1])
	}
	if n := len(s.Health); n != maxComponents || s.Health[n-1].Component != fmt.Sprint(MaxRejects+49) {
		t.Errorf("%d components, the last is %+v", n, s.Health[n-1])
	}
	s.Apply(&Batch{Health: []Health{{Component: s.Health[3].Component, Status: "degraded"}}})
	if len(s.Health) != maxComponents || s.Health[3].Status != "degraded" {
		t.Errorf("news of a component did not replace the old: %+v", s.Health[3])
	}
}

func TestAResetBatchIsEmptyAndKeepsItsMemory(t *testing.T) {
	b := Batch{Entries: make([]Entry, 3, 8), Jobs: make([]Job, 2), Trouble: "x", Repeats: 7, Oldest: noon}
	b.Reset()
	if len(b.Entries) != 0 || cap(b.Entries) != 8 || len(b.Jobs) != 0 || b.Trouble != "" || b.Repeats != 0 || !b.Oldest.IsZero() {
		t.Errorf("%+v", b)
	}
}

func TestSeenKeepsWordsInOrderAndWithinBounds(t *testing.T) {
	s := NewSeen(4)
	for _, w := range []string{"MSFT", "AAPL", "", "AAPL", "AMZN", "GOOG", "TSLA"} {
		s.Add(w)
	}
	if got := fmt.Sprint(s.Words()); got != "[AAPL AMZN GOOG MSFT]" {
		t.Errorf("words %s", got)
	}
	for prefix, want := range map[string]string{"A": "[AAPL AMZN]", "AM": "[AMZN]", "Z": "[]", "MSFTX": "[]", "": "[AAPL AMZN GOOG MSFT]"} {
		if got := fmt.Sprint(s.Starting(prefix, 9)); got != want {
			t.Errorf("starting with %q: %s, want %s", prefix, got, want)
		}
	}
	if got := s.Starting("A", 1); len(got) != 1 {
		t.Errorf("%v are more than 1", got)
	}
}
