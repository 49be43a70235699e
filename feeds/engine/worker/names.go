package worker

import "time"

// Names are where a worker finds and leaves things in Redis. An empty one is
// the default of the wire contract. All workers that share jobs must agree.
type Names struct {
	JobPrefix string // of the jobs' hashes
	OwnPrefix string // of the keys that only workers use: leases and marks
	Backtest  string // channel of requests
	System    string // channel of commands
	Cancel    string // channel of commands as some publishers use it
	Progress  string // channel of progress
	Results   string // channel of results
	Group     string // consumer group of the workers
}

// twinSuffix is behind a channel's name in that of its durable stream.
const twinSuffix = ":stream"

// Lives of what is kept in Redis.
const (
	jobLife    = 24 * time.Hour     // of a job's hash, and of what belongs to it
	streamLife = 7 * 24 * time.Hour // of a stream's entries
	streamMost = 100_000            // entries of the requests' stream
	resultMost = 10_000             // entries of the results' stream
)

func (n Names) withDefaults() Names {
	for _, x := range []struct {
		name  *string
		usual string
	}{
		{&n.JobPrefix, "job:"},
		{&n.OwnPrefix, "tickstock:engine:"},
		{&n.Backtest, "tickstock.jobs.backtest"},
		{&n.System, "tickstock.jobs.system"},
		{&n.Cancel, "tickstock.jobs.cancel"},
		{&n.Progress, "tickstock.events.backtesting.progress"},
		{&n.Results, "tickstock.events.backtesting.results"},
		{&n.Group, "workers"},
	} {
		if *x.name == "" {
			*x.name = x.usual
		}
	}
	return n
}

func (n Names) job(id string) string { return n.JobPrefix + id }

// lease holds which worker runs a job: its token and the entry it came with.
func (n Names) lease(id string) string { return n.OwnPrefix + "lease:" + id }

// heard is set by the first worker that hears a request on the channel.
func (n Names) heard(id string) string { return n.OwnPrefix + "heard:" + id }

// unwanted marks a job that was cancelled before anything was known of it.
func (n Names) unwanted(id string) string { return n.OwnPrefix + "cancel:" + id }

func (n Names) requests() string { return n.Backtest + twinSuffix }
func (n Names) commands() string { return n.System + twinSuffix }
func (n Names) results() string  { return n.Results + twinSuffix }
