package worker

import (
	"testing"
	"time"

	"tickdeck/feeds/wire"
)

// A record says when its request was queued. That is believed for a minute, for
// which the stream is not looked through; afterwards the stream may have been lost.
func TestAMarkThatARequestIsQueuedIsBelievedForAMinute(t *testing.T) {
	for name, c := range map[string]struct {
		fields  []any
		entries int64
	}{
		"just now":       {[]any{"queued_at", wire.UnixTime(time.Now()).String()}, 0},
		"a minute ago":   {[]any{"queued_at", wire.UnixTime(time.Now().Add(-queuedFor)).String()}, 1},
		"not a time":     {[]any{"queued_at", "soon"}, 1},
		"without a mark": {[]any{"user_id", "u1"}, 1},
		"over":           {[]any{"status", "completed", "outcome", "completed", "announced_at", "1"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.hire(brisk())
			s.rdb.HSet(t.Context(), "job:j", c.fields...)
			s.publish("tickstock.jobs.backtest", asked("j", ""))
			s.publish("tickstock.jobs.backtest", asked("next", "")) // handled behind it
			s.awaitStatus("next", "completed")
			s.awaitQuiet()
			if got := s.rdb.XLen(t.Context(), "tickstock.jobs.backtest:stream").Val(); got != c.entries+1 {
				t.Errorf("the stream holds %d entries, want %d beside the next", got, c.entries)
			}
			if ran := s.runs("j") != ""; ran != (c.entries == 1) {
				t.Errorf("begun %q times", s.runs("j"))
			}
		})
	}
}
