package wire

import (
	"encoding/json"
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/model/rules"
)

// firedEvent is what a rule's command reads and its webhook is sent. What the
// publisher did not say is left out.
type firedEvent struct {
	Rule       string         `json:"rule"`
	Symbol     string         `json:"symbol"`
	Pattern    string         `json:"pattern"`
	Timeframe  string         `json:"timeframe,omitempty"`
	Direction  string         `json:"direction,omitempty"` // bullish, bearish or neutral
	Confidence *float64       `json:"confidence,omitempty"`
	Price      *float64       `json:"price,omitempty"`
	Volume     *float64       `json:"volume,omitempty"`
	Time       string         `json:"time"`               // RFC 3339, in UTC
	BarTime    string         `json:"bar_time,omitempty"` // the beginning of the bar
	Source     string         `json:"source,omitempty"`
	Tier       string         `json:"tier,omitempty"`
	ID         string         `json:"id,omitempty"`
	Simulated  bool           `json:"simulated,omitempty"`
	Metadata   map[string]any `json:"metadata,omitempty"`
	More       int            `json:"more"` // alerts of the same burst that the rule spoke of as well
}

// EncodeFire writes the alert for which a rule fired.
func EncodeFire(f rules.Fire) ([]byte, error) {
	a := f.Alert
	e := firedEvent{
		Rule: f.Rule.Name, Symbol: a.Symbol, Pattern: a.Pattern, Timeframe: a.Timeframe,
		Confidence: sent(a.Confidence), Price: sent(a.Price), Volume: sent(a.Volume),
		Time: rfc3339(a.DisplayTime()), BarTime: rfc3339(a.BarTime),
		Source: a.Source, Tier: a.Tier, ID: a.ID, Simulated: a.Simulated, Metadata: metadataSent(a.Metadata), More: f.More,
	}
	if a.Direction != model.DirNone {
		e.Direction = a.Direction.String()
	}
	text, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write the alert of %s: %w", a.Symbol, err)
	}
	return text, nil
}

func sent(v float64) *float64 {
	if !model.Known(v) {
		return nil
	}
	return &v
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func metadataSent(m *model.Metadata) map[string]any {
	if m == nil {
		return nil
	}
	out := map[string]any{}
	for i, name := range m.Names {
		switch {
		case model.Known(m.Numbers[i]):
			out[name] = m.Numbers[i]
		case i < len(m.Texts) && m.Texts[i] != "":
			out[name] = m.Texts[i]
		}
	}
	return out
}
