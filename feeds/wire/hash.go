package wire

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// ListedFields are those of a job's hash that are short, and of which its line in a
// list is made: what JobFromHash reads but LongFields and ResultFields.
func ListedFields() []string {
	return []string{
		FieldStatus, FieldOutcome, FieldUser, FieldCreated, FieldProgress, FieldStarted, FieldFinished, fieldCompleted, fieldUpdated,
		fieldCurrent, FieldSeconds, FieldUnwanted, FieldFinishedBy, FieldLease,
	}
}

// LongFields are the others, which may be long.
func LongFields() []string { return []string{FieldRequest, FieldHeadline, FieldError, fieldErrorText} }

// ResultFields are the names of a result, the first before the second.
func ResultFields() []string { return []string{FieldResult, fieldResults} }

// What publishers of other makes call some fields of a job's hash.
const (
	fieldCompleted = "completed_at"
	fieldUpdated   = "updated_at"
	fieldCurrent   = "current_symbol"
	fieldErrorText = "error_message"
	fieldResults   = "results"
)

// JobFromHash reads the hash job:<id>. The job holds what could be read even
// when there is an error, unless the id itself is of no use. Updated is the
// latest time that the hash tells, or zero. The figures of a result are read from
// its headline, where there is one.
func (d *Decoder) JobFromHash(id string, fields map[string]string) (model.Job, error) {
	if err := CheckID(id); err != nil {
		return model.Job{}, err
	}
	j := model.NewJob(id)
	err := errors.Join(d.jobData(&j, fields[FieldRequest]), d.hashResult(&j, firstOf(fields, FieldHeadline, FieldResult, fieldResults)))
	if user := fields[FieldUser]; user != "" {
		j.User = cleanBytes([]byte(user))
	}
	j.Phase = phase(firstOf(fields, FieldOutcome, FieldStatus)) // a client may write over the status
	if j.Progress = percentIn(fields[FieldProgress]); !model.Known(j.Progress) {
		j.Progress = fraction(numberIn(fields[FieldProgress]))
	}
	if created := TimeIn(fields[FieldCreated]); !created.IsZero() {
		j.Created = created
	}
	j.Started = TimeIn(fields[FieldStarted])
	j.Finished = TimeIn(firstOf(fields, FieldFinished, fieldCompleted))
	j.Current = cleanBytes([]byte(fields[fieldCurrent]))
	j.Error = cleanBytes([]byte(firstOf(fields, FieldError, fieldErrorText)))
	j.Worker = d.worker(firstOf(fields, FieldFinishedBy, FieldLease))
	j.Updated = latestTime(j.Started, j.Finished, TimeIn(fields[fieldUpdated]))
	if took := notNegative(numberIn(fields[FieldSeconds])); j.Result != nil && model.Known(took) {
		j.Result.Seconds = took
	}
	if err != nil {
		return j, fmt.Errorf("job %s: %w", id, err)
	}
	return j, nil
}

// worker is whose a lease is: behind the name of the worker stands which of its leases.
func (d *Decoder) worker(lease string) string {
	if at := strings.LastIndexByte(lease, '-'); at > 0 {
		if _, err := strconv.ParseUint(lease[at+1:], 10, 64); err == nil {
			lease = lease[:at]
		}
	}
	return d.interned.known([]byte(lease))
}

// IsMark reports whether a hash is no job yet: somebody cancelled an id of which
// nothing else is known.
func IsMark(fields map[string]string) bool {
	return fields[FieldUnwanted] != "" && fields[FieldStatus] == "" && fields[FieldRequest] == ""
}

// jobData reads the request that the submitter left in the hash.
func (d *Decoder) jobData(j *model.Job, data string) error {
	if data == "" {
		return nil
	}
	l, err := d.inside(data)
	if err != nil {
		return fmt.Errorf("job_data: %w", err)
	}
	l.request(j)
	j.Created = l.when("created_at", "timestamp")
	return nil
}

// hashResult reads the result that the worker left in the hash: the figures
// alone, or the whole message.
func (d *Decoder) hashResult(j *model.Job, data string) error {
	if data == "" || data == "null" {
		return nil
	}
	l, err := d.inside(data)
	if err != nil {
		return fmt.Errorf("result: %w", err)
	}
	l.unwrap()
	j.Result = l.result()
	return nil
}

// JobFromRecord reads the JSON string at tickstock:jobs:<id>. The id of the key
// counts. Updated is the latest time that the record tells, or zero.
func (d *Decoder) JobFromRecord(id, record string) (model.Job, error) {
	if err := CheckID(id); err != nil {
		return model.Job{}, err
	}
	l, err := d.inside(record)
	if err != nil {
		return model.Job{}, fmt.Errorf("job %s: %w", id, err)
	}
	l.unwrap()
	j := l.job(id, false)
	j.Updated = latestTime(j.Started, j.Finished, j.At, l.when("updated_at"))
	return j, nil
}

// Heartbeat reads the value of tickstock:producer:heartbeat.
func Heartbeat(value string) (time.Time, error) {
	if t := TimeIn(value); !t.IsZero() {
		return t, nil
	}
	return time.Time{}, fmt.Errorf("%.24q is not a time in seconds since 1970", value)
}

// inside parses JSON that must be an object.
func (d *Decoder) inside(data string) (fields, error) {
	root, problem := d.parseWithin(data, MaxResult)
	if len(data) > keepBytes {
		d.parser = fastjson.Parser{}
	}
	if problem != "" {
		return fields{}, errors.New(problem)
	}
	l := newFields(d.interned, root)
	if l.n == 0 {
		return fields{}, errors.New("not a JSON object")
	}
	return l, nil
}

func firstOf(fields map[string]string, names ...string) string {
	for _, name := range names {
		if s := fields[name]; s != "" {
			return s
		}
	}
	return ""
}

func latestTime(times ...time.Time) (last time.Time) {
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}
