package activity

import (
	"time"

	"tickdeck/model"
)

// most is how many symbols, patterns and timeframes are counted each, so that a
// publisher of nonsense cannot fill the memory: later new ones are left out.
const most = 5_000

// Portion is how many items are read of a feed at a time, so that a long history holds
// up no key.
const Portion = 50_000

// Tracker reads a feed and counts. It belongs to one goroutine; its cost is that
// of what it reads, once.
type Tracker struct {
	Symbols, Patterns, Timeframes Groups
	Rev                           uint64    // grows with every change
	Since                         time.Time // when the first alert arrived that is counted; zero if there was none
	Partly                        bool      // what the feed held before that was lost, or had gone

	window  time.Duration
	started bool
	next    uint64 // sequence number of the item to be read next
	minute  int64
	strong  model.Strengths
}

// New counts everything that the feed holds when counting begins, and what comes;
// with a window only what arrived within it.
func New(window time.Duration) *Tracker {
	t := &Tracker{window: window, strong: model.Strengths{}}
	t.reset()
	return t
}

func (t *Tracker) reset() {
	t.Symbols, t.Patterns, t.Timeframes = Groups{}, Groups{key: model.PatternKey}, Groups{}
	t.Since, t.Partly, t.started = time.Time{}, false, false
	t.Rev++
}

// Read counts what has come to the feed since it was last read, at most limit
// items, and reports whether there are more.
func (t *Tracker) Read(h *model.History, now time.Time, limit int) (more bool) {
	t.advance(now)
	t.find(h, now, limit)
	end := min(h.Next(), t.next+uint64(max(0, limit)))
	if t.next < end {
		t.Rev++
	}
	for ; t.next < end; t.next++ {
		e, _ := h.At(t.next)
		if e.Alert == nil {
			continue
		}
		if t.Since.IsZero() {
			t.Since = e.Alert.Arrived
		}
		t.add(e.Alert)
	}
	return t.next < h.Next()
}

// advance lets go of what the hour has passed. A clock that was set back begins
// anew: what was counted lies in its future.
func (t *Tracker) advance(now time.Time) {
	minute := now.Unix() / 60
	if minute < t.minute-1 {
		t.minute = minute
		t.reset()
		return
	}
	if minute <= t.minute {
		return
	}
	t.minute = minute
	for _, groups := range [...]*Groups{&t.Symbols, &t.Patterns, &t.Timeframes} {
		for _, g := range groups.All {
			g.advance(minute)
		}
	}
	t.Rev++
}

// find looks up where to read on. What went unread cannot be counted any more
// where the feed no longer holds it: with a window it is missing, and without one
// all is counted anew.
func (t *Tracker) find(h *model.History, now time.Time, limit int) {
	behind := !t.started || t.next < h.First()
	if !behind && (t.window == 0 || h.Next()-t.next <= uint64(limit)) {
		return
	}
	if behind && t.started && t.window == 0 {
		t.reset()
	}
	if h.Len() == 0 {
		return
	}
	from := h.First()
	if t.window > 0 {
		from = h.From(now.Add(-t.window))
	}
	if !t.started || from > t.next {
		t.next = from
	}
	if behind {
		t.Since = time.Time{}
		t.Partly = t.next == h.First() && h.First() > 0
	}
	t.started = true
}

// Covered is of how many minutes anything is known, the running one included.
func (t *Tracker) Covered(now time.Time) int {
	if t.Since.IsZero() {
		return 0
	}
	return int(max(0, min(now.Unix()/60-t.Since.Unix()/60+1, Minutes)))
}

func (t *Tracker) add(a *model.Alert) {
	minute := a.Arrived.Unix() / 60
	s := t.Symbols.group(a.Symbol, t.minute)
	if s == nil {
		return
	}
	if s.candles == nil {
		s.candles = &candles{}
	}
	c, fresh := s.candles.of(a, minute)
	was := c.class()
	c.add(a.Direction)
	for _, g := range [...]*entry{s, t.Timeframes.group(a.Timeframe, t.minute)} {
		if g != nil {
			g.advance(minute)
			g.change(c.minute, fresh, was, c.class())
			g.note(a, minute, fresh, t.strong)
		}
	}
	if g := t.Patterns.group(a.Pattern, t.minute); g != nil {
		g.advance(minute)
		var alone candle
		alone.add(a.Direction)
		g.change(minute, true, Unsaid, alone.class())
		g.note(a, minute, true, t.strong)
	}
}

// Groups are those of one kind.
type Groups struct {
	All []*Group // in the order in which they were first seen

	key    func(string) string // what counts of a name; all of it if nil
	byName map[string]*entry   // as it is written
	byKey  map[string]*entry
}

// entry is a group, and of a symbol its candles.
type entry struct {
	*Group
	candles *candles
}

// Of is the group of a name, or nil.
func (g *Groups) Of(name string) *Group {
	if e := g.byName[name]; e != nil {
		return e.Group
	}
	return nil
}

// group is the one of a name, which is made if there is room for it; else nil.
func (g *Groups) group(name string, minute int64) *entry {
	if e, ok := g.byName[name]; ok {
		return e
	}
	if g.byName == nil {
		g.byName, g.byKey = map[string]*entry{}, map[string]*entry{}
	}
	key := name
	if g.key != nil {
		key = g.key(name)
	}
	e := g.byKey[key]
	if e == nil {
		if len(g.All) >= most {
			return nil
		}
		e = &entry{Group: &Group{Name: name, newest: minute}}
		g.byKey[key] = e
		g.All = append(g.All, e.Group)
	}
	if len(g.byName) < 2*most {
		g.byName[name] = e
	}
	return e
}
