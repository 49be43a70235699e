package prefs

import (
	"context"
	"crypto/sha1" //nolint:gosec // what a script of Redis can work out
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/model/prefs"
)

// field is what Redis holds of one table.
type field struct {
	raw     string // "" for none
	read    wire.PrefsPart
	problem error // why it is left as it is
}

// fetch reads the fields of a user's hash that are ours. It asks how long they are
// first: nothing else would bound what a stranger can put there.
func fetch(ctx context.Context, client *broker.Client, key string, now time.Time) (map[string]field, error) {
	tables := prefs.Tables()
	lengths := make([]*redis.IntCmd, len(tables))
	if _, err := client.Pipelined(ctx, func(to redis.Pipeliner) error {
		for i, table := range tables {
			lengths[i] = to.HStrLen(ctx, key, table)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	out := map[string]field{}
	var short []string
	for i, table := range tables {
		switch n := lengths[i].Val(); {
		case n > wire.MaxPrefsBytes:
			out[table] = field{problem: fmt.Errorf("it has %d bytes, more than %d", n, wire.MaxPrefsBytes)}
		case n > 0:
			short = append(short, table)
		}
	}
	if len(short) == 0 {
		return out, nil
	}
	values, err := client.HMGet(ctx, key, short...).Result()
	for i, v := range values {
		if raw, there := v.(string); there {
			f := field{raw: raw}
			f.read, f.problem = wire.DecodePrefsPart(short[i], raw, now)
			out[short[i]] = f
		}
	}
	return out, err
}

// replace writes a field, unless somebody else has written it since it was read.
//
// KEYS: hash. ARGV: field, SHA-1 of what it held, "" for nothing; what it is to hold.
var replace = redis.NewScript(`
local held = redis.call('HGET', KEYS[1], ARGV[1])
if (held and redis.sha1hex(held) or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`)

// errOvertaken says that a field is not any more what it was when it was read.
var errOvertaken = errors.New("another machine was faster")

func write(ctx context.Context, client *broker.Client, key, table, held, value string) error {
	was := ""
	if held != "" {
		sum := sha1.Sum([]byte(held)) //nolint:gosec // no secret
		was = hex.EncodeToString(sum[:])
	}
	done, err := replace.Run(ctx, client, []string{key}, table, was, value).Int()
	if err == nil && done == 0 {
		return errOvertaken
	}
	return err
}

// words says what is wrong with a key that is to be of that kind.
func words(client *broker.Client, key, kind string, err error) string {
	if strings.HasPrefix(err.Error(), "WRONGTYPE") {
		return fmt.Sprintf("%s is no %s in this Redis: rename it", model.Clean(key), kind)
	}
	return client.Problem(err)
}
