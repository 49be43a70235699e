//go:build unix

package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/ui"
)

// binary is the program under test.
var binary string

// bombEnv makes of the test binary a screen that panics: see TestMain.
const bombEnv = "TICKDECK_E2E_BOMB"

func TestMain(m *testing.M) {
	if where := os.Getenv(bombEnv); where != "" {
		os.Exit(explode(where))
	}
	if fps := os.Getenv(tickerEnv); fps != "" {
		os.Exit(tickOnly(fps))
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "tickdeck-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "tickdeck")
	args := []string{"build", "-o", binary}
	if raced {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, "tickdeck")...).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// explode shows a screen that panics where it is told to.
func explode(where string) int {
	fuse := make(chan os.Signal, 1)
	signal.Notify(fuse, syscall.SIGUSR1)
	_, err := ui.Run(context.Background(), ui.Options{
		Frames: &bomb{where: where, fuse: fuse}, Zone: time.UTC, Theme: "dark", User: "user",
	}, os.Environ())
	fmt.Fprintln(os.Stderr, "it said:", err)
	return 1
}

// bomb is a source of one good frame, and of a panic after SIGUSR1.
type bomb struct {
	where string
	fuse  <-chan os.Signal
	taken time.Time // of every frame: what is done once a second is done once
	armed bool
}

// mine is a list of jobs that cannot be drawn.
type mine struct{ model.JobIndex }

func (mine) Len() int          { return 1 }
func (mine) At(int) *model.Job { panic("boom in the view") }

func (b *bomb) Next(context.Context) (model.Frame, error) {
	s := &model.Snapshot{Link: model.Link{Up: true, Address: "nowhere"}}
	if b.armed {
		<-b.fuse
		if b.where == "source" {
			panic("boom in the source")
		}
		s.Jobs = model.JobList{JobIndex: mine{}, Rev: 1}
	} else {
		b.taken = time.Now()
	}
	b.armed = true
	return model.Frame{Snapshot: s, Taken: b.taken}, nil
}
