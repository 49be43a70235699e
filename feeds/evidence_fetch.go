package feeds

import (
	"context"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
)

// maxEvidenceFields is the most fields of one hash: every pattern of TA-Lib in every
// direction is 183.
const maxEvidenceFields = 1_000

var errTooManyFields = fmt.Errorf("it has more than %d fields", maxEvidenceFields)

// evidenceField is one field of a hash, and its value unless that is too long.
type evidenceField struct {
	name, value string
	bytes       int64 // of the value
}

func (f evidenceField) tooLong() bool { return f.bytes > wire.MaxEvidenceBytes }

// fetchEvidence reads a hash, each time in the same order; one that is not there is
// empty. It asks how much there is first: nothing else would bound what a stranger
// can put there.
func fetchEvidence(ctx context.Context, client *broker.Client, key string) ([]evidenceField, error) {
	switch n, err := client.HLen(ctx, key).Result(); {
	case err != nil || n == 0:
		return nil, err
	case n > maxEvidenceFields:
		return nil, errTooManyFields
	}
	names, err := client.HKeys(ctx, key).Result()
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	found, err := measure(ctx, client, key, names[:min(len(names), maxEvidenceFields)])
	if err != nil {
		return nil, err
	}
	return fill(ctx, client, key, found)
}

// measure asks how long the values are.
func measure(ctx context.Context, client *broker.Client, key string, names []string) ([]evidenceField, error) {
	lengths := make([]*redis.IntCmd, len(names))
	_, err := client.Pipelined(ctx, func(to redis.Pipeliner) error {
		for i, name := range names {
			lengths[i] = to.HStrLen(ctx, key, name)
		}
		return nil
	})
	found := make([]evidenceField, len(names))
	for i, name := range names {
		found[i] = evidenceField{name: name, bytes: lengths[i].Val()}
	}
	return found, err
}

// fill fetches the values that are not too long, and leaves out what has gone since.
func fill(ctx context.Context, client *broker.Client, key string, found []evidenceField) ([]evidenceField, error) {
	out := slices.DeleteFunc(slices.Clone(found), func(f evidenceField) bool { return !f.tooLong() })
	short := slices.DeleteFunc(found, evidenceField.tooLong)
	if len(short) == 0 {
		return out, nil
	}
	names := make([]string, len(short))
	for i, f := range short {
		names[i] = f.name
	}
	values, err := client.HMGet(ctx, key, names...).Result()
	for i, v := range values {
		if text, there := v.(string); there {
			short[i].value = text
			out = append(out, short[i])
		}
	}
	return out, err
}

// digest tells whether a hash is as it was.
func digest(seed maphash.Seed, found []evidenceField) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, f := range found {
		maphash.WriteComparable(&h, f)
	}
	return h.Sum64()
}
