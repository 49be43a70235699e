package model

// EngineOptions say how the built-in engine works.
type EngineOptions struct {
	Bars        string  // folder of CSV files; "" for the simulated market
	Seed        uint64  // of the simulated market
	Speed       float64 // how fast its clock runs; 1 is real time
	Pace        bool    // slow backtests down so that they can be watched
	Source      string  // name of the data; "" for one made from Bars or Seed
	Force       bool    // work although another engine has real prices and these are simulated
	Confidence  string  // file of the table that confidences rank by; "" for the built-in one
	StreamBytes int64   // of the server's memory that each stream may take; 0 for DefaultStreamBytes
	Parallel    int     // backtests at the same time; 0 for as many as there are processors

	Patterns      []string // that are published, by name; none for every one
	MinConfidence float64  // 0–1: what is less confident is not published
	Spread        bool     // publish a minute of the simulated market over the next one, so that it can be watched
}

// DefaultStreamBytes is how much of the server's memory each stream may take.
const DefaultStreamBytes = 64 << 20
