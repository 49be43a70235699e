package jobs

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// cancelTimeout is how long asking for jobs to be stopped may take, however many.
const cancelTimeout = 10 * time.Second

// The room for ids and symbols in a sentence, in cells.
const (
	sentenceID      = 16
	sentenceSymbols = 30
	sentenceOwners  = 60
)

func (p *Pane) id(id string) string { return p.env.State.Jobs.ShortID(id, sentenceID) }

// cancel asks about the jobs that are marked, else about what is under the cursor.
func (p *Pane) cancel() tea.Cmd {
	if ids := p.marked(); len(ids) > 0 {
		return p.cancelMany(ids, plural(len(ids), "marked job"))
	}
	e := p.current()
	switch {
	case e == nil:
		return nil
	case e.sweep:
		name, _ := draw.Truncate(e.id, sentenceID)
		return p.cancelMany(e.group.jobs, name)
	}
	j, ok := p.Selected()
	switch {
	case !ok:
		return nil
	case j.Phase.Terminal():
		return pane.Toast(pane.Warning, p.ended(&j)+": there is nothing to cancel")
	}
	p.env.Open(pane.NewConfirm(p.env, p.question(&j), p.sends(j.ID)))
	return nil
}

// cancelMany asks one question about all of these that are not over.
func (p *Pane) cancelMany(ids []string, what string) tea.Cmd {
	left, of := p.left(ids)
	switch {
	case len(left) == 0:
		return pane.Toast(pane.Warning, "nothing of "+what+" is left to cancel")
	case len(left) == 1:
		if j, ok := p.env.State.Jobs.Job(left[0]); ok {
			p.env.Open(pane.NewConfirm(p.env, p.question(&j), p.sends(j.ID)))
			return nil
		}
	}
	p.env.Open(pane.NewConfirm(p.env, p.questionOfMany(what, len(ids), len(left), of), p.sends(left...)))
	return nil
}

// left are those of these jobs that are not over, and how many of them are whose.
func (p *Pane) left(ids []string) (left []string, of map[string]int) {
	of = map[string]int{}
	for _, id := range ids {
		if j, ok := p.env.State.Jobs.Job(id); ok && !j.Phase.Terminal() {
			left = append(left, id)
			of[j.User]++
		}
	}
	return left, of
}

func (p *Pane) questionOfMany(what string, all, left int, of map[string]int) pane.Question {
	jobs := plural(left, "job")
	q := pane.Question{Title: "Cancel " + jobs, Yes: "cancel " + jobs}
	q.Text = fmt.Sprintf("Cancel %s?", what)
	if left < all {
		q.Text = fmt.Sprintf("Cancel the %d of %s that are left?", left, what)
	}
	var others []string
	for _, user := range slices.Sorted(maps.Keys(of)) {
		n := draw.Count(uint64(of[user]))
		switch user {
		case p.user:
			continue
		case "":
			others = append(others, n+" of nobody knows whom")
		default:
			others = append(others, n+" of "+user)
		}
	}
	if len(others) > 0 {
		q.Strong, q.Title = true, "Cancel "+jobs+", not all of them yours"
		q.Text = fmt.Sprintf("Of these %d jobs %d are yours, %s. ", left, of[p.user], shortList(others, ", ", sentenceOwners)) + q.Text
	}
	q.Text += " What they have done so far is lost."
	return q
}

// ended says how a job ended, and when.
func (p *Pane) ended(j *model.Job) string {
	when := ""
	if !j.Finished.IsZero() {
		when = j.Finished.In(p.env.Zone).Format("15:04:05")
	}
	said := func(word, before string) string {
		if when == "" {
			return p.id(j.ID) + " " + word
		}
		return p.id(j.ID) + " " + word + " " + before + " " + when
	}
	switch j.Phase {
	case model.PhaseFailed:
		return said("failed", "at")
	case model.PhaseCancelled:
		return said("was cancelled", "at")
	case model.PhaseLost:
		return p.id(j.ID) + " is lost: " + lostReason
	}
	return said("is done", "since")
}

// question asks for what is one's own, and asks more strongly for what may be
// somebody else's.
func (p *Pane) question(j *model.Job) pane.Question {
	cancel := fmt.Sprintf("Cancel %s (%s)", p.id(j.ID), symbolList(j.Symbols, sentenceSymbols))
	if other := p.alsoOf(j); other != "" {
		return pane.Question{
			Title: "Cancel a job of two users", Yes: "cancel the job of both", Strong: true,
			Text: "The same id was heard of two users: also of " + other + ". " + p.asked(j) + cancel + " all the same?" + loss(j),
		}
	}
	switch j.User {
	case "":
		return pane.Question{
			Title: "Cancel a job that may not be yours", Yes: "cancel the job", Strong: true,
			Text: "Nobody said whose job it is. " + p.asked(j) + cancel + " all the same?" + loss(j),
		}
	case p.user:
		return pane.Question{Title: "Cancel job", Text: p.asked(j) + cancel + "?" + loss(j), Yes: "cancel the job"}
	}
	return pane.Question{
		Title: "Cancel the job of another user", Yes: "cancel the job of " + j.User, Strong: true,
		Text: "This is " + j.User + "'s job, not yours. " + p.asked(j) + cancel + " all the same?" + loss(j),
	}
}

// alsoOf is the other user of whom a job of one's own was heard; "" where nobody else was.
func (p *Pane) alsoOf(j *model.Job) string {
	switch p.user {
	case j.User:
		return j.AlsoOf
	case j.AlsoOf:
		return j.User
	}
	return ""
}

// asked says that a job is to stop already.
func (p *Pane) asked(j *model.Job) string {
	switch {
	case j.Phase != model.PhaseCancelling:
		return ""
	case j.Asked.IsZero():
		return "It is to stop already, and no worker has confirmed it. "
	}
	return "It was asked to stop " + ago(p.env.Now.Sub(j.Asked)) + ", and no worker has confirmed it. "
}

// loss is what cancelling would mean.
func loss(j *model.Job) string {
	if j.Phase <= model.PhaseQueued {
		return " It has not begun yet."
	}
	return " What it has done so far is lost."
}

// sends notes that jobs are to stop, and asks the workers for it: all of them at once.
func (p *Pane) sends(ids ...string) tea.Cmd {
	jobs, what := p.jobs, plural(len(ids), "job")
	if len(ids) == 1 {
		what = p.id(ids[0])
	}
	named := p.env.State.Jobs // as it is now: the answer comes while the screen goes on
	cancel := func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), cancelTimeout)
		defer cancel()
		all := jobs.CancelAll(ctx, ids)
		return pane.Cancelled(&all, what, len(ids), func(id string) string { return named.ShortID(id, sentenceID) })
	}
	return tea.Batch(cancel, func() tea.Msg { return pane.Reply{To: ID, Msg: askedMsg{ids}} })
}

// askedMsg tells which jobs the person has asked to stop.
type askedMsg struct{ ids []string }

// stopping waits for the jobs to answer.
func (p *Pane) stopping(m askedMsg) {
	for _, id := range m.ids {
		p.watch.asked[id] = true
	}
	p.marks.clear()
}
