package model

// Names are the channels and keys under which a Redis carries TickStock. All
// who share that Redis must agree on them; the defaults are the wire contract's.
type Names struct {
	Patterns string // channel of detections
	Progress string // channel of backtest progress
	Results  string // channel of backtest results
	Health   string // channel of publishers' health
	Backtest string // channel of backtest requests
	System   string // channel of control commands
	Alerts   string // channel of users' preferences
	Cancel   string // channel of cancel commands, as some publishers use it

	JobPrefix string // a job's hash is at JobPrefix and its id
}
