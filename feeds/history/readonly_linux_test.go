package history

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"tickdeck/feeds/hub"
)

// The rights of files do not hold for root: this thread gives that up for a while.
func TestAFolderWithoutTheRightToWriteIsSaid(t *testing.T) {
	o := options(t)
	home := filepath.Dir(filepath.Dir(o.Disk.Folder))
	if err := os.Chmod(home, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(home, 0o755)
	d := &deck{t: t, hub: hub.New(channels, 10, time.Now)}
	k := &History{Notes: newNotes(), opt: o, hub: d.hub, path: filepath.Join(o.Disk.Folder, "x.db")}
	runtime.LockOSThread()
	if os.Getuid() == 0 {
		if err := syscall.Setfsuid(65534); err != nil {
			t.Fatal(err)
		}
	}
	reached := k.reach(time.Now())
	if os.Getuid() == 0 {
		if err := syscall.Setfsuid(0); err != nil {
			t.Fatal(err)
		}
	}
	runtime.UnlockOSThread()
	if got := d.trouble(); reached || !strings.HasPrefix(got, "alerts are not kept on disk: there is no right to write in "+o.Disk.Folder) {
		t.Errorf("reached %t, trouble %q", reached, got)
	}
}
