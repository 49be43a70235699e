package feeds

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
	m.reset(0, standard[0].Name, 300, time.Now())
	m.Alert(&model.Alert{Arrived: time.Now()})
	h.Take(m)
}

func TestALoneMessageIsShownAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(standard, time.Now)
		r := h.NewReader()
		var b model.Batch
		for range 3 {
			sent := time.Now().Add(300 * time.Millisecond)
			time.AfterFunc(300*time.Millisecond, func() { takeAlert(h) })
			if err := r.Next(t.Context(), &b); err != nil || len(b.Entries) != 1 {
				t.Fatalf("%d entries, %v", len(b.Entries), err)
			}
			if !time.Now().Equal(sent) {
				t.Fatalf("shown %s after it was sent", time.Since(sent))
			}
		}
	})
}

func TestAFloodIsDrawnThirtyTimesASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(standard, time.Now)
		r := h.NewReader()
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
		var b model.Batch
		start, batches, entries := time.Now(), 0, 0
		for time.Since(start) < 2*time.Second {
			if err := r.Next(ctx, &b); err != nil {
				t.Fatal(err)
			}
			batches++
			entries += len(b.Entries)
		}
		if batches < 58 || batches > 62 || entries < 1950 {
			t.Errorf("%d batches with %d alerts in two seconds", batches, entries)
		}
	})
}

func TestAScreensClockTicksInSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := NewHub(standard, time.Now).NewReader()
		<-time.After(400 * time.Millisecond)
		var b model.Batch
		for i := range 3 {
			want := time.Now().Truncate(time.Second).Add(time.Second)
			if err := r.Next(t.Context(), &b); err != nil || !time.Now().Equal(want) {
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
		h := NewHub(standard, time.Now)
		r := h.NewReader()
		var b model.Batch
		if err := r.Next(t.Context(), &b); err != nil { // ends by the clock, still in line for a wake-up
			t.Fatal(err)
		}
		takeAlert(h)
		if err := r.Next(t.Context(), &b); err != nil || len(b.Entries) != 1 {
			t.Fatalf("%d entries, %v", len(b.Entries), err)
		}
		want := time.Now().Truncate(time.Second).Add(time.Second)
		if err := r.Next(t.Context(), &b); err != nil || !time.Now().Equal(want) {
			t.Errorf("an empty batch %s before the full second", time.Until(want))
		}
	})
}

func TestMoreThanOneBatchHoldsComesInSlices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(standard, time.Now)
		r := h.NewReader()
		for range 2*frameLimit + 1 {
			takeAlert(h)
		}
		var b model.Batch
		for _, want := range []int{frameLimit, frameLimit, 1} {
			if err := r.Next(t.Context(), &b); err != nil || len(b.Entries) != want {
				t.Fatalf("%d entries, %v; want %d", len(b.Entries), err, want)
			}
			if c := b.Channels[0]; !c.Balanced() {
				t.Fatalf("%+v", c.Books)
			}
		}
	})
}

func TestNextEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(standard, time.Now)
		r := h.NewReader()
		var b model.Batch
		for _, news := range []bool{false, true} { // while it waits, and while it holds back
			ctx, cancel := context.WithCancel(t.Context())
			if news {
				r.Drain(&b)
				takeAlert(h)
			}
			time.AfterFunc(10*time.Millisecond, cancel)
			start := time.Now()
			if err := r.Next(ctx, &b); !errors.Is(err, context.Canceled) || time.Since(start) != 10*time.Millisecond {
				t.Errorf("after %s: %v", time.Since(start), err)
			}
		}
	})
}

func TestAClosedReaderIsForgotten(t *testing.T) {
	h := NewHub(standard, time.Now)
	r := h.NewReader()
	r.wait()
	r.Close()
	takeAlert(h)
	if len(h.readers) != 0 || len(h.waiting) != 0 {
		t.Errorf("%d readers, %d waiting", len(h.readers), len(h.waiting))
	}
}
