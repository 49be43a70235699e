package drafts

import (
	"crypto/sha1" //nolint:gosec // what a script of Redis can work out
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tickdeck/feeds/wire"
)

// filePath is one for each Redis and user, named by a digest: there may be anything in
// the name of a user.
func filePath(folder, address, user string) string {
	sum := sha256.Sum256([]byte(address + "\n" + user))
	return filepath.Join(folder, fmt.Sprintf("forms-%x.json", sum[:8]))
}

// load reads a file; one that is not there, or damaged, is an empty one.
func load(path string, now time.Time) wire.Forms {
	info, err := os.Stat(path)
	if err != nil || info.Size() > wire.MaxPrefsBytes {
		return wire.Forms{}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return wire.Forms{}
	}
	f, err := wire.DecodeForms(string(text), now)
	if err != nil {
		return wire.Forms{}
	}
	return f
}

// save writes what is newer than the file. Another deck's that is newer still stays.
// That it cannot be written is said of the history in the same folder.
func (d *Drafts) save() {
	d.mu.Lock()
	ours, was := d.newest, d.onDisk
	d.mu.Unlock()
	if d.path == "" || !ours.Changed.After(was) {
		return
	}
	theirs := load(d.path, time.Now())
	if d.learn(theirs); theirs.Changed.After(ours.Changed) {
		d.written(theirs.Changed)
		return
	}
	text, err := wire.EncodeForms(ours)
	if err == nil && len(text) <= wire.MaxPrefsBytes && replaceFile(d.path, text) == nil {
		d.written(ours.Changed)
	}
}

// written notes of when the one on disk is.
func (d *Drafts) written(at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.onDisk = at
}

// replaceFile writes a file as a whole or not at all, readable by its owner alone.
func replaceFile(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // has 0600
	if err != nil {
		return err
	}
	_, err = tmp.WriteString(text)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// digest is what sha1hex of a script says of a text; "" of none.
func digest(text string) string {
	if text == "" {
		return ""
	}
	sum := sha1.Sum([]byte(text)) //nolint:gosec // no secret
	return hex.EncodeToString(sum[:])
}
