package wire

import (
	"strings"
	"time"

	"tickdeck/model"
)

// envelope is what the JSON of one detection of a batch does not say, because the
// message around it said it for all of them.
type envelope struct {
	Timestamp  string   `json:"timestamp,omitempty"` // ISO 8601, so that it is exact
	ID         string   `json:"id,omitempty"`
	Timeframe  string   `json:"timeframe,omitempty"`
	Direction  string   `json:"direction,omitempty"`
	Source     string   `json:"source,omitempty"`
	Tier       string   `json:"tier,omitempty"`
	Confidence *float64 `json:"confidence,omitempty"`
	Price      *float64 `json:"price,omitempty"`
	Volume     *float64 `json:"volume,omitempty"`
	BarTime    string   `json:"bar_time,omitempty"`
	Simulated  bool     `json:"simulated,omitempty"`
	FlowID     any      `json:"flow_id,omitempty"`
}

// Envelope is what must be kept beside an alert's JSON for Reread to make the same
// alert of it; "" where the JSON says all. ok is false where it cannot be read
// alone.
func (d *Decoder) Envelope(a *model.Alert, raw string) (text string, ok bool) {
	var found single
	d.Decode(int(a.Channel), model.KindPatterns, raw, a.Arrived, &found)
	b := found.alert
	if b == nil || found.calls != 1 {
		return "", false
	}
	e := envelope{
		Timestamp: unsaidTime(a.EventTime, b.EventTime), BarTime: unsaidTime(a.BarTime, b.BarTime),
		ID: unsaid(a.ID, b.ID), Timeframe: unsaid(a.Timeframe, b.Timeframe), Direction: unsaid(a.RawDirection, b.RawDirection),
		Source: unsaid(a.Source, b.Source), Tier: unsaid(a.Tier, b.Tier),
		Confidence: unsaidFigure(a.Confidence, b.Confidence), Price: unsaidFigure(a.Price, b.Price), Volume: unsaidFigure(a.Volume, b.Volume),
		Simulated: a.Simulated && !b.Simulated,
		FlowID:    unsaidFlow(a.Metadata, b.Metadata),
	}
	if e == (envelope{}) {
		return "", true
	}
	return encoded(e), true
}

// Reread hands over the alert that was kept as its JSON and its envelope. What
// cannot be read is handed over as well, as a reject.
func (d *Decoder) Reread(channel int, raw, envelope string, arrived time.Time, to Sink) {
	if around, ok := strings.CutSuffix(envelope, "}"); ok {
		raw = around + `,"patterns":[` + raw + `]}`
	}
	d.Decode(channel, model.KindPatterns, raw, arrived, to)
}

func unsaid(said, alone string) string {
	if said == alone {
		return ""
	}
	return said
}

func unsaidTime(said, alone time.Time) string {
	if said.Equal(alone) || said.IsZero() {
		return ""
	}
	return said.UTC().Format(time.RFC3339Nano)
}

func unsaidFigure(said, alone float64) *float64 {
	if said == alone || !model.Known(said) {
		return nil
	}
	return &said
}

// flowID is the one value of metadata that is looked for around a detection.
const flowID = "flow_id"

func unsaidFlow(said, alone *model.Metadata) any {
	if alone.Text(flowID) != "" || model.Known(alone.Number(flowID)) {
		return nil
	}
	if text := said.Text(flowID); text != "" {
		return text
	}
	if n := said.Number(flowID); model.Known(n) {
		return n
	}
	return nil
}

// single is a Sink that wants one alert.
type single struct {
	alert *model.Alert
	calls int
}

// Alert is part of Sink.
func (s *single) Alert(a *model.Alert) { s.alert, s.calls = a, s.calls+1 }

// Job is part of Sink.
func (s *single) Job(model.Job) { s.calls++ }

// Health is part of Sink.
func (s *single) Health(model.Health) { s.calls++ }

// Reject is part of Sink.
func (s *single) Reject(string, string) { s.calls++ }

// Probe is part of Sink.
func (s *single) Probe(string, string) { s.calls++ }
