package feeds

import (
	"sync"
	"sync/atomic"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// intake decodes what a subscription brings and puts it into the hub, by which
// it hears of the connection as well: it is a broker.Handler. It belongs to one
// goroutine and reuses its memory.
//
// Until it is open, which another goroutine does, it holds back what comes: alerts of
// earlier runs go before it.
type intake struct {
	*hub.Hub
	client   *broker.Client
	channels []model.Channel
	decoder  *wire.Decoder
	message  hub.Message

	opened atomic.Bool
	mu     sync.Mutex // of what is held back, and of the above until it is open
	held   []arrival
	bytes  int // of held
	free   *sync.Cond
}

// arrival is one message, and when it came.
type arrival struct {
	channel int
	payload string
	at      time.Time
}

// mostHeld is how many bytes are held back. What is more waits in Redis.
const mostHeld = 16 << 20

func newIntake(h *hub.Hub, client *broker.Client, channels []model.Channel) *intake {
	in := &intake{Hub: h, client: client, channels: channels, decoder: wire.NewDecoder()}
	in.free = sync.NewCond(&in.mu)
	return in
}

// Message is part of broker.Handler.
func (in *intake) Message(channel int, payload string) {
	m := arrival{channel, payload, time.Now()}
	if in.opened.Load() || !in.hold(m) {
		in.take(m)
	}
}

func (in *intake) take(m arrival) {
	c := in.channels[m.channel]
	in.message.Reset(m.channel, c.Name, m.payload, m.at)
	in.decoder.Decode(m.channel, c.Kind, m.payload, m.at, &in.message)
	in.Take(&in.message)
}

// hold reports false once the intake is open.
func (in *intake) hold(m arrival) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	for in.bytes > mostHeld && !in.opened.Load() {
		in.free.Wait()
	}
	if in.opened.Load() {
		return false
	}
	in.held, in.bytes = append(in.held, m), in.bytes+len(m.payload)
	return true
}

// open takes in what was held back, and lets through what comes from now on. It may
// be called once more.
func (in *intake) open() {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, m := range in.held {
		in.take(m)
	}
	in.held, in.bytes = nil, 0
	in.opened.Store(true)
	in.free.Broadcast()
}

// Down is part of broker.Handler.
func (in *intake) Down(why error, at, retry time.Time) {
	in.Hub.Down(in.client.Problem(why), at, retry)
}
