package prefs

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// agreed is what this machine and Redis last had in common: digests by table. It is
// kept over a restart, so that it is known then which of two has changed.
type agreed map[string]string

// agreements are those with every Redis and user, by a name for both.
type agreements map[string]agreed

// The most that is kept of them.
const (
	maxAgreements = 50
	maxFile       = 1 << 20 // bytes
)

// loadAgreements reads the file. One that is not there, or damaged, costs a conflict
// more, which is told.
func loadAgreements(path string) agreements {
	all := agreements{}
	info, err := os.Stat(path)
	if err != nil || info.Size() > maxFile {
		return all
	}
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &all) != nil || all == nil {
		return agreements{}
	}
	return all
}

// saveAgreement writes what was agreed with one Redis beside what was with others.
func saveAgreement(path, name string, now agreed) (err error) {
	if path == "" {
		return nil
	}
	all := loadAgreements(path)
	for other := range all {
		if len(all) >= maxAgreements && other != name {
			delete(all, other)
		}
	}
	all[name] = now
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("what was agreed with Redis about the preferences cannot be noted: %w", reason(err))
		}
	}()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // has 0600
	if err != nil {
		return err
	}
	_, err = tmp.Write(text)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// reason is an error without the path of a file that nobody knows.
func reason(err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", filepath.Dir(of.Path), of.Err)
	}
	return err
}
