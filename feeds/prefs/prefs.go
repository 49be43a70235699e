package prefs

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/model/prefs"
)

// How often Redis is asked, where nothing else is said. Asking costs two short
// commands, while being told would take a connection of its own for each deck.
const (
	askEvery   = 5 * time.Second
	listEvery  = time.Minute
	firstRetry = time.Second
	lastRetry  = time.Minute
)

// Options say whose preferences follow, and where.
type Options struct {
	Sync    model.Sync
	User    string
	Names   model.Names
	Machine string // what this one is called for the person

	Every     time.Duration // between two questions; 0 for the usual
	ListEvery time.Duration // the same for the watchlists that are everyone's
}

// Follower keeps one person's preferences in step with Redis.
type Follower struct {
	opt    Options
	client *broker.Client
	key    string
	woken  chan struct{}
	news   chan prefs.News

	mu      sync.Mutex
	ours    prefs.Prefs // as the screen has them
	known   bool        // it has told them
	waiting bool        // for its answer to news
	when    map[string]time.Time
	digests map[string]string // of ours

	// of the goroutine of Run
	common    agreed
	published bool              // since the start
	told      map[string]string // what is wrong, by what it concerns
	lists     map[string][]string
	listed    time.Time // when they were last read
}

// New makes one. Nothing is asked before Run.
func New(client *broker.Client, o Options) *Follower {
	o.Every, o.ListEvery = cmp.Or(o.Every, askEvery), cmp.Or(o.ListEvery, listEvery)
	return &Follower{
		opt: o, client: client, key: wire.PrefsKey(o.User), woken: make(chan struct{}, 1), news: make(chan prefs.News),
		when: map[string]time.Time{}, digests: map[string]string{}, told: map[string]string{},
	}
}

// Share tells what the person has set here. It does not wait, and has to be called once
// in the beginning, with each change, and after each News that has Own.
func (f *Follower) Share(p prefs.Prefs) {
	f.mu.Lock()
	for _, table := range prefs.Tables() {
		if d := digest(table, p); d != f.digests[table] {
			f.digests[table], f.when[table] = d, p.Changed
		}
	}
	f.ours, f.known, f.waiting = p, true, false
	f.mu.Unlock()
	select {
	case f.woken <- struct{}{}:
	default:
	}
}

// News waits for what is new elsewhere.
func (f *Follower) News(ctx context.Context) (prefs.News, error) {
	select {
	case n := <-f.news:
		return n, nil
	case <-ctx.Done():
		return prefs.News{}, ctx.Err()
	}
}

// Run keeps both in step until the context ends.
func (f *Follower) Run(ctx context.Context) {
	if !f.opt.Sync.On {
		return
	}
	name := f.client.Address() + " " + f.opt.User
	f.common = agreed{}
	if a := loadAgreements(f.opt.Sync.File)[name]; a != nil {
		f.common = a
	}
	retry := broker.NewBackOff(firstRetry, lastRetry)
	for ctx.Err() == nil {
		pause := f.opt.Every
		if f.round(ctx, name) {
			retry.Reset()
		} else {
			pause = retry.Next()
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-f.woken:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// round looks at everything once, and reports whether all could be read and written.
func (f *Follower) round(ctx context.Context, name string) bool {
	well := f.readLists(ctx)
	f.mu.Lock()
	ready := f.known && !f.waiting
	f.mu.Unlock()
	if !ready || f.opt.User == "" {
		return well
	}
	return f.exchange(ctx, name) && well
}

// send hands over news, when the screen has time for it.
func (f *Follower) send(ctx context.Context, n prefs.News) {
	select {
	case f.news <- n:
	case <-ctx.Done():
	}
}

// trouble tells once what is wrong with something; "" that nothing is any more.
func (f *Follower) trouble(ctx context.Context, with, problem string) {
	if problem == f.told[with] {
		return
	}
	f.told[with] = problem
	if problem != "" && ctx.Err() == nil {
		f.send(ctx, prefs.News{Problem: model.CleanLine(problem)})
	}
}

// readLists reads the watchlists that are everyone's, when that is due. Where the
// connection is dead, those that are known last.
func (f *Follower) readLists(ctx context.Context) bool {
	if !f.listed.IsZero() && time.Since(f.listed) < f.opt.ListEvery {
		return true
	}
	lists, left, err := fetchLists(ctx, f.client)
	switch {
	case err != nil && !broker.Refused(err):
		return false // the line at the top says so
	case err != nil:
		left = words(f.client, wire.SharedListsKey, "set", err)
	}
	f.listed = time.Now()
	if left != "" {
		left = "watchlists of this Redis: " + left
	}
	f.trouble(ctx, "lists", left)
	if !maps.EqualFunc(lists, f.lists, slices.Equal) {
		f.lists = lists
		f.send(ctx, prefs.News{Lists: lists, Listed: true})
	}
	return true
}
