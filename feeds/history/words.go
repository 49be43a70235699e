package history

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	code "modernc.org/sqlite/lib"

	"tickdeck/model"
)

// primary is the kind of a database error, without its details; 0 if it is none.
func primary(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// damaged reports whether a file is no database, is broken, or has other tables.
func damaged(err error) bool {
	switch primary(err) {
	case code.SQLITE_CORRUPT, code.SQLITE_NOTADB, code.SQLITE_FORMAT:
		return true
	}
	return errors.Is(err, errTables)
}

var errTables = errors.New("it has other tables")

// words say what is wrong with the disk, and what to do.
func words(err error, folder string) string {
	switch kind := primary(err); {
	case kind == code.SQLITE_FULL, errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "the disk is full: make room, or set disk-mb lower"
	case kind == code.SQLITE_READONLY, kind == code.SQLITE_PERM, kind == code.SQLITE_CANTOPEN, errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "there is no right to write in " + model.Clean(folder) + ": allow it, set XDG_STATE_HOME, or set disk to off"
	case kind == code.SQLITE_BUSY, kind == code.SQLITE_LOCKED:
		return "another program holds the file in " + model.Clean(folder)
	case kind == code.SQLITE_IOERR:
		return "the disk of " + model.Clean(folder) + " reports an error"
	case damaged(err):
		return "the file in " + model.Clean(folder) + " is damaged"
	}
	return model.Clean(err.Error()) + ": set XDG_STATE_HOME to a folder, or disk to off"
}

// condition is what is wrong with the history, as far as it is known.
type condition struct {
	aside   string // what a damaged file was named
	failing string // why nothing can be written now; "" if it can
	lost    uint64 // alerts that will never be on disk
	why     string // of the last of those
	unread  int    // alerts on disk that could not be read
}

func (c *condition) lose(n uint64, why string) {
	if n > 0 {
		c.lost += n
		c.why = why
	}
}

// text is for the person; "" if all is well.
func (c *condition) text() string {
	var parts []string
	if c.failing != "" {
		parts = append(parts, "alerts are not kept on disk: "+c.failing)
	}
	if c.lost > 0 {
		parts = append(parts, fmt.Sprintf("%s not on disk: %s", alerts(c.lost), c.why))
	}
	if c.aside != "" {
		parts = append(parts, "the history on disk was damaged: it is now "+model.Clean(c.aside)+", and a new one was begun")
	}
	if c.unread > 0 {
		parts = append(parts, fmt.Sprintf("%d of the alerts on disk could not be read", c.unread))
	}
	return strings.Join(parts, "; ")
}

func alerts(n uint64) string {
	if n == 1 {
		return "1 alert is"
	}
	return fmt.Sprintf("%d alerts are", n)
}
