package params

import (
	"fmt"
	"strings"
	"testing"
)

func TestAListOrARangeIsSeveralValues(t *testing.T) {
	for _, c := range [][3]string{
		{StopLoss, "5%", "0.05"},
		{StopLoss, "0.02..0.10:0.02", "0.02 0.04 0.06 0.08 0.1"},
		{StopLoss, " 2% .. 10% : 2% ", "0.02 0.04 0.06 0.08 0.1"},
		{StopLoss, "none, 5%, 10%", "0 0.05 0.1"},
		{StopLoss, "none..4%:2%", "0 0.02 0.04"},
		{StopLoss, "5%,10%,15%,", "0.05 0.1 0.15"},
		{StopLoss, "5%; 5%, 2%..6%:2%", "0.05 0.02 0.04 0.06"},
		{StopLoss, "0.1..0.99:0.3", "0.1 0.4 0.7"},
		{TakeProfit, "1,000%, 2,000%", "10 20"},
		{InitialCapital, "100,000", "100000"},
		{InitialCapital, "100,000, 200,000", "100000 200000"},
		{InitialCapital, "50k..200k:50k", "50000 100000 150000 200000"},
		{InitialCapital, "1,000,2,000", "1000 2000"},
		{MaxHolding, "5,10,20", "5 10 20"},
		{MaxHolding, "1,000", "1000"},
		{MaxHolding, "5..8", "5 6 7 8"},
		{MaxHolding, "no limit, 5..20:5", "0 5 10 15 20"},
		{MinConfidence, "0.1..0.7:0.1", "0.1 0.2 0.3 0.4 0.5 0.6 0.7"},
		{Direction, "both, long", "both long"},
	} {
		got, err := find(t, c[0]).ParseMany(c[1])
		var words []string
		for _, v := range got {
			words = append(words, v.String())
		}
		if err != nil || strings.Join(words, " ") != c[2] {
			t.Errorf("%s %q is %q, %v; want %q", c[0], c[1], words, err, c[2])
		}
	}
}

func TestARangeThatNeverEndsIsRefusedInWordsAndWithTheNumber(t *testing.T) {
	for _, c := range [][3]string{
		{StopLoss, "", "give stop loss a value"},
		{StopLoss, "2%..10%", "a range wants a step: write 2%..10%:2%"},
		{StopLoss, "2%..:2%", "has no end on one side"},
		{StopLoss, "..10%:2%", "has no end on one side"},
		{StopLoss, "2%..10%:0", "a step of 0 never comes to the end"},
		{StopLoss, "2%..10%:0%", "a step of 0 never comes to the end"},
		{StopLoss, "2%..10%:-2%", "a step below 0 never comes to the end"},
		{StopLoss, "10%..2%:2%", "10% lies above 2%: write the lesser first"},
		{StopLoss, "0..0.99:0.00000099", `"0..0.99:0.00000099" is 1,000,001 values: at most 5,000`},
		{InitialCapital, "1..1000000m:0.0001", "is more than 1e15 values: at most 5,000"},
		{StopLoss, "2%..100%:2%", "Stop loss must be from 0 to 99%"},
		{StopLoss, "2..10:2", "above 1: write 2% for a percentage"},
		{StopLoss, "2%..10%:x", `the step "x" is not a fraction`},
		{StopLoss, "2%..10%:1k", `the step "1k" is not a fraction`},
		{StopLoss, "5%, lots", `"lots" is not a fraction`},
		{StopLoss, "5%,,10%", "give stop loss a value"},
		{MaxHolding, "1..5:0.5", `1.50 of "1..5:0.5" is not a whole number`},
		{MaxHolding, "1..10000", `"1..10000" is 10,000 values: at most 5,000`},
		{MaxHolding, strings.Repeat("1, ", 4000), "a list of 12,000 characters is too long"},
	} {
		got, err := find(t, c[0]).ParseMany(c[1])
		if err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%s %q is %d values, %v; want %q", c[0], c[1], len(got), err, c[2])
		}
	}
}

func FuzzParseMany(f *testing.F) {
	for _, s := range []string{"2%..10%:2%", "100,000, 5", "none..1:.1", "1..2..3:4", ",,,", "1e9..2", "5 %, 1k", "..", ":", "0..99999999999999999999:1"} {
		f.Add(s)
	}
	all := All()
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range all {
			values, err := p.ParseMany(text)
			if err != nil {
				continue
			}
			if len(values) == 0 || len(values) > MaxValues {
				t.Fatalf("%s %q is %d values", p.Name, text, len(values))
			}
			for _, v := range values {
				if err := p.Check(v); err != nil {
					t.Fatalf("%s %q has %v: %v", p.Name, text, v, err)
				}
			}
			if one, err := p.Parse(text); err == nil && (len(values) != 1 || values[0] != one) {
				t.Fatalf("%s %q is one value %v, and %s as several", p.Name, text, one, fmt.Sprint(values))
			}
		}
	})
}
