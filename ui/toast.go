package ui

import (
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/pane"
)

// toast is something said for a while in place of the hints.
type toast struct {
	level pane.Level
	text  string
	long  time.Duration
	since time.Time // zero until a frame has told the time
}

// How long a toast stays: what went wrong takes longer to read.
const (
	toastFor   = 4 * time.Second
	failureFor = 8 * time.Second
)

func newToast(m pane.ToastMsg, now time.Time) toast {
	long := toastFor
	if m.Level >= pane.Warning {
		long = failureFor
	}
	return toast{m.Level, model.Clean(m.Text), long, now}
}

func (t *toast) expire(now time.Time) {
	if t.since.IsZero() {
		t.since = now
	}
	if now.Sub(t.since) > t.long {
		t.text = ""
	}
}

func (t *toast) paint(th *theme.Theme) theme.Paint {
	switch t.level {
	case pane.Success:
		return th.Good
	case pane.Warning:
		return th.Warn
	case pane.Failure:
		return th.Bad
	}
	return th.Text
}
