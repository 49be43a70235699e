package run

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tickdeck/feeds/engine"
	"tickdeck/model"
)

// Calibrate makes a confidence table of a folder of bars and writes it to o.Output, if
// that is named. note is told of files that cannot be read; those make the error a
// *model.SkippedError, and the table is written nonetheless.
func Calibrate(ctx context.Context, o model.CalibrateOptions, note func(string)) (model.Calibration, error) {
	var file *replacement
	if o.Output != "" { // first of all: it takes its time to go through the bars
		var err error
		if file, err = replace(o.Output); err != nil {
			return model.Calibration{}, fmt.Errorf("write the confidence table: %w", err)
		}
		defer file.discard()
	}
	c, err := engine.Calibrate(ctx, o, time.Now(), note)
	if err != nil && !errors.As(err, new(*model.SkippedError)) || file == nil {
		return c, err
	}
	if failed := file.write(c.JSON); failed != nil {
		return model.Calibration{}, fmt.Errorf("write the confidence table: %w", failed)
	}
	return c, err
}

// replacement is a file beside another one, which it replaces as a whole or not at
// all: nobody reads half of it.
type replacement struct {
	*os.File
	path string
	mode fs.FileMode
}

// replace begins to replace a file, which need not be there.
func replace(path string) (*replacement, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // the link stays one
	}
	mode := fs.FileMode(0o644)
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is there, and is not a file", path)
	default:
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, err
	}
	return &replacement{f, path, mode}, nil
}

func (r *replacement) write(text []byte) error {
	_, failed := r.Write(text)
	if err := errors.Join(failed, r.Chmod(r.mode), r.Sync(), r.Close()); err != nil {
		return err
	}
	return os.Rename(r.Name(), r.path)
}

// discard takes away what has replaced nothing.
func (r *replacement) discard() {
	_ = r.Close()           // it may be closed already
	_ = os.Remove(r.Name()) // and renamed
}
