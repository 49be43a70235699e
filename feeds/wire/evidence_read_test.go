package wire

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

const standardEvidence = `{"n":812,"symbols":40,"horizon_bars":5,"mean":0.004,"base_mean":0.001,"hit":0.54,"base_hit":0.52,"q":0.31,"from":"2021-01-04","to":"2026-11-20","source":"bars","computed_at":1795000000.25}`

// standardRow is what it says, in the field Dark Cloud Cover:bearish.
var standardRow = model.Evidence{
	Pattern: "Dark Cloud Cover", Direction: "bearish", Timeframe: "daily", N: 812, Symbols: 40, Horizon: 5,
	Mean: .004, BaseMean: .001, Hit: .54, BaseHit: .52, Q: .31, From: "2021-01-04", To: "2026-11-20", Source: "bars",
	Computed: time.UnixMicro(1795000000250000),
}

func TestEvidenceIsReadAsTheContractHasIt(t *testing.T) {
	without := func(f func(*model.Evidence)) model.Evidence {
		e := standardRow
		f(&e)
		return e
	}
	replaced := func(old, with string) string { return strings.Replace(standardEvidence, old, with, 1) }
	for name, c := range map[string]struct {
		field, value string
		want         model.Evidence
	}{
		"standard":        {"Dark Cloud Cover:bearish", standardEvidence, standardRow},
		"a colon":         {"Dark: Cloud:neutral", standardEvidence, without(func(e *model.Evidence) { e.Pattern, e.Direction = "Dark: Cloud", "neutral" })},
		"another word":    {"Doji:reversal", standardEvidence, without(func(e *model.Evidence) { e.Pattern, e.Direction = "Doji", "neutral" })},
		"texts":           {"Dark Cloud Cover:bearish", replaced("812", `"812"`), standardRow},
		"not tested":      {"Dark Cloud Cover:bearish", replaced(`"q":0.31,`, ""), without(func(e *model.Evidence) { e.Q = model.None() })},
		"not tested, NaN": {"Dark Cloud Cover:bearish", replaced("0.31", "NaN"), without(func(e *model.Evidence) { e.Q = model.None() })},
		"no hits":         {"Dark Cloud Cover:bearish", replaced(`"hit":0.54,"base_hit":0.52,`, ""), without(func(e *model.Evidence) { e.Hit, e.BaseHit = model.None(), model.None() })},
		"hits that are none": {"Dark Cloud Cover:bearish", replaced("0.54", "54"), without(func(e *model.Evidence) {
			e.Hit = model.None() // a fraction, says the contract: nobody knows of what this is the percentage
		})},
		"nobody said more": {"Dark Cloud Cover:bearish", `{"n":1,"horizon_bars":5,"mean":0,"base_mean":0}`, model.Evidence{
			Pattern: "Dark Cloud Cover", Direction: "bearish", Timeframe: "daily", N: 1, Horizon: 5, Hit: model.None(), BaseHit: model.None(), Q: model.None(),
		}},
		"controls": {"Do\x1b[2Jji:bullish", replaced(`"bars"`, `"b\u001b[2J"`), without(func(e *model.Evidence) {
			e.Pattern, e.Direction, e.Source = "Do␛[2Jji", "bullish", "b␛[2J"
		})},
	} {
		got, err := NewDecoder().EvidenceFrom("daily", c.field, c.value)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v\n%+v, want\n%+v", name, err, got, c.want)
		}
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	text, err := EncodeEvidence(standardRow)
	if err != nil {
		t.Fatal(err)
	}
	got, err := NewDecoder().EvidenceFrom("daily", EvidenceField(standardRow.Pattern, standardRow.Direction), text)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(standardRow) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestEvidenceOfNoUseIsRefusedInWords(t *testing.T) {
	const field = "Doji:neutral"
	replaced := func(old, with string) string { return strings.Replace(standardEvidence, old, with, 1) }
	for want, c := range map[string]struct{ field, value string }{
		"the field is not named pattern:direction":      {"Doji", standardEvidence},
		"the field is not named pattern:direction, but": {strings.Repeat("D", 200) + ":neutral", standardEvidence},
		"the field ends in no direction":                {"Doji:", standardEvidence},
		"the field names no pattern":                    {"?:bullish", standardEvidence},
		"plain text, not JSON":                          {field, "hello"},
		"not a JSON object":                             {field, "[]"},
		"cut off: the JSON ends too early":              {field, standardEvidence[:40]},
		"5000 bytes are more than the limit of 4096":    {field, strings.Repeat(" ", 5000)},
		"no n in it":                                   {field, replaced("812", "0")},
		"no n in it, but":                              {field, replaced("812", "-3")},
		"no n in it, but a list":                       {field, replaced("812", "[1,2]")},
		"no horizon_bars in it that can be":            {field, replaced(`"horizon_bars":5,`, "")},
		"no horizon_bars in it that can be, but":       {field, replaced(`"horizon_bars":5,`, `"horizon_bars":1e8,`)},
		"no mean and base_mean in it that can be":      {field, replaced("0.004", "Infinity")},
		"no mean and base_mean in it that can be, but": {field, replaced("0.001", "-1.5")},
		"its q is no fraction":                         {field, replaced("0.31", "31")},
		"its source is too long for a name":            {field, replaced(`"bars"`, `"`+strings.Repeat("bars", 60)+`"`)},
	} {
		want, _, _ = strings.Cut(want, ", but")
		if e, err := NewDecoder().EvidenceFrom("daily", c.field, c.value); err == nil || err.Error() != want {
			t.Errorf("%.60q: %v, want %q; %+v", c.value, err, want, e)
		}
	}
}

func FuzzEvidence(f *testing.F) {
	f.Add("Dark Cloud Cover:bearish", standardEvidence, "x")
	f.Add("Doji:neutral", `{"n":"12","horizon_bars":5,"mean":NaN,"base_mean":-Infinity,"q":1e999}`, standardEvidence)
	f.Add("\x1b]0;x\a:up", `{"n":1,"horizon_bars":5,"mean":0,"base_mean":0,"source":"\u202e\u001b[2J","from":"2021-01-04T"}`, "{")
	for _, s := range seeds {
		f.Add("Doji:bullish", s, standardEvidence)
	}
	f.Fuzz(func(t *testing.T, field, value, next string) {
		d := NewDecoder()
		e, err := d.EvidenceFrom("1min", field, value)
		_, _ = d.EvidenceFrom("1min", field, next) // must not touch what was handed over
		if err != nil {
			safe(t, model.Clean(err.Error()))
			return
		}
		safe(t, e.Pattern, e.Direction, e.Source, e.From, e.To, e.Verdict())
		finiteOrNone(t, e.Mean, e.BaseMean)
		for _, v := range []float64{e.Hit, e.BaseHit, e.Q} {
			if !math.IsNaN(v) {
				fractions(t, v)
			}
		}
		if e.N < 1 || e.Horizon < 1 || e.Symbols < 0 || !model.Known(e.Mean) || !model.Known(e.BaseMean) || len(value) > MaxEvidenceBytes ||
			len(e.From) != 0 && len(e.From) != 10 {
			t.Fatalf("not a whole row: %+v", e)
		}
	})
}
