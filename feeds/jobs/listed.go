package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// What is read of one hash and of one page for the list, in bytes.
const (
	maxField    = 64 << 10  // of one field, or it is left where it is
	smallResult = 4 << 10   // of a result that is read with the list
	pageBytes   = 512 << 10 // of all long fields of a page
)

// hashes reads of the jobs kept as hashes what the list shows. A result has some
// 300 kB, so that first only the lengths of the long fields are asked for.
func (l *load) hashes(ctx context.Context, j *Jobs, keys []string) (jobs []model.Job) {
	all := l.measure(ctx, j, keys)
	for len(all) > 0 && l.ended == nil && ctx.Err() == nil {
		n := pageOf(all)
		jobs = append(jobs, l.page(ctx, j, all[:n])...)
		all = all[n:]
	}
	return jobs
}

// listed is a hash, and what is to be read of it.
type listed struct {
	key    string
	fields []string
	bytes  int   // of the long fields among them
	later  large // the result, if it is not among them
}

// large is a result that is read on its own.
type large struct {
	id, field string
	bytes     int
	finished  time.Time
}

// pageOf is how many hashes make a page: one at least.
func pageOf(all []listed) (n int) {
	for bytes := 0; n < len(all); n++ {
		if bytes += all[n].bytes; n > 0 && bytes > pageBytes {
			return n
		}
	}
	return n
}

// wanted are the fields of a hash that the list is made of.
type wanted struct {
	short    []string
	measured []string // read only if they are not too long
	long     int      // of these, the others are results
}

func wantedOf() wanted {
	long := wire.LongFields()
	return wanted{slices.Clip(wire.ListedFields()), slices.Concat(long, wire.ResultFields()), len(long)}
}

// measure asks for the lengths of the long fields.
func (l *load) measure(ctx context.Context, j *Jobs, keys []string) (all []listed) {
	want := wantedOf()
	cmds := make([]*redis.IntCmd, 0, len(keys)*len(want.measured))
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, key := range keys {
			for _, field := range want.measured {
				cmds = append(cmds, p.HStrLen(ctx, key, field))
			}
		}
		return nil
	})
	if lost(err) {
		l.end(j, err)
		return nil
	}
	for i, key := range keys {
		if h, ok := l.choose(key, want, cmds[i*len(want.measured):]); ok {
			all = append(all, h)
		}
	}
	return all
}

// choose settles what is read of a hash. ok is false when it is no hash.
func (l *load) choose(key string, want wanted, lengths []*redis.IntCmd) (h listed, ok bool) {
	h = listed{key: key, fields: want.short} // clipped: what is added does not reach the next
	headline := false
	for i, field := range want.measured {
		length, err := lengths[i].Result()
		switch n := int(length); {
		case err != nil:
			l.failed(key, err)
			return h, false
		case n == 0:
		case i < want.long && n > maxField:
			l.failed(key, fmt.Errorf("%s has %d bytes, more than the list reads of one field", field, n))
		case i < want.long, n <= smallResult:
			h.fields, h.bytes = append(h.fields, field), h.bytes+n
			headline = headline || field == wire.FieldHeadline
		case !headline && h.later.bytes == 0:
			h.later = large{field: field, bytes: n}
		}
	}
	return h, true
}

// page reads some of them.
func (l *load) page(ctx context.Context, j *Jobs, all []listed) (jobs []model.Job) {
	cmds := make([]*redis.SliceCmd, len(all))
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range all {
			cmds[i] = p.HMGet(ctx, all[i].key, all[i].fields...)
		}
		return nil
	})
	if lost(err) {
		l.end(j, err)
		return nil
	}
	for i := range all {
		values, err := cmds[i].Result()
		if err != nil {
			l.failed(all[i].key, err)
			continue
		}
		fields := named(all[i].fields, values)
		if len(fields) == 0 || wire.IsMark(fields) { // it has just expired, or is none yet
			continue
		}
		job, err := l.decoder.JobFromHash(strings.TrimPrefix(all[i].key, j.names.JobPrefix), fields)
		if jobs = l.add(jobs, all[i].key, job, err); job.Phase == model.PhaseCompleted && job.Result == nil {
			later := all[i].later
			later.id, later.finished = job.ID, job.Finished
			j.results.add(later)
		}
	}
	return jobs
}

// named are the values that there are, by the names of their fields.
func named(names []string, values []any) map[string]string {
	fields := make(map[string]string, len(names))
	for i, v := range values {
		if text, ok := v.(string); ok {
			fields[names[i]] = text
		}
	}
	return fields
}
