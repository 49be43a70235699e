package pane

import (
	"fmt"
	"strings"

	"tickdeck/model"
)

// How much of what could not be cancelled is told: there may be hundreds of jobs, and
// the reason is mostly the same one.
const (
	mostRefusals = 2
	mostRefused  = 3
)

// Cancelled says what came of asking for jobs to be stopped. What names them as one:
// "3 jobs", or the one there is; name is what a job is called.
func Cancelled(c *model.Cancels, what string, jobs int, name func(id string) string) ToastMsg {
	refused := refusals(c, name)
	switch {
	case refused != "" && jobs == 1:
		return ToastMsg{Failure, c.Failed[0].Why}
	case refused != "":
		return ToastMsg{Failure, fmt.Sprintf("asked for %d of %s. %s", c.Asked, what, refused)}
	case c.Heard == 0:
		return ToastMsg{Warning, "asked to cancel " + what + ", but 0 workers are listening"}
	case c.Heard == 1:
		return ToastMsg{Success, "asked 1 worker to cancel " + what}
	}
	return ToastMsg{Success, fmt.Sprintf("asked %d workers to cancel %s", c.Heard, what)}
}

// refusals are the reasons, and the jobs that each is of: bt_1, bt_2: the job is done.
func refusals(c *model.Cancels, name func(id string) string) string {
	of := map[string][]string{}
	var reasons []string
	for _, f := range c.Failed {
		if of[f.Why] == nil {
			reasons = append(reasons, f.Why)
		}
		of[f.Why] = append(of[f.Why], name(f.JobID))
	}
	var told []string
	for _, why := range reasons[:min(len(reasons), mostRefusals)] {
		jobs := of[why]
		text := strings.Join(jobs[:min(len(jobs), mostRefused)], ", ")
		if more := len(jobs) - mostRefused; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		told = append(told, text+": "+why)
	}
	if more := len(reasons) - mostRefusals; more > 0 {
		told = append(told, fmt.Sprintf("and %d other reasons", more))
	}
	return strings.Join(told, "; ")
}
