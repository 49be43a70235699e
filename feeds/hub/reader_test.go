package hub

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"tickdeck/model"
)

// In these tests time is that of testing/synctest: it stands still while
// anything can go on, so what is asked of it holds to the nanosecond.

func takeAlert(h *Hub) {
	m := &Message{}
	m.Reset(0, standard[0].Name, "{}", time.Now())
	m.Alert(&model.Alert{Arrived: time.Now()})
	h.Take(m)
}

func TestALoneMessageIsShownAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(standard, 100, time.Now)
		r := h.NewReader(time.Second / 60)
		for i := range 3 {
			sent := time.Now().Add(300 * time.Millisecond)
			time.AfterFunc(300*time.Millisecond, func() { takeAlert(h) })
			if b, err := r.Next(t.Context()); err != nil || b.Feed.Len() != i+1 {
				t.Fatalf("%d items, %v", b.Feed.Len(), err)
			}
			if !time.Now().Equal(sent) {
				t.Fatalf("shown %s after it was sent", time.Since(sent))
			}
		}
	})
}

func TestAFloodIsDrawnAsOftenAsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(standard, 100, time.Now)
		r := h.NewReader(time.Second / 60)
		flood := time.NewTicker(time.Millisecond)
		defer flood.Stop()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			for {
				select {
				case <-ctx.Done():
					return
				case <-flood.C:
					takeAlert(h)
				}
			}
		}()
		start, frames := time.Now(), 0
		for time.Since(start) < 2*time.Second {
			if _, err := r.Next(ctx); err != nil {
				t.Fatal(err)
			}
			frames++
		}
		if n := r.Books()[0].Received; frames < 118 || frames > 122 || n < 1950 {
			t.Errorf("%d frames with %d alerts in two seconds", frames, n)
		}
	})
}

func TestAScreensClockTicksInSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(standard, 100, time.Now).NewReader(time.Second / 60)
		<-time.After(400 * time.Millisecond)
		for i := range 3 {
			want := time.Now().Truncate(time.Second).Add(time.Second)
			if _, err := r.Next(t.Context()); err != nil || !time.Now().Equal(want) {
				t.Fatalf("tick %d at %s, %v; want %s", i, time.Now(), err, want)
			}
		}
		if n := len(r.hub.waiting); n != 1 {
			t.Errorf("it waits %d times", n)
		}
	})
}

func TestAWakeUpThatCameTooLateIsNotTakenForNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(standard, 100, time.Now)
		r := h.NewReader(time.Second / 60)
		if _, err := r.Next(t.Context()); err != nil { // ends by the clock, still in line for a wake-up
			t.Fatal(err)
		}
		takeAlert(h)
		if b, err := r.Next(t.Context()); err != nil || b.Feed.Len() != 1 {
			t.Fatalf("%d items, %v", b.Feed.Len(), err)
		}
		want := time.Now().Truncate(time.Second).Add(time.Second)
		if _, err := r.Next(t.Context()); err != nil || !time.Now().Equal(want) {
			t.Errorf("an empty batch %s before the full second", time.Until(want))
		}
	})
}

func TestNextEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(standard, 100, time.Now)
		r := h.NewReader(time.Second / 60)
		for _, news := range []bool{false, true} { // while it waits, and while it holds back
			ctx, cancel := context.WithCancel(t.Context())
			if news {
				r.Frame()
				takeAlert(h)
			}
			time.AfterFunc(10*time.Millisecond, cancel)
			start := time.Now()
			if _, err := r.Next(ctx); !errors.Is(err, context.Canceled) || time.Since(start) != 10*time.Millisecond {
				t.Errorf("after %s: %v", time.Since(start), err)
			}
		}
	})
}

func TestAClosedReaderIsForgotten(t *testing.T) {
	h := New(standard, 100, time.Now)
	r := h.NewReader(time.Second / 60)
	r.wait()
	r.Close()
	takeAlert(h)
	if len(h.readers) != 0 || len(h.waiting) != 0 {
		t.Errorf("%d readers, %d waiting", len(h.readers), len(h.waiting))
	}
}
