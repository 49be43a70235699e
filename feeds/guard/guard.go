// Package guard keeps a panic from taking the process with it: it would leave
// the terminal in the state that a screen needs. It may import nothing of ours.
package guard

import (
	"fmt"
	"runtime/debug"
)

// Run returns what run does, or an error that tells of its panic.
func Run(run func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error: %v\n%s", r, debug.Stack())
		}
	}()
	return run()
}

// Go makes of run what a goroutine can be started with: told hears of a panic.
func Go(told func(error), run func()) func() {
	return func() {
		err := Run(func() error { run(); return nil })
		if err != nil && told != nil {
			told(err)
		}
	}
}
