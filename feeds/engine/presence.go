package engine

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
)

// presence lets the engines of one Redis know each other: which there are, what
// they find patterns on and which symbols they have.
type presence struct {
	rdb     redis.UniversalClient
	me      peer
	symbols func() []string

	written bool // the symbols, by this engine

	mu     sync.Mutex
	others []peer
}

// peer is what an engine says of itself.
type peer struct {
	Instance  string `json:"instance"`
	Source    string `json:"source"`
	Simulated bool   `json:"simulated"`
}

const (
	// peerLife is how long an engine counts as there without a sign of life, which
	// it gives in each of its health reports.
	peerLife = 3 * healthInterval

	symbolsLife = time.Minute
)

func newPresence(rdb redis.UniversalClient, source string, simulated bool, symbols func() []string) *presence {
	return &presence{rdb: rdb, me: peer{rand.Text()[:10], source, simulated}, symbols: symbols}
}

// meet notes that an engine is there, by the server's clock, and returns all that are.
//
// KEYS: sorted set. ARGV: what it says of itself, life (ms).
var meet = redis.NewScript(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZRANGE', KEYS[1], 0, -1)`)

// show gives a sign of life and learns who else is there. Without Redis nobody is
// known to have gone.
func (p *presence) show(ctx context.Context) error {
	all, err := meet.Run(ctx, p.rdb, []string{wire.EnginesKey}, p.said(), peerLife.Milliseconds()).StringSlice()
	if err != nil {
		return err
	}
	var others []peer
	for _, text := range all {
		var o peer
		if json.Unmarshal([]byte(text), &o) == nil && o.Instance != p.me.Instance {
			others = append(others, o)
		}
	}
	p.mu.Lock()
	p.others = others
	p.mu.Unlock()
	return p.showSymbols(ctx)
}

func (p *presence) said() string {
	text, _ := json.Marshal(p.me) // three plain fields
	return string(text)
}

// showSymbols writes down which symbols there are data of, for engines that have
// none of some of them: at first what this engine has in place of what one before it
// had, and again where it is gone.
func (p *presence) showSymbols(ctx context.Context) error {
	key := wire.EngineSymbols(p.me.Source)
	lives, err := p.rdb.PExpire(ctx, key, symbolsLife).Result()
	if err != nil || lives && p.written {
		return err
	}
	all := p.symbols()
	if len(all) == 0 {
		return nil
	}
	_, err = p.rdb.TxPipelined(ctx, func(to redis.Pipeliner) error {
		to.Del(ctx, key)
		to.SAdd(ctx, key, all)
		to.PExpire(ctx, key, symbolsLife)
		return nil
	})
	p.written = err == nil
	return err
}

// leave says that this engine is not there any more.
func (p *presence) leave(ctx context.Context) error {
	return p.rdb.ZRem(ctx, wire.EnginesKey, p.said()).Err()
}

// sources are those of the other engines, each once.
func (p *presence) sources() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, o := range p.others {
		if o.Source != p.me.Source && !slices.Contains(out, o.Source) {
			out = append(out, o.Source)
		}
	}
	slices.Sort(out)
	return out
}

// real is the source of another engine whose prices are not made up, "" if there
// is none.
func (p *presence) real() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, o := range p.others {
		if !o.Simulated {
			return o.Source
		}
	}
	return ""
}

// hasAll is the source of another engine that has data of all these symbols, "" if
// there is none.
func (p *presence) hasAll(ctx context.Context, symbols []string) string {
	for _, source := range p.sources() {
		has, err := p.rdb.SMIsMember(ctx, wire.EngineSymbols(source), toAny(symbols)...).Result()
		if err == nil && !slices.Contains(has, false) {
			return source
		}
	}
	return ""
}

func toAny(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}
