package jobs

import (
	"strconv"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// placeOf is the place of a job that waits among all that wait, from 1 on; 0 where that
// cannot be known. Those that wait stand in the list one behind the other, the newest
// first, and only where as many are known as wait in the queue is none missing.
func placeOf(j *model.Job, l *model.JobList, q *model.Queue) int {
	waiting := l.Counts[model.PhaseQueued]
	switch {
	case j.Phase != model.PhaseQueued || j.Created.IsZero() || l.JobIndex == nil:
		return 0
	case l.Counts[model.PhaseUnknown] > 0: // they are listed among those that wait
		return 0
	case !(q.Waiting > 0) || q.Waiting > float64(waiting):
		return 0
	}
	at := l.Position(j) - l.Counts[model.PhaseRunning] - l.Counts[model.PhaseCancelling]
	if at < 0 || at >= waiting {
		return 0
	}
	return waiting - at
}

// inLine writes a place: next in line, 3rd in line.
func inLine(place int) string {
	if place == 1 {
		return "next in line"
	}
	end := "th"
	if tens := place / 10 % 10; tens != 1 {
		switch place % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return draw.Count(uint64(place)) + end + " in line"
}

// waited says at which place a job waits and for how long; of one that waits in vain,
// why, and what to do, in at most w cells.
func (r *row) waited(s *theme.Styles, j *model.Job, w int) (theme.Paint, string) {
	if r.queue.Deserted() {
		for _, text := range [...]string{nobodyListens, "no worker listens"} {
			if draw.Width(text) <= w {
				return s.Warn, text
			}
		}
		return s.Warn, "nobody listens"
	}
	text, place := "waits", placeOf(j, r.list, r.queue)
	if place > 0 {
		text = inLine(place)
	}
	if d := r.now.Sub(j.Created); !j.Created.IsZero() && d >= time.Second {
		if place > 0 {
			text += ","
		}
		long := text + " for " + length(d)
		if place == 0 || draw.Width(long) <= w {
			return s.Faint, long
		}
		text = inLine(place)
	}
	return s.Faint, text
}

// nobodyListens is why nothing happens to a job that waits where no worker is there.
const nobodyListens = "no worker listens: start tickdeck engine"

// tries says that a job was begun more than once: workers that began it died, or hung.
func tries(j *model.Job, q *model.Queue) string {
	n := q.Tried(j.ID)
	if n < 2 || j.Phase.Terminal() {
		return ""
	}
	return "tried " + strconv.Itoa(n) + " times"
}

// queue is why a job waits, and that it was begun before.
func (d detail) queue(j *model.Job) {
	t, q := d.env.Theme, &d.env.State.Queue
	switch {
	case j.Phase != model.PhaseQueued:
	case q.Deserted():
		d.page.Painted("waits", t.Warn, nobodyListens)
	case placeOf(j, &d.env.State.Jobs, q) > 0:
		d.page.Field("waits", inLine(placeOf(j, &d.env.State.Jobs, q)))
	}
	if again := tries(j, q); again != "" {
		d.page.Painted("attempts", t.Warn, again+": a worker began it and died, or hung")
	}
}
