package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// records reads the jobs kept as JSON strings, a page of bytes at a time: of a
// string there is nothing to be had but the whole.
func (l *load) records(ctx context.Context, j *Jobs, keys []string) (jobs []model.Job) {
	lengths := make([]*redis.IntCmd, len(keys))
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, key := range keys {
			lengths[i] = p.StrLen(ctx, key)
		}
		return nil
	})
	if lost(err) {
		l.end(j, err)
		return nil
	}
	page, bytes := []string{}, 0
	for i, key := range keys {
		n, err := lengths[i].Result()
		switch {
		case err != nil:
			l.failed(key, err)
			continue
		case n > wire.MaxBytes:
			l.failed(key, fmt.Errorf("it has %d bytes, more than is read of one record", n))
			continue
		}
		if bytes += int(n); bytes > pageBytes && len(page) > 0 {
			jobs, page, bytes = append(jobs, l.strings(ctx, j, page)...), page[:0], int(n)
		}
		page = append(page, key)
	}
	return append(jobs, l.strings(ctx, j, page)...)
}

// strings reads some of them: one by one, since MGET does not tell a key of another
// type from one that has expired.
func (l *load) strings(ctx context.Context, j *Jobs, keys []string) (jobs []model.Job) {
	if l.ended != nil || ctx.Err() != nil {
		return nil
	}
	cmds := make([]*redis.StringCmd, len(keys))
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
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
			job, err := l.decoder.JobFromRecord(strings.TrimPrefix(key, wire.RecordPrefix), text)
			jobs = l.add(jobs, key, job, err)
		}
	}
	return jobs
}
