// Package files writes what a screen shows to files: whole or not at all, and never
// over one that is there. It knows no Redis.
package files

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tickdeck/model/export"
)

// Files writes files until it is closed. Several may be written at a time.
type Files struct {
	folder string // in which paths begin that are not whole
	home   string
	create func(folder string) (*os.File, error)

	mu     sync.Mutex
	closed chan struct{}
	shut   bool
	wg     sync.WaitGroup
}

// New begins in the folder where the program was started.
func New() *Files {
	f := &Files{create: part, closed: make(chan struct{})}
	f.folder, _ = os.Getwd()     // without one, paths are as they are written
	f.home, _ = os.UserHomeDir() // without one, ~ is a name like others
	return f
}

// part is the file that becomes the one asked for when all is in it.
func part(folder string) (*os.File, error) { return os.CreateTemp(folder, ".tickdeck-*.part") }

// Propose is the whole path for a file of that name.
func (f *Files) Propose(name string) string { return filepath.Join(f.folder, name) }

// whole is a path that was typed, from the root on.
func (f *Files) whole(path string) string {
	path = strings.TrimSpace(path)
	if rest, ok := strings.CutPrefix(path, "~"); ok && f.home != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		path = filepath.Join(f.home, rest)
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(f.folder, path)
	}
	return filepath.Clean(path)
}

var (
	errClosed  = errors.New("the program ends")
	errStopped = errors.New("it was stopped")
	errNoName  = errors.New("write the name of a file")
	errThere   = errors.New("there is such a file, which stays as it is: choose another name")
)

// Write writes a file with the alerts of a picture, for its owner's eyes alone. seen is
// called now and then with how many items of the feed were looked at.
func (f *Files) Write(ctx context.Context, path string, format export.Format, p *export.Picture, seen func(done int)) (at string, w export.Written, err error) {
	at, err = f.put(path, func(to io.Writer) (err error) {
		w, err = export.Write(to, format, p, func(done int) error {
			if done%1024 > 0 {
				return nil
			}
			seen(done)
			return f.stopped(ctx)
		})
		return err
	})
	if err != nil {
		w = export.Written{}
	}
	return at, w, err
}

// WriteReport writes a file with a result in the same way.
func (f *Files) WriteReport(ctx context.Context, path string, format export.ReportFormat, r *export.Report) (at string, err error) {
	return f.put(path, func(to io.Writer) error {
		if err := f.stopped(ctx); err != nil {
			return err
		}
		return export.WriteReport(to, format, r)
	})
}

// WriteTable writes a file with a table as CSV in the same way.
func (f *Files) WriteTable(ctx context.Context, path string, t *export.Table) (at string, err error) {
	return f.put(path, func(to io.Writer) error {
		if err := f.stopped(ctx); err != nil {
			return err
		}
		return export.WriteTable(to, t)
	})
}

// put makes a file of what write writes.
func (f *Files) put(path string, write func(io.Writer) error) (at string, err error) {
	if !f.enter() {
		return "", errClosed
	}
	defer f.wg.Done()
	if strings.TrimSpace(path) == "" {
		return "", errNoName
	}
	at = f.whole(path)
	if _, err := os.Lstat(at); err == nil {
		return at, errThere
	}
	file, err := f.create(filepath.Dir(at))
	if err != nil {
		return at, words(err, filepath.Dir(at))
	}
	defer func() {
		_ = file.Close()           // it is, where all went well
		_ = os.Remove(file.Name()) // it has its new name, where all went well
	}()
	if err = fill(file, write); err == nil {
		err = place(file.Name(), at)
	}
	if err != nil {
		return at, words(err, filepath.Dir(at))
	}
	return at, nil
}

// enter reports whether a writing may begin.
func (f *Files) enter() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.shut {
		f.wg.Add(1)
	}
	return !f.shut
}

func (f *Files) stopped(ctx context.Context) error {
	select {
	case <-f.closed:
		return errClosed
	case <-ctx.Done():
		return errStopped
	default:
		return nil
	}
}

// fill writes all, to the disk itself: a disk that is full may say so only then.
func fill(file *os.File, write func(io.Writer) error) error {
	buf := bufio.NewWriterSize(file, 1<<16)
	err := write(buf)
	if err == nil {
		err = buf.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		err = file.Close()
	}
	return err
}

// place gives a file its name, unless there is one of that name: an empty one is made
// first, which nobody else can make then.
func place(from, to string) error {
	taken, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return errThere
	}
	if err != nil {
		return err
	}
	_ = taken.Close() // nothing was written to it
	if err := os.Rename(from, to); err != nil {
		_ = os.Remove(to) // it is empty, and ours
		return err
	}
	return nil
}

// Close stops what is being written, and waits for so long at most until nothing of it
// is left.
func (f *Files) Close(patience time.Duration) {
	f.mu.Lock()
	if !f.shut {
		f.shut = true
		close(f.closed)
	}
	f.mu.Unlock()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		f.wg.Wait()
	}()
	select {
	case <-gone:
	case <-time.After(patience):
	}
}
