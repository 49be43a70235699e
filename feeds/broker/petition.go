package broker

import (
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// A channel that is refused is asked for again, firstPetition later at first and
// lastPetition in the end: rights are given while programs run.
const (
	firstPetition = time.Second
	lastPetition  = 5 * time.Second
)

// petition asks again for the channels that the server refuses, one at a time: a
// refusal does not say which channel it is for.
type petition struct {
	mu      sync.Mutex
	refused []int // channels, the next to be asked for first
	asked   bool  // for that one; the answer is to come
}

// run asks until the context ends. An error is told by who reads the connection.
func (p *petition) run(ctx context.Context, ps *redis.PubSub, names []string) {
	for pause := NewBackOff(firstPetition, lastPetition); pause.Wait(ctx); {
		if i, ok := p.next(); ok {
			_ = ps.Subscribe(ctx, names[i])
		}
	}
}

func (p *petition) next() (channel int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.refused) == 0 || p.asked {
		return 0, false
	}
	p.asked = true
	return p.refused[0], true
}

// add notes that a channel is refused.
func (p *petition) add(channel int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refused = append(p.refused, channel)
}

// denied takes a refusal, and reports whether one was to be reckoned with.
func (p *petition) denied() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.asked {
		return false
	}
	p.asked = false
	p.refused = append(p.refused[1:], p.refused[0])
	return true
}

// granted reports whether a channel was asked for again, and is asked for no more.
func (p *petition) granted(channel int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.asked || p.refused[0] != channel {
		return false
	}
	p.asked, p.refused = false, p.refused[1:]
	return true
}
