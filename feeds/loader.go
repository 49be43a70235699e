package feeds

import (
	"context"
	"errors"
	"fmt"
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

// Load reads the jobs that Redis holds into the hub, a page at a time, and
// tells it what could not be read.
func (j *Jobs) Load(ctx context.Context) {
	l := load{decoder: wire.NewDecoder()}
	l.hashes(ctx, j)
	l.records(ctx, j)
	if ctx.Err() == nil {
		j.hub.LoadJobs(nil, l.trouble())
	}
}

// load counts what one run could not read.
type load struct {
	decoder *wire.Decoder
	bad     int
	why     error // of the last bad one, or what ended the run
}

func (l *load) trouble() string {
	switch {
	case l.bad > 0:
		return fmt.Sprintf("%d job records could not be read: %s", l.bad, model.Clean(l.why.Error()))
	case l.why != nil:
		return "the jobs in Redis could not be loaded: " + model.Clean(l.why.Error())
	}
	return ""
}

func (l *load) hashes(ctx context.Context, j *Jobs) {
	prefix := j.names.JobPrefix
	l.scan(ctx, j, prefix, func(keys []string) []model.Job {
		cmds := make([]*redis.MapStringStringCmd, len(keys))
		_, err := j.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i, key := range keys {
				cmds[i] = p.HGetAll(ctx, key)
			}
			return nil
		})
		if lost(err) {
			l.why = err
			return nil
		}
		var jobs []model.Job
		for i, key := range keys {
			fields, err := cmds[i].Result()
			if err == nil && len(fields) > 0 { // an empty one has just expired
				jobs = l.add(jobs, func() (model.Job, error) {
					return l.decoder.JobFromHash(strings.TrimPrefix(key, prefix), fields)
				})
			} else if err != nil {
				l.failed(key, err)
			}
		}
		return jobs
	})
}

func (l *load) records(ctx context.Context, j *Jobs) {
	l.scan(ctx, j, recordPrefix, func(keys []string) []model.Job {
		values, err := j.rdb.MGet(ctx, keys...).Result()
		if err != nil {
			l.why = err
			return nil
		}
		var jobs []model.Job
		for i, v := range values {
			if text, ok := v.(string); ok {
				jobs = l.add(jobs, func() (model.Job, error) {
					return l.decoder.JobFromRecord(strings.TrimPrefix(keys[i], recordPrefix), text)
				})
			}
		}
		return jobs
	})
}

func (l *load) add(jobs []model.Job, decode func() (model.Job, error)) []model.Job {
	job, err := decode()
	if err != nil {
		l.failed(job.ID, err)
		return jobs
	}
	return append(jobs, job)
}

func (l *load) failed(key string, err error) {
	l.bad++
	l.why = fmt.Errorf("%s: %w", key, err)
}

// scan walks the keys with a prefix and brings each page to the hub.
func (l *load) scan(ctx context.Context, j *Jobs, prefix string, page func(keys []string) []model.Job) {
	var at uint64
	for {
		keys, next, err := j.rdb.Scan(ctx, at, escapeGlob(prefix)+"*", scanCount).Result()
		if err != nil {
			l.why = err
			return
		}
		if len(keys) > 0 {
			j.hub.LoadJobs(stamped(page(keys), j.now()), "")
		}
		if at = next; at == 0 {
			return
		}
	}
}

// stamped dates the news of running jobs from now: one that stays silent from
// here on is stalled.
func stamped(jobs []model.Job, now time.Time) []model.Job {
	for i := range jobs {
		if jobs[i].Updated.IsZero() && !jobs[i].Phase.Terminal() {
			jobs[i].Updated = now
		}
	}
	return jobs
}

// lost tells a dead connection from an error of one command in a pipeline.
func lost(err error) bool {
	var r redis.Error
	return err != nil && !errors.As(err, &r)
}

var globSpecial = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, `\`, `\\`)

func escapeGlob(s string) string { return globSpecial.Replace(s) }
