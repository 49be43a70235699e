package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	code "modernc.org/sqlite/lib"
)

// layout is what is in a file: its tables, and statements that tell whether those
// that are there are ours.
type layout struct {
	tables     string
	statements []string
}

func alertsLayout() layout {
	return layout{alertTables, []string{insertAlert, selectAlerts, selectOldest, insertNote, selectSeen, insertQuery}}
}

// alertTables are those of the file of alerts. A row of alerts is found by the second of its event
// before its key: a key alone lies anywhere, and every alert would have to write
// another page of the index.
const alertTables = `
create table if not exists channels(n integer primary key, name text not null unique);
create table if not exists alerts(
	n integer primary key,
	second integer not null,
	key integer not null,
	channel integer not null,
	arrived integer not null,
	times integer not null,
	envelope blob,
	raw blob not null,
	unique(second, key));
create table if not exists notes(kind text not null, key integer not null, at integer not null, primary key(kind, key)) without rowid;
create table if not exists seen(one integer primary key, at integer not null);
create table if not exists queries(text text primary key, at integer not null) without rowid;`

// pragmas are set anew on every connection, in this order.
var pragmas = []string{
	"busy_timeout(250)",           // another deck's transaction takes less
	"auto_vacuum(incremental)",    // before there are tables
	"journal_mode(wal)",           // readers and one writer do not wait for each other
	"synchronous(normal)",         // after a loss of power the last seconds may be missing, no more
	"journal_size_limit(4194304)", // bytes that are left of the log after it was long
	"trusted_schema(off)",
}

// store is an open file. It belongs to one goroutine.
type store struct {
	db     *sql.DB
	path   string
	layout layout
	was    os.FileInfo // of the file as it was opened: another may get its name
}

// patience is how long opening waits for other decks that do the same.
const patience = 500 * time.Millisecond

// open makes the file of alerts where there is none. Further pragmas are for tests.
func open(path string, more ...string) (*store, error) {
	return openAs(alertsLayout(), path, more...)
}

func openAs(l layout, path string, more ...string) (*store, error) {
	was, err := prepare(path)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dataSource(path, slices.Concat(pragmas, more)))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	s := &store{db: db, path: path, layout: l, was: was}
	for begin := time.Now(); ; {
		if err = s.lay(); err == nil {
			return s, nil
		}
		if primary(err) == code.SQLITE_ERROR { // no such column
			err = fmt.Errorf("%w: %w", errTables, err)
		}
		if kind := primary(err); kind != code.SQLITE_BUSY && kind != code.SQLITE_LOCKED || time.Since(begin) > patience {
			return s, errors.Join(err, s.close()) // s tells which file it was
		}
	}
}

func dataSource(path string, pragmas []string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/…
		path = "/" + path
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}.Encode()}
	return u.String()
}

// lay makes the tables, and finds out whether those that are there are ours.
func (s *store) lay() error {
	ctx := context.Background()
	if _, err := s.db.ExecContext(ctx, s.layout.tables); err != nil {
		return err
	}
	for _, q := range s.layout.statements {
		statement, err := s.db.PrepareContext(ctx, q)
		if err != nil {
			return err
		}
		if err := statement.Close(); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) close() error { return s.db.Close() }

// within runs all of it or nothing.
func (s *store) within(do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// number is the answer of a pragma.
func (s *store) number(q string) (n int64, err error) {
	err = s.db.QueryRowContext(context.Background(), q).Scan(&n)
	return n, err
}

// there reports whether the file still has its name.
func (s *store) there() bool {
	is, err := os.Stat(s.path)
	return err == nil && os.SameFile(is, s.was)
}
