package model

// StudyHorizons are after how many bars an event study looks at the price.
func StudyHorizons() []int { return []int{1, 2, 5, 10, 20} }

// StudyHorizon is the one by which a pattern is judged in a line. It is fixed
// beforehand: the best of five would flatter every pattern.
const StudyHorizon = 5

// StudyOptions say what to make an event study of.
type StudyOptions struct {
	Bars     string   // folder of CSV files; "" for the simulated market
	Seed     uint64   // of the simulated market, and of the intervals
	Patterns []string // by name or by TA-Lib's name; none for every one
	Symbols  []string // none for every one

	Confidence string // file of the table that confidences rank by; "" for the built-in one
}

// Study is what an event study found, as far as a table tells it.
type Study struct {
	Timeframe string
	From, To  string // dates of the first and the last bar
	Symbols   int
	Bars      int
	SameDate  bool // compared with the mean of all symbols on the same dates, else with that of all dates
	Tests     int  // made at once
	Simulated bool
	Rows      []StudyRow

	JSON []byte // the whole
}

// StudyRow is one pattern, direction and horizon. What has no value is None.
type StudyRow struct {
	Evidence
	Median    float64
	T, P      float64 // of the difference of the means
	Low, High float64 // its interval of 95 %
}
