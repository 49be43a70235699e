package feeds

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"strings"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// How often the evidence is read. A timeframe that is new is read at once; one that
// nobody has studied is looked for more often, since an engine's first study comes
// some seconds after its first alerts.
const (
	evidenceEvery = time.Minute
	evidenceAgain = 10 * time.Second
	evidenceRest  = time.Second // at least, between two rounds
)

// evidence keeps the hub's evidence in step with the hashes that an engine keeps for
// the timeframes of the alerts. It belongs to one goroutine.
type evidence struct {
	client  *broker.Client
	hub     *hub.Hub
	decoder *wire.Decoder
	seed    maphash.Seed
	tables  map[string]*evidenceTable // by timeframe
	set     *model.EvidenceSet
}

// evidenceTable is how one timeframe's hash was found last.
type evidenceTable struct {
	read    time.Time
	digest  uint64 // of fields and values: most readings bring nothing new
	fields  int    // of the hash
	bad     int    // rows that could not be read
	why     error  // of the last of those
	problem string // why nothing could be read; "" if it could
}

func newEvidence(client *broker.Client, h *hub.Hub) *evidence {
	return &evidence{
		client: client, hub: h, decoder: wire.NewDecoder(), seed: maphash.MakeSeed(), tables: map[string]*evidenceTable{},
	}
}

func (e *evidence) run(ctx context.Context) {
	for {
		e.update(ctx, time.Now())
		if !sleep(ctx, nil, evidenceRest) || !sleep(ctx, e.hub.NewTimeframes(), evidenceAgain-evidenceRest) {
			return
		}
	}
}

// sleep waits until it is woken, or so long. It reports false when the context ends.
func sleep(ctx context.Context, woken <-chan struct{}, most time.Duration) bool {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-woken:
	case <-timer.C:
	}
	return true
}

// update reads what is due, as far as the connection lasts: what is not read keeps
// standing as it was, and is tried again.
func (e *evidence) update(ctx context.Context, now time.Time) {
	all := e.hub.Timeframes()
	for _, timeframe := range all {
		if t := e.tables[timeframe]; t.due(now) && !e.read(ctx, timeframe, now) {
			break
		}
	}
	if ctx.Err() == nil {
		e.hub.SetEvidence(e.set, e.trouble(all))
	}
}

func (t *evidenceTable) due(now time.Time) bool {
	switch {
	case t == nil:
		return true
	case t.fields == 0:
		return now.Sub(t.read) >= evidenceAgain
	}
	return now.Sub(t.read) >= evidenceEvery
}

// read reports false when the server did not answer.
func (e *evidence) read(ctx context.Context, timeframe string, now time.Time) bool {
	key := wire.EvidenceKey(timeframe)
	found, err := fetchEvidence(ctx, e.client, key)
	if err != nil && !broker.Refused(err) && !errors.Is(err, errTooManyFields) {
		return false
	}
	next := &evidenceTable{read: now, fields: len(found), digest: digest(e.seed, found)}
	if err != nil {
		next.failed(e.client, key, err)
	}
	if old := e.tables[timeframe]; old != nil && old.digest == next.digest && old.problem == next.problem {
		old.read = now
		return true
	}
	rows := next.decode(e.decoder, timeframe, found)
	e.tables[timeframe], e.set = next, e.set.With(timeframe, rows, next.problem)
	return true
}

// failed notes why a hash cannot be read. That this user may not is no trouble: it
// is said beside the alerts, as a person with few rights cannot help it.
func (t *evidenceTable) failed(client *broker.Client, key string, err error) {
	switch {
	case errors.Is(err, errTooManyFields):
		t.problem = err.Error()
	case strings.HasPrefix(err.Error(), "WRONGTYPE"):
		t.problem = "it is no hash"
	default:
		t.problem = client.Problem(err)
		return
	}
	t.bad, t.why = 1, fmt.Errorf("%s: %s", key, t.problem)
	t.problem = model.Clean("of " + key + ", " + t.problem)
}

// decode reads the rows, and counts those that cannot be.
func (t *evidenceTable) decode(d *wire.Decoder, timeframe string, found []evidenceField) (rows []model.Evidence) {
	for _, f := range found {
		row, err := readEvidence(d, timeframe, f)
		if err != nil {
			t.bad++
			t.why = fmt.Errorf("%s %.60s: %w", wire.EvidenceKey(timeframe), f.name, err)
			continue
		}
		rows = append(rows, row)
	}
	return rows
}

func readEvidence(d *wire.Decoder, timeframe string, f evidenceField) (model.Evidence, error) {
	if f.tooLong() {
		return model.Evidence{}, fmt.Errorf("%d bytes are more than the limit of %d", f.bytes, wire.MaxEvidenceBytes)
	}
	return d.EvidenceFrom(timeframe, f.name, f.value)
}

// trouble tells of all rows that could not be read.
func (e *evidence) trouble(timeframes []string) string {
	bad, why := 0, error(nil)
	for _, name := range timeframes {
		if t := e.tables[name]; t != nil && t.bad > 0 {
			bad, why = bad+t.bad, t.why
		}
	}
	switch bad {
	case 0:
		return ""
	case 1:
		return "a record of evidence could not be read: " + model.Clean(why.Error())
	}
	return fmt.Sprintf("%d records of evidence could not be read, the last: %s", bad, model.Clean(why.Error()))
}
