package wire

import (
	"encoding/json"
	"fmt"
	"math"

	"tickdeck/model"
)

// EvidenceKey is the hash of what the detections on bars of a timeframe were worth
// before. Its fields are those of EvidenceField.
func EvidenceKey(timeframe string) string { return "tickstock:evidence:" + timeframe }

// EvidenceField is the field of one pattern in one direction: bullish, bearish or
// neutral.
func EvidenceField(pattern, direction string) string { return pattern + ":" + direction }

// evidence is a value of that hash.
type evidence struct {
	N           int      `json:"n"`
	Symbols     int      `json:"symbols"`
	HorizonBars int      `json:"horizon_bars"`
	Mean        float64  `json:"mean"`
	BaseMean    float64  `json:"base_mean"`
	Hit         float64  `json:"hit"`
	BaseHit     float64  `json:"base_hit"`
	Q           *float64 `json:"q,omitempty"` // not sent where there are too few for a test
	From        string   `json:"from"`
	To          string   `json:"to"`
	Source      string   `json:"source"`
	ComputedAt  UnixTime `json:"computed_at"`
}

// EncodeEvidence writes a value of the hash. It fails on a number that is none.
func EncodeEvidence(e model.Evidence) (string, error) {
	v := evidence{
		N: e.N, Symbols: e.Symbols, HorizonBars: e.Horizon,
		Mean: millionths(e.Mean), BaseMean: millionths(e.BaseMean), Hit: rounded(e.Hit), BaseHit: rounded(e.BaseHit),
		From: e.From, To: e.To, Source: e.Source, ComputedAt: UnixTime(e.Computed),
	}
	if model.Known(e.Q) {
		q := millionths(e.Q)
		v.Q = &q
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write the evidence of %s: %w", e.Pattern, err)
	}
	return string(text), nil
}

// millionths keeps six digits of a return: a hundredth of a basis point.
func millionths(v float64) float64 { return math.Round(v*1e6) / 1e6 }
