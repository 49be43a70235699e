package history

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"
)

// The kinds of notes, as they stand in the file.
const (
	kindAcknowledged = "acknowledged"
	kindMarked       = "marked"
)

const (
	insertNote = `insert into notes(kind, key, at) values(?,?,?) on conflict do update set at = excluded.at`
	deleteNote = `delete from notes where kind = ? and key = ?`
	selectNote = `select kind, key from notes`
	selectSeen = `select at from seen where one = 1`
	// The later one counts, unless it is to come.
	insertSeen = `insert into seen(one, at) values(1, ?) on conflict do update set at = case when at > ? then excluded.at else max(at, excluded.at) end`
)

// note is one change to what a person noted.
type note struct {
	noted
	on bool
}

type noted struct {
	kind string
	key  uint64
}

// Notes are what a person noted of alerts, by their keys, and where they stopped
// looking. They live in memory, and are written down as soon as there is a disk to
// do so: nobody waits for it. Of two decks, each finds the notes of the other when it
// starts.
type Notes struct {
	mu      sync.Mutex
	set     map[noted]struct{}
	seen    time.Time
	pending map[noted]bool // not yet on disk; nil where nothing is to be written
	unsaved bool           // seen is not yet on disk
	queries []asked        // the newest last
	fresh   []asked        // of them those that are not yet on disk
}

func newNotes() *Notes {
	return &Notes{set: map[noted]struct{}{}, pending: map[noted]bool{}}
}

// Acknowledge notes that the person has dealt with alerts, or takes it back.
func (n *Notes) Acknowledge(keys []uint64, on bool) { n.note(kindAcknowledged, keys, on) }

// Mark marks alerts, or takes the mark away.
func (n *Notes) Mark(keys []uint64, on bool) { n.note(kindMarked, keys, on) }

// Acknowledged are the keys of all alerts that are acknowledged.
func (n *Notes) Acknowledged() []uint64 { return n.all(kindAcknowledged) }

// Marked are the keys of all alerts that are marked.
func (n *Notes) Marked() []uint64 { return n.all(kindMarked) }

// LastSeen is when the person looked last, in this run or an earlier one; zero if
// that is not known.
func (n *Notes) LastSeen() time.Time {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.seen
}

// ahead is how far the clock of another deck may be ahead.
const ahead = time.Minute

// believed is the latest time at which somebody can have looked. A later one was noted
// with a clock that was wrong: it would hide what came since until that time comes.
func believed(now time.Time) time.Time { return now.Add(ahead) }

// SetLastSeen notes that the person looks, or looked last, at that time. An earlier
// one than is known changes nothing.
func (n *Notes) SetLastSeen(at time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if at.After(n.seen) || n.seen.After(believed(time.Now())) {
		n.seen, n.unsaved = at, true
	}
}

func (n *Notes) note(kind string, keys []uint64, on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, key := range keys {
		k := noted{kind, key}
		if _, was := n.set[k]; was == on {
			continue
		}
		if on {
			n.set[k] = struct{}{}
		} else {
			delete(n.set, k)
		}
		if n.pending != nil {
			n.pending[k] = on
		}
	}
}

func (n *Notes) all(kind string) (keys []uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for k := range n.set {
		if k.kind == kind {
			keys = append(keys, k.key)
		}
	}
	return keys
}

// unwritten is what is not on disk yet.
type unwritten struct {
	notes   []note
	seen    time.Time // zero if that is
	queries []asked
}

func (u *unwritten) empty() bool { return len(u.notes) == 0 && u.seen.IsZero() && len(u.queries) == 0 }

// take takes what is not on disk yet.
func (n *Notes) take() (u unwritten) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for k, on := range n.pending {
		u.notes = append(u.notes, note{k, on})
	}
	clear(n.pending)
	if n.unsaved {
		u.seen, n.unsaved = n.seen, false
	}
	u.queries, n.fresh = n.fresh, nil
	return u
}

// again takes back what could not be written, but for what has changed since.
func (n *Notes) again(u unwritten) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, k := range u.notes {
		if _, newer := n.pending[k.noted]; !newer {
			n.pending[k.noted] = k.on
		}
	}
	n.unsaved = n.unsaved || !u.seen.IsZero()
	n.fresh = latest(append(u.queries, n.fresh...))
}

// read adds what is on disk. What was noted in this run has its way.
func (n *Notes) read(s *store) error {
	found, err := s.notes()
	if err != nil {
		return err
	}
	var at int64
	err = s.db.QueryRowContext(context.Background(), selectSeen).Scan(&at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) { // then nobody has looked yet
		return err
	}
	queries, err := s.queries()
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.queries = latest(append(queries, n.queries...))
	for _, k := range found {
		if _, changed := n.pending[k]; !changed {
			n.set[k] = struct{}{}
		}
	}
	if seen := time.Unix(0, at); at != 0 && seen.After(n.seen) && !seen.After(believed(time.Now())) {
		n.seen = seen
	}
	return nil
}

// everything makes all that is known unwritten, for a new file.
func (n *Notes) everything() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for k := range maps.Keys(n.set) {
		n.pending[k] = true
	}
	n.unsaved = !n.seen.IsZero()
	n.fresh = slices.Clone(n.queries)
}

func (s *store) notes() (out []noted, err error) {
	rows, err := s.db.QueryContext(context.Background(), selectNote)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var kind string
		var key int64
		if err := rows.Scan(&kind, &key); err != nil {
			return nil, err
		}
		out = append(out, noted{kind, uint64(key)})
	}
	return slices.Clip(out), rows.Err()
}

func writeNotes(tx *sql.Tx, u unwritten, now time.Time) error {
	ctx := context.Background()
	for _, k := range u.notes {
		q, args := deleteNote, []any{k.kind, int64(k.key)}
		if k.on {
			q, args = insertNote, append(args, now.UnixNano())
		}
		if _, err := tx.ExecContext(ctx, q, args...); err != nil {
			return err
		}
	}
	if err := writeQueries(tx, u.queries); err != nil || u.seen.IsZero() {
		return err
	}
	_, err := tx.ExecContext(ctx, insertSeen, u.seen.UnixNano(), believed(now).UnixNano())
	return err
}
