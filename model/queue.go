package model

import "time"

// Queue is how the durable queue of backtests stood when it was asked. Numbers that
// nobody knows are None: there may be no queue, or the server may not tell.
type Queue struct {
	At        time.Time // when it was asked; zero if it never was
	Waiting   float64   // requests that no worker has taken
	Taken     float64   // requests that a worker has and has not ended
	Listeners float64   // who hears what is published on the channel of requests
	OldestAt  time.Time // when the first of those that wait was sent; zero if none waits
	Workers   []QueueWorker
	Tries     map[string]int // how often a job was begun that was begun more than once, by its id
}

// QueueWorker is a worker as the queue knows it.
type QueueWorker struct {
	Name  string
	Taken int           // requests that it has
	Jobs  []string      // the ids of some of them
	Idle  time.Duration // since it last asked for one, or took one
}

// UnknownQueue knows nothing yet.
func UnknownQueue() Queue { return Queue{Waiting: None(), Taken: None(), Listeners: None()} }

// WorkerStale is the silence after which a worker with nothing to do counts as gone: it
// asks for a job every few seconds. One that is busy with as many jobs as it can run at
// once asks for none.
const WorkerStale = 30 * time.Second

// Silent is how long nothing was heard of a worker, by that time.
func (q *Queue) Silent(w *QueueWorker, now time.Time) time.Duration {
	return w.Idle + max(0, now.Sub(q.At))
}

// Deserted reports whether it is certain that no worker listens: none reads the queue, and
// nobody hears the channel. Where the server does not tell, a worker that has a job counts
// as there.
func (q *Queue) Deserted() bool {
	if q.Listeners > 0 || !Known(q.Listeners) && !Known(q.Taken) {
		return false
	}
	for i := range q.Workers {
		if w := &q.Workers[i]; w.Idle < WorkerStale || !Known(q.Listeners) && w.Taken > 0 {
			return false
		}
	}
	return true
}

// Tried is how often a job was begun, as far as that was more than once; else 0.
func (q *Queue) Tried(id string) int { return q.Tries[id] }
