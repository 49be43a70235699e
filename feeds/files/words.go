package files

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"tickdeck/model"
)

// words say what is wrong with the disk, and what to do.
func words(err error, folder string) error {
	folder = model.CleanLine(folder)
	switch {
	case errors.Is(err, errClosed), errors.Is(err, errStopped), errors.Is(err, errThere):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("the disk of %s is full: make room, or choose another folder", folder)
	case errors.Is(err, syscall.EFBIG):
		return errors.New("no file may become that large here: narrow the filter, or choose another folder")
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s can only be read: choose another folder", folder)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("there is no right to write in %s: allow it, or choose another folder", folder)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("there is no folder %s: make it, or choose another", folder)
	}
	return fmt.Errorf("%s: choose another folder or name", model.CleanLine(err.Error()))
}
