package history

import (
	"context"
	"database/sql"
	"time"
)

// step is how many of the oldest rows are looked at in one go, and step pages given
// back to the disk: the writer comes in between.
const step = 5_000

const selectOldest = `select n, arrived, length(raw) + ifnull(length(envelope), 0) from alerts order by n limit ?`

// rowBytes is what a row takes beside its JSON, index included.
const rowBytes = 70

// trim takes away the oldest alerts: those that arrived before since, and what is
// more than so many bytes. more says that there is more to do.
func (s *store) trim(since time.Time, most int64) (more bool, err error) {
	excess, spare, err := s.weigh(most)
	if err != nil {
		return false, err
	}
	last, full, err := s.oldest(since, excess)
	if err != nil {
		return false, err
	}
	if last > 0 {
		err = s.within(func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(context.Background(), `delete from alerts where n <= ?`, last); err != nil {
				return err
			}
			_, err := tx.ExecContext(context.Background(), `delete from notes where at < ?`, since.UnixNano())
			return err
		})
		return full || excess > 0, err // what a row takes is only about known
	}
	if spare {
		return true, s.giveBack()
	}
	return false, nil
}

// weigh is how many bytes of rows are too many, and whether a good part of the file is
// empty, as after days of much.
func (s *store) weigh(most int64) (excess int64, spare bool, err error) {
	var figures [3]int64
	for i, q := range []string{`pragma page_count`, `pragma freelist_count`, `pragma page_size`} {
		if figures[i], err = s.number(q); err != nil {
			return 0, false, err
		}
	}
	pages, free, size := figures[0], figures[1], figures[2]
	return (pages-free)*size - most, free > 256 && free > pages/4, nil
}

// oldest is the number of the last row that has to go; full says that there may be
// more behind it.
func (s *store) oldest(since time.Time, excess int64) (last int64, full bool, err error) {
	rows, err := s.db.QueryContext(context.Background(), selectOldest, step)
	if err != nil {
		return 0, false, err
	}
	defer func() { _ = rows.Close() }()
	gone := 0
	for rows.Next() {
		var n, arrived, size int64
		if err := rows.Scan(&n, &arrived, &size); err != nil {
			return 0, false, err
		}
		if arrived >= since.UnixNano() && excess <= 0 {
			break // the others are younger
		}
		last, gone, excess = n, gone+1, excess-size-rowBytes
	}
	return last, gone == step, rows.Err()
}

// giveBack makes the file shorter. Each row of the answer is a page.
func (s *store) giveBack() error {
	rows, err := s.db.QueryContext(context.Background(), `pragma incremental_vacuum(5000)`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		continue
	}
	return rows.Err()
}
