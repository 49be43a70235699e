package history

import (
	"context"
	"time"

	"tickdeck/model"
)

// A record is read and compressed in about a hundredth of a second. A person who has
// thousands of jobs in Redis keeps them in the background: a fifth of the time at most
// is spent on it.
const (
	restFactor = 4
	mostRest   = time.Second
)

// retry is how long it takes until a record is asked for once more that could not be
// read, or has no result yet; a result that is missing is asked for mostAsked times.
const (
	retryRecord = 2 * time.Second
	mostAsked   = 3
)

// waiting is a job that is to be kept.
type waiting struct {
	job   *model.Job
	from  time.Time // it is not asked for before
	asked int
}

// round keeps the next job, if there is one. It returns how long to wait until the next
// round.
func (k *Jobs) round(ctx context.Context) time.Duration {
	begin := time.Now()
	for _, j := range k.hub.TakeEndings(k.opt.User) {
		k.enqueue(j)
	}
	if !k.reach(begin) {
		return again
	}
	if begin.Sub(k.mended) >= mendEvery && k.mend(begin) {
		return 0
	}
	w := k.next(ctx, begin)
	if w == nil {
		if len(k.queue) > 0 {
			return retryRecord / 2
		}
		return mendEvery
	}
	k.keep(ctx, w)
	if k.store != nil && k.mend(begin) {
		return 0
	}
	return min(restFactor*time.Since(begin), mostRest)
}

func (k *Jobs) enqueue(j *model.Job) {
	if w, there := k.queued[j.ID]; there {
		w.job = j
		return
	}
	w := &waiting{job: j}
	k.queue, k.queued[j.ID] = append(k.queue, w), w
}

// next takes the next one that is not on disk already.
func (k *Jobs) next(ctx context.Context, now time.Time) *waiting {
	for i := 0; i < len(k.queue) && ctx.Err() == nil; i++ {
		w := k.queue[i]
		if now.Before(w.from) {
			continue
		}
		wanted := k.wanted(w.job, now)
		k.queue = append(k.queue[:i], k.queue[i+1:]...)
		delete(k.queued, w.job.ID)
		if wanted {
			return w
		}
		i--
	}
	return nil
}

// wanted reports whether a job is to be written: it is not there, or its result was
// missing, and it would not have to go at once.
func (k *Jobs) wanted(j *model.Job, now time.Time) bool {
	ended := j.Ended()
	if ended.Before(k.since(now)) {
		return false
	}
	listed, whole, err := k.store.kept(j.User, j.ID)
	if err != nil {
		return true // what is wrong is found again when it is written
	}
	if listed {
		return !whole && j.Result != nil
	}
	excess, _, err := k.store.weigh(mostJobsBytes(k.opt.Disk) * 9 / 10)
	if err != nil || excess <= 0 {
		return true
	}
	first, err := k.store.number(selectFirstEnd)
	return err != nil || ended.UnixNano() > first
}

// keep reads the record of a job and writes it, or puts it off.
func (k *Jobs) keep(ctx context.Context, w *waiting) {
	fields, err := k.opt.Read(ctx, w.job.ID)
	if ctx.Err() != nil {
		return
	}
	w.asked++
	late := err == nil && w.job.Phase == model.PhaseCompleted && len(fields) > 0 && fields["result"] == "" && fields["results"] == "" && w.asked < mostAsked
	if err != nil || late {
		w.from = time.Now().Add(retryRecord)
		k.queue, k.queued[w.job.ID] = append(k.queue, w), w
		return
	}
	kept := keptJob{job: w.job}
	if len(fields) > 0 {
		kept.record = k.packer.pack(fields)
	}
	if err := k.store.writeJob(kept); err != nil {
		w.from = time.Now().Add(again)
		k.queue, k.queued[w.job.ID] = append(k.queue, w), w
		k.fail(err)
		return
	}
	k.tell(nil)
}
