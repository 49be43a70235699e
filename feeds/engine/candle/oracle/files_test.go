package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

const (
	scanFiles = 1000
	scanBars  = 5 * 252
	scanRuns  = 5
)

// tickdeck scan, which prints what it finds as JSON, against TA-Lib in a loop that
// reads the same files and counts. In turn, so that neither has the quieter machine:
// ours on all cores, as it is used, and on one. The time at work is what a busy machine
// distorts least.
func BenchmarkScanAgainstTALib(b *testing.B) {
	dir := b.TempDir()
	o, err := build(b.Context(), dir)
	if err != nil {
		b.Skip(err)
	}
	deck := filepath.Join(dir, "tickdeck")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-C", "../../../..", "-o", deck, ".").CombinedOutput(); err != nil {
		b.Fatalf("build tickdeck: %v\n%s", err, out)
	}
	folder, files := filepath.Join(dir, "bars"), filepath.Join(filepath.Dir(string(o)), "files")
	paths := writeFiles(b, folder)
	found := countLines(b, deck, "scan", "--bars", folder)
	var theirs, ours, alone, theirWork, ourWork []float64
	for b.Loop() {
		for range scanRuns {
			var out bytes.Buffer
			took, work := timed(b, &out, nil, files, paths...)
			theirs, theirWork = append(theirs, took), append(theirWork, work)
			if want := fmt.Sprintln(scanFiles*scanBars, found); out.String() != want {
				b.Fatalf("TA-Lib counts %q, ours %q", out.String(), want)
			}
			took, _ = timed(b, nil, nil, deck, "scan", "--bars", folder)
			ours = append(ours, took)
			took, work = timed(b, nil, []string{"GOMAXPROCS=1"}, deck, "scan", "--bars", folder)
			alone, ourWork = append(alone, took), append(ourWork, work)
		}
	}
	b.ReportMetric(median(theirs), "talib-ms")
	b.ReportMetric(median(ours), "ours-ms")
	b.ReportMetric(median(alone), "ours-one-core-ms")
	b.ReportMetric(median(theirWork), "talib-cpu-ms")
	b.ReportMetric(median(ourWork), "ours-one-core-cpu-ms")
	b.ReportMetric(median(theirs)/median(ours), "times-as-fast")
}

// timed is what a command takes, and how much of it at work, in ms. Where out is nil
// it prints to nowhere.
func timed(b *testing.B, out io.Writer, env []string, name string, args ...string) (took, work float64) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), name, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), env...), out, os.Stderr
	begun := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	took = float64(time.Since(begun).Microseconds()) / 1e3
	return took, float64((cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Microseconds()) / 1e3
}

// lines counts what is written to it.
type lines int

func (n *lines) Write(p []byte) (int, error) {
	*n += lines(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

func countLines(b *testing.B, name string, args ...string) int {
	b.Helper()
	var n lines
	timed(b, &n, nil, name, args...)
	return int(n)
}

// writeFiles writes a CSV file of weekdays for each symbol.
func writeFiles(b *testing.B, folder string) (paths []string) {
	b.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.Fatal(err)
	}
	for n := range scanFiles {
		s := regimes()[n%len(regimes())].trade(rand.New(rand.NewPCG(seed, uint64(n))), scanBars)
		text, day := []byte("Date,Open,High,Low,Close,Volume\n"), time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		for i, c := range s.bars {
			for day = day.AddDate(0, 0, 1); day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; day = day.AddDate(0, 0, 1) {
			}
			text = day.AppendFormat(text, time.DateOnly)
			for _, price := range []int64{c.open, c.high, c.low, c.close} {
				text = strconv.AppendFloat(append(text, ','), s.price(price), 'f', -1, 64)
			}
			text = append(strconv.AppendInt(append(text, ','), int64(1000+i%977), 10), '\n')
		}
		path := filepath.Join(folder, fmt.Sprintf("S%04d.csv", n))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}
