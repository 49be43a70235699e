package form

import (
	"strings"
	"testing"
	"time"
)

func TestANewFormIsCalm(t *testing.T) {
	r := newRig(t)
	r.misses("✗")
	r.sees("2025-11-22")
	r.sees("Sun, 365 days")
	r.sees("100,000")
	r.sees("10% of equity")
}

func TestAFieldComplainsOnceItIsLeft(t *testing.T) {
	r := newRig(t)
	r.press("tab")
	r.sees("✗ name at least one symbol")
	r.misses("choose at least one pattern")
	r.press("shift+tab", "aapl")
	r.misses("✗")
}

func TestSymbolsAreTidiedWhenTheFieldIsLeft(t *testing.T) {
	r := newRig(t)
	r.press("msft aapl,,MSFT; brk.b", "tab")
	r.sees("MSFT, AAPL, BRK.B")
	r.sees("3 of 50")
}

func TestEveryRuleIsSaidAsOneTypes(t *testing.T) {
	for name, c := range map[string]struct {
		at   field
		text string
		want string
	}{
		"no symbol":         {symbols, "AAPL, $", `"$" is not a symbol`},
		"too many symbols":  {symbols, manySymbols(51), "51 symbols are too many"},
		"no day":            {start, "2024-02-30", `"2024-02-30" is not a day`},
		"start after end":   {start, "2027-01-01", "the start must lie before the end"},
		"end before start":  {end, "2025-01-01", "the start must lie before the end"},
		"more than 5 years": {start, "2020-01-01", "at most 5 years"},
		"no amount":         {capital, "lots", `"lots" is not an amount`},
		"an empty amount":   {capital, "", "name an amount"},
		"nothing":           {capital, "0", "the capital must be above 0"},
		"above one":         {position, "25", "above 1: write 25% for a percentage"},
		"far above one":     {position, "1000", "above 0, at most 1"},
		"zero":              {position, "0%", "above 0, at most 1"},
		"no fraction":       {position, "10k", `"10k" is not a fraction`},
		"an empty fraction": {position, " ", "name a fraction"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			for r.form.focus != c.at {
				r.press("tab")
			}
			r.press("ctrl+u", c.text)
			r.sees(c.want)
		})
	}
}

func manySymbols(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(string(rune('A'+i/26)) + string(rune('A'+i%26)) + "X ")
	}
	return b.String()
}

func TestFiguresAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]float64{
		"100000": 100_000, "100,000": 100_000, "100k": 100_000, "1.5m": 1_500_000, "$2,500.50": 2500.5, " 7 K ": 7000, ".5": 0.5,
	} {
		if got, err := parseCapital(text); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]float64{"0.1": 0.1, "10%": 0.1, "7%": 0.07, "0.7%": 0.007, "1": 1, "100 %": 1} {
		if got, err := parsePosition(text); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"1,00", "NaN", "Inf", "0x10", "1e5", "-5", "--", ".", ",", "$", "1_000", "99999999999999999999999999999%"} {
		if v, err := parseCapital(text); err == nil {
			t.Errorf("%q was taken as %v", text, v)
		}
	}
}

func TestRightTakesTheSuggestionAndTabLeavesTheWordAlone(t *testing.T) {
	r := newRig(t)
	r.press("a")
	r.sees("→ AAPL")
	r.press("ctrl+n", "right", "nv", "right")
	if got := r.form.texts[symbols].text(); got != "AMD, NVDA, " {
		t.Errorf("the field holds %q", got)
	}
	r.press("a", "tab")
	r.sees("AMD, NVDA, A ")
}

func TestSuggestionsLeaveOutWhatIsTakenAndWhatIsNoSymbol(t *testing.T) {
	r := newRig(t)
	r.press("aapl, ")
	r.sees("seen: A · AMD · AMZN · MSFT · NVDA")
	r.misses("2J")
	r.press("home")
	r.misses("seen:")
	r.press("right", "right") // moves the cursor: there is nothing to take
	if got := r.form.texts[symbols].input.Position(); got != 2 {
		t.Errorf("the cursor is at %d", got)
	}
}

func TestTypingReplacesAValueThatTabLedTo(t *testing.T) {
	r := newRig(t)
	r.press("tab", "2024-05-06", "tab", "backspace", "1")
	r.sees("2024-05-06")
	r.sees("2026-11-21")
	r.press("tab", "tab", "50k", "shift+tab", "tab", "left", "5")
	r.sees("505k")
}

func TestKeysStepDates(t *testing.T) {
	r := newRig(t)
	r.press("tab", "tab", "ctrl+u", "2026-03-31", "pgdown")
	r.sees("2026-02-28")
	r.press("shift+up")
	r.sees("2026-03-01")
	r.press("pgup", "shift+down")
	r.sees("2026-03-31")
}

func TestDefaultDatesFollowTheClockUntilTheyAreTouched(t *testing.T) {
	r := newRig(t)
	r.press("esc")
	r.env.Now = r.env.Now.AddDate(0, 0, 7)
	r.reopen()
	r.sees("2026-11-29")
	r.press("tab", "shift+down", "esc")
	r.env.Now = r.env.Now.Add(30 * 24 * time.Hour)
	r.reopen()
	r.sees("2025-11-28")
	r.sees("2026-11-29")
}

func TestKeysGoThroughTheFields(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct {
		key  string
		want field
	}{
		{"up", symbols},
		{"down", start},
		{"enter", end},
		{"tab", patterns},
		{"up", end},
		{"shift+tab", start},
		{"up", symbols},
		{"shift+tab", submit},
		{"down", submit},
		{"up", position},
		{"up", capital},
		{"up", patterns},
		{"tab", capital},
		{"down", position},
		{"enter", submit},
		{"tab", symbols},
	} {
		if r.press(c.key); r.form.focus != c.want {
			t.Fatalf("%s led to %d, want %d", c.key, r.form.focus, c.want)
		}
	}
}

func TestEscKeepsEverythingThatWasTyped(t *testing.T) {
	r := newRig(t)
	r.press("aapl, ms", "esc")
	if r.form.open() {
		t.Fatal("it is still open")
	}
	r.reopen()
	r.sees("aapl, ms")
}

func TestKeysThatTheTextInputStumblesOverAreSafe(t *testing.T) {
	r := newRig(t)
	r.press("abc", "left", "alt+d", "ctrl+v", "right")
	if got := r.form.texts[symbols].text(); got != "abc" {
		t.Errorf("the field holds %q", got)
	}
}
