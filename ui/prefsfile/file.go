package prefsfile

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"tickdeck/model/prefs"
	"tickdeck/model/rules"
)

// head stands above what is written.
const head = "# What was changed on the screen of tickdeck. It lies over config.toml, and is\n# written anew with each change: comments are lost.\n\n"

// maxBytes is the largest file that is read.
const maxBytes = 4 << 20

// File is where the changes made on the screen are kept. Several goroutines may use
// it.
type File struct {
	path string

	mu     sync.Mutex
	last   prefs.Prefs       // that was saved, or loaded
	others prefs.Prefs       // what other decks have added since
	seen   [sha256.Size]byte // what was in the file then
	empty  bool              // there was none
	stuck  error             // why nothing is written
}

// Open is the file at that path; "" is none, and says so when it is to be saved.
func Open(path string) *File { return &File{path: path, empty: true} }

// Load reads it. One that is damaged is set aside, and said: nothing of it is lost.
func (f *File) Load() (p prefs.Prefs, problems []*rules.Error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	text, err := f.read()
	switch {
	case err != nil:
		f.stuck = fmt.Errorf("%s cannot be read (%w): changes are not kept", f.path, err)
		return p, []*rules.Error{{File: f.path, Message: "it cannot be read (" + err.Error() + "): changes are not kept"}}
	case f.empty:
		return p, nil
	}
	if p, problems, err = Decode(text, f.path); err != nil {
		return prefs.Prefs{}, []*rules.Error{f.setAside(err)}
	}
	if wrong(p, problems) { // what could not be read is not written any more
		_ = write(f.path+".before", text) // the person has the original in an editor, or another chance
	}
	f.last = p
	return p, problems
}

func wrong(p prefs.Prefs, problems []*rules.Error) bool {
	for i := range p.Rules {
		if p.Rules[i].Place.Wrong != nil {
			return true
		}
	}
	return len(problems) > 0
}

// read takes what is in the file, and notes it.
func (f *File) read() ([]byte, error) {
	if f.path == "" {
		return nil, nil
	}
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		f.empty = true
		return nil, nil
	}
	if err == nil && info.Size() > maxBytes {
		err = fmt.Errorf("it has %d bytes, more than %d", info.Size(), maxBytes)
	}
	if err != nil {
		return nil, reason(err)
	}
	text, err := os.ReadFile(f.path)
	if err != nil {
		return nil, reason(err)
	}
	f.empty, f.seen = false, sha256.Sum256(text)
	return text, nil
}

// setAside gives a damaged file another name.
func (f *File) setAside(why error) *rules.Error {
	e := &rules.Error{File: f.path, Message: "it is damaged (" + why.Error() + ")"}
	aside := f.path + ".damaged"
	if err := os.Rename(f.path, aside); err != nil {
		f.stuck = fmt.Errorf("%s is damaged, and cannot be set aside: changes are not kept", f.path)
		e.Message += ", and cannot be set aside: changes are not kept"
		return e
	}
	f.empty = true
	e.Message += ": it was set aside as " + filepath.Base(aside) + ", and the preferences begin anew"
	return e
}

// Save keeps preferences, as a whole or not at all. What is older than what was saved
// is left out: answers may come in another order. shared says that another deck has
// changed the file as well: what it added is kept beside ours.
func (f *File) Save(p prefs.Prefs) (shared bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.path == "":
		return false, errors.New("there is no folder for preferences: set HOME or XDG_STATE_HOME")
	case f.stuck != nil:
		return false, f.stuck
	case p.Changed.Before(f.last.Changed):
		return false, nil
	}
	before, wasEmpty := f.seen, f.empty
	text, err := f.read()
	if err != nil {
		return false, fmt.Errorf("keep the preferences: %w", err)
	}
	if !f.empty && (wasEmpty || f.seen != before) {
		if theirs, _, err := Decode(text, f.path); err == nil {
			f.others, shared = theirs.Without(&f.last), true
		}
	}
	written := p.Over(&f.others)
	body, err := Encode(written)
	if err != nil {
		return false, fmt.Errorf("keep the preferences: %w", err)
	}
	body = append([]byte(head), body...)
	if err := write(f.path, body); err != nil {
		return false, fmt.Errorf("%s: %w", f.path, reason(err))
	}
	f.last, f.seen, f.empty = p, sha256.Sum256(body), false
	return shared, nil
}

// SaveOlder keeps preferences that gave way to those of another machine, in a file
// beside: the last ones.
func (f *File) SaveOlder(p prefs.Prefs) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.path == "" {
		return errors.New("there is no folder for preferences: set HOME or XDG_STATE_HOME")
	}
	body, err := Encode(p)
	if err == nil {
		err = write(f.path+".older", body)
	}
	if err != nil {
		return fmt.Errorf("%s.older: %w", f.path, reason(err))
	}
	return nil
}

// write replaces a file, readable by its owner alone: there may be secrets in the
// addresses of webhooks.
func write(path string, text []byte) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, filepath.Base(path)+".*") // has 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	_, err = tmp.Write(text)
	if err == nil {
		err = tmp.Sync()
	}
	if closing := tmp.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// reason is an error without the path, which is said once.
func reason(err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return of.Err
	}
	return err
}
