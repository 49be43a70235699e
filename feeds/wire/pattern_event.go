package wire

import (
	"encoding/json"
	"fmt"
)

// PatternEvent is a detection as an engine publishes it.
type PatternEvent struct {
	EventType  string          `json:"event_type"` // set by Encode
	ID         string          `json:"id"`         // the same for the same detection, however often it is sent
	Publisher  string          `json:"publisher"`  // the sender's instance
	Seq        uint64          `json:"seq"`        // its running number on the channel, from 1, without holes
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

// ReadDetection reads of an event that Encode wrote what tells it from others; id is
// "" if it is none.
func ReadDetection(text string) (id, source, timeframe string, barTime int64) {
	var e struct {
		ID, Source, Timeframe string
		Metadata              struct {
			BarTime int64 `json:"bar_time"`
		}
	}
	if json.Unmarshal([]byte(text), &e) != nil {
		return "", "", "", 0
	}
	return e.ID, e.Source, e.Timeframe, e.Metadata.BarTime
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
