// Package guard keeps a panic from taking the process with it: it would leave
// the terminal in the state that a screen needs. It may import nothing of ours.
package guard

import (
	"fmt"
	"runtime/debug"
)

// PanicError is a panic that was caught.
type PanicError struct {
	Value any
	Stack []byte
}

// Error has the stack as well: nobody can mend a panic without.
func (e *PanicError) Error() string { return fmt.Sprintf("internal error: %v\n%s", e.Value, e.Stack) }

// Run returns what run does, or its panic as a PanicError.
func Run(run func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, debug.Stack()}
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
