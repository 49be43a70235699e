package pane

import (
	"time"

	"tickdeck/ui/draw"
)

// Time writes when something in a list happened, the way the person wants to read
// it: as the time of the clock, or as how long ago. It takes at most eight cells.
func (e *Env) Time(t time.Time) string {
	if e.Relative {
		return draw.Age(e.Now.Sub(t))
	}
	return t.In(e.Zone).Format(time.TimeOnly)
}

// Clock is what the texts of Time depend on beside what they tell. It belongs into
// the key of every picture that has some.
type Clock struct {
	relative bool
	second   int64 // ages grow; times of the clock do not
}

// Clock is how times are written now.
func (e *Env) Clock() Clock {
	if !e.Relative {
		return Clock{}
	}
	return Clock{true, e.Now.Unix()}
}
