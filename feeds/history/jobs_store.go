package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// jobTables are those of the file of jobs. What the list shows of a job stands apart
// from its whole record, which is a hundred times as large: at the start it is passed by.
const jobTables = `
create table if not exists jobs(
	n integer primary key,
	user text not null,
	id text not null,
	ended integer not null,
	size integer not null,
	head blob not null,
	unique(user, id));
create index if not exists jobs_by_end on jobs(user, ended);
create index if not exists jobs_by_age on jobs(ended);
create table if not exists records(n integer primary key, record blob not null);`

const (
	insertJob = `insert into jobs(user, id, ended, size, head) values(?,?,?,?,?)
		on conflict(user, id) do update set ended = excluded.ended, size = max(size, excluded.size), head = excluded.head returning n`
	insertRecord   = `insert into records(n, record) values(?,?) on conflict do update set record = excluded.record`
	selectHeads    = `select id, head from jobs where user = ? and ended >= ? order by ended desc limit ?`
	selectRecord   = `select j.head, r.record from jobs j left join records r on r.n = j.n where j.user = ? and j.id = ?`
	selectKept     = `select size from jobs where user = ? and id = ?`
	selectEldest   = `select n, ended, size + length(head) from jobs order by ended limit ?`
	selectFirstEnd = `select ifnull(min(ended), 0) from jobs`
)

func jobsLayout() layout {
	return layout{jobTables, []string{insertJob, insertRecord, selectHeads, selectRecord, selectEldest}}
}

// keptJob is a job on its way to the disk.
type keptJob struct {
	job    *model.Job
	record []byte // packed; nil if there is none
}

func (s *store) writeJob(k keptJob) error {
	head, err := json.Marshal(wire.KeptJob(k.job))
	if err != nil {
		return err
	}
	return s.within(func(tx *sql.Tx) error {
		ctx, n := context.Background(), int64(0)
		row := tx.QueryRowContext(ctx, insertJob, k.job.User, k.job.ID, k.job.Ended().UnixNano(), len(k.record), head)
		if err := row.Scan(&n); err != nil || k.record == nil {
			return err
		}
		_, err := tx.ExecContext(ctx, insertRecord, n, k.record)
		return err
	})
}

// kept reports whether a job is on disk, and its record.
func (s *store) kept(user, id string) (listed, whole bool, err error) {
	var size int64
	err = s.db.QueryRowContext(context.Background(), selectKept, user, id).Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		return false, false, nil
	}
	return err == nil, size > 0, err
}

// readJobs hands over the jobs of a user that ended since then, the last ones first, at
// most that many, in parts.
func (s *store) readJobs(ctx context.Context, user string, since time.Time, most int, to func([]model.Job)) (unread int, err error) {
	rows, err := s.db.QueryContext(ctx, selectHeads, user, since.UnixNano(), most)
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	const part = 500
	decoder, found := wire.NewDecoder(), make([]model.Job, 0, part)
	for rows.Next() {
		var id string
		var head sql.RawBytes
		if err := rows.Scan(&id, &head); err != nil {
			return unread, err
		}
		job, err := readHead(decoder, id, head)
		if err != nil || !job.Phase.Terminal() {
			unread++
			continue
		}
		if found = append(found, job); len(found) == part {
			to(found)
			found = found[:0]
		}
	}
	to(found)
	return unread, rows.Err()
}

func readHead(d *wire.Decoder, id string, head []byte) (model.Job, error) {
	var fields map[string]string
	if err := json.Unmarshal(head, &fields); err != nil {
		return model.Job{}, err
	}
	return d.JobFromHash(id, fields)
}

// record reads all that is kept of a job; there is false where nothing is.
func (s *store) record(ctx context.Context, user, id string) (r model.Record, there bool, err error) {
	var head, packed []byte
	err = s.db.QueryRowContext(ctx, selectRecord, user, id).Scan(&head, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	if err != nil {
		return r, false, err
	}
	job, err := readHead(wire.NewDecoder(), id, head)
	if err != nil {
		return r, false, fmt.Errorf("what is kept of %s on disk cannot be read: %w", model.Clean(id), err)
	}
	r = model.Record{Job: job}
	if packed != nil {
		fields, bad := unpack(packed)
		if bad != nil {
			return r, true, fmt.Errorf("what is kept of %s on disk cannot be read: %w", model.Clean(id), bad)
		}
		if r, err = wire.NewDecoder().RecordFromHash(id, fields); !r.Job.Phase.Terminal() { // it was read before its end was written
			r.Job = r.Job.Merge(job)
		}
	}
	r.From, r.Job.From = "this machine's disk", model.FromDisk
	return r, true, err
}

// trimJobs takes away the jobs that ended first: those before since, and what is more
// than so many bytes. more says that there is more to do.
func (s *store) trimJobs(since time.Time, most int64) (more bool, err error) {
	excess, spare, err := s.weigh(most)
	if err != nil {
		return false, err
	}
	gone, full, err := s.eldest(since, excess)
	if err != nil {
		return false, err
	}
	if len(gone) > 0 {
		err = s.within(func(tx *sql.Tx) error { return forget(tx, gone) })
		return full || excess > 0, err
	}
	if spare {
		return true, s.giveBack()
	}
	return false, nil
}

// eldest are the numbers of the rows that have to go; full says that there may be more.
func (s *store) eldest(since time.Time, excess int64) (gone []int64, full bool, err error) {
	const atOnce = 200 // records of some pages each: another deck waits for it
	rows, err := s.db.QueryContext(context.Background(), selectEldest, atOnce)
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var n, ended, size int64
		if err := rows.Scan(&n, &ended, &size); err != nil {
			return nil, false, err
		}
		if ended >= since.UnixNano() && excess <= 0 {
			break
		}
		gone, excess = append(gone, n), excess-size
	}
	return gone, len(gone) == atOnce, rows.Err()
}

func forget(tx *sql.Tx, gone []int64) error {
	for _, n := range gone {
		for _, q := range [...]string{`delete from records where n = ?`, `delete from jobs where n = ?`} {
			if _, err := tx.ExecContext(context.Background(), q, n); err != nil {
				return err
			}
		}
	}
	return nil
}
