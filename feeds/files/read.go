package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"

	"tickdeck/model"
)

// ReadText reads a file that the person names: a plain one, of text, and of at most so
// many bytes.
func (f *Files) ReadText(ctx context.Context, path string, most int) (string, error) {
	if path == "" {
		return "", errNoName
	}
	path = f.whole(path)
	type outcome struct {
		text string
		err  error
	}
	read := make(chan outcome, 1)
	go func() { // a folder on a network may not answer
		text, err := readText(path, most)
		read <- outcome{text, err}
	}()
	select {
	case got := <-read:
		return got.text, got.err
	case <-ctx.Done():
		return "", fmt.Errorf("%s does not answer", model.CleanLine(path))
	}
}

func readText(path string, most int) (string, error) {
	name := model.CleanLine(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("there is no file %s", name)
	case errors.Is(err, fs.ErrPermission):
		return "", fmt.Errorf("there is no right to read %s", name)
	case err != nil:
		return "", fmt.Errorf("%s cannot be read: %w", name, withoutPath(err))
	case !info.Mode().IsRegular(): // a pipe would be waited for
		return "", fmt.Errorf("%s is no plain file", name)
	case info.Size() > int64(most):
		return "", fmt.Errorf("%s has %d bytes, more than %d", name, info.Size(), most)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%s cannot be read: %w", name, withoutPath(err))
	}
	defer func() { _ = file.Close() }() // nothing was written
	text, err := io.ReadAll(io.LimitReader(file, int64(most)+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("%s cannot be read: %w", name, withoutPath(err))
	case len(text) > most:
		return "", fmt.Errorf("%s has more than %d bytes", name, most)
	case !utf8.Valid(text):
		return "", fmt.Errorf("%s is no text", name)
	}
	return string(text), nil
}

// withoutPath is an error without the path, which is said once.
func withoutPath(err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return of.Err
	}
	return err
}
