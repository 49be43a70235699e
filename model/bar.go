package model

import "time"

// Bar is what the price of a symbol did in a stretch of time.
type Bar struct {
	Time                   time.Time // its beginning
	Open, High, Low, Close float64
	Volume                 float64 // or None
}
