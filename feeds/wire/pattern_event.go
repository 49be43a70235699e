package wire

import (
	"encoding/json"
	"fmt"
)

// PatternEvent is a detection as an engine publishes it.
type PatternEvent struct {
	EventType  string          `json:"event_type"` // set by Encode
	Pattern    string          `json:"pattern"`
	Symbol     string          `json:"symbol"`
	Timestamp  UnixTime        `json:"timestamp"`  // when it was found
	Confidence float64         `json:"confidence"` // 0–1
	Timeframe  string          `json:"timeframe"`
	Direction  string          `json:"direction"`
	Source     string          `json:"source"` // who found it
	Metadata   PatternMetadata `json:"metadata"`
}

// PatternMetadata is about the bar that completed the pattern.
type PatternMetadata struct {
	Price   float64 `json:"price"` // the close
	Volume  float64 `json:"volume"`
	BarTime int64   `json:"bar_time"` // Unix seconds, the beginning of the bar
	TALib   string  `json:"talib"`
	Value   int     `json:"value"` // as TA-Lib gives it: ±100, ±200

	Simulated bool `json:"simulated,omitempty"`
}

// Encode writes the event for the channel of patterns. It fails on a number that
// is none.
func (e PatternEvent) Encode() (string, error) {
	e.EventType, e.Confidence = "pattern_detected", rounded(e.Confidence)
	text, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("write a detection on %s: %w", e.Symbol, err)
	}
	return string(text), nil
}
