package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/study"
	"tickdeck/feeds/wire"
)

// evidence keeps in Redis what the patterns that this engine alerts on were worth
// in its history: a study of each timeframe, made when the engine begins and when
// there are more bars. Of the engines that find the same, the one that publishes
// does it. It belongs to one goroutine.
type evidence struct {
	rdb     redis.UniversalClient
	prices  barSource
	live    *live
	source  string
	problem func(string)

	hashes  map[string][]string // by key: fields and values, as they were found last
	made    time.Time           // when they were; zero for never
	took    time.Duration
	bars    uint64 // of the live feed by then
	written time.Time
}

const (
	// evidenceInterval is how often it is looked whether there is something to do.
	// The first look is late enough for the first screen not to notice.
	evidenceInterval = 3 * time.Second
	// studyInterval is how long bars may be added before they are studied, and
	// after how long the hashes are written again, as a server may have lost them.
	studyInterval = 10 * time.Minute
	// evidenceBars is how many bars are studied at most, such as 500 symbols have in
	// five years of days: about 200 MB with all that is found on them, while it lasts.
	evidenceBars = 700_000
	// studyLimit is how long that may last.
	studyLimit = 10 * time.Minute
	// restShare is how long a study rests for each second that it works.
	restShare = 3
)

func (e *evidence) run(ctx context.Context) {
	tick := time.NewTicker(evidenceInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			e.update(ctx, time.Now())
		}
	}
}

// update makes the studies and writes them, as far as that is due.
func (e *evidence) update(ctx context.Context, now time.Time) {
	if !e.live.leads.Load() {
		return
	}
	if e.due(now) {
		e.bars, e.made = e.live.fresh.Load(), now
		err := e.study(ctx, now)
		e.took = time.Since(now)
		if err != nil && ctx.Err() == nil {
			e.problem(fmt.Sprintf("what patterns were worth could not be found out: %v", err))
		}
	}
	if len(e.hashes) > 0 && now.Sub(e.written) >= studyInterval {
		e.write(ctx, now)
	}
}

// due: at the start, and when there are new bars; but at most a hundredth of the
// time is spent on it.
func (e *evidence) due(now time.Time) bool {
	if e.made.IsZero() {
		return true
	}
	return e.live.fresh.Load() != e.bars && now.Sub(e.made) >= max(studyInterval, 100*e.took)
}

func (e *evidence) study(ctx context.Context, now time.Time) error {
	ctx, cancel := context.WithTimeoutCause(ctx, studyLimit, fmt.Errorf("it took more than %s", studyLimit))
	defer cancel()
	pause := rests(ctx)
	past, err := e.prices.history(ctx, now, reading{
		symbols: e.prices.Symbols(), most: evidenceBars, parallel: 1, pause: pause,
		note: func(string) {}, // the live feed tells of files that cannot be used
	})
	if err != nil {
		return err
	}
	hashes, find := map[string][]string{}, finder(candle.All())
	for _, h := range past {
		t, err := study.Run(ctx, h.series, find, study.Options{Timeframe: h.timeframe, Pause: pause})
		if err != nil {
			return err
		}
		t.Source = e.source
		if fields := fieldsOf(t, now); len(fields) > 0 {
			hashes[wire.EvidenceKey(h.timeframe)] = fields
		}
	}
	e.hashes, e.written = hashes, time.Time{}
	return nil
}

// fieldsOf are the fields and values of a study's hash.
func fieldsOf(t *study.Table, now time.Time) (out []string) {
	for _, r := range t.Rows {
		x, ok := t.Evidence(r)
		if !ok {
			continue
		}
		x.Computed = now
		if text, err := wire.EncodeEvidence(x); err == nil { // else its prices are out of this world
			out = append(out, wire.EvidenceField(x.Pattern, x.Direction), text)
		}
	}
	return out
}

// write replaces the hashes as wholes. Where that fails it is tried again: that
// Redis is away or full is told by those who publish.
func (e *evidence) write(ctx context.Context, now time.Time) {
	for key, fields := range e.hashes {
		_, err := e.rdb.TxPipelined(ctx, func(to redis.Pipeliner) error {
			to.Del(ctx, key)
			to.HSet(ctx, key, fields)
			return nil
		})
		if err != nil {
			return
		}
	}
	e.written = now
}

// rests returns what is called after each piece of work, and lets everything else
// that the process does go first.
func rests(ctx context.Context) func() {
	began := time.Now()
	return func() {
		rest := time.NewTimer(restShare * time.Since(began))
		defer rest.Stop()
		select {
		case <-ctx.Done():
		case <-rest.C:
		}
		began = time.Now()
	}
}
