package compare

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// How many results are compared at once.
const (
	leastCompared = 2
	mostCompared  = 8
)

// cancelTimeout is how long asking for jobs to be stopped may take, however many.
const cancelTimeout = 10 * time.Second

// withChosen does something with the job under the cursor, where the screen can.
func (v *Sweep) withChosen(do func(id string)) {
	v.settle()
	if r := v.row(); r != nil && do != nil {
		do(r.job.ID)
	}
}

func (v *Sweep) mark() {
	v.settle()
	r := v.row()
	if r == nil {
		return
	}
	if v.marked[r.job.ID] {
		delete(v.marked, r.job.ID)
	} else {
		v.marked[r.job.ID] = true
	}
	v.marks++
	v.move(1)
}

// compare opens the marked ones beside each other, in the order of the table.
func (v *Sweep) compare() tea.Cmd {
	v.settle()
	var ids []string
	for _, r := range v.now.rows {
		if v.marked[r.job.ID] {
			ids = append(ids, r.job.ID)
		}
	}
	if text := refusal(len(ids), v.env.Keys.Binding("sweep.mark").Shown); text != "" {
		return pane.Toast(pane.Warning, text)
	}
	if v.env.Compare != nil {
		v.env.Compare(ids)
	}
	return nil
}

// refusal says why so many cannot be compared; "" if they can.
func refusal(n int, key string) string {
	switch {
	case n < leastCompared:
		return fmt.Sprintf("mark %d to %d of them with %s: they are then compared", leastCompared, mostCompared, key)
	case n > mostCompared:
		return fmt.Sprintf("%d are marked: at most %d fit beside each other", n, mostCompared)
	}
	return ""
}

// cancel asks whether all that has not ended is to be stopped.
func (v *Sweep) cancel() tea.Cmd {
	v.settle()
	var ids []string
	for _, r := range v.now.rows {
		if !r.job.Phase.Terminal() && r.job.Phase != model.PhaseCancelling {
			ids = append(ids, r.job.ID)
		}
	}
	if len(ids) == 0 {
		return pane.Toast(pane.Warning, "nothing of it is left to cancel")
	}
	v.env.Open(pane.NewConfirm(v.env, v.question(len(ids)), v.send(ids)))
	return nil
}

// question asks more strongly for what is not one's own.
func (v *Sweep) question(n int) pane.Question {
	what := fmt.Sprintf("Cancel %s of %s that %s not ended? Those that are done stay.", jobsOf(n), shortID(v.now.id), hasOrHave(n))
	q := pane.Question{Title: "Cancel the rest of the sweep", Text: what, Yes: "cancel " + jobsOf(n)}
	switch owner := v.now.sum.User; owner {
	case v.user:
	case "":
		q.Strong, q.Text = true, "Nobody said whose sweep it is. "+what
	default:
		q.Strong, q.Text = true, "This is "+owner+"'s sweep, not yours. "+what
	}
	return q
}

func hasOrHave(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

// send returns the command that asks the workers to stop jobs: all of them at once.
func (v *Sweep) send(ids []string) tea.Cmd {
	jobs := v.jobs
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), cancelTimeout)
		defer cancel()
		all := jobs.CancelAll(ctx, ids)
		return pane.Cancelled(&all, jobsOf(len(ids)), len(ids), shortID)
	}
}

// jobsOf writes 1 job, 3 jobs.
func jobsOf(n int) string {
	if n == 1 {
		return "1 job"
	}
	return draw.Count(uint64(n)) + " jobs"
}
