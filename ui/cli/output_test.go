package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// hammer is a scan that finds one pattern.
func hammer(_ context.Context, o model.ScanOptions, emit func(model.Detection) error, note func(string)) error {
	note("a gap in " + o.Bars)
	return emit(model.Detection{
		Symbol: "AAPL", Time: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), Pattern: "Hammer", TALib: "CDLHAMMER",
		Value: 100, Direction: "bullish", Confidence: 0.123456,
	})
}

// won is a backtest that has something to say on everything.
func won(_ context.Context, request []byte, o model.EngineOptions) (model.Report, error) {
	if string(request) != "the request" {
		return model.Report{}, errors.New("not this one: " + string(request))
	}
	r := model.Report{
		Result: *model.NewResult(),
		First:  time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC), Last: time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC),
		Calmar: model.None(), Ruined: true,
		JSON: []byte(`{"roi":0.12}`),
	}
	r.Warnings = []string{"parameters ignored: fo\x1bo, bar"}
	r.ROI, r.CAGR, r.Sharpe, r.Sortino, r.MaxDrawdown = 0.1234, 0.12, 1.456, 2, 0.0534
	r.Trades, r.WinRate, r.ProfitFactor, r.Expectancy, r.FinalBalance, r.Simulated = 44, 0.318, 1.5, -51.98, 56170, o.Bars == ""
	r.HeldROI = -0.186
	r.BySymbol = []model.Tally{
		{Name: "AAPL", Trades: 40, PnL: 6170.5, WinRate: 0.25, ProfitFactor: 1.5, Expectancy: 154.26},
		{Name: "MSFT", PnL: 0, WinRate: model.None(), ProfitFactor: model.None(), Expectancy: model.None()},
	}
	r.ByPattern = []model.Tally{{Name: "Three Inside Up/Down", Trades: 40, PnL: -6170.5, WinRate: 1, ProfitFactor: 0.5, Expectancy: -154.26}, {Name: "Tristar", Trades: 5, PnL: 10, WinRate: 0.2, ProfitFactor: model.None(), Expectancy: 2}}
	return r, nil
}

// hammered is a study of one pattern in two directions.
func hammered(_ context.Context, o model.StudyOptions, note func(string)) (model.Study, error) {
	if len(o.Symbols) > 0 {
		note("left out: " + o.Symbols[0])
	}
	row := func(direction string, horizon int, q float64) model.StudyRow {
		none := model.None()
		r := model.StudyRow{
			Evidence: model.Evidence{Pattern: "Hammer", Direction: direction, Timeframe: "daily", N: 812, Symbols: 40, Horizon: horizon, Mean: 0.0041, BaseMean: -0.001, Hit: 0.54, BaseHit: 0.516, Q: none},
			T:        none, P: none, Low: none, High: none,
		}
		if model.Known(q) {
			r.T, r.P, r.Q, r.Low, r.High = 2, q/2, q, -0.00012, 0.01
		}
		return r
	}
	return model.Study{
		Timeframe: "daily", From: "2021-01-04", To: "2026-11-20", Symbols: 40, Bars: 50240, SameDate: o.Bars == "", Tests: 335, Simulated: o.Bars == "",
		Rows: []model.StudyRow{row("bearish", 5, model.None()), row("neutral", 5, 0.31), row("bullish", 5, 0.04), row("bullish", 20, 0.5)},
		JSON: []byte(`{"tests":335}`),
	}, nil
}

const (
	studyTable = `simulated: these prices are made up
symbols: 40; daily bars: 50240, 2021-01-04 to 2026-11-20
return from the next open to the close 5 bars after the signal; base: all symbols on the same dates
Q: the rate of false alarms among what is as far off, after 335 tests at once; up to 0.05 it counts

PATTERN  DIRECTION       N      MEAN      BASE     HIT  BASE HIT    MEAN - BASE, 95%        Q  VERDICT
Hammer   bullish       812    +0.41%    -0.10%   54.0%     51.6%    -0.01% to +1.00%   0.0400  better than any other day
Hammer   neutral       812    +0.41%    -0.10%   54.0%     51.6%    -0.01% to +1.00%   0.3100  no different from any other day
Hammer   bearish       812    +0.41%    -0.10%   54.0%     51.6%                   –        –  too few to say
`
	studyTable20 = `symbols: 40; daily bars: 50240, 2021-01-04 to 2026-11-20
return from the next open to the close 20 bars after the signal; base: all bars, as there are too few symbols for the same dates
Q: the rate of false alarms among what is as far off, after 335 tests at once; up to 0.05 it counts

PATTERN  DIRECTION       N      MEAN      BASE     HIT  BASE HIT    MEAN - BASE, 95%        Q  VERDICT
Hammer   bullish       812    +0.41%    -0.10%   54.0%     51.6%    -0.01% to +1.00%   0.5000  no better than any other day
`
	hammerTable = "SYMBOL      TIME                 PATTERN                   TALIB                   VALUE  DIRECTION  CONFIDENCE\n" +
		"AAPL        2026-03-02           Hammer                    CDLHAMMER                 100  bullish    0.12\n"
	hammerJSON = `{"symbol":"AAPL","time":"2026-03-02T00:00:00Z","pattern":"Hammer","talib":"CDLHAMMER","value":100,"direction":"bullish","confidence":0.1235}` + "\n"

	summary = `simulated: these prices are made up
ruined: all was lost, and trading ended
parameters ignored: fo␛o, bar

from             2025-01-02
to               2025-12-31
return               +12.3%
buy and hold         -18.6%
CAGR                 +12.0%
Sharpe                 1.46
Sortino                2.00
Calmar                    –
max drawdown           5.3%
trades                   44
win rate              31.8%
profit factor          1.50
expectancy           -51.98
final balance      56170.00

SYMBOL  TRADES  WIN RATE           P&L  PROFIT FACTOR  EXPECTANCY
AAPL        40     25.0%       6170.50           1.50      154.26
MSFT         0         –          0.00              –           –

PATTERN               TRADES  WIN RATE           P&L  PROFIT FACTOR  EXPECTANCY
Three Inside Up/Down      40    100.0%      -6170.50           0.50     -154.26
Tristar                    5     20.0%         10.00              –        2.00

A trade counts for each pattern that agreed to it: the sums exceed the totals.
`
)

func TestWhatIsFoundIsATableForPeopleAndJSONForPrograms(t *testing.T) {
	const result = "{\n  \"roi\": 0.12\n}\n"
	const study = "{\n  \"tests\": 335\n}\n"
	for line, want := range map[string][2]string{
		"scan --bars b":                      {hammerTable, hammerJSON},
		"scan --bars b --output json":        {hammerJSON, hammerJSON},
		"scan --bars b --output table":       {hammerTable, hammerTable},
		"backtest --file -":                  {summary, result},
		"backtest --file - --output json":    {result, result},
		"backtest --output=table --file=-":   {summary, summary},
		"study":                              {studyTable, study},
		"study --bars b --horizon 20":        {studyTable20, study},
		"study --output json":                {study, study},
		"study --output table":               {studyTable, studyTable},
		"__complete study --horizon ":        {"1\n2\n5\n10\n20\n:4\n", ""},
		"__complete scan --output ":          {"table\njson\n:4\n", "table\njson\n:4\n"},
		"__complete backtest --output=":      {"table\njson\n:4\n", "table\njson\n:4\n"},
		"__complete backtest --file - --out": {"--output\ttable or json; without it a table on a terminal, JSON elsewhere\n:4\n", ""},
	} {
		for i, terminal := range []bool{true, false} {
			if want[i] == "" {
				continue
			}
			p := machine(t, nil)
			p.Terminal, p.In = terminal, strings.NewReader("the request")
			out, said, status := runWith(t, p, args(line), nil, Scan(hammer), Backtest(won), Study(hammered))
			if out != want[i] || status != ExitOK {
				t.Errorf("%q, on a terminal: %v: status %d, said %q, printed\n%s\nwant\n%s", line, terminal, status, said, out, want[i])
			}
		}
	}
}

// args parts a line at its blanks; one at the end is an empty argument.
func args(line string) []string { return strings.Split(line, " ") }

func TestWhatDoesNotEndAScanIsSaidBeside(t *testing.T) {
	_, said, _ := runWith(t, machine(t, nil), args("scan --bars b\x1b"), nil, Scan(hammer))
	if said != "tickdeck: a gap in b␛\n" {
		t.Errorf("said %q", said)
	}
	_, said, status := runWith(t, machine(t, nil), args("study --symbols A\x1b"), nil, Study(hammered))
	if said != "tickdeck: left out: A␛\n" || status != ExitOK {
		t.Errorf("said %q", said)
	}
}

func TestAStudyIsToldWhatWasAskedFor(t *testing.T) {
	var got model.StudyOptions
	study := func(_ context.Context, o model.StudyOptions, _ func(string)) (model.Study, error) {
		got = o
		return model.Study{}, errors.New("no bars")
	}
	_, said, status := runWith(t, machine(t, nil), args("study --bars b --confidence c.json --seed 7 --patterns Doji,CDLHAMMER --symbols AAPL"), nil, Study(study))
	want := model.StudyOptions{Bars: "b", Seed: 7, Patterns: []string{"Doji", "Hammer"}, Symbols: []string{"AAPL"}, Confidence: "c.json"}
	if !reflect.DeepEqual(got, want) || said != "tickdeck: no bars\n" || status != ExitFailure {
		t.Errorf("got %+v, status %d, said %q", got, status, said)
	}
}

func TestAScanIsToldWhatWasAskedFor(t *testing.T) {
	var got model.ScanOptions
	scan := func(_ context.Context, o model.ScanOptions, _ func(model.Detection) error, _ func(string)) error {
		got = o
		return nil
	}
	line := "scan --bars b --confidence c.json --last 5 --since 2026-01-31 --min-confidence 0.8 --symbols A,B --patterns Doji"
	_, said, status := runWith(t, machine(t, nil), args(line), nil, Scan(scan))
	want := model.ScanOptions{
		Bars: "b", Symbols: []string{"A", "B"}, Patterns: []string{"Doji"}, Last: 5,
		Since: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), MinConfidence: 0.8, Confidence: "c.json",
	}
	if !reflect.DeepEqual(got, want) || status != ExitOK {
		t.Errorf("got %+v with status %d, said %q", got, status, said)
	}
}

func TestAScanWithoutSomeFilesEndsWithStatusThree(t *testing.T) {
	scan := func(ctx context.Context, o model.ScanOptions, emit func(model.Detection) error, note func(string)) error {
		if err := hammer(ctx, o, emit, note); err != nil {
			return err
		}
		return &model.SkippedError{Files: 2, Of: 40}
	}
	out, said, status := runWith(t, machine(t, nil), args("scan --bars b --output json"), nil, Scan(scan))
	if status != ExitSkipped || out != hammerJSON || said != "tickdeck: a gap in b\ntickdeck: 2 of 40 files could not be read; what was found is in the others\n" {
		t.Errorf("status %d, printed %q and %q", status, out, said)
	}
}

func TestWrongUseOfWhatNeedsNoServerIsOneLine(t *testing.T) {
	for line, want := range map[string]string{
		"scan":                               "--bars: name the folder that the CSV files are in",
		"scan --bars b --output xml":         `--output: "xml" does not fit here: write table or json`,
		"scan --bars b --last -1":            "--last: -1 does not fit here: write a number from 0",
		"scan --bars b --last x":             `--last: "x" does not fit here: write a whole number`,
		"scan --bars b --since today":        `--since: "today" does not fit here: write a date such as 2026-01-31`,
		"scan --bars b --min-confidence 80":  "--min-confidence: 80 does not fit here: write a number from 0 to 1",
		"scan --bars b --min-confidence nan": "--min-confidence: NaN does not fit here: write a number from 0 to 1",
		"backtest":                           "--file: name the file that the request is in, or - for standard input",
		"backtest --file - --output xml":     `--output: "xml" does not fit here: write table or json`,
		"backtest --file - --seed x":         `--seed: "x" does not fit here: write a whole number`,
		"engine --speed 0":                   "--speed: 0 does not fit here: write a number from 0.01 to 3600",
		"engine --stream-bytes 5":            "--stream-bytes: 5 does not fit here: write a number of bytes from 1048576",
		"engine --parallel 257":              "--parallel: 257 does not fit here: write a number from 0 to 256",
		"demo --speed nan":                   "--speed: NaN does not fit here: write a number from 0.01 to 3600",
		"engine --redis h":                   "--redis: this is not a URL: write redis://HOST:6379/0, rediss://USER:PASSWORD@HOST or unix:///PATH",
		"study --horizon 3":                  "--horizon: 3 does not fit here: write 1, 2, 5, 10 or 20",
		"study --horizon x":                  `--horizon: "x" does not fit here: write a whole number`,
		"study --output xml":                 `--output: "xml" does not fit here: write table or json`,
		"calibrate":                          "--bars: name the folder that the CSV files are in",
		"calibrate --bars b --output json":   "--output: here it names the file to write: leave it out to print, or write ./json for a file of that name",
		"calibrate --bars b --confidence x":  "unknown flag --confidence: tickdeck calibrate --help lists those there are",
		"scan --bars b --confidence=":        "--confidence: this is empty: write the path of a file that tickdeck calibrate made, or built-in",
		"--confidence x":                     "unknown flag --confidence: tickdeck --help lists those there are",
		"study now":                          `tickdeck study takes no arguments: leave out "now"`,
	} {
		out, said, status := runWith(t, machine(t, nil), args(line), nil, Scan(nil), Backtest(nil), Engine(nil), Demo(nil), Study(nil), Calibrate(nil))
		if said != "tickdeck: "+want+"\n" || status != ExitUsage || out != "" {
			t.Errorf("%q: status %d, printed %q and %q", line, status, out, said)
		}
	}
}

func TestARequestIsReadFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "job.json")
	if err := os.WriteFile(file, []byte("the request"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, said, status := runWith(t, machine(t, nil), []string{"backtest", "--file", file, "--bars", "b"}, nil, Backtest(won))
	if status != ExitOK || !strings.HasPrefix(out, "ruined: ") || strings.Contains(out, "made up") {
		t.Errorf("status %d, printed %q and\n%s", status, said, out)
	}
	out, said, status = runWith(t, machine(t, nil), []string{"backtest", "--file", file + "x"}, nil, Backtest(won))
	if status != ExitFailure || out != "" || !strings.HasPrefix(said, "tickdeck: read the request: ") {
		t.Errorf("status %d, printed %q and %q", status, out, said)
	}
}

func TestAnEngineIsToldWhatWasAskedFor(t *testing.T) {
	var url string
	var names model.Names
	var got model.EngineOptions
	engine := func(_ context.Context, u string, n model.Names, o model.EngineOptions, say func(string)) error {
		url, names, got = u, n, o
		say("a line\x1b")
		return errors.New("no bars")
	}
	line := "engine --redis redis://h/1 --confidence c.json --channel-cancel c --bars b --seed 7 --speed 2 --source nyse --force --stream-bytes 2000000 --parallel 3 --pace --patterns Doji --min-confidence 0.7"
	_, said, status := runWith(t, machine(t, nil), args(line), nil, Engine(engine))
	want := model.EngineOptions{
		Bars: "b", Seed: 7, Speed: 2, Parallel: 3, Pace: true, Source: "nyse", Force: true, StreamBytes: 2_000_000, Confidence: "c.json",
		Patterns: []string{"Doji"}, MinConfidence: 0.7,
	}
	if url != "redis://h/1" || names.Cancel != "c" || names.JobPrefix != "job:" || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %+v and %+v", url, names, got)
	}
	if _, line, _ := strings.Cut(said, ":"); status != ExitFailure || !strings.HasSuffix(line, "a line␛\ntickdeck: no bars\n") {
		t.Errorf("status %d, said %q", status, said)
	}
}

func TestTheHelpOfABacktestNamesEveryParameter(t *testing.T) {
	printed, _, _ := runWith(t, machine(t, nil), args("backtest --help"), nil, Backtest(nil))
	for _, p := range params.All() {
		if !strings.Contains(printed, " "+p.Name+" ") || !strings.Contains(printed, p.Meaning()) {
			t.Errorf("no %s, %q in\n%s", p.Name, p.Meaning(), printed)
		}
	}
}
