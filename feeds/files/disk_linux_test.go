package files

import (
	"context"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"tickdeck/model/export"
)

// /dev/full is a disk that is: what is written fails as it does there.
func TestAFullDiskIsSaidAndLeavesNothing(t *testing.T) {
	f := here(t)
	made := ""
	f.create = func(folder string) (*os.File, error) {
		file, err := part(folder)
		if err != nil {
			return nil, err
		}
		made = file.Name()
		if err := file.Close(); err != nil {
			return nil, err
		}
		full, err := syscall.Open("/dev/full", syscall.O_WRONLY, 0)
		return os.NewFile(uintptr(full), made), err
	}
	_, w, err := f.write("a.csv", alerts(10_000))
	if err == nil || w.Alerts != 0 || !strings.HasPrefix(err.Error(), "the disk of "+f.folder+" is full: make room") {
		t.Errorf("%+v, %v", w, err)
	}
	if made == "" {
		t.Error("nothing was made")
	}
	holds(t, f.folder)
}

// The rights of files do not hold for root: this thread gives that up for a while.
func TestAFolderWithoutTheRightToWriteIsSaid(t *testing.T) {
	f := here(t)
	if err := os.Chmod(f.folder, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(f.folder, 0o755)
	as := func(id int) {
		if os.Getuid() == 0 {
			if err := syscall.Setfsuid(id); err != nil {
				t.Fatal(err)
			}
		}
	}
	runtime.LockOSThread()
	as(65534)
	_, _, err := f.Write(context.Background(), "a.csv", export.CSV, alerts(1), func(int) {})
	as(0)
	runtime.UnlockOSThread()
	if err == nil || !strings.HasPrefix(err.Error(), "there is no right to write in "+f.folder) {
		t.Errorf("it says %v", err)
	}
	holds(t, f.folder)
}
