package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// scanCount is how many keys the server looks at in one SCAN step, and so about
// how many jobs are fetched in one pipeline.
const scanCount = 500

// The jobs in Redis are looked through again every scanEvery, since nothing
// announces what others submit; on a server with so many keys that this takes
// long, it is done less often.
const (
	scanEvery  = 10 * time.Second
	scanFactor = 20 // at most a twentieth of the time is spent scanning
)

// Watch keeps the hub's jobs in step with those that Redis holds, until the
// context ends: all of them first, then each that is heard of for the first
// time, and now and then whatever else is new.
func (j *Jobs) Watch(ctx context.Context) {
	for ctx.Err() == nil {
		start, pause := time.Now(), j.scanEvery
		if j.load(ctx) {
			pause = max(pause, scanFactor*time.Since(start))
		}
		again := time.NewTimer(pause)
		j.lookUp(ctx, again.C)
		again.Stop()
	}
}

// lookUp reads the records of jobs that channels speak of, and the figures of
// results that were left out, until it is time to scan again.
func (j *Jobs) lookUp(ctx context.Context, again <-chan time.Time) {
	l := load{decoder: wire.NewDecoder()}
	j.results.sort()
	figures := time.NewTimer(0)
	defer figures.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again:
			return
		case <-j.hub.Lookups():
			j.readLookups(ctx, &l)
			figures.Reset(leastRest) // a result may be among them
		case <-figures.C:
			if len(j.results.later) > 0 {
				figures.Reset(j.figures(ctx, &l))
			}
		}
	}
}

func (j *Jobs) readLookups(ctx context.Context, l *load) {
	ids := j.hub.TakeLookups()
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = j.names.JobPrefix + id
	}
	l.ended = nil
	j.hub.LoadJobs(l.hashes(ctx, j, keys), j.now())
}

// load reads every job that is not known to be finished into the hub, a page at
// a time, and tells it what could not be read. It reports whether it came to
// the end.
func (j *Jobs) load(ctx context.Context) bool {
	l := load{decoder: wire.NewDecoder(), found: map[string]bool{}}
	l.scan(ctx, j, j.names.JobPrefix, l.hashes)
	if l.ended == nil {
		l.scan(ctx, j, wire.RecordPrefix, l.records)
	}
	if ctx.Err() == nil {
		j.hub.SetTrouble(l.trouble())
	}
	if l.ended != nil || ctx.Err() != nil {
		return false
	}
	j.hub.SetJobsInRedis(l.seen)
	j.records.forget(j.hub.LoseJobs(j.records.missing(l.found), j.now()))
	return true
}

// load counts what one run could not read.
type load struct {
	decoder *wire.Decoder
	seen    int             // keys of jobs
	found   map[string]bool // jobs that are not finished and have a record
	bad     int
	why     error // of the last bad one
	ended   error // what ended the run too early
}

func (l *load) trouble() string {
	switch {
	case l.ended != nil:
		return "the jobs in Redis could not be loaded: " + l.ended.Error()
	case l.bad == 1:
		return "a job record could not be read: " + model.Clean(l.why.Error())
	case l.bad > 1:
		return fmt.Sprintf("%d job records could not be read, the last: %s", l.bad, model.Clean(l.why.Error()))
	}
	return ""
}

// add takes what could be read of a job, and notes what could not.
func (l *load) add(jobs []model.Job, key string, job model.Job, err error) []model.Job {
	if err != nil {
		l.failed(key, err)
	}
	if job.ID == "" {
		return jobs
	}
	return append(jobs, job)
}

func (l *load) failed(key string, err error) {
	l.bad++
	l.why = fmt.Errorf("%s: %w", key, err)
}

// end notes why the run cannot go on.
func (l *load) end(j *Jobs, err error) { l.ended = errors.New(j.client.Problem(err)) }

// scan walks the keys with a prefix, on every node that holds any, and brings
// each page that read returns to the hub.
func (l *load) scan(ctx context.Context, j *Jobs, prefix string, read pageReader) {
	nodes, err := broker.Masters(ctx, j.client)
	if err != nil {
		l.end(j, err)
	}
	for _, node := range nodes {
		if l.ended == nil {
			l.scanNode(ctx, j, node, prefix, read)
		}
	}
}

// pageReader reads the jobs behind these keys.
type pageReader func(ctx context.Context, j *Jobs, keys []string) []model.Job

func (l *load) scanNode(ctx context.Context, j *Jobs, node redis.Cmdable, prefix string, read pageReader) {
	var at uint64
	for {
		keys, next, err := node.Scan(ctx, at, broker.EscapeGlob(prefix)+"*", scanCount).Result()
		if err != nil {
			l.end(j, err)
			return
		}
		l.seen += len(keys)
		keys = slices.DeleteFunc(keys, func(key string) bool { return j.hub.Finished(strings.TrimPrefix(key, prefix)) })
		if len(keys) > 0 {
			if jobs := read(ctx, j, keys); len(jobs) > 0 {
				j.hub.LoadJobs(jobs, j.now())
			}
			for _, key := range keys {
				l.found[strings.TrimPrefix(key, prefix)] = true
			}
		}
		if at = next; at == 0 || l.ended != nil || ctx.Err() != nil {
			return
		}
	}
}

// lost tells a dead connection from an error of one command in a pipeline.
func lost(err error) bool {
	return err != nil && !broker.Answered(err)
}
