package history

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// version is that of the tables, and part of the file's name: a program with other
// tables does not take this one's file for a damaged one.
const version = 1

// fileName is of what is in it and the address of a Redis, which has no password in it: the letters
// that are safe everywhere, for people, and a digest, for what they leave out.
func fileName(of, address string) string {
	const longest = 60
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '_'
	}, address)
	digest := sha256.Sum256([]byte(address))
	return fmt.Sprintf("%s-%s-%x.v%d.db", of, strings.Trim(safe[:min(len(safe), longest)], "."), digest[:4], version)
}

// prepare makes the folder and the file where they are missing, for nobody else to
// read: what the database adds to its file has the same rights.
func prepare(path string) (os.FileInfo, error) {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	if err := narrow(folder, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	if err := narrow(path, 0o600); err != nil {
		return nil, err
	}
	return os.Stat(path)
}

// narrow takes away what others may do.
func narrow(path string, most os.FileMode) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&^most == 0 {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()&most)
}

// beside are the files that the database keeps beside its own: what has not been
// written into it yet, and an index of that.
func beside(path string) []string { return []string{path + "-wal", path + "-shm"} }

// setAside gives a damaged file another name, with what belongs to it, and returns
// that. Where another deck has done so already, was is not the file of that name any
// more, and the new one is left alone.
func setAside(path string, was os.FileInfo, stamp string) (string, error) {
	if is, err := os.Stat(path); err != nil || was != nil && !os.SameFile(is, was) {
		return "", nil //nolint:nilerr // a file that is gone need not be moved
	}
	aside := path + ".damaged-" + stamp
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	for _, name := range beside(path) {
		if err := os.Rename(name, aside+strings.TrimPrefix(name, path)); err != nil && !os.IsNotExist(err) {
			return aside, err
		}
	}
	return aside, nil
}
