package jobs

import (
	"testing"

	"tickdeck/model"
)

func TestAFigureThatIsNothingHasNoSign(t *testing.T) {
	for v, want := range map[float64]string{0.0004: "0.0%", -0.0004: "0.0%", 0: "0.0%", 0.048: "+4.8%", -0.027: "−2.7%", model.None(): "–"} {
		if got := signed(v); got != want {
			t.Errorf("%g is written %s, want %s", v, got, want)
		}
	}
	for v, want := range map[float64]string{1_234_567.891: "1,234,567.89", -1_000: "−1,000.00", -0.001: "0.00", 1e300: decimal(1e300, 2)} {
		if got := number(v, 2); got != want {
			t.Errorf("%g is written %s, want %s", v, got, want)
		}
	}
}

func TestADetailFollowsItsJob(t *testing.T) {
	j := someJobs()[0]
	d := open(t, 80, 50, j)
	d.press("enter")
	d.line("status", "running")
	d.line("owner", "user_456, you")
	d.line("job", j.ID)
	j.User = "user_7"
	d = open(t, 80, 50, j)
	d.press("enter")
	d.line("owner", "user_7, not you")
}

func TestAJobSaysWhereItIsKept(t *testing.T) {
	j := someJobs()[0]
	j.Phase = model.PhaseCompleted
	d := open(t, 80, 50, j)
	d.press("enter")
	d.line("kept", "in Redis")
	j.From = model.FromDisk
	d = open(t, 80, 50, j)
	d.press("enter")
	d.line("kept", "on this machine's disk")
}
