package engine

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// leader is the right to publish what is found on one source of prices: of the
// engines that share a Redis and find the same one publishes, or every detection
// would come as often as there are engines. The others stand by, and one of them
// takes over when it has gone.
type leader struct {
	rdb     redis.UniversalClient
	key     string
	token   string
	leads   bool
	refusal string // why the server refuses an election; "" if it does not
	renewed time.Time
}

// How long the lease on the right lasts without being renewed, and how often it
// is renewed.
const (
	leaderLease   = 5 * time.Second
	renewInterval = time.Second
)

func newLeader(rdb redis.UniversalClient, source string) *leader {
	return &leader{rdb: rdb, key: wire.LeaderPrefix + source, token: rand.Text()}
}

// elect renews the lease of whoever holds it, or takes it where nobody does.
var elect = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0`)

// isLeader reports whether this engine publishes. While Redis is away it is who
// it was: nobody else can have got the lease.
func (l *leader) isLeader(ctx context.Context, now time.Time) bool {
	if now.Sub(l.renewed) < renewInterval {
		return l.leads
	}
	l.renewed = now
	got, err := elect.Run(ctx, l.rdb, []string{l.key}, l.token, leaderLease.Milliseconds()).Int()
	l.refusal = ""
	switch {
	case err == nil:
		l.leads = got == 1
	case broker.Answered(err):
		l.refusal = "cannot learn which engine publishes: " + model.Clean(err.Error())
	}
	return l.leads
}

// resign gives the lease back, if it is still this engine's.
var resign = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`)

// resign lets another engine go on at once, rather than when the lease runs out.
func (l *leader) resign() {
	if !l.leads {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = resign.Run(ctx, l.rdb, []string{l.key}, l.token).Err() // it runs out by itself
	l.leads = false
}
