//go:build unix

package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const request = `{"job_type":"backtest","symbols":["AAPL","MSFT"],"start_date":"2024-01-01","end_date":"2025-12-31",
"patterns":["Engulfing","Hammer"],"parameters":{"initial_capital":50000,"foo":1}}`

func write(t *testing.T, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestABacktestIsReadableOnATerminalAndJSONInAPipe(t *testing.T) {
	t.Parallel()
	job := write(t, "job.json", request)
	for name, c := range map[string]struct {
		args  []string
		table bool
	}{
		"as it is":       {nil, true},
		"asked for JSON": {[]string{"--output", "json"}, false},
	} {
		t.Run("on a terminal, "+name, func(t *testing.T) {
			t.Parallel()
			s := open(t, setup{args: append([]string{"backtest", "--file", job}, c.args...)})
			if status := s.ends(); status != 0 {
				t.Errorf("status %d", status)
			}
			s.drain()
			check(t, s.output(), c.table)
		})
	}
	for name, c := range map[string]struct {
		args  []string
		table bool
	}{
		"as it is":        {nil, false},
		"asked for words": {[]string{"--output", "table"}, true},
	} {
		t.Run("in a pipe, "+name, func(t *testing.T) {
			t.Parallel()
			out, err := command(t, setup{args: append([]string{"backtest", "--file", job}, c.args...)}).Output()
			if err != nil {
				t.Fatal(err)
			}
			check(t, string(out), c.table)
		})
	}
}

// check tells the summary of a backtest from its JSON.
func check(t *testing.T, text string, table bool) {
	t.Helper()
	if table == json.Valid([]byte(text)) {
		t.Fatalf("it printed\n%s", text)
	}
	words := []string{`"equity_curve": [`, `"unknown_parameters": [`}
	if table {
		words = []string{
			"Sharpe  ", "max drawdown  ", "win rate  ", "final balance  ", "\nAAPL  ", "\nEngulfing  ", "these prices are made up", "parameters ignored, nothing is known by these names: foo",
		}
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("no %q in\n%s", w, text)
		}
	}
}

func TestAScanIsReadableOnATerminalAndJSONInAPipe(t *testing.T) {
	t.Parallel()
	bars := filepath.Dir(write(t, "AAPL.csv", `date,open,high,low,close,volume
2026-01-05,100,100.5,98.5,99,1000
2026-01-06,100,100.5,98.5,99,1000
2026-01-07,98.5,101.5,98,101,1000
`))
	s := open(t, setup{args: []string{"scan", "--bars", bars, "--patterns", "Engulfing"}})
	s.ends()
	s.drain()
	if out := s.output(); !strings.HasPrefix(out, "SYMBOL  ") || !strings.Contains(out, "AAPL        2026-01-07") {
		t.Errorf("on a terminal it printed\n%s", out)
	}
	out, err := command(t, setup{args: []string{"scan", "--bars", bars, "--patterns", "Engulfing"}}).Output()
	if err != nil || !json.Valid(out) || !strings.Contains(string(out), `"symbol":"AAPL"`) {
		t.Errorf("in a pipe it printed\n%s\n%v", out, err)
	}
}

func TestAScanPassesOverABadFileAndSaysSo(t *testing.T) {
	t.Parallel()
	dir := filepath.Dir(write(t, "AAPL.csv", `date,open,high,low,close,volume
2026-01-05,100,100.5,98.5,99,1000
2026-01-06,100,100.5,98.5,99,1000
2026-01-07,98.5,101.5,98,101,1000
`))
	if err := os.WriteFile(filepath.Join(dir, "A.csv"), []byte("date,open\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := command(t, setup{args: []string{"scan", "--bars", dir, "--patterns", "Engulfing", "--last", "1"}})
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	failed, ok := errors.AsType[*exec.ExitError](err)
	if !ok || failed.ExitCode() != 3 || !strings.Contains(string(out), `"symbol":"AAPL"`) {
		t.Errorf("it ended with %v and printed\n%s", err, out)
	}
	if !strings.Contains(said.String(), "A.csv line 1: the header") || !strings.Contains(said.String(), "1 of 2 files could not be read") {
		t.Errorf("it said\n%s", said.String())
	}
}

func TestTheScreenSaysThatTLSIsNotVerified(t *testing.T) {
	t.Parallel()
	s := open(t, setup{args: []string{"--redis", "rediss://127.0.0.1:1/0?skip_verify=true"}})
	s.sees("no Redis at 127.0.0.1:1", "TLS NOT VERIFIED")
	verified := open(t, setup{args: []string{"--redis", "rediss://127.0.0.1:1/0"}})
	verified.sees("no Redis at 127.0.0.1:1")
	if strings.Contains(verified.text(), "VERIFIED") {
		t.Errorf("it warns of a server that is verified:\n%s", verified.text())
	}
}

// The table of one's own bars, from the folder to the confidences.
func TestAScanRanksByTheTableOfOnesOwnBars(t *testing.T) {
	t.Parallel()
	bars := filepath.Dir(write(t, "AAPL.csv", manyBars()))
	table := filepath.Join(t.TempDir(), "own.json")
	s := open(t, setup{args: []string{"calibrate", "--bars", bars, "--output", table}})
	s.ends()
	s.drain()
	if out := s.output(); !strings.Contains(out, "days: 2000 bars") || !strings.Contains(out, "\nDoji  ") || !strings.Contains(out, "written to "+table) {
		t.Errorf("on a terminal it printed\n%s", out)
	}
	printed, err := command(t, setup{args: []string{"calibrate", "--bars", bars}}).Output()
	if err != nil || !json.Valid(printed) {
		t.Errorf("in a pipe it printed\n%s\n%v", printed, err)
	}
	builtIn, own := meanConfidence(t, bars, "built-in"), meanConfidence(t, bars, table)
	if own < 0.48 || own > 0.52 || builtIn > 0.45 && builtIn < 0.55 {
		t.Errorf("the mean is %.3f by the built-in table, %.3f by its own", builtIn, own)
	}
	cmd := command(t, setup{args: []string{"scan", "--bars", bars, "--confidence", filepath.Join(bars, "AAPL.csv")}})
	var said strings.Builder
	cmd.Stderr = &said
	failed, ok := errors.AsType[*exec.ExitError](cmd.Run())
	if !ok || failed.ExitCode() != 1 || !strings.Contains(said.String(), "AAPL.csv: this is no confidence table: tickdeck calibrate makes one") {
		t.Errorf("it said\n%s", said.String())
	}
}

// manyBars are days unlike those of the simulated market: small bodies that come
// back to one price.
func manyBars() string {
	r := rand.New(rand.NewPCG(1, 0))
	var b strings.Builder
	b.WriteString("time,open,high,low,close,volume\n")
	for day := range 2000 {
		open, end := 100+r.NormFloat64()/10, 100+r.NormFloat64()/10
		fmt.Fprintf(&b, "%d,%v,%v,%v,%v,%d\n", (day+1)*86400, open, max(open, end)+r.Float64(), min(open, end)-r.Float64(), end, 1000+r.IntN(10))
	}
	return b.String()
}

func meanConfidence(t *testing.T, bars, table string) (mean float64) {
	t.Helper()
	out, err := command(t, setup{args: []string{"scan", "--bars", bars, "--confidence", table}}).Output()
	if err != nil {
		t.Fatal(err)
	}
	n := 0.0
	for line := range strings.Lines(string(out)) {
		var d struct{ Confidence float64 }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		mean += d.Confidence
		n++
	}
	return mean / n
}
