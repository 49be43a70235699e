package prefs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/model/prefs"
)

// mostTries is how often a field is read and written again in one round where another
// machine is faster each time.
const mostTries = 5

// exchange compares both sides, writes what is newer here, and tells the screen what
// is newer there. It reports whether Redis could be asked.
func (f *Follower) exchange(ctx context.Context, name string) bool {
	f.mu.Lock()
	ours := f.ours
	f.mu.Unlock()
	before := maps.Clone(f.common)
	err := errOvertaken
	for try := 0; errors.Is(err, errOvertaken) && try < mostTries; try++ {
		var theirs map[string]field
		if theirs, err = fetch(ctx, f.client, f.key, time.Now()); err == nil {
			err = f.settle(ctx, ours, theirs)
		}
	}
	if err != nil && !errors.Is(err, errOvertaken) {
		f.failed(ctx, ours, err)
		return false
	}
	f.trouble(ctx, "prefs", "")
	if !maps.Equal(before, f.common) {
		f.note(ctx, name)
	}
	return true
}

// failed tells why Redis could not be asked. That there is no connection is said at
// the top of the screen already: it matters here only where something waits for it.
func (f *Follower) failed(ctx context.Context, ours prefs.Prefs, err error) {
	if broker.Refused(err) {
		f.trouble(ctx, "prefs", "the preferences do not follow you to other machines: "+words(f.client, f.key, "hash", err))
		return
	}
	for _, table := range prefs.Tables() {
		if d := digest(table, ours); d != f.common[table] && (f.common[table] != "" || !emptyPart(&ours, table)) {
			f.trouble(ctx, "prefs", "what you changed is kept on this machine, and goes to the others when there is a connection again")
			return
		}
	}
}

func emptyPart(p *prefs.Prefs, table string) bool {
	one := p.Part(table)
	return one.Empty()
}

// note keeps on disk what is agreed now.
func (f *Follower) note(ctx context.Context, name string) {
	problem := ""
	if err := saveAgreement(f.opt.Sync.File, name, f.common); err != nil {
		problem = err.Error()
	}
	f.trouble(ctx, "file", problem)
}

// settlement is what comes of comparing all tables once.
type settlement struct {
	next    prefs.Prefs // what is to be in force here
	older   prefs.Prefs // what would be, had theirs won
	changes []prefs.Change
	taken   bool
	lost    bool // something of theirs
	given   bool
}

// settle goes through the tables. The error is errOvertaken where another machine has
// written meanwhile: what was settled before it stays so.
func (f *Follower) settle(ctx context.Context, ours prefs.Prefs, theirs map[string]field) error {
	s := settlement{next: ours, older: ours}
	for _, table := range prefs.Tables() {
		if err := f.settleTable(ctx, &s, ours, table, theirs[table]); err != nil {
			f.tell(ctx, ours, &s)
			return err
		}
	}
	if s.given || !f.published && !ours.Empty() {
		f.publish(ctx, ours)
	}
	f.tell(ctx, ours, &s)
	return nil
}

func (f *Follower) settleTable(ctx context.Context, s *settlement, ours prefs.Prefs, table string, theirs field) error {
	here, there := f.sides(ctx, ours, table, theirs)
	v := decide(f.common[table], here, there)
	change := prefs.Change{Table: table, By: theirs.read.By, At: there.changed, Conflict: v == takeNewer || v == giveNewer, Ours: v == giveNewer}
	switch v {
	case leave:
		return nil
	case same:
	case take, takeNewer:
		s.next, s.taken = s.next.WithPart(table, &theirs.read.Prefs), true
		s.next.Changed = later(s.next.Changed, there.changed)
		s.changes = append(s.changes, change)
		return nil // agreed when the screen has it
	case give, giveNewer:
		ours.Changed = later(here.changed, there.changed.Add(1)) // our clock may be behind
		if written, err := f.give(ctx, ours, table, theirs.raw); err != nil || !written {
			return err
		}
		s.given = true
		if v == giveNewer {
			s.older, s.lost = s.older.WithPart(table, &theirs.read.Prefs), true
			s.changes = append(s.changes, change)
		}
	}
	f.common[table] = here.digest
	return nil
}

// sides are how a table stands here and in Redis. What is wrong with it is told.
func (f *Follower) sides(ctx context.Context, ours prefs.Prefs, table string, theirs field) (here, there part) {
	f.mu.Lock()
	here = part{there: !ours.Changed.IsZero(), empty: emptyPart(&ours, table), digest: digest(table, ours), changed: f.when[table]}
	f.mu.Unlock()
	problem := ""
	if theirs.problem != nil {
		problem = fmt.Sprintf("the %s in %s are left as they are: %v", table, model.Clean(f.key), theirs.problem)
	}
	f.trouble(ctx, "read "+table, problem)
	there = part{there: theirs.raw != "", locked: theirs.problem != nil}
	if there.there && !there.locked {
		there.digest, there.changed = digest(table, theirs.read.Prefs), theirs.read.Changed
	}
	return here, there
}

// give writes a table, if it is not too large for that.
func (f *Follower) give(ctx context.Context, ours prefs.Prefs, table, held string) (written bool, err error) {
	value, err := wire.EncodePrefsPart(table, ours, f.opt.Machine)
	problem := ""
	switch {
	case err != nil:
		problem = err.Error()
	case len(value) > wire.MaxPrefsBytes:
		problem = fmt.Sprintf("the %s stay on this machine: they have %d bytes, and %d can be kept in Redis", table, len(value), wire.MaxPrefsBytes)
	}
	f.trouble(ctx, "write "+table, problem)
	if problem != "" {
		return false, nil
	}
	if err := write(ctx, f.client, f.key, table, held, value); err != nil {
		return false, err
	}
	return true, nil
}

// publish tells publishers what the person has set. It was kept before: that nobody
// could be told is no reason to write it again.
func (f *Follower) publish(ctx context.Context, ours prefs.Prefs) {
	event, err := wire.EncodePrefsEvent(f.opt.User, ours, time.Now())
	if err == nil {
		err = f.client.Publish(ctx, f.opt.Names.Alerts, event).Err()
	}
	f.published = err == nil || broker.Refused(err) // a no stays one
	problem := ""
	if broker.Refused(err) {
		problem = "publishers are not told of your preferences: " + f.client.Problem(err)
	}
	f.trouble(ctx, "event", problem)
}

// tell gives the screen what is newer elsewhere, or what has lost there.
func (f *Follower) tell(ctx context.Context, ours prefs.Prefs, s *settlement) {
	if len(s.changes) == 0 {
		return
	}
	n := prefs.News{From: ours.Changed, Changes: s.changes}
	if s.lost {
		older := s.older.WithCalls(&ours)
		n.Older = &older
	}
	if s.taken {
		own := s.next.WithCalls(&ours)
		n.Own = &own
		f.mu.Lock()
		f.waiting = true
		f.mu.Unlock()
	}
	f.send(ctx, n)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
