package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"tickdeck/model"
)

// seededUser owns the jobs that are there from the start.
const seededUser = "demo"

// seed fills the table of jobs: three that ended earlier today, one that runs
// and one that waits behind it.
func (d *desk) seed(ctx context.Context) error {
	rng := d.puppet.random(pastStream)
	now := time.Now()
	if err := d.seedPast(ctx, rng, now); err != nil {
		return fmt.Errorf("writing the jobs of the past: %w", err)
	}
	for i, symbols := range [][]string{symbolsFrom(0, 24), symbolsFrom(4, 12)} {
		j := d.puppet.job(newID(rng), seededPlan(now, symbols, 3-i))
		j.background, j.takes = true, 3*j.takes
		if err := d.write(ctx, j, now, statusQueued); err != nil {
			return fmt.Errorf("writing a job to run: %w", err)
		}
		if err := d.enqueue(ctx, j); err != nil {
			return err
		}
	}
	return nil
}

func (d *desk) seedPast(ctx context.Context, rng *rand.Rand, now time.Time) error {
	done := d.puppet.job(newID(rng), seededPlan(now, symbolsFrom(0, 8), 2))
	text, err := json.Marshal(simulate(done.plan, done.rng))
	if err != nil {
		return fmt.Errorf("encoding a result: %w", err)
	}
	broken := d.puppet.job(newID(rng), seededPlan(now, []string{"AAPL", "FB"}, 4))
	given := d.puppet.job(newID(rng), seededPlan(now, symbolsFrom(9, 6), 1))
	return errors.Join(
		d.writePast(ctx, done, now.Add(-3*time.Hour), statusCompleted, "progress", 1, "result", text),
		d.writePast(ctx, broken, now.Add(-100*time.Minute), statusFailed, "progress", 0.5,
			"error", "no bars for FB after 2022-06-08: the symbol was renamed to META"),
		d.writePast(ctx, given, now.Add(-45*time.Minute), statusCancelled, "progress", 0.38),
	)
}

func (d *desk) writePast(ctx context.Context, j job, at time.Time, status string, more ...any) error {
	more = append(more, "started_at", moment(at.Add(time.Second)).String(), "finished_at", moment(at.Add(j.takes)).String())
	return d.write(ctx, j, at, status, more...)
}

// write stores a job's hash as the one who submits it would.
func (d *desk) write(ctx context.Context, j job, at time.Time, status string, more ...any) error {
	r := request{
		JobType: backtestType, JobID: j.id, UserID: seededUser, Symbols: j.plan.Symbols, Patterns: j.plan.Patterns,
		StartDate: j.plan.Start.Format(model.DateLayout), EndDate: j.plan.End.Format(model.DateLayout),
		Parameters: parameters{&j.plan.Capital, &j.plan.Position}, Timestamp: moment(at),
	}
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encoding a request: %w", err)
	}
	fields := []any{"status", status, "user_id", seededUser, "created_at", moment(at).String(), "job_data", text}
	return send(ctx, d.rdb, func(s *sheet) { s.job(ctx, j.id, append(fields, more...)...) })
}

// seededPlan looks back some years from the first day of this month.
func seededPlan(now time.Time, symbols []string, years int) model.Request {
	end := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	return model.Request{
		Symbols: symbols, Patterns: model.StandardPatterns, Start: end.AddDate(-years, 0, 0), End: end,
		Capital: usualCapital, Position: usualPosition,
	}
}

func symbolsFrom(first, n int) []string {
	symbols := make([]string, n)
	for i := range symbols {
		symbols[i] = listing[(first+i)%len(listing)].symbol
	}
	return symbols
}

// newID makes a job id from the seed, in the form of a UUID of version 4.
func newID(rng *rand.Rand) string {
	a, b := rng.Uint64(), rng.Uint64()
	return fmt.Sprintf("bt_%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, 0x8000|b>>48&0x3fff, b&0xffffffffffff)
}
