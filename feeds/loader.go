package feeds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// recordPrefix is where some publishers keep a job as a JSON string instead of
// a hash.
const recordPrefix = "tickstock:jobs:"

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

// lookUp reads the records of jobs that channels speak of, until it is time to
// scan again.
func (j *Jobs) lookUp(ctx context.Context, again <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-again:
			return
		case <-j.hub.strangers.news:
		}
		l := load{decoder: wire.NewDecoder()}
		ids := j.hub.takeStrangers()
		keys := make([]string, len(ids))
		for i, id := range ids {
			keys[i] = j.names.JobPrefix + id
		}
		j.hub.LoadJobs(l.hashes(ctx, j, keys), j.now())
	}
}

// load reads every job that is not known to be finished into the hub, a page at
// a time, and tells it what could not be read. It reports whether it came to
// the end.
func (j *Jobs) load(ctx context.Context) bool {
	l := load{decoder: wire.NewDecoder()}
	l.scan(ctx, j, j.names.JobPrefix, l.hashes)
	if l.ended == nil {
		l.scan(ctx, j, recordPrefix, l.records)
	}
	if ctx.Err() == nil {
		j.hub.SetTrouble(l.trouble())
	}
	return l.ended == nil
}

// load counts what one run could not read.
type load struct {
	decoder *wire.Decoder
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

// hashes reads the jobs kept as hashes.
func (l *load) hashes(ctx context.Context, j *Jobs, keys []string) (jobs []model.Job) {
	cmds := make([]*redis.MapStringStringCmd, len(keys))
	_, err := j.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, key := range keys {
			cmds[i] = p.HGetAll(ctx, key)
		}
		return nil
	})
	if lost(err) {
		l.end(j, err)
		return nil
	}
	for i, key := range keys {
		fields, err := cmds[i].Result()
		switch {
		case err != nil:
			l.failed(key, err)
		case len(fields) > 0: // an empty one has just expired
			jobs = l.add(jobs, key, func() (model.Job, error) {
				return l.decoder.JobFromHash(strings.TrimPrefix(key, j.names.JobPrefix), fields)
			})
		}
	}
	return jobs
}

// records reads the jobs kept as JSON strings: one by one, since MGET does not
// tell a key of another type from one that has expired.
func (l *load) records(ctx context.Context, j *Jobs, keys []string) (jobs []model.Job) {
	cmds := make([]*redis.StringCmd, len(keys))
	_, err := j.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, key := range keys {
			cmds[i] = p.Get(ctx, key)
		}
		return nil
	})
	if lost(err) {
		l.end(j, err)
		return nil
	}
	for i, key := range keys {
		text, err := cmds[i].Result()
		switch {
		case errors.Is(err, redis.Nil): // it has just expired
		case err != nil:
			l.failed(key, err)
		default:
			jobs = l.add(jobs, key, func() (model.Job, error) {
				return l.decoder.JobFromRecord(strings.TrimPrefix(key, recordPrefix), text)
			})
		}
	}
	return jobs
}

func (l *load) add(jobs []model.Job, key string, decode func() (model.Job, error)) []model.Job {
	job, err := decode()
	if err != nil {
		l.failed(key, err)
		return jobs
	}
	return append(jobs, job)
}

func (l *load) failed(key string, err error) {
	l.bad++
	l.why = fmt.Errorf("%s: %w", key, err)
}

// end notes why the run cannot go on.
func (l *load) end(j *Jobs, err error) { l.ended = errors.New(Problem(Address(j.rdb), err)) }

// scan walks the keys with a prefix and brings each page that read returns to
// the hub.
func (l *load) scan(ctx context.Context, j *Jobs, prefix string, read func(context.Context, *Jobs, []string) []model.Job) {
	var at uint64
	for {
		keys, next, err := j.rdb.Scan(ctx, at, escapeGlob(prefix)+"*", scanCount).Result()
		if err != nil {
			l.end(j, err)
			return
		}
		keys = slices.DeleteFunc(keys, func(key string) bool { return j.hub.finished(strings.TrimPrefix(key, prefix)) })
		if len(keys) > 0 {
			if jobs := read(ctx, j, keys); len(jobs) > 0 {
				j.hub.LoadJobs(jobs, j.now())
			}
		}
		if at = next; at == 0 || l.ended != nil {
			return
		}
	}
}

// lost tells a dead connection from an error of one command in a pipeline.
func lost(err error) bool {
	return err != nil && !answered(err)
}

var globSpecial = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, `\`, `\\`)

func escapeGlob(s string) string { return globSpecial.Replace(s) }
