package model

// CalibrateOptions say what to make a confidence table of.
type CalibrateOptions struct {
	Bars   string // folder of CSV files
	Output string // file to write it to; "" for none
}

// CalibrationShares are those whose quantiles a calibration tells.
func CalibrationShares() []float64 { return []float64{0.1, 0.25, 0.5, 0.75, 0.9} }

// Calibration is a confidence table, as far as it can be shown.
type Calibration struct {
	Symbols    int
	Timeframes []string // of their bars, each with how many symbols have it
	Lengths    []CalibrationLength
	JSON       []byte // the file
}

// CalibrationLength is what was found on bars of one length: days or minutes.
type CalibrationLength struct {
	Name string
	Bars int
	Rows []CalibrationRow
}

// CalibrationRow is how one pattern's fits are spread.
type CalibrationRow struct {
	Pattern string
	Found   int
	Own     float64   // share of the distribution that is these detections'; the rest is the built-in table's
	Fits    []float64 // 0–1: below them are the CalibrationShares of the distribution
}

// Per1000 is how many were found in 1,000 bars.
func (r CalibrationRow) Per1000(l CalibrationLength) float64 {
	return 1000 * float64(r.Found) / float64(l.Bars)
}
