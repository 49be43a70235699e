package guard_test

import (
	"errors"
	"strings"
	"testing"

	"tickdeck/feeds/guard"
)

func TestAPanicBecomesAnErrorWithItsPlace(t *testing.T) {
	err := guard.Run(func() error { panic("bang") })
	if err == nil || !strings.Contains(err.Error(), "bang") || !strings.Contains(err.Error(), "guard_test.go") {
		t.Errorf("got %v", err)
	}
	var heard error
	guard.Go(func(err error) { heard = err }, func() { panic("bang") })()
	if heard == nil {
		t.Error("nobody was told")
	}
	guard.Go(nil, func() { panic("bang") })()
}

func TestWhatDoesNotPanicGoesThrough(t *testing.T) {
	want := errors.New("no")
	if got := guard.Run(func() error { return want }); !errors.Is(got, want) {
		t.Errorf("got %v", got)
	}
	ran := false
	guard.Go(func(err error) { t.Error(err) }, func() { ran = true })()
	if !ran {
		t.Error("it did not run")
	}
}
