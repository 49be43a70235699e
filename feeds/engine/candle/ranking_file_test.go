package candle

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func encoded(tb testing.TB, d *Distributions) string {
	tb.Helper()
	text, err := d.Encode(Origin{Source: "nyse", Symbols: 4, Made: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func TestWhatIsReadIsWhatWasWritten(t *testing.T) {
	t.Parallel()
	want := own(t, random(t), simulated(t, days, 5, 0)[:3])
	text := encoded(t, want)
	have, err := Decode(strings.NewReader(text), "own.json")
	if err != nil || *have != *want {
		t.Errorf("it is another one; %v", err)
	}
	if !strings.HasPrefix(text, `{"format":"tickdeck confidence table","version":1,"source":"nyse","symbols":4,"made":"2026-11-30T12:00:00Z","lengths":{"days":{"bars":3`) {
		t.Errorf("it begins with %.200s", text)
	}
}

func TestWhatIsWrongWithAFileIsSaid(t *testing.T) {
	t.Parallel()
	const (
		anew    = ": make it anew with tickdeck calibrate"
		damaged = "this is damaged"
		foreign = "this is no confidence table: tickdeck calibrate makes one"
	)
	good := encoded(t, own(t, random(t)))
	changed := func(change func(minutes map[string]any)) string {
		var f map[string]any
		if err := json.Unmarshal([]byte(good), &f); err != nil {
			t.Fatal(err)
		}
		change(f["lengths"].(map[string]any)["minutes"].(map[string]any))
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first := func(change func(doji map[string]any)) string {
		return changed(func(m map[string]any) { change(m["patterns"].([]any)[0].(map[string]any)) })
	}
	for name, c := range map[string]struct{ text, want string }{
		"nothing":           {"", foreign},
		"bars":              {"date,open,high,low,close\n", foreign},
		"other JSON":        {`{"version":1}`, foreign},
		"a list":            {`[1,2]`, foreign},
		"a number":          {`5`, foreign},
		"a long text":       {strings.Repeat(" ", mostFile+1), "this is no confidence table: it is longer than 1048576 bytes; tickdeck calibrate makes one"},
		"cut off":           {good[:len(good)/2], damaged + " (unexpected end of JSON input at byte "},
		"more behind":       {good + "{}", damaged},
		"older":             {strings.Replace(good, `"version":1`, `"version":0`, 1), "this is of version 0, by an older tickdeck, and version 1 is read here" + anew},
		"newer":             {strings.Replace(good, `"version":1`, `"version":2`, 1), "this is of version 2, by a newer tickdeck, and version 1 is read here" + anew + ", or use the newer one"},
		"an unknown name":   {strings.Replace(good, `"source"`, `"sauce"`, 1), `this is damaged (json: unknown field "sauce")` + anew},
		"a word":            {strings.Replace(good, `"bars":40000`, `"bars":"x"`, 1), damaged + " (json: cannot unmarshal string"},
		"no counts":         {`{"format":"tickdeck confidence table","version":1}`, "this is damaged: it must have counts of days, of minutes or of both"},
		"hours":             {strings.Replace(good, `"minutes"`, `"hours"`, 1), "this is damaged: it must have counts of days, of minutes or of both"},
		"no bars":           {changed(func(m map[string]any) { m["bars"] = 0 }), "this is damaged: minutes: there are 0 bars"},
		"minutes and hours": {strings.Replace(good, `"minutes":`, `"hours":null,"minutes":`, 1), "this is damaged: it must have counts of days, of minutes or of both"},
		"more than bars": {first(func(d map[string]any) {
			fits := make([]int, cells)
			fits[0], fits[1] = 39_000, 39_000
			d["fits"], d["found"] = fits, 78_000
		}), "minutes: CDLDOJI: the counts add up to 78000, found are 78000 in 40000 bars"},
		"few bars":        {changed(func(m map[string]any) { m["bars"] = 5 }), " of 5 bars; make it anew"},
		"a pattern less":  {changed(func(m map[string]any) { m["patterns"] = m["patterns"].([]any)[1:] }), "minutes: CDLDOJI is missing"},
		"another pattern": {first(func(d map[string]any) { d["talib"] = "CDL\x1b" }), `minutes: "CDL\x1b" is no pattern`},
		"one twice":       {first(func(d map[string]any) { d["talib"] = "CDLHAMMER" }), "minutes: CDLHAMMER is there twice"},
		"a count less":    {first(func(d map[string]any) { d["fits"] = d["fits"].([]any)[1:] }), "minutes: CDLDOJI: there are 63 counts, not 64"},
		"below nothing":   {first(func(d map[string]any) { d["fits"].([]any)[0] = -1 }), "minutes: CDLDOJI: a count is -1, of 40000 bars"},
		"a count more":    {first(func(d map[string]any) { d["fits"].([]any)[0] = 7 }), "minutes: CDLDOJI: the counts add up to "},
		"a fraction":      {first(func(d map[string]any) { d["fits"].([]any)[0] = 0.5 }), damaged + " (json: cannot unmarshal number 0.5"},
	} {
		d, err := Decode(strings.NewReader(c.text), "x")
		if d != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	away := errors.New("the disk is away")
	if _, err := Decode(iotest.ErrReader(away), "x"); !errors.Is(err, away) {
		t.Errorf("got %v", err)
	}
}

func FuzzWhateverIsReadIsATableOrAnError(f *testing.F) {
	good := encoded(f, own(f, random(f)))
	f.Add([]byte(good))
	f.Add([]byte(`{"format":"tickdeck confidence table","version":1,"lengths":{"days":{"bars":9,"patterns":[{"talib":"CDLDOJI","fits":[1]}]}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Decode(bytes.NewReader(text), "x")
		if err != nil {
			return
		}
		for i := range d.fits {
			for l := range barLengths {
				for k := range cells {
					if d.fits[i][l][k+1] < d.fits[i][l][k] || d.fits[i][l][cells] != whole {
						t.Fatalf("%s falls", table[i].TALib)
					}
				}
			}
		}
	})
}

// Whoever changes what a fit is must raise fileVersion and make the built-in table
// anew: counts of other fits rank nothing.
func TestTheVersionGoesWithTheFit(t *testing.T) {
	t.Parallel()
	sum, n := 0.0, 0.0
	for d := range All().Scan(walk(1, 20_000)) {
		sum += d.fit
		n++
	}
	const version, mean = 1, 0.463329709
	if fileVersion != version || math.Abs(sum/n-mean) > 1e-6 {
		t.Errorf("in version %d fits had a mean of %v, in version %d it is %.9f", version, mean, fileVersion, sum/n)
	}
}
