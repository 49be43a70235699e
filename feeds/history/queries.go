package history

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"tickdeck/model"
)

const (
	insertQuery   = `insert into queries(text, at) values(?,?) on conflict do update set at = max(at, excluded.at)`
	selectQueries = `select text, at from queries order by at desc, text limit ?`
	trimQueries   = `delete from queries where text not in (select text from queries order by at desc, text limit ?)`
)

// mostQueries is how many are kept, and longestQuery how many bytes one can have: no
// line takes more to type.
const (
	mostQueries  = 100
	longestQuery = 4_000
)

// asked is a query, and when it was asked last.
type asked struct {
	text string
	at   time.Time
}

// Queries are those that the person asked last, the newest last.
func (n *Notes) Queries() (out []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, q := range n.queries {
		out = append(out, q.text)
	}
	return out
}

// KeepQuery notes that the person asks something.
func (n *Notes) KeepQuery(text string) {
	if text == "" || len(text) > longestQuery {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	q := asked{text, time.Now()}
	n.queries = latest(append(n.queries, q))
	if n.pending != nil {
		n.fresh = latest(append(n.fresh, q))
	}
}

// latest are the last of them, each once.
func latest(all []asked) []asked {
	var out []asked
	for i, q := range slices.Backward(all) {
		later := func(o asked) bool { return o.text == q.text }
		if !slices.ContainsFunc(all[i+1:], later) && len(out) < mostQueries {
			out = append(out, q)
		}
	}
	slices.Reverse(out)
	return out
}

func (s *store) queries() (out []asked, err error) {
	rows, err := s.db.QueryContext(context.Background(), selectQueries, mostQueries)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text string
		var at int64
		if err := rows.Scan(&text, &at); err != nil {
			return nil, err
		}
		out = append(out, asked{model.CleanLine(text), time.Unix(0, at)})
	}
	slices.Reverse(out)
	return out, rows.Err()
}

func writeQueries(tx *sql.Tx, queries []asked) error {
	if len(queries) == 0 {
		return nil
	}
	ctx := context.Background()
	for _, q := range queries {
		if _, err := tx.ExecContext(ctx, insertQuery, q.text, q.at.UnixNano()); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, trimQueries, mostQueries)
	return err
}
