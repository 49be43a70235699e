package params

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestEveryParameterIsDescribedInFull(t *testing.T) {
	names := map[string]bool{}
	for _, p := range All() {
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			if names[name] {
				t.Errorf("%s stands for two parameters", name)
			}
			names[name] = true
		}
		if err := p.Check(p.Default); err != nil {
			t.Errorf("the default is refused: %v", err)
		}
		if p.Title == "" || p.About == "" || strings.HasSuffix(p.About, ".") || p.About[:1] != strings.ToLower(p.About[:1]) {
			t.Errorf("%s: %q, %q", p.Name, p.Title, p.About)
		}
		if options := p.Type == Choice || p.Type == Switch; options != (len(p.Options) > 1) || options != (p.Max == 0) {
			t.Errorf("%s has %d options and ends at %v", p.Name, len(p.Options), p.Max)
		}
		if p.Zero != "" && p.Check(NumberOf(0)) != nil {
			t.Errorf("%s: 0 stands for %s, and is refused", p.Name, p.Zero)
		}
	}
}

func TestGroupsStandTogether(t *testing.T) {
	var order []Group
	for _, p := range All() {
		if p.Group != GroupHidden && !slices.Contains(order, p.Group) {
			order = append(order, p.Group)
		} else if p.Group != GroupHidden && order[len(order)-1] != p.Group {
			t.Errorf("%s stands apart from its group", p.Name)
		}
	}
	if want := []Group{GroupMoney, GroupEntry, GroupExit, GroupCosts, GroupMore}; !slices.Equal(order, want) {
		t.Errorf("the groups are %v", order)
	}
}

func TestAParameterIsFoundByItsNameAlone(t *testing.T) {
	if p, ok := Lookup(StopLoss); !ok || p.Title != "Stop loss" {
		t.Errorf("%+v", p)
	}
	if _, ok := Lookup("zeal"); ok {
		t.Error("zeal is no parameter")
	}
}

func TestEachRangeHoldsOnBothSidesOfItsLimits(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []float64
		out  []float64
		want string
	}{
		{InitialCapital, []float64{.01, 1e12}, []float64{0, -1, 1.1e12}, "initial_capital must be above 0, at most 1e12: it is money"},
		{PositionSize, []float64{.0001, 1}, []float64{0, -.1, 1.0001}, "position_size must be above 0, at most 1: it is a fraction, 0.1 for 10%"},
		{StopLoss, []float64{0, .99}, []float64{-.01, .991}, "stop_loss must be from 0 to 0.99: it is a fraction, 0.05 for 5%"},
		{TakeProfit, []float64{0, 100}, []float64{-.01, 101}, "take_profit must be from 0 to 100: it is a fraction, 0.1 for 10%"},
		{MaxHolding, []float64{0, 10_000}, []float64{-1, 10_001, 2.5}, "max_holding must be from 0 to 10000: it is a number of bars"},
		{MinConfidence, []float64{0, 1}, []float64{-.1, 80}, "min_confidence must be from 0 to 1: it is a fraction, 0.8 for 80%"},
		{Commission, []float64{0, .1}, []float64{-.1, .5}, "commission must be from 0 to 0.1: it is a fraction, 0.0005 for 0.05%"},
		{CommissionFixed, []float64{0, 1e12}, []float64{-1, 2e12}, "commission_fixed must be from 0 to 1e12: it is money"},
		{PerShare, []float64{0, 0.0035}, []float64{-1, 2e12}, "commission_per_share must be from 0 to 1e12: it is money"},
		{BorrowFee, []float64{0, 10}, []float64{-.1, 11}, "borrow_fee must be from 0 to 10: it is a fraction, 0.8 for 80%"},
		{VolumeLimit, []float64{0, 1}, []float64{-.1, 1.1}, "volume_limit must be from 0 to 1: it is a fraction, 0.8 for 80%"},
		{ExitBeforeGap, []float64{0, 1000}, []float64{-1, 1001, .5}, "exit_before_gap must be from 0 to 1000: it is a whole number"},
		{Slippage, []float64{0, .1}, []float64{-.1, .11}, "slippage must be from 0 to 0.1: it is a fraction, 0.0005 for 0.05%"},
	} {
		p, _ := Lookup(c.name)
		for _, v := range c.in {
			if err := p.Check(NumberOf(v)); err != nil {
				t.Errorf("%v: %v", v, err)
			}
		}
		for _, v := range append(c.out, math.NaN(), math.Inf(1), math.Inf(-1)) {
			if err := p.Check(NumberOf(v)); err == nil || err.Error() != c.want {
				t.Errorf("%s = %v: %v, want %q", c.name, v, err, c.want)
			}
		}
	}
}

func TestAValueOfAnotherKindIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		value Value
		want  string
	}{
		Direction:      {TextOf("sideways"), `direction "sideways" is not known: both, long or short`},
		Neutral:        {NumberOf(5), `neutral "5" is not known: reversal or ignore`},
		ExitOnOpposite: {TextOf("true"), "exit_on_opposite must be true or false"},
		StopLoss:       {SwitchOf(false), "stop_loss must be from 0 to 0.99: it is a fraction, 0.05 for 5%"},
		AllowShort:     {Value{}, "allow_short must be true or false"},
	} {
		p, _ := Lookup(name)
		if err := p.Check(c.value); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

func TestWhatIsNotSaidHasItsDefault(t *testing.T) {
	var v Values
	w := v.With(StopLoss, NumberOf(0)).With(InitialCapital, NumberOf(5)).With(StopLoss, NumberOf(.2))
	if w.Of(StopLoss).Number() != .2 || w.Of(TakeProfit).Number() != .1 || v.Of(StopLoss).Number() != .05 || v.Of("zeal").Any() != nil {
		t.Errorf("%+v, %+v", v, w)
	}
	if _, said := w.Lookup(TakeProfit); said {
		t.Error("nothing was said of the target")
	}
	if v.Equal(w) || !w.Equal(Values{}.With(StopLoss, NumberOf(.2)).With(InitialCapital, NumberOf(5))) {
		t.Error("the order in which they were said does not matter")
	}
}

func TestWhatIsWrittenStandsInTheOrderOfTheTable(t *testing.T) {
	var got []string
	for name, value := range (Values{}).With("zeal", TextOf("x")).With(Slippage, NumberOf(1e-7)).With(ExitOnOpposite, SwitchOf(true)).Written() {
		got = append(got, name+" "+value.String())
	}
	if want := []string{"initial_capital 100000", "position_size 0.1", "exit_on_opposite true", "slippage 1e-07", "zeal x"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestEverythingThatIsWrongWithValuesIsSaidAtOnce(t *testing.T) {
	err := Values{}.With(StopLoss, NumberOf(2)).With("zeal\x1b", NumberOf(2)).With(Direction, TextOf("up")).Validate()
	want := "direction \"up\" is not known: both, long or short\nstop_loss must be from 0 to 0.99: it is a fraction, 0.05 for 5%\nno parameter is called \"zeal\\x1b\""
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
	if err := (Values{}).Validate(); err != nil {
		t.Errorf("nothing was said, and it is wrong: %v", err)
	}
}

func TestTheReferenceNamesEveryParameterAndFitsATerminal(t *testing.T) {
	text := Reference()
	for line := range strings.Lines(text) {
		if len([]rune(line)) > 81 {
			t.Errorf("too long: %q", line)
		}
	}
	for _, p := range All() {
		if !strings.Contains(text, "  "+p.Name+" ") || !strings.Contains(text, p.Meaning()) {
			t.Errorf("nothing about %s", p.Name)
		}
	}
}

func TestARangeIsWrittenForPeople(t *testing.T) {
	for name, want := range map[string]string{
		InitialCapital: "above 0", CommissionFixed: "0 or more", StopLoss: "from 0 to 99%", PositionSize: "above 0, at most 100%",
		MaxHolding: "from 0 to 10,000", MinConfidence: "from 0 to 1", Direction: "both, long or short", Slippage: "from 0 to 10%",
	} {
		if p, _ := Lookup(name); p.Range() != want {
			t.Errorf("%s: %q, want %q", name, p.Range(), want)
		}
	}
}
