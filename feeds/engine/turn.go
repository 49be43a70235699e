package engine

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/redis/go-redis/v9"
)

// turn is the right to publish what is found on one source of prices: of the
// engines that share a Redis and a source one publishes, or every detection
// would come as often as there are engines. The others look on, and one of them
// takes over when it has gone.
type turn struct {
	rdb   *redis.Client
	key   string
	token string
	mine  bool
	asked time.Time
}

// How long the right lasts without being renewed, and how often it is renewed.
const (
	turnLife  = 5 * time.Second
	turnEvery = time.Second
)

func newTurn(rdb *redis.Client, key string) *turn {
	return &turn{rdb: rdb, key: key, token: rand.Text()}
}

// takeTurn renews the right of whoever holds it, or takes it where nobody does.
var takeTurn = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0`)

// take reports whether it is this engine's turn. While Redis is away it stays
// whose it was: nobody else can have got it.
func (t *turn) take(ctx context.Context, now time.Time) bool {
	if now.Sub(t.asked) < turnEvery {
		return t.mine
	}
	t.asked = now
	if got, err := takeTurn.Run(ctx, t.rdb, []string{t.key}, t.token, turnLife.Milliseconds()).Int(); err == nil {
		t.mine = got == 1
	}
	return t.mine
}

// endTurn gives the right back, if it is still this engine's.
var endTurn = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`)

// end lets another engine go on at once, rather than when the right runs out.
func (t *turn) end() {
	if !t.mine {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = endTurn.Run(ctx, t.rdb, []string{t.key}, t.token).Err() // it runs out by itself
}
