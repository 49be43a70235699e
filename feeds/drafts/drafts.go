package drafts

import (
	"cmp"
	"context"
	"sync"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Options say whose drafts to keep, and where.
type Options struct {
	Disk    model.Disk // whether and where there is a file
	Sync    model.Sync // whether they are kept in Redis as well
	User    string
	Machine string // what this one is called for the person

	Every time.Duration // between two times that it is written; 0 for the usual
}

// How often what is typed is written at most, and how often Redis is asked for what was
// typed elsewhere.
const (
	writeEvery = time.Second
	askEvery   = 30 * time.Second
	firstRetry = time.Second
	lastRetry  = time.Minute
)

// lastTime is how long the end may wait for Redis, in which case there is the file.
const lastTime = 150 * time.Millisecond

// Drafts keep one text. Keep and Kept may be called at any time, and wait for nothing.
type Drafts struct {
	opt    Options
	client *broker.Client
	key    string
	path   string // "" for no file
	woken  chan struct{}
	done   chan struct{}

	mu      sync.Mutex
	newest  wire.Forms
	onDisk  time.Time // of the one that is there
	inRedis time.Time
}

// Open reads the file. Redis is asked by Run.
func Open(client *broker.Client, o Options) *Drafts {
	o.Every = cmp.Or(o.Every, writeEvery)
	d := &Drafts{opt: o, client: client, key: wire.PrefsKey(o.User), woken: make(chan struct{}, 1), done: make(chan struct{})}
	if o.Disk.On && o.Disk.Folder != "" {
		d.path = filePath(o.Disk.Folder, client.Address(), o.User)
		d.newest = load(d.path, time.Now())
		d.onDisk = d.newest.Changed
	}
	return d
}

// On reports whether anything outlives the program: then Run has to be called.
func (d *Drafts) On() bool { return d.path != "" || d.redis() }

func (d *Drafts) redis() bool { return d.opt.Sync.On && d.opt.User != "" }

// Keep takes the place of what was kept before; "" lets go of it.
func (d *Drafts) Keep(text string) {
	d.mu.Lock()
	same := text == d.newest.Text
	if !same {
		at := time.Now()
		if !at.After(d.newest.Changed) { // our clock is behind
			at = d.newest.Changed.Add(1)
		}
		d.newest = wire.Forms{Changed: at, By: d.opt.Machine, Text: text}
	}
	d.mu.Unlock()
	if same {
		return
	}
	select {
	case d.woken <- struct{}{}:
	default:
	}
}

// Kept is the newest that is known, of this run or an earlier one, here or elsewhere.
func (d *Drafts) Kept() string { return d.current().Text }

func (d *Drafts) current() wire.Forms {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.newest
}

// learn takes what is newer elsewhere.
func (d *Drafts) learn(f wire.Forms) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.Changed.After(d.newest.Changed) {
		d.newest = f
	}
}

// Run writes what is kept until the context ends, and then once more.
func (d *Drafts) Run(ctx context.Context) {
	defer close(d.done)
	retry := broker.NewBackOff(firstRetry, lastRetry)
	for ctx.Err() == nil {
		pause := askEvery
		d.save() // first: Redis may not answer
		if d.exchange(ctx) {
			retry.Reset()
		} else {
			pause = retry.Next()
		}
		d.save() // what was found there
		if !d.rest(ctx, pause) {
			break
		}
	}
	d.save()
	if !d.settled() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastTime)
		defer cancel()
		d.exchange(last)
	}
}

// rest waits for the next time to write: a while after something was typed. It reports
// false at the end.
func (d *Drafts) rest(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	case <-d.woken:
	}
	timer.Reset(d.opt.Every)
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// settled reports whether Redis has what is kept, as far as it is to have it.
func (d *Drafts) settled() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.redis() || !d.newest.Changed.After(d.inRedis)
}

// Settle lets what was typed last be written to Redis, if it is not. It is called when
// the context of Run has ended, and before the connection is closed.
func (d *Drafts) Settle() {
	if !d.settled() {
		d.Wait(lastTime)
	}
}

// Wait returns when Run has ended, but not later than that: a disk may not answer.
func (d *Drafts) Wait(patience time.Duration) {
	if !d.On() {
		return
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-d.done:
	case <-timer.C:
	}
}
