package form

import (
	"maps"
	"strings"
	"testing"
	"time"

	"tickdeck/model/params"
)

func TestANewFormIsCalm(t *testing.T) {
	r := newRig(t)
	r.misses("✗")
	r.sees("2025-11-23 → 2026-11-22, 260 days")
	r.sees("100,000")
	r.sees("of equity a trade, default")
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
	r.sees("3, or all seen, a file")
}

func TestEveryRuleIsSaidAsOneTypes(t *testing.T) {
	for name, c := range map[string]struct {
		at   string
		text string
		want string
	}{
		"no symbol":         {"Symbols", "AAPL, $", `"$" is not a symbol`},
		"too many symbols":  {"Symbols", manySymbols(51), "51 symbols are too many"},
		"no day":            {"Dates", "2024-02-30", `"2024-02-30" is no day`},
		"end before start":  {"Dates", "2026..2025", "the start must lie before the end"},
		"not begun":         {"Dates", "2027", "2027 has not begun"},
		"more than 5 years": {"Dates", "2020..", "at most 5 years"},
		"no bar":            {"Timeframe", "soon", `"soon" is no length of a bar`},
		"no step":           {"Stop loss", "2%..10%", "a range wants a step"},
		"no end":            {"Stop loss", "2%..:1%", "has no end on one side"},
		"no amount":         {"Capital", "lots", `"lots" is not an amount`},
		"an empty amount":   {"Capital", "", "give capital a value, such as 100,000"},
		"nothing":           {"Capital", "0", "Capital must be above 0"},
		"above one":         {"Position", "25", "above 1: write 25% for a percentage"},
		"far above one":     {"Position", "1000", "Position must be above 0, at most 100%"},
		"zero":              {"Position", "0%", "Position must be above 0, at most 100%"},
		"no fraction":       {"Position", "10k", `"10k" is not a fraction`},
		"an empty fraction": {"Position", " ", "give position a value, such as 10%"},
		"too confident":     {"Confidence", "101%", "Confidence must be from 0 to 1"},
		"a stop of all":     {"Stop loss", "100%", "Stop loss must be from 0 to 99%"},
		"a target":          {"Take profit", "10", "above 1: write 10% for a percentage"},
		"half a bar":        {"Hold at most", "0.5", `"0.5" is not a whole number`},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.goTo(c.at)
			r.press("ctrl+u", c.text)
			r.sees(c.want)
		})
	}
}

// Every parameter that a request can hold is on the form, and what is typed
// there is what is asked for.
func TestEveryParameterCanBeSaid(t *testing.T) {
	r := newRig(t)
	r.press("aapl", "tab", "tab", "tab", "down", "space")
	for title, text := range map[string]string{
		"Capital": "50k", "Position": "25%", "Confidence": "0.5", "Stop loss": "none", "Take profit": "20 %", "Hold at most": "0",
	} {
		r.goTo(title)
		r.press(text)
	}
	r.goTo("Direction")
	r.press("right")
	r.goTo("Opposite")
	r.press("left")
	r.goTo("Costs")
	r.press("right", "tab", "0.001", "tab", "1.50", "tab", "0.005", "tab", "0", "tab", "3%", "tab", "10%", "tab")
	r.on("More")
	r.press("right", "tab", "2026-06-01", "tab", "i", "tab", "3", "tab", "7", "tab", "f", "tab")
	r.on("Submit")
	want := map[string]any{
		"initial_capital": 50_000.0, "sizing": "fraction", "position_size": 0.25, "direction": "long", "neutral": "ignore", "min_confidence": 0.5, "stop_loss": 0.0,
		"take_profit": 0.2, "max_holding": 0.0, "exit_on_opposite": false, "commission": 0.001, "commission_fixed": 1.5, "commission_per_share": 0.005, "slippage": 0.0, "borrow_fee": 0.03, "volume_limit": 0.1,
		"exit_before_gap": 3.0, "seed": 7.0, "strict": true,
	}
	got := written(r.form.request.Parameters)
	if !maps.Equal(got, want) || len(want) != len(params.All())-1-3 { // allow_short is said as a direction; and three are for other sizings
		t.Errorf("%v", got)
	}
	if in, out := r.form.request.Samples.In, r.form.request.Samples.Out; daysOf(in) != "2025-11-23..2026-05-31" || daysOf(out) != "2026-06-01..2026-11-22" {
		t.Errorf("walk-forward: %v, %v", in, out)
	}
}

func TestWhatIsLeftAtItsDefaultIsAskedForAsItIsShown(t *testing.T) {
	r := newRig(t)
	for _, p := range params.All() {
		got, said := r.form.request.Parameters.Lookup(p.Name)
		if said != (p.Group != params.GroupHidden && p.Group != params.GroupMore && p.Counts(params.SizingFraction)) || said && got != p.Default {
			t.Errorf("%s: %v, %v", p.Name, got, said)
		}
	}
}

func TestWhatIsWrongStandsInTheLineOfItsField(t *testing.T) {
	r := newRig(t)
	for title, text := range map[string]string{"Dates": "2024-13", "Timeframe": "9", "Capital": "lots", "Stop loss": "2%%"} {
		r.goTo(title)
		r.press("ctrl+u", text)
	}
	r.goTo("Submit")
	for _, title := range []string{"Dates", "Timeframe", "Capital", "Stop loss"} {
		if line := r.line(title); !strings.Contains(line, "✗ "+title) || !strings.Contains(line, `✗ "`+r.text(title)+`" is no`) {
			t.Error(line)
		}
	}
}

func manySymbols(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(string(rune('A'+i/26)) + string(rune('A'+i%26)) + "X ")
	}
	return b.String()
}

func TestHowAFigureWasUnderstoodStandsBehindIt(t *testing.T) {
	r := newRig(t)
	r.goTo("Capital")
	r.press("1.5m", "tab", "tab", "0.25", "tab")
	for title, want := range map[string]string{"Capital": "= 1,500,000, to begin with", "Position": "= 25%, of equity a trade", "Stop loss": "of the entry price, default"} {
		if line := r.line(title); !strings.Contains(line, want) {
			t.Errorf("%q is not in %q", want, line)
		}
	}
}

func TestOptionsAreTurnedAndTyped(t *testing.T) {
	r := newRig(t)
	r.goTo("Direction")
	r.sees("‹ both ›")
	for _, c := range [][2]string{{"right", "long"}, {"right", "short"}, {"space", "both"}, {"left", "short"}, {"l", "long"}, {"z", "long"}, {"B", "both"}} {
		if r.press(c[0]); r.text("Direction") != c[1] {
			t.Errorf("%s leads to %s, want %s", c[0], r.text("Direction"), c[1])
		}
	}
	r.paste("long")
	if r.text("Direction") != "both" {
		t.Error("a paste is not a choice")
	}
	r.press("right", "tab")
	r.sees("long                      both, long, short, default both")
}

func TestTheCostsAreALineThatOpens(t *testing.T) {
	r := newRig(t)
	r.sees("commission 0.05%, slippage 0.05%, all defaults")
	r.misses("Commission")
	r.goTo("Opposite")
	r.press("down")
	r.on("Costs")
	r.press("right", "down")
	r.on("Commission")
	r.press("0", "tab", "2", "tab", "0.01", "tab", "0.1%", "up", "up", "up", "up", "left")
	r.on("Costs")
	r.sees("fixed fee 2, share fee 0.01, slippage 0.1%  ")
	r.press("right", "down", "lots", "up", "left")
	r.sees(`✗ "lots" is not a fraction`)
	r.press("shift+tab", "tab", "tab", "tab")
	r.on("Submit")
}

func TestWhatIsWrongWithTheCostsIsShownWhenItIsToBeSent(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.goTo("Costs")
	r.press("right", "down", "50%", "up", "left", "ctrl+s")
	r.on("Commission")
	r.sees("Commission must be from 0 to 10%")
}

func TestALargeScreenShowsTheCosts(t *testing.T) {
	r := newRig(t)
	r.form.Resize(80, 40)
	r.sees("Slippage       0.05%")
	r.goTo("Opposite")
	r.press("down")
	r.on("Commission")
	r.form.Resize(80, 22)
	r.sees("▸ Commission")
}

func TestRightTakesTheSuggestionAndTabLeavesTheWordAlone(t *testing.T) {
	r := newRig(t)
	r.press("a")
	r.sees("→ AAPL")
	r.press("ctrl+n", "right", "nv", "right")
	if got := r.text("Symbols"); got != "AMD, NVDA, " {
		t.Errorf("the field holds %q", got)
	}
	r.press("a", "tab")
	r.sees("AMD, NVDA, A  ")
}

func TestSuggestionsLeaveOutWhatIsTakenAndWhatIsNoSymbol(t *testing.T) {
	r := newRig(t)
	r.press("aapl, ")
	r.sees("seen: A · AMD · AMZN · MSFT · NVDA")
	r.misses("2J")
	r.press("home")
	r.misses("seen:")
	r.press("right", "right") // moves the cursor: there is nothing to take
	if got := r.form.fields[symbols].entry.pos; got != 2 {
		t.Errorf("the cursor is at %d", got)
	}
}

func TestTypingReplacesAValueThatTabLedTo(t *testing.T) {
	r := newRig(t)
	r.press("tab", "2024-05", "tab", "backspace", "h", "tab")
	r.sees("2024-05-01 → 2024-05-31")
	if got := r.form.request.Timeframe; got != "1h" {
		t.Errorf("the timeframe is %q", got)
	}
	r.press("tab", "50k", "shift+tab", "tab", "left", "5")
	r.sees("505k")
}

func TestKeysStepTheDayUnderTheCursor(t *testing.T) {
	r := newRig(t)
	r.press("tab", "2025-01-31..2026-03-31", "pgdown")
	r.sees("2025-01-31 → 2026-02-28")
	r.press("shift+up")
	r.sees("2025-01-31 → 2026-03-01")
	r.press("pgup", "shift+down")
	r.sees("2025-01-31 → 2026-03-31")
	r.press("home", "pgdown")
	r.sees("2024-12-31 → 2026-03-31")
	r.press("shift+up")
	r.sees("2025-01-01 → 2026-03-31")
	r.press("tab", "shift+tab", "1y", "shift+down")
	r.sees("2025-11-23 → 2026-11-21")
}

func TestSpansFollowTheClockFromOpeningToOpening(t *testing.T) {
	r := newRig(t)
	r.press("esc")
	r.env.Now = r.env.Now.AddDate(0, 0, 7)
	r.reopen()
	r.sees("2026-11-29")
	r.press("tab", "shift+down", "esc")
	r.env.Now = r.env.Now.Add(30 * 24 * time.Hour)
	r.reopen()
	r.sees("2025-11-30 → 2026-11-28")
}

func TestCtrlAGoesToTheStartOfALine(t *testing.T) {
	r := newRig(t)
	r.press("aapl", "ctrl+a", "msft ", "tab")
	r.sees("MSFT, AAPL")
	r.goTo("Patterns")
	r.press("tar", "ctrl+a", "s")
	if got := r.text("Patterns"); got != "star" {
		t.Errorf("the filter is %q", got)
	}
}

func TestKeysGoThroughTheFields(t *testing.T) {
	r := newRig(t)
	for _, c := range [][2]string{
		{"up", "Symbols"},
		{"down", "Dates"},
		{"enter", "Timeframe"},
		{"tab", "Patterns"},
		{"up", "Timeframe"},
		{"tab", "Patterns"},
		{"enter", "Capital"},
		{"shift+tab", "Patterns"},
		{"shift+tab", "Timeframe"},
		{"up", "Dates"},
		{"up", "Symbols"},
		{"shift+tab", "Submit"},
		{"down", "Submit"},
		{"up", "More"},
		{"up", "Costs"},
		{"up", "Opposite"},
		{"up", "Hold at most"},
		{"down", "Opposite"},
		{"enter", "Costs"},
		{"enter", "More"},
		{"enter", "Submit"},
		{"tab", "Symbols"},
	} {
		if r.press(c[0]); r.form.here().title != c[1] {
			t.Fatalf("%s led to %s, want %s", c[0], r.form.here().title, c[1])
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
	if got := r.text("Symbols"); got != "abc" {
		t.Errorf("the field holds %q", got)
	}
}
