package model

import "time"

// Queue is how the durable queue of backtests stands. Numbers that nobody knows are
// None: there may be no queue, or the server may not tell.
type Queue struct {
	Waiting  float64   // requests that no worker has taken
	Taken    float64   // requests that a worker has and has not ended
	OldestAt time.Time // when the first of those that wait was sent; zero if none waits
	Workers  []QueueWorker
}

// QueueWorker is a worker as the queue knows it.
type QueueWorker struct {
	Name  string
	Taken int           // requests that it has
	Idle  time.Duration // since it last asked for one, or took one
}

// UnknownQueue knows nothing yet.
func UnknownQueue() Queue { return Queue{Waiting: None(), Taken: None()} }
