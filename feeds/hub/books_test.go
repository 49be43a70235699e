package hub

import (
	"strconv"
	"testing"

	"tickdeck/model"
)

// The books of a reader that was handed nothing yet, to the number: that they
// balance does not tell what was lost from what was shown.

func TestAlertsThatLeftTheFeedUnseenCountAsOverwritten(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for i := range 12 {
		takeAll(h, alertOf(0, i))
	}
	if got, want := r.Books()[0], (model.Books{Received: 12, Overwritten: 7, Pending: 5}); got != want {
		t.Errorf("before a frame: %+v, want %+v", got, want)
	}
	r.Frame()
	if got, want := r.Books()[0], (model.Books{Received: 12, Overwritten: 7, Applied: 5}); got != want {
		t.Errorf("after a frame: %+v, want %+v", got, want)
	}
}

func TestJobsAndReportsThatWerePushedOutUnseenCountAsOverwritten(t *testing.T) {
	h := smallHub()
	stuck, quick := h.NewReader(0), h.NewReader(0)
	for i := range 5 { // of jobs three are kept, of reports two
		h.Take(progressOf(jobOf(strconv.Itoa(i), model.PhaseRunning, float64(i))))
		h.Take(healthOf(strconv.Itoa(i)))
		quick.Frame()
	}
	for channel, want := range map[int]model.Books{
		2: {Received: 5, Applied: 3, Overwritten: 2},
		4: {Received: 5, Applied: 2, Overwritten: 3},
	} {
		if got := stuck.Frame().Channels[channel].Books; got != want {
			t.Errorf("%s: %+v, want %+v", standard[channel].Name, got, want)
		}
		if got := quick.Frame().Channels[channel].Books; got != (model.Books{Received: 5, Applied: 5}) {
			t.Errorf("%s: who saw all of them is told %+v", standard[channel].Name, got)
		}
	}
}

// The news that a frame ended with was shown by it, also when it is the next that
// has to go.
func TestTheLastNewsOfAFrameIsNotOverwrittenAfterIt(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for i := range 3 { // the last one is the oldest, and listed last
		h.Take(progressOf(jobOf(strconv.Itoa(i), model.PhaseRunning, float64(-i))))
	}
	r.Frame()
	h.Take(progressOf(jobOf("new", model.PhaseRunning, 1)))
	if h.Knows("2") || !h.Knows("new") {
		t.Fatal("another job was pushed out")
	}
	h.Take(healthOf("engine"))
	h.Take(healthOf("loader"))
	r.Frame()
	h.Take(healthOf("engine"))
	h.Take(healthOf("api")) // for the loader
	f := r.Frame()
	if got := f.Channels[2].Books; got != (model.Books{Received: 4, Applied: 4}) {
		t.Errorf("jobs: %+v", got)
	}
	if got := f.Channels[4].Books; got != (model.Books{Received: 4, Applied: 4}) {
		t.Errorf("reports: %+v", got)
	}
}

// progressOf is news of a job on the channel for progress.
func progressOf(j model.Job) *Message {
	m := message(2)
	m.Job(j)
	return m
}

func healthOf(component string) *Message {
	m := message(4)
	s := model.NewHealth()
	s.Component = component
	m.Health(s)
	return m
}
