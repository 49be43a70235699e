package backtest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

// halves parts the days of a request into two periods, with a pause between them.
func halves(req Request) Request {
	middle := req.Start.AddDate(0, 0, int(req.End.Sub(req.Start).Hours()/48))
	req.Samples = model.Samples{
		In:  model.Period{Start: req.Start.AddDate(0, 0, 1), End: middle},
		Out: model.Period{Start: middle.AddDate(0, 0, 3), End: req.End},
	}
	return req
}

// Each column is to the byte what a request for its days alone comes to, and the
// result beside them what it is without them.
func TestASampleIsARequestOfItsOwn(t *testing.T) {
	req, source := inCents()
	req.Parameters.BorrowFee, req.Parameters.VolumeLimit = 0.02, 0.01
	whole, err := Run(t.Context(), halves(req), source, dense{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		got  *Sample
		days model.Period
	}{{whole.InSample, halves(req).Samples.In}, {whole.OutOfSample, halves(req).Samples.Out}} {
		alone := req
		alone.Start, alone.End = c.days.Start, c.days.End
		want, err := Run(t.Context(), alone, source, dense{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, all := fieldsOf(t, c.got), fieldsOf(t, want)
		if got["start_date"] != `"`+DayOf(c.days.Start).String()+`"` || got["end_date"] != `"`+DayOf(c.days.End).String()+`"` || c.got.TotalTrades == 0 {
			t.Errorf("from %s to %s, %d trades", got["start_date"], got["end_date"], c.got.TotalTrades)
		}
		delete(got, "start_date")
		delete(got, "end_date")
		for name, value := range got {
			if all[name] != value {
				t.Errorf("%s is %s, alone %s", name, value, all[name])
			}
		}
	}
	without, err := Run(t.Context(), req, source, dense{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := fieldsOf(t, whole)
	delete(got, "in_sample")
	delete(got, "out_of_sample")
	if !maps.Equal(got, fieldsOf(t, without)) {
		t.Error("the result beside the columns is another")
	}
}

func fieldsOf(t *testing.T, v any) map[string]string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	raw, out := map[string]json.RawMessage{}, map[string]string{}
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	for name, value := range raw {
		out[name] = string(value)
	}
	return out
}

// The naive simulator comes to the same figures of each period.
func TestANaiveSimulatorComesToTheSameSamples(t *testing.T) {
	compared := 0
	for seed := range uint64(100) {
		m := randomMarket(rand.New(rand.NewPCG(15, seed)))
		req := halves(m.request())
		r, err := Run(context.Background(), req, m.source, m, nil)
		if err != nil { // a symbol without a bar in one of them
			continue
		}
		compared++
		for got, days := range map[*Sample]model.Period{r.InSample: req.Samples.In, r.OutOfSample: req.Samples.Out} {
			m.start, m.end = DayOf(days.Start), DayOf(days.End)
			n := m.naive()
			n.run()
			want := n.figures()
			for name, g := range map[string]Figure{
				"final_balance": Figure(got.FinalBalance), "sharpe_ratio": got.Sharpe, "win_rate": got.WinRate, "total_trades": Figure(got.TotalTrades),
				"calmar_ratio": got.Calmar, "sessions_per_year": Figure(got.Sessions), "benchmark roi": got.Benchmark.ROI,
			} {
				if w := want[name]; math.IsNaN(float64(g)) != math.IsNaN(w) || math.Abs(float64(g)-w) > 1e-7*max(1, math.Abs(w)) {
					t.Errorf("market %d: %s is %v, naive %v", seed, name, g, w)
				}
			}
		}
	}
	if compared < 50 {
		t.Errorf("%d were compared", compared)
	}
}

func TestASampleWithoutBarsSaysWhich(t *testing.T) {
	s := newStage().with("A", flat(1), flat(1), flat(1))
	req := s.request(plain())
	req.Samples = model.Samples{In: model.Period{Start: firstDay, End: firstDay.AddDate(0, 0, 1)}, Out: model.Period{Start: firstDay.AddDate(0, 0, 5), End: firstDay.AddDate(0, 0, 9)}}
	_, err := Run(t.Context(), req, s.source, s.script, nil)
	if err == nil || err.Error() != "out_of_sample: there are no bars of A from 2024-01-06 to 2024-01-10" {
		t.Error(err)
	}
	req.Samples.Out.Start = firstDay
	if _, err := Run(t.Context(), req, s.source, s.script, nil); err == nil || !strings.Contains(err.Error(), "out_of_sample must start after") {
		t.Error(err)
	}
}

func TestTheProgressOfAWalkForwardNeverFalls(t *testing.T) {
	req, source := inCents()
	last, calls := Progress{}, 0
	_, err := Run(t.Context(), halves(req), source, dense{}, func(p Progress) {
		if p.Fraction < last.Fraction || p.Done < last.Done || p.Fraction > 1 {
			t.Fatalf("%+v after %+v", p, last)
		}
		last, calls = p, calls+1
	})
	if err != nil || last.Fraction != 1 || calls == 0 {
		t.Errorf("%+v, %v", last, err)
	}
}

func TestAWalkForwardIsCancelledInEachOfItsParts(t *testing.T) {
	req, source := inCents()
	for _, at := range []float64{0.1, 0.5, 0.9} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		_, err := Run(ctx, halves(req), source, dense{}, func(p Progress) {
			if p.Fraction > at {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) || err.Error() != context.Canceled.Error() {
			t.Errorf("at %v: %v", at, err)
		}
	}
}
