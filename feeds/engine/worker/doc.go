// Package worker takes backtest jobs from Redis, has them run and reports on
// them. It knows how a job is taken, shared, cancelled, taken over and
// acknowledged, and nothing of what a backtest is: that is its Runner's part.
// It may not print, it writes no key but those of the wire contract, and no step
// of it needs two keys at once: it runs on a cluster.
//
// docs/decisions/worker.md tells how leases, streams and pub/sub fit together.
package worker
