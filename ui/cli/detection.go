package cli

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"tickdeck/model"
)

// detection is one line of the JSON. The fields are what appendJSON writes, and the
// reference that a test holds it to.
type detection struct {
	Symbol     string    `json:"symbol"`
	Time       time.Time `json:"time"`
	Pattern    string    `json:"pattern"`
	TALib      string    `json:"talib"`
	Value      int       `json:"value"`
	Direction  string    `json:"direction"`
	Confidence float64   `json:"confidence"` // four digits
}

func newDetection(x model.Detection) detection {
	return detection{x.Symbol, x.Time, x.Pattern, x.TALib, x.Value, x.Direction, math.Round(x.Confidence*1e4) / 1e4}
}

// appendJSON adds the line that encoding/json makes: there are millions of them, and
// reflection took longer than to find the patterns.
func (d *detection) appendJSON(b []byte) ([]byte, error) {
	b = appendString(append(b, `{"symbol":`...), d.Symbol)
	b, err := d.Time.AppendText(append(b, `,"time":"`...))
	if err != nil {
		return nil, fmt.Errorf("write the time: %w", err)
	}
	b = appendString(append(b, `","pattern":`...), d.Pattern)
	b = appendString(append(b, `,"talib":`...), d.TALib)
	b = strconv.AppendInt(append(b, `,"value":`...), int64(d.Value), 10)
	b = appendString(append(b, `,"direction":`...), d.Direction)
	b, err = appendFraction(append(b, `,"confidence":`...), d.Confidence)
	return append(b, "}\n"...), err
}

// appendString leaves to encoding/json what must be escaped.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(s) // a text can always be written
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// appendFraction leaves to encoding/json what is no fraction of at most four digits.
func appendFraction(b []byte, x float64) ([]byte, error) {
	if x == 0 && !math.Signbit(x) || x >= 1e-4 && x <= 1 {
		return strconv.AppendFloat(b, x, 'f', -1, 64), nil
	}
	text, err := json.Marshal(x)
	if err != nil {
		return nil, fmt.Errorf("write the confidence: %w", err)
	}
	return append(b, text...), nil
}
