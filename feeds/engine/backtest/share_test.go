package backtest

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// counted counts how often it is asked.
type counted struct {
	dense
	mu    *sync.Mutex
	asked *int
}

func (c counted) Detect(bs []bars.Bar, patterns []string) ([]Signal, error) {
	if len(bs) > 0 {
		c.mu.Lock()
		*c.asked++
		c.mu.Unlock()
	}
	return c.dense.Detect(bs, patterns)
}

func textOf(t *testing.T, r *Result, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	text, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// changes are requests that share something with the one before, and some nothing.
func changes() []func(*Request) {
	day := 24 * time.Hour
	return []func(*Request){
		func(*Request) {},
		func(r *Request) { r.Parameters.StopLoss = 0.02 },
		func(r *Request) { r.Parameters.InitialCapital = 777 },
		func(r *Request) { r.Parameters.MinConfidence = 0.5 },
		func(r *Request) { r.Parameters.Neutral = params.NeutralIgnore },
		func(r *Request) { r.Parameters.Sizing = params.SizingVolatility },
		func(r *Request) { r.Parameters.BorrowFee, r.Parameters.ExitBeforeGap = 0.1, 1 },
		func(r *Request) { r.Start = r.Start.Add(30 * day) },
		func(r *Request) { r.End = r.End.Add(-30 * day) },
		func(r *Request) { r.Symbols = r.Symbols[:5] },
		func(r *Request) { r.Patterns = model.StandardPatterns()[:3] },
		func(r *Request) {
			r.Samples = model.Samples{In: model.Period{Start: r.Start, End: r.Start.Add(100 * day)}, Out: model.Period{Start: r.Start.Add(101 * day), End: r.End}}
		},
	}
}

func TestWhatIsSharedComesToTheSameAsWhatIsNot(t *testing.T) {
	var shared Shared
	base, source := inCents()
	var all sync.WaitGroup
	for range 4 { // at the same time
		all.Go(func() {
			for i, change := range changes() {
				req := base
				change(&req)
				want, err := Run(t.Context(), req, source, dense{}, nil)
				alone := textOf(t, want, err)
				for range 2 {
					got, err := shared.Run(t.Context(), req, source, dense{}, nil)
					if together := textOf(t, got, err); !bytes.Equal(alone, together) {
						t.Errorf("change %d: %d bytes alone, %d shared", i, len(alone), len(together))
					}
				}
			}
		})
	}
	all.Wait()
}

func TestASweepLooksForPatternsOnce(t *testing.T) {
	var shared Shared
	req, source := inCents()
	c := counted{mu: &sync.Mutex{}, asked: new(int)}
	for i := range 5 {
		req.Parameters.StopLoss = float64(i+1) / 100
		if _, err := shared.Run(t.Context(), req, source, c, nil); err != nil {
			t.Fatal(err)
		}
	}
	if *c.asked != len(req.Symbols) {
		t.Errorf("it was asked %d times about %d symbols", *c.asked, len(req.Symbols))
	}
}

// Bars that were read anew are other bars, whatever they hold.
func TestNewBarsAreNotTakenForOldOnes(t *testing.T) {
	var shared Shared
	req, source := inCents()
	if _, err := shared.Run(t.Context(), req, source, dense{}, nil); err != nil {
		t.Fatal(err)
	}
	longer := func(symbol string, from, to time.Time) (bars.Series, error) {
		s, err := source(symbol, from, to)
		bs := append([]bars.Bar(nil), s.Bars...)
		for i := range bs {
			bs[i].Close = bs[i].High
		}
		return bars.Series{Symbol: symbol, Bars: bs}, err
	}
	want, err := Run(t.Context(), req, longer, dense{}, nil)
	alone := textOf(t, want, err)
	got, err := shared.Run(t.Context(), req, longer, dense{}, nil)
	if together := textOf(t, got, err); !bytes.Equal(alone, together) {
		t.Error("old bars were traded")
	}
}

func TestNoMoreIsKeptThanThereIsRoomFor(t *testing.T) {
	var shared Shared
	req, source := inCents()
	for i := range 3 * maxMarkets {
		req.Parameters.InitialCapital = float64(1000 + i)
		if _, err := shared.Run(t.Context(), req, source, dense{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(shared.markets); n != maxMarkets {
		t.Errorf("%d are kept", n)
	}
	shared.keep("large", &market{symbols: []*prepared{{bars: make([]bars.Bar, maxKeptBars+1)}}})
	if shared.find("large") != nil {
		t.Error("a large one is kept")
	}
}
