package jobs

import (
	"context"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Workers of other makes leave no headline beside a result, so that its figures are
// to be had only from all of it. Such results are read one after the other, when
// everything is listed: never more than figuresBytes at once, and the server and the
// line are used for a quarter of the time at most.
const (
	figuresBytes = wire.MaxBytes
	figuresRest  = 3 // pauses, in times of what the reading took
	leastRest    = 5 * time.Millisecond
	mostLater    = model.MaxJobs // results that are remembered
)

// results are those whose figures are still to be read. They outlive a connection:
// the jobs are not looked at again once they are known to be over.
type results struct{ later []large }

func (r *results) add(l large) {
	if 0 < l.bytes && l.bytes <= figuresBytes && len(r.later) < mostLater {
		r.later = append(r.later, l)
	}
}

// sort puts those last, and so in the first place, that have just ended: they are
// at the top of the list.
func (r *results) sort() {
	slices.SortStableFunc(r.later, func(a, b large) int { return a.finished.Compare(b.finished) })
}

// take hands out as many as may be read at once, of those that are wanted.
func (r *results) take(wanted func(id string) bool) (some []large) {
	for bytes := 0; len(r.later) > 0; {
		last := r.later[len(r.later)-1]
		if bytes += last.bytes; bytes > figuresBytes {
			break
		}
		r.later = r.later[:len(r.later)-1]
		if wanted(last.id) {
			some = append(some, last)
		}
	}
	return some
}

// figures reads some results, and returns how long the line is to rest.
func (j *Jobs) figures(ctx context.Context, l *load) (rest time.Duration) {
	start, some := time.Now(), j.results.take(j.hub.WantsResult)
	cmds := make([]*redis.SliceCmd, len(some))
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, r := range some {
			cmds[i] = p.HMGet(ctx, j.names.JobPrefix+r.id, wire.FieldSeconds, r.field)
		}
		return nil
	})
	if lost(err) {
		j.results.later = append(some, j.results.later...) // others first, should one be too large for the line
		return j.scanEvery
	}
	var jobs []model.Job
	for i, r := range some {
		fields := named([]string{wire.FieldSeconds, r.field}, cmds[i].Val())
		if job, err := l.decoder.JobFromHash(r.id, fields); err == nil && job.Result != nil {
			jobs = append(jobs, job) // what is wrong with another is told when it is opened
		}
	}
	j.hub.LoadJobs(jobs, j.now())
	return max(leastRest, figuresRest*time.Since(start))
}
