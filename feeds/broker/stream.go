package broker

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// StreamStart is before the first entry of a stream, and of what a group has
// pending.
const StreamStart = "0-0"

// deadConsumer is the silence after which a consumer that has nothing pending is
// struck off its group: those of workers that were killed.
const deadConsumer = time.Hour

// Entry is a message of a stream that was delivered to a consumer.
type Entry struct {
	ID     string
	Values map[string]any
}

// Time is when the entry was written, by its id; zero for an id that somebody
// made up.
func (e Entry) Time() time.Time {
	ms, _, _ := strings.Cut(e.ID, "-")
	n, err := strconv.ParseInt(ms, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(n)
}

// StreamConsumer reads a stream for a consumer group: first what other consumers
// left lying, then what is new. It belongs to one goroutine.
type StreamConsumer struct {
	Client   redis.UniversalClient // its commands wait on the server: see Sibling
	Stream   string
	Group    string
	Consumer string
	Idle     time.Duration // an entry is taken over when its consumer was silent for so long
	Sweep    time.Duration // between searches for such entries
	Limit    time.Duration // of a command that does not wait

	made   bool   // the group was there when last seen
	cursor string // of the sweep
	due    time.Time
}

// Next waits for an entry, until the next sweep at most. ok is false when there
// was none.
func (c *StreamConsumer) Next(ctx context.Context) (e Entry, ok bool, err error) {
	m, err := c.read(ctx)
	switch {
	case errors.Is(err, redis.Nil), err != nil && c.gone(err):
		return Entry{}, false, nil
	case err != nil:
		return Entry{}, false, err
	}
	return Entry{m.ID, m.Values}, true, nil
}

// gone reports whether it was just the stream or the group that is not there any
// more: it is made anew at the next try.
func (c *StreamConsumer) gone(err error) bool {
	gone := c.made && (strings.HasPrefix(err.Error(), "NOGROUP") || strings.HasPrefix(err.Error(), "UNBLOCKED"))
	c.made = false
	return gone
}

func (c *StreamConsumer) read(ctx context.Context) (redis.XMessage, error) {
	if err := c.open(ctx); err != nil {
		return redis.XMessage{}, err
	}
	for !time.Now().Before(c.due) {
		m, err := c.sweep(ctx)
		if !errors.Is(err, redis.Nil) {
			return m, err
		}
	}
	streams, err := c.Client.XReadGroup(ctx, &redis.XReadGroupArgs{
		Group: c.Group, Consumer: c.Consumer, Streams: []string{c.Stream, ">"},
		Count: 1, Block: max(time.Until(c.due), time.Millisecond),
	}).Result()
	if err != nil {
		return redis.XMessage{}, err
	}
	if len(streams) == 0 || len(streams[0].Messages) == 0 {
		return redis.XMessage{}, redis.Nil
	}
	return streams[0].Messages[0], nil
}

// open makes the stream and its group where they are missing. The group starts
// at the first entry: what was written while there was no consumer counts too.
func (c *StreamConsumer) open(ctx context.Context) error {
	if c.made {
		return nil
	}
	ctx, done := context.WithTimeout(ctx, c.Limit)
	defer done()
	err := c.Client.XGroupCreateMkStream(ctx, c.Stream, c.Group, StreamStart).Err()
	if err != nil && !strings.HasPrefix(err.Error(), "BUSYGROUP") {
		return err
	}
	c.made, c.cursor, c.due = true, StreamStart, time.Time{}
	return removeIdleConsumers.Run(ctx, c.Client, []string{c.Stream}, c.Group, deadConsumer.Milliseconds()).Err()
}

// sweep takes over one entry whose consumer was silent for too long, or returns
// redis.Nil. At the end of the list it sets when to look again.
func (c *StreamConsumer) sweep(ctx context.Context) (redis.XMessage, error) {
	ctx, done := context.WithTimeout(ctx, c.Limit)
	defer done()
	found, next, err := c.Client.XAutoClaim(ctx, &redis.XAutoClaimArgs{
		Stream: c.Stream, Group: c.Group, Consumer: c.Consumer, MinIdle: c.Idle, Start: c.cursor, Count: 1,
	}).Result()
	if err != nil {
		return redis.XMessage{}, err
	}
	if c.cursor = next; next == StreamStart {
		c.due = time.Now().Add(c.Sweep)
	}
	if len(found) == 0 {
		return redis.XMessage{}, redis.Nil
	}
	return found[0], nil
}

// removeIdleConsumers strikes off consumers that have nothing and were silent for long.
//
// KEYS: stream. ARGV: group, silence (ms).
var removeIdleConsumers = redis.NewScript(`
local struck = 0
for _, row in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local c = {}
  for i = 1, #row, 2 do c[row[i]] = row[i+1] end
  if c.pending == 0 and c.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], c.name)
    struck = struck + 1
  end
end
return struck`)

// FirstUnfinished is the id of the first entry of a stream that its group has not
// acknowledged, "0" where there is no group. Where all that was delivered is done, it
// is the last of that, and done is set. The error of a stream that is not there is
// the server's.
func FirstUnfinished(ctx context.Context, rdb redis.Cmdable, stream, group string) (id string, done bool, err error) {
	groups, err := rdb.XInfoGroups(ctx, stream).Result()
	if err != nil {
		return "", false, err
	}
	for _, g := range groups {
		switch {
		case g.Name != group:
		case g.Pending == 0:
			return g.LastDeliveredID, true, nil
		default:
			p, err := rdb.XPending(ctx, stream, group).Result()
			if err != nil {
				return "", false, err
			}
			if p.Count == 0 { // it was done in between
				return g.LastDeliveredID, true, nil
			}
			return p.Lower, false, nil
		}
	}
	return "0", false, nil
}
