package cli

import (
	"context"
	"errors"
	"testing"

	"tickdeck/model"
	"tickdeck/ui/config"
)

// counted is a calibration of two patterns on days and one on minutes.
func counted(_ context.Context, o model.CalibrateOptions, note func(string)) (model.Calibration, error) {
	fits := []float64{0.3, 0.4125, 0.5, 0.6, 0.75}
	c := model.Calibration{
		Symbols: 40, Timeframes: []string{"1min (2)", "daily (38)"},
		Lengths: []model.CalibrationLength{
			{Name: "days", Bars: 50240, Rows: []model.CalibrationRow{
				{Pattern: "Doji", Found: 6740, Own: 0.997, Fits: fits}, {Pattern: "Three Stars in the South", Fits: fits},
			}},
			{Name: "minutes", Bars: 780, Rows: []model.CalibrationRow{{Pattern: "Doji", Found: 100, Own: 0.8333, Fits: fits}}},
		},
		JSON: []byte("{}\n"),
	}
	switch o.Bars {
	case "bad":
		note("left out: A\x1b")
		return c, &model.SkippedError{Files: 1, Of: 41}
	case "none":
		return model.Calibration{}, errors.New("too few")
	}
	return c, nil
}

const countedTable = `symbols: 40; timeframes: 1min (2), daily (38)
FIT BELOW: of the detections of a pattern so many fit less well; OWN: how much of that is from these bars, the rest is built in

days: 50240 bars
                                       IN 1,000          FIT BELOW
PATTERN                       FOUND        BARS     OWN     10%     25%     50%     75%     90%
Doji                           6740     134.156   99.7%   0.300   0.412   0.500   0.600   0.750
Three Stars in the South          0       0.000    0.0%   0.300   0.412   0.500   0.600   0.750

minutes: 780 bars
                      IN 1,000          FIT BELOW
PATTERN      FOUND        BARS     OWN     10%     25%     50%     75%     90%
Doji           100     128.205   83.3%   0.300   0.412   0.500   0.600   0.750
`

func TestACalibrationIsATableForPeopleAndAFileForPrograms(t *testing.T) {
	for line, want := range map[string]struct {
		terminal, pipe, said string
		status               int
	}{
		"calibrate --bars b":                {countedTable, "{}\n", "", ExitOK},
		"calibrate --bars b --output f\x1b": {countedTable, "", "tickdeck: written to f␛\n", ExitOK},
		"calibrate --bars none":             {"", "", "tickdeck: too few\n", ExitFailure},
		"calibrate --bars bad":              {countedTable, "{}\n", "tickdeck: left out: A␛\ntickdeck: 1 of 41 files could not be read; what was found is in the others\n", ExitSkipped},
	} {
		for _, terminal := range []bool{true, false} {
			p := machine(t, nil)
			p.Terminal = terminal
			out, said, status := runWith(t, p, args(line), nil, Calibrate(counted))
			printed := want.pipe
			if terminal {
				printed = want.terminal
			}
			if out != printed || said != want.said || status != want.status {
				t.Errorf("%q, on a terminal: %t: status %d, said %q, printed\n%s\nwant\n%s", line, terminal, status, said, out, printed)
			}
		}
	}
}

func TestACalibrationIsToldWhatWasAskedFor(t *testing.T) {
	var got model.CalibrateOptions
	asked := func(_ context.Context, o model.CalibrateOptions, _ func(string)) (model.Calibration, error) {
		got = o
		return model.Calibration{}, nil
	}
	runWith(t, machine(t, nil), args("calibrate --bars b --output f.json"), nil, Calibrate(asked))
	if want := (model.CalibrateOptions{Bars: "b", Output: "f.json"}); got != want {
		t.Errorf("got %+v", got)
	}
}

// The table is a setting: all that find patterns take it from a variable as well.
func TestAllThatFindPatternsTakeTheConfidenceTable(t *testing.T) {
	var got string
	for _, line := range []string{"scan --bars b", "study", "backtest --file -", "engine", "demo"} {
		got = ""
		scan := func(_ context.Context, o model.ScanOptions, _ func(model.Detection) error, _ func(string)) error {
			got = o.Confidence
			return nil
		}
		study := func(_ context.Context, o model.StudyOptions, _ func(string)) (model.Study, error) {
			got = o.Confidence
			return model.Study{JSON: []byte("{}")}, nil
		}
		backtest := func(_ context.Context, _ []byte, o model.EngineOptions) (model.Report, error) {
			got = o.Confidence
			return model.Report{JSON: []byte("{}")}, nil
		}
		engine := func(_ context.Context, _ string, _ model.Names, o model.EngineOptions, _ func(string)) error {
			got = o.Confidence
			return nil
		}
		demo := func(_ context.Context, _ config.Config, o model.EngineOptions) error {
			got = o.Confidence
			return nil
		}
		p := machine(t, []string{"TICKDECK_CONFIDENCE=c.json"})
		_, said, status := runWith(t, p, args(line), nil, Scan(scan), Study(study), Backtest(backtest), Engine(engine), Demo(demo))
		if got != "c.json" || status != ExitOK {
			t.Errorf("%s: the table is %q; status %d, said %q", line, got, status, said)
		}
	}
}
