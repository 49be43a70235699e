package worker

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
)

// What the scripts say is to be done about a job that has ended.
const (
	isOver        = "over"        // nothing but to acknowledge
	isBusy        = "busy"        // nothing: another worker is at it
	isStored      = "stored"      // to announce what was just stored
	isUnannounced = "unannounced" // to announce what a worker stored that is gone
)

// ending is how a job ends.
type ending struct {
	id       string
	status   string
	results  []byte // of a completed job
	why      string // a job failed
	begun    int    // how often, of one that was given up
	fraction float64
	last     Progress      // reported; zero if it never ran
	at       time.Time     // when it ended
	took     time.Duration // zero if it never ran
}

// fields are what a script stores in the job's hash.
func (e ending) fields() []any {
	args := []any{
		wire.FieldStatus, e.status, wire.FieldOutcome, e.status, wire.FieldProgress, wire.Fraction(e.fraction),
		wire.FieldFinished, wire.UnixTime(e.at).String(), wire.FieldSeconds, strconv.FormatFloat(e.took.Seconds(), 'f', -1, 64),
	}
	if e.why != "" {
		args = append(args, wire.FieldError, e.why)
	}
	if e.begun > 0 {
		args = append(args, wire.FieldDeliveries, e.begun)
	}
	if e.results != nil {
		args = append(args, wire.FieldHeadline, []byte(wire.Headline(e.results)), wire.FieldResult, e.results)
	}
	return args
}

// events are what is published of the end.
func (e ending) events(source, key string) (progress, result, entry string) {
	p := e.last.event(e.id, e.status, e.at)
	p.Progress, p.Error = e.fraction, e.why
	r := e.event(source)
	return p.Encode(), r.Encode(key), r.EncodeEntry(key)
}

func (e ending) event(source string) wire.ResultEvent {
	return wire.ResultEvent{
		Source: source, Timestamp: wire.UnixTime(e.at), JobID: e.id, Status: e.status,
		Results: e.results, Error: e.why, Seconds: e.took.Seconds(),
	}
}

func (p Progress) event(id, status string, now time.Time) wire.ProgressEvent {
	e := wire.ProgressEvent{JobID: id, Progress: p.Fraction, Status: status, Timestamp: wire.UnixTime(now), Symbol: p.Symbol}
	if p.Total > 0 {
		e.Done, e.Total = &p.Done, p.Total
	}
	return e
}

// conclude announces a job's end, as verdict says, and reports whether its entry
// may be acknowledged. Who stored the end holds the job's lease until it is
// announced; should this worker go before, whoever meets the job next announces
// it, perhaps once more: readers know a job by its id.
func (w *Worker) conclude(ctx context.Context, verdict, lease string, e ending) (done bool) {
	if verdict == isUnannounced {
		var err error
		if e, err = w.stored(ctx, e.id); err != nil {
			w.problem("how job " + e.id + " ended could not be read: " + err.Error())
			return false
		}
	}
	switch verdict {
	case isOver:
		return true
	case isStored, isUnannounced:
		if err := w.announce(ctx, lease, e); err != nil {
			w.problem("how job " + e.id + " ended could not be announced: " + err.Error())
			return false
		}
		return true
	}
	return false
}

// stored reads from its hash how a job ended.
func (w *Worker) stored(ctx context.Context, id string) (e ending, err error) {
	var h map[string]string
	e.id = id
	err = w.retryToEnd(ctx, maxRetryTime, func(ctx context.Context) error {
		h, err = w.rdb.HGetAll(ctx, w.key(id)).Result()
		return err
	})
	e.status, e.why = h[wire.FieldOutcome], h[wire.FieldError]
	if text := h[wire.FieldResult]; text != "" && e.status == wire.StatusCompleted {
		e.results = []byte(text)
	}
	e.fraction, _ = strconv.ParseFloat(h[wire.FieldProgress], 64) // what a worker wrote can be read
	at, _ := strconv.ParseFloat(h[wire.FieldFinished], 64)
	took, _ := strconv.ParseFloat(h[wire.FieldSeconds], 64)
	e.at, e.took = time.UnixMicro(int64(at*1e6)), time.Duration(math.Round(took*float64(time.Second)))
	return e, err
}

// announce publishes how a job ended, keeps it in the stream of results, writes it
// into the job's record, if there is one, and notes in the hash that this is done. A stream that cannot be written must not
// keep the job from ending: what the server refuses is told, and that is all.
func (w *Worker) announce(ctx context.Context, lease string, e ending) error {
	n, stream := w.o.Names, wire.Stream(w.o.Names.Results)
	progress, result, entry := e.events(w.o.Publisher, w.key(e.id))
	oldest := strconv.FormatInt(w.o.Now().Add(-wire.StreamLife).UnixMilli(), 10)
	var record *redis.StringCmd
	err := w.retryToEnd(ctx, maxRetryTime, func(ctx context.Context) error {
		cmds, _ := w.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
			record = p.Get(ctx, wire.RecordPrefix+e.id)
			p.Publish(ctx, n.Progress, progress)
			p.XAdd(ctx, &redis.XAddArgs{Stream: stream, MaxLen: wire.ResultsLen, Approx: true, Values: []string{wire.StreamField, entry}})
			p.XTrimMinIDApprox(ctx, stream, oldest, 0)
			p.Publish(ctx, n.Results, result)
			return nil
		})
		return w.unsent(cmds)
	})
	if err == nil && record.Err() == nil {
		err = w.endRecord(ctx, record.Val(), e)
	}
	if err != nil {
		return err
	}
	return w.retryToEnd(ctx, maxRetryTime, func(ctx context.Context) error {
		return announce.Run(ctx, w.rdb, []string{w.key(e.id)}, lease, wire.UnixTime(w.o.Now()).String()).Err()
	})
}

// unsent is what kept a pipeline's commands from the server. What the server
// refused is only told: each command fails alone.
func (w *Worker) unsent(cmds []redis.Cmder) error {
	var errs []error
	for _, c := range cmds {
		switch err := c.Err(); {
		case err == nil, errors.Is(err, redis.Nil), redis.HasErrorPrefix(err, "WRONGTYPE") && c.Name() == "get": // no record
		case broker.Refused(err):
			w.problem(fmt.Sprintf("%s of a job's end: %v", c.Name(), err))
		default:
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
