package drafts

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
)

// replace writes a field, unless somebody else has written it since it was read.
//
// KEYS: hash. ARGV: field; what it is to hold; SHA-1 of what it held, "" for nothing.
var replace = redis.NewScript(`
local held = redis.call('HGET', KEYS[1], ARGV[1])
if (held and redis.sha1hex(held) or '') ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`)

// mostTries is how often the field is read and written again where another deck is
// faster each time.
const mostTries = 5

// exchange reads what is in Redis, and writes what is newer here. It reports whether
// Redis could be asked.
func (d *Drafts) exchange(ctx context.Context) bool {
	if !d.redis() {
		return true
	}
	for range mostTries {
		held, err := d.read(ctx)
		if err != nil {
			return false
		}
		if d.settled() {
			return true
		}
		ours := d.current()
		if written, err := d.write(ctx, ours, held); err != nil || written {
			return err == nil
		}
	}
	return true
}

// read learns what is there. A field that is none of ours is left alone.
func (d *Drafts) read(ctx context.Context) (held string, err error) {
	n, err := d.client.HStrLen(ctx, d.key, wire.FieldForms).Result()
	switch {
	case err != nil:
		return "", err
	case n > wire.MaxPrefsBytes:
		return "", errForeign
	}
	held, err = d.client.HGet(ctx, d.key, wire.FieldForms).Result()
	if errors.Is(err, redis.Nil) {
		d.found(time.Time{})
		return "", nil
	}
	if err != nil {
		return "", err
	}
	theirs, err := wire.DecodeForms(held, time.Now())
	if err != nil {
		return "", errForeign
	}
	d.found(theirs.Changed)
	d.learn(theirs)
	return held, nil
}

var errForeign = errors.New("somebody else uses the field")

// write reports whether what was held is still there, and so was replaced.
func (d *Drafts) write(ctx context.Context, ours wire.Forms, held string) (written bool, err error) {
	text, err := wire.EncodeForms(ours)
	if err != nil || len(text) > wire.MaxPrefsBytes {
		return true, nil //nolint:nilerr // it stays on this machine
	}
	done, err := replace.Run(ctx, d.client, []string{d.key}, wire.FieldForms, text, digest(held)).Int()
	if err != nil || done == 0 {
		return false, err
	}
	d.found(ours.Changed)
	return true, nil
}

// found notes of when the one in Redis is.
func (d *Drafts) found(at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.inRedis = at
}
