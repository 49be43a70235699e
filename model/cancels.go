package model

// Cancels says what came of asking for jobs to be stopped.
type Cancels struct {
	Asked  int   // jobs that workers were told to stop
	Heard  int64 // how many workers heard the last of it
	Failed []CancelFailure
}

// CancelFailure is why a job could not be asked to stop, or why its record does not
// say that it was.
type CancelFailure struct{ JobID, Why string }

// Fail notes why jobs could not be cancelled.
func (c *Cancels) Fail(why error, ids ...string) {
	for _, id := range ids {
		c.Failed = append(c.Failed, CancelFailure{id, why.Error()})
	}
}
