package backtest

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// wantSameJSON compares with what encoding/json writes, to the byte.
func wantSameJSON(t rapid.TB, r *Result) {
	t.Helper()
	got, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		t.Fatalf("from byte %d on\n%.200s\nwant\n%.200s", i, got[i:], want[i:])
	}
}

func TestAResultIsWrittenAsTheLibraryWritesIt(t *testing.T) {
	req, source := large()
	r, err := Run(t.Context(), req, source, dense{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	wantSameJSON(t, r)
	wantSameJSON(t, &Result{})
	wantSameJSON(t, &Result{Equity: []Point{}, Held: []Point{}, Trades: []Trade{{}, {Patterns: []string{}}}})
	wantSameJSON(t, &Result{Warnings: []string{string(lists)}, Unknown: []string{string(lists)}, Source: string(lists)})
}

// A field that is added to a trade and not written would be found here.
func TestEveryFieldOfATradeIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"<a&b>", "\u2028\"\\\n", "Ä\xff", "", "a\x7fb"}))
		floats := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1e-6, 9.99e-7, 1e21, 9.9e20, 1e-10, 1e-9, -1e100, 5e-324, math.MaxFloat64, 0.1, 100}))
		trade := func() (x Trade) {
			v := reflect.ValueOf(&x).Elem()
			for _, f := range v.Fields() {
				switch f.Kind() {
				case reflect.String:
					f.SetString(texts.Draw(t, "text"))
				case reflect.Float64:
					f.SetFloat(floats.Draw(t, "number"))
				case reflect.Int8:
					f.SetInt(rapid.SampledFrom([]int64{1, -1}).Draw(t, "side"))
				case reflect.Int32, reflect.Int:
					f.SetInt(int64(rapid.IntRange(-40000, 40000).Draw(t, "count")))
				case reflect.Slice:
					f.Set(reflect.ValueOf(rapid.SliceOf(texts).Draw(t, "texts")))
				default:
					t.Fatalf("a field of kind %s", f.Kind())
				}
			}
			return x
		}
		r := &Result{
			Trades: []Trade{trade(), trade()}, dates: newDates([]Day{19000, 19900}),
			Equity: []Point{{Day(rapid.IntRange(18990, 19910).Draw(t, "day")), floats.Draw(t, "equity")}, {minuteZero + 5, 1}},
		}
		wantSameJSON(t, r)
	})
}

func TestWhatIsNoNumberIsNotWritten(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if text, err := (&Result{Trades: []Trade{{PnL: v}}}).JSON(); err == nil {
			t.Errorf("%s", text)
		}
		if text, err := (&Result{FinalBalance: v}).JSON(); err == nil {
			t.Errorf("%s", text)
		}
	}
}

func TestDatesAreWrittenAsDaysAre(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, days := range [][]Day{{19000, 19001, 20000}, {-40000, 40000}, {minuteZero, minuteZero + 9}, {0}} {
		d := newDates(days)
		for range 1000 {
			day := days[0] + Day(rng.IntN(2000)-500)
			if got := string(d.append(nil, day)); got != day.String() {
				t.Fatalf("%s, want %s", got, day)
			}
		}
	}
}

// BenchmarkJSON writes the largest result.
func BenchmarkJSON(b *testing.B) {
	req, source := large()
	r, err := Run(b.Context(), req, source, dense{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	for name, write := range map[string]func() ([]byte, error){
		"ours":          r.JSON,
		"encoding/json": func() ([]byte, error) { return json.Marshal(r) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := write(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
