package rules

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestTheManualTellsTheLimits(t *testing.T) {
	text, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		fmt.Sprintf("within %d ms", lull/time.Millisecond), fmt.Sprintf("for %d seconds at most, are a burst", longestBurst/time.Second),
		fmt.Sprintf("at most once in %d seconds", RingEvery/time.Second), fmt.Sprintf("shows the last %d", keptMoments),
		fmt.Sprintf("1 to %d", MaxHourly), "more than a minute before",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("it does not tell %q", want)
		}
	}
	if latest != time.Minute {
		t.Errorf("an alert is late after %v", latest)
	}
}
