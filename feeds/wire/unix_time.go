package wire

import (
	"encoding/json"
	"time"
)

// UnixTime is written as the contract writes every time: Unix seconds with
// microseconds.
type UnixTime time.Time

// MarshalJSON writes a number that keeps its microseconds.
func (t UnixTime) MarshalJSON() ([]byte, error) { return []byte(t.String()), nil }

// String is the same number, for a hash or a key.
func (t UnixTime) String() string { return string(seconds(time.Time(t))) }

// encoded is the JSON of a struct of this package, which always can be written:
// its raw parts are known to be JSON, and its numbers to be finite.
func encoded(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "{}"
	}
	return string(text)
}
