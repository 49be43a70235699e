package params

import (
	"strings"
	"testing"
)

func find(t *testing.T, name string) Parameter {
	t.Helper()
	p, ok := Lookup(name)
	if !ok {
		t.Fatalf("no %s", name)
	}
	return p
}

func TestFiguresAreReadAsPeopleWriteThem(t *testing.T) {
	for name, texts := range map[string]map[string]float64{
		InitialCapital: {
			"100000": 100_000, "100,000": 100_000, "100k": 100_000, "1.5m": 1_500_000, "$2,500.50": 2500.5, " 7 K ": 7000, ".5": 0.5,
		},
		PositionSize:    {"0.1": 0.1, "10%": 0.1, "7%": 0.07, "0.7%": 0.007, "1": 1, "100 %": 1, "0.25": 0.25},
		StopLoss:        {"0": 0, "none": 0, "NONE": 0, "0%": 0, "99%": 0.99},
		TakeProfit:      {"250%": 2.5, "10,000%": 100},
		MaxHolding:      {"10": 10, "0": 0, "No Limit": 0, "1k": 1000, "1,000": 1000},
		MinConfidence:   {"0.8": 0.8, "80%": 0.8, "any": 0},
		CommissionFixed: {"0": 0, "$1.25": 1.25},
	} {
		p := find(t, name)
		for text, want := range texts {
			if got, err := p.Parse(text); err != nil || got != NumberOf(want) {
				t.Errorf("%s %q is %v, %v; want %v", name, text, got, err, want)
			}
		}
	}
}

func TestWhatIsNoFigureIsRefusedInWordsThatHelp(t *testing.T) {
	for _, text := range []string{"1,00", "NaN", "Inf", "0x10", "1e5", "-5", "--", ".", ",", "$", "1_000", "99999999999999999999999999999%", "lots"} {
		if v, err := find(t, InitialCapital).Parse(text); err == nil || !strings.Contains(err.Error(), "is not an amount: write 100k or 100,000") {
			t.Errorf("%q was taken as %v, %v", text, v, err)
		}
	}
	for _, c := range [][3]string{
		{InitialCapital, " ", "give capital a value, such as 100,000"},
		{InitialCapital, "0", "Capital must be above 0, at most 1,000,000,000,000"},
		{InitialCapital, "9999999m", "Capital must be above 0, at most"},
		{PositionSize, "25", "above 1: write 25% for a percentage"},
		{PositionSize, "1000", "Position must be above 0, at most 100%"},
		{PositionSize, "0%", "Position must be above 0, at most 100%"},
		{PositionSize, "10k", `"10k" is not a fraction: write 0.1 or 10%`},
		{PositionSize, "", "give position a value, such as 10%"},
		{StopLoss, "1", "Stop loss must be from 0 to 99%"},
		{TakeProfit, "20", "above 1: write 20% for a percentage"},
		{TakeProfit, "10001%", "Take profit must be from 0 to 10,000%"},
		{MinConfidence, "80", "above 1: write 80% for a percentage"},
		{MinConfidence, "", "give confidence a value, such as 0.5"},
		{BorrowFee, "", "give borrow fee a value, such as 1%"},
		{MaxHolding, "2.5", `"2.5" is not a whole number: write 10`},
		{MaxHolding, "5%", `"5%" is not a whole number: write 10`},
		{MaxHolding, "10001", "Hold at most must be from 0 to 10,000"},
		{Direction, "sideways", `"sideways" is not known: both, long or short`},
		{Neutral, "x\x1b", `"x\x1b" is not known: turns the trend or is ignored`},
	} {
		if v, err := find(t, c[0]).Parse(c[1]); err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%s %q: %v, %v; want %q", c[0], c[1], v, err, c[2])
		}
	}
}

func TestOptionsAreReadByTheirTitlesAndTheirNames(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Value
	}{
		{Direction, "Long", TextOf("long")},
		{Neutral, "turns the trend", TextOf("reversal")},
		{Neutral, "ignore", TextOf("ignore")},
		{ExitOnOpposite, "changes nothing", SwitchOf(false)},
		{ExitOnOpposite, "TRUE", SwitchOf(true)},
	} {
		if got, err := find(t, c.name).Parse(c.text); err != nil || got != c.want {
			t.Errorf("%s %q is %v, %v", c.name, c.text, got, err)
		}
	}
}

func TestEveryValueIsReadBackAsItWasWritten(t *testing.T) {
	for _, p := range All() {
		values := []Value{p.Default}
		for _, v := range []float64{0, 0.0005, 0.07, 0.1, 0.123456, 0.5, 1, 2.5, 12, 1500, 12345.67, 1e6, 1e12} {
			values = append(values, NumberOf(v))
		}
		for _, o := range p.Options {
			values = append(values, o.Value)
		}
		for _, v := range values {
			if p.Check(v) != nil || p.Unit == Money && v.Number() < 0.01 && v.Number() > 0 || p.Unit == Money && v.Number() == 0.123456 {
				continue
			}
			if got, err := p.Parse(p.Format(v)); err != nil || got != v {
				t.Errorf("%s: %v is written %q and read %v, %v", p.Name, v, p.Format(v), got, err)
			}
			if got, err := p.Decode(v.String()); err != nil || got != v {
				t.Errorf("%s: %v is encoded %q and decoded %v, %v", p.Name, v, v.String(), got, err)
			}
		}
	}
}

func TestDecodingTakesWhatProgramsWrite(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       any // nil where it is refused
	}{
		{StopLoss, " 5e-2 ", 0.05},
		{StopLoss, "-0", 0.0},
		{StopLoss, "7", 7.0}, // the range is for Check
		{StopLoss, "5%", nil},
		{StopLoss, "NaN", nil},
		{StopLoss, "1e999", nil},
		{MaxHolding, "20.0", 20.0},
		{MaxHolding, "2.5", nil},
		{MaxHolding, "1e12", nil},
		{ExitOnOpposite, "True", true},
		{ExitOnOpposite, "1", nil},
		{Direction, "LONG", "long"},
	} {
		got, err := find(t, c.name).Decode(c.text)
		if (err != nil) != (c.want == nil) || got.Any() != c.want {
			t.Errorf("%s %q is %v, %v; want %v", c.name, c.text, got.Any(), err, c.want)
		}
	}
}
