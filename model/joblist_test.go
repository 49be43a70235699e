package model

import "testing"

// heldJobs is an index of so many jobs.
type heldJobs struct {
	JobIndex
	n int
}

func (x heldJobs) Len() int { return x.n }

func TestAListSaysHowManyJobsItDoesNotHold(t *testing.T) {
	for _, c := range []struct {
		held, inRedis int
		left          uint64
		want          int
	}{
		{0, 0, 0, 0},
		{12, 12, 0, 0},
		{12, 14, 0, 0}, // two records say nothing, or two of one job do: nothing was left out
		{MaxJobs, 100, 0, 0},
		{MaxJobs, 25_313, 0, 25_313 - MaxJobs},
		{MaxJobs, 100, 7, 7},
		{MaxJobs, 25_313, 7, 25_313 - MaxJobs},
	} {
		l := JobList{JobIndex: heldJobs{n: c.held}, InRedis: c.inRedis, Left: c.left}
		if got := l.NotHeld(); got != c.want {
			t.Errorf("%d held, %d in Redis, %d left out: %d are not held, want %d", c.held, c.inRedis, c.left, got, c.want)
		}
	}
}
