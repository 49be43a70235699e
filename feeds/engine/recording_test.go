package engine

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/candle"
	"tickdeck/model"
)

var update = flag.Bool("update", false, "write what is made from the code into testdata")

// recordingFile is what the demo's engine publishes in the first 85 seconds: a line for
// each alert, after how many milliseconds it came and its JSON. The tests of the screen
// play it.
const recordingFile = "testdata/demo.txt"

// recorded is a demo of the usual settings that begins in the middle of a session, and of
// a minute.
func recorded(t *testing.T) string {
	t.Helper()
	set, err := candle.Select(model.Notable()...)
	if err != nil {
		t.Fatal(err)
	}
	ranks, err := distributions("")
	if err != nil {
		t.Fatal(err)
	}
	start := monday.Add(90*time.Minute + 23*time.Second)
	feed := (&simulated{seed: 1, speed: model.DemoSpeed, spread: true, note: func(text string) { t.Error(text) }}).live(start)
	p := newPublisher(nil, names, "simulated-1", true, func(text string) { t.Error(text) }, nil)
	p.instance = "recorded"
	l := newLive(feed, p, nil, nil, set.RankedBy(ranks))
	l.least = model.NotableConfidence
	var b strings.Builder
	for at := start; at.Sub(start) < 85*time.Second; at = at.Add(pollInterval) {
		l.found = l.found[:0]
		l.feed.closed(at, l.scan)
		for _, e := range p.encoded(l.found, at) {
			fmt.Fprintf(&b, "%d %s\n", at.Sub(start).Milliseconds(), e.text)
		}
	}
	return b.String()
}

// go test ./feeds/engine -run TheRecording -update writes it anew.
func TestTheRecordingIsWhatTheDemoPublishes(t *testing.T) {
	got := recorded(t)
	if *update {
		if err := os.WriteFile(recordingFile, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(recordingFile)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	if len(a) < 50 {
		t.Fatalf("%d alerts in 85 s prove nothing", len(a))
	}
	if !slices.Equal(a, b) {
		t.Errorf("%s is not what the demo publishes: write it anew with -update, and see that the screen still shows it", recordingFile)
	}
}
