package model

import "time"

// EngineOptions say how the built-in engine works.
type EngineOptions struct {
	Bars     string  // folder of CSV files; "" for the simulated market
	Seed     uint64  // of the simulated market
	Speed    float64 // how fast its clock runs; 1 is real time
	Pace     bool    // slow backtests down so that they can be watched
	Source   string  // name of the data; "" for one made from Bars or Seed
	Force    bool    // work although another engine has real prices and these are simulated
	Parallel int     // backtests at the same time; 0 for as many as there are processors
}

// ScanOptions say what to look for and where.
type ScanOptions struct {
	Bars     string   // folder of CSV files
	Patterns []string // by name or by TA-Lib's name; none for every one
	Symbols  []string // none for every one
}

// Detection is one pattern that was found on one bar of a file.
type Detection struct {
	Symbol     string
	Time       time.Time // the beginning of the bar that completed it
	Pattern    string
	TALib      string  // TA-Lib's name, such as CDLENGULFING
	Value      int     // as TA-Lib gives it: ±80, ±100, ±200
	Direction  string  // bullish, bearish, neutral
	Confidence float64 // fraction 0–1
}
