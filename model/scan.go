package model

import (
	"fmt"
	"time"
)

// ScanOptions say what to look for and where.
type ScanOptions struct {
	Bars          string    // folder of CSV files
	Patterns      []string  // by name or by TA-Lib's name; none for every one
	Symbols       []string  // none for every one
	Last          int       // only what is on so many last bars of each file; 0 for all
	Since         time.Time // only what is on bars from this time on; zero for all
	MinConfidence float64   // 0–1
	Confidence    string    // file of the table that confidences rank by; "" for the built-in one
}

// Detection is one pattern that was found on one bar of a file.
type Detection struct {
	Symbol     string
	Time       time.Time // the beginning of the bar that completed it
	Pattern    string
	TALib      string  // TA-Lib's name, such as CDLENGULFING
	Value      int     // as TA-Lib gives it: ±80, ±100, ±200
	Direction  string  // bullish, bearish, neutral
	Confidence float64 // 0–1: the share of detections of the pattern that fit less well
	Timeframe  string  // of the file; "" if it has no two bars
	Price      float64 // the close of the bar
	Volume     float64 // of the bar
}

// SkippedError is what was done to its end, but without the files that could not be
// read.
type SkippedError struct{ Files, Of int }

func (e *SkippedError) Error() string {
	return fmt.Sprintf("%d of %d files could not be read; what was found is in the others", e.Files, e.Of)
}
