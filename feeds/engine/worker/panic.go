package worker

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
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.Value, e.Stack) }

// Guard runs run, and returns a panic in it as a PanicError: an engine may share
// its process with a screen, which a crash would leave behind in the terminal.
func Guard(run func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, debug.Stack()}
		}
	}()
	return run()
}
