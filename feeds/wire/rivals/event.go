// Package rivals measures JSON libraries on the very task of package wire: the
// fields of one pattern event. It is a module of its own, so that none of them
// becomes a dependency of the program. See docs/decisions/json-decoder.md.
package rivals

// event is what the standard event holds, as the libraries that fill structs
// want it. The real decoder also reads the variants, which these cannot.
type event struct {
	Pattern    string   `json:"pattern"`
	Symbol     string   `json:"symbol"`
	Timestamp  float64  `json:"timestamp"`
	Confidence float64  `json:"confidence"`
	Timeframe  string   `json:"timeframe"`
	Direction  string   `json:"direction"`
	Source     string   `json:"source"`
	Metadata   metadata `json:"metadata"`
}

type metadata struct {
	Price  float64 `json:"price"`
	Volume float64 `json:"volume"`
}

const standard = `{"event_type":"pattern_detected","pattern":"Engulfing","symbol":"GOOGL","timestamp":1693123456.789,"confidence":0.85,"timeframe":"1min","direction":"bullish","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000,"open":149.75,"high":150.5,"low":149.5,"previous_close":149.8,"bar_count":20}}`
