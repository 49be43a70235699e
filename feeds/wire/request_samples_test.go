package wire

import (
	"strings"
	"testing"

	"tickdeck/model"
)

const (
	inSample  = `"in_sample":{"start_date":"2024-01-01","end_date":"2024-06-30"}`
	outSample = `"out_of_sample":{"start_date":"2024-07-01","end_date":"2024-12-31"}`
)

// withSamples is the standard request with something in front.
func withSamples(text string) string { return strings.Replace(standardRequest, `{`, `{`+text+`,`, 1) }

func TestARequestMayBeWalkedForward(t *testing.T) {
	whole := withSamples(inSample + "," + outSample)
	without := strings.Replace(strings.Replace(whole, `"start_date":"2024-01-01","end_date":"2024-12-31",`, "", 1), "  ", "", 1)
	if without == whole {
		t.Fatal("the standard request has its dates elsewhere")
	}
	for _, text := range []string{whole, without} {
		r, err := DecodeRequest([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if r.Start.Format(model.DateLayout) != "2024-01-01" || r.End.Format(model.DateLayout) != "2024-12-31" ||
			r.Samples.In.End.Format(model.DateLayout) != "2024-06-30" || r.Samples.Out.Start.Format(model.DateLayout) != "2024-07-01" {
			t.Errorf("%+v", r.Request)
		}
		again, err := EncodeRequest("bt_1", "jo", r.Request, arrived)
		if err != nil || !strings.Contains(string(again), inSample+","+outSample) {
			t.Errorf("%s, %v", again, err)
		}
	}
	if r, err := DecodeRequest([]byte(withSamples(`"in_sample":null`))); err != nil || !r.Samples.IsZero() {
		t.Errorf("%+v, %v", r.Samples, err)
	}
}

func TestARequestMayNameATimeframe(t *testing.T) {
	r, err := DecodeRequest([]byte(withSamples(`"timeframe":"1min"`)))
	if err != nil || r.Timeframe != "1min" {
		t.Errorf("%+v, %v", r.Request, err)
	}
	again, err := EncodeRequest("bt_1", "jo", r.Request, arrived)
	if err != nil || !strings.Contains(string(again), `"timeframe":"1min"`) {
		t.Errorf("%s, %v", again, err)
	}
	r, err = DecodeRequest([]byte(withSamples(`"timeframe":"daily"`)))
	if err != nil || r.Timeframe != "" {
		t.Errorf("%+v, %v", r.Request, err)
	}
	if _, err = DecodeRequest([]byte(withSamples(`"timeframe":"1 fortnight"`))); err == nil || !strings.Contains(err.Error(), "is not known: write 1min") {
		t.Error(err)
	}
}

func TestBadSamplesSayWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		inSample:                        "in_sample and out_of_sample belong together",
		inSample + `,"out_of_sample":5`: "out_of_sample cannot be a JSON number",
		inSample + `,"out_of_sample":{"start_date":"2024-07-01"}`:                         `out_of_sample: end_date: "" is not a day`,
		inSample + `,"out_of_sample":{"start_date":"2024-06-30","end_date":"2024-12-31"}`: "out_of_sample must start after in_sample has ended",
		inSample + `,"out_of_sample":{"start_date":"2024-07-01","end_date":"2025-01-01"}`: "must lie between start_date and end_date",
	} {
		_, err := DecodeRequest([]byte(withSamples(text)))
		if err == nil || !strings.Contains(err.Error(), want) || strings.ContainsRune(err.Error(), '\n') {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
