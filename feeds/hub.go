package feeds

import (
	"sync"
	"time"

	"tickdeck/model"
)

// Hub takes in what the subscribers decode and hands it to any number of
// readers, each at its own pace and with its own books. It is bounded, and
// taking something in never waits for a reader.
type Hub struct {
	mu        sync.Mutex
	now       func() time.Time
	chans     []*channel
	feed      *lane
	twins     *twins
	jobs      *latest[model.Job]
	health    *latest[model.Health]
	rejects   rejects
	repeats   uint64
	link      model.Link
	server    model.Server
	trouble   string
	strangers strangers
	alive     time.Time // when the connection last showed life; zero before the first

	rev     uint64 // grows with everything taken in
	readers map[*Reader]struct{}
	waiting []*Reader
}

// LaneLen and LaneBytes are how many feed entries wait for a reader before the
// oldest are overwritten: about a second at 50,000 standard messages a second.
// While a screen is blocked, all of them are held beside its history.
const (
	LaneLen   = 1 << 16
	LaneBytes = 28 << 20
)

// NewHub keeps the books of these channels. now is the clock.
func NewHub(channels []model.Channel, now func() time.Time) *Hub {
	h := &Hub{
		now:       now,
		feed:      newLane(LaneLen, LaneBytes, len(channels)),
		twins:     newTwins(twinBuckets),
		jobs:      newLatest(model.MaxJobs, model.Job.Merge),
		health:    newLatest(maxComponents, func(_, next model.Health) model.Health { return next }),
		readers:   map[*Reader]struct{}{},
		strangers: strangers{news: make(chan struct{}, 1)},
		server:    unknownServer(),
	}
	for _, c := range channels {
		h.chans = append(h.chans, newChannel(c))
	}
	return h
}

// maxComponents bounds the publishers whose health is kept.
const maxComponents = 32

// Take books one message and makes it visible to every reader.
func (h *Hub) Take(m *Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := h.chans[m.Channel]
	c.arrived(m)
	for _, a := range m.Alerts {
		h.takeAlert(c, a)
	}
	for _, j := range m.Jobs {
		c.good++
		if h.jobs.byID[j.ID] == nil {
			h.strangers.add(j.ID)
		}
		h.putJob(j, m.Channel)
	}
	for _, s := range m.Healths {
		c.good++
		h.putHealth(s, m.Channel)
	}
	for _, r := range m.Rejects {
		c.undecodable++
		h.rejects.push(r)
	}
	h.alive = m.Arrived
	h.changed()
}

func (h *Hub) takeAlert(c *channel, a *model.Alert) {
	if twin := h.twins.find(a, h.feed); twin != nil {
		twin.Repeat()
		c.deduplicated++
		h.repeats++
		return
	}
	c.good++
	h.feed.push(model.Entry{Alert: a}, a.Channel)
}

// evicted books news that was pushed out of a full table before a reader had
// taken it: one update, on the channel of the last news.
func (h *Hub) evicted(channel int, rev uint64, seen func(*Reader) uint64) {
	if channel == noChannel {
		return
	}
	h.chans[channel].evicted++
	for r := range h.readers {
		if rev > seen(r) {
			r.lost[channel]++
		}
	}
}

func (h *Hub) putJob(j model.Job, channel int) {
	if h.jobs.byID[j.ID] == nil {
		j = model.NewJob(j.ID).Merge(j) // its pace begins with the first news
	}
	if out, ok := h.jobs.put(j.ID, j, channel); ok {
		h.evicted(out.channel, out.rev, func(r *Reader) uint64 { return r.jobs })
	}
}

func (h *Hub) putHealth(s model.Health, channel int) {
	if out, ok := h.health.put(s.Component, s, channel); ok {
		h.evicted(out.channel, out.rev, func(r *Reader) uint64 { return r.health })
	}
}

// knows reports whether anything was heard of a job.
func (h *Hub) knows(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.jobs.byID[id] != nil
}

// finished reports whether a job is known and needs no second look.
func (h *Hub) finished(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	e := h.jobs.byID[id]
	return e != nil && e.Value.(*node[model.Job]).value.Phase.Terminal()
}

// LoadJobs brings jobs that were found in Redis rather than on a channel: they
// are in no channel's books. A record does not say when it was written, so it
// counts as news only where it tells something new.
func (h *Hub) LoadJobs(jobs []model.Job, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	news := false
	for _, j := range jobs {
		old := model.NewJob(j.ID)
		e := h.jobs.byID[j.ID]
		if e != nil {
			old = e.Value.(*node[model.Job]).value
		}
		if e != nil && old.Merge(j).Same(old) {
			continue // most of what is looked through again
		}
		news = true
		if j.Updated.IsZero() && (j.Phase > old.Phase || model.Known(j.Progress) && !(j.Progress <= old.Progress)) {
			j.Updated = now
		}
		h.putJob(j, noChannel)
	}
	if news {
		h.changed()
	}
}

// SetTrouble says what is wrong with the jobs in Redis; "" if nothing is.
func (h *Hub) SetTrouble(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.trouble != text {
		h.trouble = text
		h.changed()
	}
}

// AddJob brings news of a job from this process itself.
func (h *Hub) AddJob(j model.Job) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.putJob(j, noChannel)
	h.changed()
}

// noChannel marks what did not come on a channel.
const noChannel = -1

// Up notes that every subscription that the server accepts is in place.
func (h *Hub) Up(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.link.Up {
		return
	}
	if !h.alive.IsZero() {
		h.feed.push(model.Entry{Gap: &model.Gap{From: h.alive, To: at}}, noChannel)
	}
	h.link = model.Link{Up: true, Address: h.link.Address, Since: at, Drops: h.link.Drops}
	h.alive = at
	h.changed()
}

// Down notes that there is no connection, why, and when the next attempt is due.
func (h *Hub) Down(problem string, at, retry time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.link.Up {
		h.link.Drops++
		h.link.Up, h.link.Since = false, h.alive
	} else if h.link.Since.IsZero() {
		h.link.Since = at
	}
	h.link.Problem, h.link.Retry = problem, retry
	h.server = unknownServer()
	h.changed()
}

// Alive notes a sign of life other than a message.
func (h *Hub) Alive(at time.Time) {
	h.mu.Lock()
	h.alive = at
	h.mu.Unlock()
}

// Refused notes that the server refuses one subscription; "" takes it back.
func (h *Hub) Refused(channel int, why string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.chans[channel].refused = why
	h.changed()
}

// SetServer replaces what is known of Redis itself. It wakes no reader: the next
// frame shows it, and one for this alone would cost half of what an idle screen
// does.
func (h *Hub) SetServer(s model.Server) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.server = s
}

// SetAddress names the server for people: without password.
func (h *Hub) SetAddress(address string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.link.Address = address
}

// changed lets every waiting reader go on. The lock is held.
func (h *Hub) changed() {
	h.rev++
	for _, r := range h.waiting {
		r.waits = false
		select {
		case r.wake <- struct{}{}:
		default: // still holds a wake-up that its reader did not need
		}
	}
	h.waiting = h.waiting[:0]
}

func unknownServer() model.Server {
	n := model.None()
	return model.Server{Clients: n, Memory: n, Hits: n, Misses: n}
}
