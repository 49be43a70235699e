package model

import (
	"strconv"
	"testing"
	"time"
)

func TestAlertsAreJoinedToWhatSuchOnesWereWorth(t *testing.T) {
	early, late := time.Unix(1_795_000_000, 0), time.Unix(1_795_000_600, 0)
	var none *EvidenceSet
	set := none.With("1min", []Evidence{
		{Pattern: "Dark Cloud Cover", Direction: "bearish", N: 812, Computed: late},
		{Pattern: "DARK_CLOUD_COVER", Direction: "bearish", N: 3, Computed: early},
		{Pattern: "Doji", Direction: "neutral", N: 40},
	}, "").With("5min", nil, "").With("15min", nil, "this user may not do that")
	full := set
	for i := range MaxTimeframes {
		full = full.With(strconv.Itoa(i), nil, "")
	}
	for name, c := range map[string]struct {
		set     *EvidenceSet
		alert   *Alert
		n       int
		missing string
	}{
		"the same name":          {set, &Alert{Pattern: "Doji", Direction: DirNeutral, Timeframe: "1min"}, 40, ""},
		"written otherwise":      {set, &Alert{Pattern: "DarkCloudCover", Direction: DirBear, Timeframe: "1min"}, 812, ""},
		"another direction":      {set, &Alert{Pattern: "Doji", Direction: DirBull, Timeframe: "1min"}, 0, "nobody has counted"},
		"another timeframe":      {set, &Alert{Pattern: "Doji", Direction: DirNeutral, Timeframe: "5min"}, 0, "nobody has counted"},
		"a timeframe not read":   {set, &Alert{Pattern: "Doji", Direction: DirNeutral, Timeframe: "1h"}, 0, "not looked up yet"},
		"a timeframe too many":   {full, &Alert{Pattern: "Doji", Direction: DirNeutral, Timeframe: "1h"}, 0, "not looked up: there are too many timeframes"},
		"a timeframe refused":    {set, &Alert{Pattern: "Doji", Direction: DirNeutral, Timeframe: "15min"}, 0, "nobody can say: this user may not do that"},
		"before the first look":  {nil, &Alert{Pattern: "Doji", Direction: DirNeutral, Timeframe: "1min"}, 0, "not looked up yet"},
		"without a direction":    {set, &Alert{Pattern: "Doji", Timeframe: "1min"}, 0, "nobody can say: no direction was sent"},
		"without a timeframe":    {set, &Alert{Pattern: "Doji", Direction: DirNeutral}, 0, "nobody can say: no timeframe was sent"},
		"a name without letters": {set, &Alert{Pattern: "?", Direction: DirNeutral, Timeframe: "1min"}, 0, "nobody has counted"},
	} {
		if e, missing := c.set.Of(c.alert); e.N != c.n || missing != c.missing {
			t.Errorf("%s: %d, %q; want %d, %q", name, e.N, missing, c.n, c.missing)
		}
	}
}

func TestASetThatWasHandedOutDoesNotChange(t *testing.T) {
	a := &Alert{Pattern: "Doji", Direction: DirNeutral, Timeframe: "1min"}
	var none *EvidenceSet
	first := none.With("1min", []Evidence{{Pattern: "Doji", Direction: "neutral", N: 1}}, "")
	second := first.With("1min", nil, "").With("5min", nil, "")
	if e, missing := first.Of(a); e.N != 1 || missing != "" {
		t.Errorf("the first has become %d, %q", e.N, missing)
	}
	if _, missing := second.Of(a); missing != "nobody has counted" {
		t.Errorf("what is gone is still there: %q", missing)
	}
}
