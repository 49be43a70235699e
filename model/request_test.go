package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model/params"
)

func good() Request {
	return Request{
		Symbols: []string{"AAPL"}, Patterns: []string{"Doji"},
		Start: day("2024-01-01"), End: day("2024-12-31"),
	}
}

func day(text string) time.Time {
	t, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return t
}

func symbols(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("S%d", i)
	}
	return out
}

func TestEachRuleOfARequestHoldsOnBothSidesOfItsLimit(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Request)
		want   string // part of the complaint; "" when it is well
	}{
		"as it is":            {func(*Request) {}, ""},
		"no symbol":           {func(r *Request) { r.Symbols = nil }, "at least one symbol"},
		"50 symbols":          {func(r *Request) { r.Symbols = symbols(50) }, ""},
		"51 symbols":          {func(r *Request) { r.Symbols = symbols(51) }, "51 symbols are too many"},
		"20 letters":          {func(r *Request) { r.Symbols = []string{strings.Repeat("A", 20)} }, ""},
		"21 letters":          {func(r *Request) { r.Symbols = []string{strings.Repeat("A", 21)} }, "is not a symbol"},
		"marks in a symbol":   {func(r *Request) { r.Symbols = []string{"BRK.B", "^GSPC", "EURUSD=X", "BTC-USD", "X:Y", "A/B"} }, ""},
		"a small letter":      {func(r *Request) { r.Symbols = []string{"aapl"} }, "is not a symbol"},
		"an escape":           {func(r *Request) { r.Symbols = []string{"A\x1b[2J"} }, "is not a symbol"},
		"an empty symbol":     {func(r *Request) { r.Symbols = []string{""} }, "is not a symbol"},
		"no pattern":          {func(r *Request) { r.Patterns = nil }, "at least one pattern"},
		"start is the end":    {func(r *Request) { r.End = r.Start }, "before the end"},
		"one day":             {func(r *Request) { r.End = r.Start.AddDate(0, 0, 1) }, ""},
		"start after the end": {func(r *Request) { r.Start, r.End = r.End, r.Start }, "before the end"},
		"5 years":             {func(r *Request) { r.End = day("2029-01-01") }, ""},
		"5 years and a day":   {func(r *Request) { r.End = day("2029-01-02") }, "end by 2029-01-01"},
		"a wrong parameter":   {func(r *Request) { r.Parameters = r.Parameters.With(params.StopLoss, params.NumberOf(2)) }, "stop_loss must be from 0 to 0.99"},
	} {
		r := good()
		c.change(&r)
		err := r.Validate()
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: refused: %v", name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want words with %q", name, err, c.want)
		}
	}
}

func TestEverythingThatIsWrongIsSaidAtOnce(t *testing.T) {
	r := Request{Parameters: params.Values{}.With(params.InitialCapital, params.NumberOf(0)).With(params.PositionSize, params.NumberOf(2))}
	if err := r.Validate(); strings.Count(err.Error(), "\n") != 4 {
		t.Errorf("it is wrong in five ways: %v", err)
	}
}

func TestSymbolsAreSplitUpperCasedAndTakenOnce(t *testing.T) {
	for text, want := range map[string][]string{
		"":                             nil,
		" , ;\t\n":                     nil,
		"aapl, msft;AAPL goog\nbrk.b,": {"AAPL", "MSFT", "GOOG", "BRK.B"},
	} {
		if got := SplitSymbols(text); !slices.Equal(got, want) {
			t.Errorf("%q is split into %q, want %q", text, got, want)
		}
	}
}

func TestADayIsReadInOneWayOnly(t *testing.T) {
	if got, err := ParseDate(" 2024-02-29 "); err != nil || got.Format(DateLayout) != "2024-02-29" {
		t.Errorf("%s, %v", got, err)
	}
	for _, text := range []string{"", "2024-02-30", "29.02.2024", "2024-2-9", strings.Repeat("9", 1000), "\x1b[2J"} {
		if _, err := ParseDate(text); err == nil || len(err.Error()) > 120 || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
