package model

import (
	"fmt"
	"testing"
	"time"
)

func TestWordsAreInOrderAndEachThereOnce(t *testing.T) {
	var w SortedStrings
	for _, word := range []string{"MSFT", "AAPL", "", "AAPL", "AMZN", "GOOG"} {
		before, was := w, fmt.Sprint(w)
		w = w.With(word)
		if fmt.Sprint(before) != was {
			t.Fatalf("%q changed the words before", word)
		}
	}
	if got := fmt.Sprint(w); got != "[AAPL AMZN GOOG MSFT]" {
		t.Errorf("words %s", got)
	}
	for prefix, want := range map[string]string{"A": "[AAPL AMZN]", "AM": "[AMZN]", "Z": "[]", "MSFTX": "[]", "": "[AAPL AMZN GOOG MSFT]"} {
		if got := fmt.Sprint(w.Starting(prefix, 9)); got != want {
			t.Errorf("starting with %q: %s, want %s", prefix, got, want)
		}
	}
	if got := w.Starting("A", 1); len(got) != 1 {
		t.Errorf("%v are more than 1", got)
	}
}

func TestAFrameReplacesWhatAScreenKnew(t *testing.T) {
	s := NewState()
	if s.Feed.Len() != 0 || s.Jobs.Held() != 0 || s.Jobs.Find("x") != -1 || Known(s.Server.Clients) {
		t.Errorf("before the first frame: %+v", s.Snapshot)
	}
	if _, ok := s.Jobs.Job("x"); ok {
		t.Error("a job is known before the first frame")
	}
	pipe := s.PipeRev
	s.Apply(Frame{
		Snapshot: &Snapshot{Trouble: "no permission", Link: Link{Up: true}}, Taken: after(2), Behind: time.Second,
		Channels: []ChannelStat{{Books: Books{Received: 3, Applied: 2, Probes: 1}}, {Books: Books{Received: 1, Undecodable: 1}}},
	})
	if s.Trouble == "" || !s.Link.Up || s.Behind != time.Second || s.PipeRev == pipe {
		t.Errorf("%+v", s)
	}
	if all := s.Totals(); all != (Books{Received: 4, Applied: 2, Probes: 1, Undecodable: 1}) || !all.Balanced() {
		t.Errorf("totals %+v", all)
	}
}

func TestAnInterruptionIsInDoubtUntilItIsAcknowledged(t *testing.T) {
	s := NewState()
	frame := func(interruptions int) {
		s.Apply(Frame{Snapshot: &Snapshot{Link: Link{Interruptions: interruptions}}})
	}
	for i, want := range []int{0, 1, 3} {
		if frame(want); s.Doubt() != want {
			t.Errorf("step %d: %d in doubt", i, s.Doubt())
		}
	}
	s.Acknowledge()
	if s.Doubt() != 0 {
		t.Errorf("acknowledged, and %d are in doubt", s.Doubt())
	}
	if frame(4); s.Doubt() != 1 {
		t.Errorf("one more, and %d are in doubt", s.Doubt())
	}
}
