package model

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tickdeck/model/params"
)

// Request is what a person asks of the backtest workers.
type Request struct {
	Symbols    []string
	Patterns   []string
	Start      time.Time // first day
	End        time.Time // last day
	Samples    Samples   // of a walk-forward test, within those days
	Timeframe  string    // of the bars, such as 1min; "" for days
	Parameters params.Values
	Sweep      SweepPart // of which this is a part
}

// The limits of a request.
const (
	MaxSymbols   = 50
	MaxYears     = 5
	maxSymbolLen = 20
	DateLayout   = time.DateOnly
)

// Limits are the most that a request may ask for.
type Limits struct{ Symbols, Years int }

// SharedLimits are those of a request that is sent to workers which others need as
// well; LocalLimits those of one that is run here and now.
func SharedLimits() Limits { return Limits{MaxSymbols, MaxYears} }

// LocalLimits are far beyond what anyone runs at once, and keep a slip from filling
// the memory.
func LocalLimits() Limits { return Limits{5_000, 100} }

// Validate returns everything that is wrong with a request to workers, each in words
// that say what to do.
func (r Request) Validate() error { return r.ValidateWithin(SharedLimits()) }

// ValidateWithin is Validate with other limits.
func (r Request) ValidateWithin(l Limits) error {
	return errors.Join(l.CheckSymbols(r.Symbols), l.CheckDates(r.Start, r.End), CheckPatterns(r.Patterns),
		r.Samples.Check(Period{r.Start, r.End}), r.Parameters.Validate())
}

// SplitSymbols reads a list parted by commas or blanks: upper-cased, each once,
// in the order they were given.
func SplitSymbols(text string) []string {
	var out []string
	seen := map[string]bool{}
	for s := range strings.FieldsFuncSeq(strings.ToUpper(text), func(r rune) bool { return r == ',' || r == ';' || r <= ' ' }) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// CheckSymbols wants at least one, each of letters, digits and . - ^ = / :.
func (l Limits) CheckSymbols(symbols []string) error {
	switch n := len(symbols); {
	case n == 0:
		return errors.New("name at least one symbol, such as AAPL")
	case n > l.Symbols:
		return fmt.Errorf("%d symbols are too many: at most %d", n, l.Symbols)
	}
	for _, s := range symbols {
		if s == "" || len(s) > maxSymbolLen || strings.IndexFunc(s, notInSymbol) >= 0 {
			return fmt.Errorf("%.24q is not a symbol: letters, digits and . - ^ = / : only, at most %d", s, maxSymbolLen)
		}
	}
	return nil
}

func notInSymbol(r rune) bool {
	return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(".-^=/:", r)
}

// ParseDate reads a day as YYYY-MM-DD.
func ParseDate(text string) (time.Time, error) {
	t, err := time.Parse(DateLayout, strings.TrimSpace(text))
	if err != nil {
		return t, fmt.Errorf("%.24q is not a day: write it as 2024-12-31", text)
	}
	return t, nil
}

// CheckDates wants the start before the end.
func (l Limits) CheckDates(start, end time.Time) error {
	switch {
	case !start.Before(end):
		return errors.New("the start must lie before the end")
	case end.After(start.AddDate(l.Years, 0, 0)):
		return fmt.Errorf("at most %d years: end by %s", l.Years, start.AddDate(l.Years, 0, 0).Format(DateLayout))
	}
	return nil
}

// CheckPatterns wants at least one.
func CheckPatterns(patterns []string) error {
	if len(patterns) == 0 {
		return errors.New("choose at least one pattern")
	}
	return nil
}

// Receipt says what became of a request that was sent.
type Receipt struct {
	JobID     string
	Listeners int64 // how many subscribers PUBLISH reached: 0 means no worker heard it
}

// Draft is a request as it will be sent: the very bytes, under the id that the
// job will have. Sending the same draft again cannot make a second job.
type Draft struct {
	JobID string
	JSON  string
}
