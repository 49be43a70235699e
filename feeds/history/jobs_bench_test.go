package history

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/hub"
	"tickdeck/model"
)

// largeResult has some 300 kB, as a backtest of a thousand trades has them.
func largeResult(seed uint64) string {
	r, b := rand.New(rand.NewPCG(seed, 0)), &strings.Builder{}
	fmt.Fprintf(b, `{"roi":%.6f,"total_trades":1000,"win_rate":0.5,"sharpe_ratio":%.4f,"equity_curve":[`, r.NormFloat64()/10, r.NormFloat64())
	balance := 100_000.0
	for i := range 500 {
		balance *= 1 + r.NormFloat64()/100
		fmt.Fprintf(b, `{"date":"2024-%02d-%02d","equity":%.2f},`, 1+i/28%12, 1+i%28, balance)
	}
	b.WriteString(`{}],"trades":[`)
	for i := range 1000 {
		price := 50 + 200*r.Float64()
		fmt.Fprintf(b, `{"symbol":"S%02d","pattern":"Engulfing","direction":"long","signal_date":"2024-%02d-%02d","entry_date":"2024-%02d-%02d","exit_date":"2024-%02d-%02d","entry_price":%.4f,"exit_price":%.4f,"quantity":%d,"pnl":%.2f,"return":%.8f,"bars_held":%d,"exit_reason":"take_profit","commission":%.4f},`,
			r.IntN(50), 1+i/90, 1+i%28, 1+i/90, 1+i%28, 1+i/90, 1+(i+3)%28, price, price*(1+r.NormFloat64()/20), 1+r.IntN(200), r.NormFloat64()*1000, r.NormFloat64()/20, 1+r.IntN(30), r.Float64())
	}
	b.WriteString("{}]}")
	return b.String()
}

// BenchmarkKeepJobs packs and writes results of some 300 kB.
func BenchmarkKeepJobs(b *testing.B) {
	s, p := jobStore(b), packer{}
	var plain int
	results := make([]string, 20)
	for i := range results {
		results[i] = largeResult(uint64(i))
	}
	n := 0
	for b.Loop() {
		job, fields := backtest(fmt.Sprintf("bt_%d", n), results[n%len(results)])
		plain += len(results[n%len(results)])
		if err := s.writeJob(keptJob{&job, p.pack(fields)}); err != nil {
			b.Fatal(err)
		}
		n++
	}
	pages, err := s.number("pragma page_count")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(plain)/float64(n), "bytes/result")
	b.ReportMetric(float64(pages)*4096/float64(n), "disk-bytes/job")
}

// inMemory is what a job that was read takes in a hub.
func inMemory(b *testing.B, s *store) float64 {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	h := hub.New(channels, 100, time.Now)
	if _, err := s.readJobs(b.Context(), "ann", time.Time{}, model.MaxJobs, h.RestoreJobs); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	h.SetServer(model.Server{})
	return float64(after.HeapAlloc-before.HeapAlloc) / 10_000
}

// BenchmarkRestoreJobs is the start of a deck with 10,000 such jobs on disk, and what it
// takes to open one.
func BenchmarkRestoreJobs(b *testing.B) {
	const held = 10_000
	s, p := jobStore(b), packer{}
	packed := make([][]byte, 20)
	for i := range packed {
		_, fields := backtest("bt_x", largeResult(uint64(i)))
		packed[i] = p.pack(fields)
	}
	for i := range held {
		job, _ := backtest(fmt.Sprintf("bt_%d", i), `{"roi":0.25,"total_trades":12,"win_rate":0.5,"sharpe_ratio":1.2,"max_drawdown":0.1}`)
		job.Finished = job.Finished.Add(time.Duration(i) * time.Millisecond)
		if err := s.writeJob(keptJob{&job, packed[i%len(packed)]}); err != nil {
			b.Fatal(err)
		}
	}
	n := 0
	for b.Loop() {
		if _, err := s.readJobs(b.Context(), "ann", time.Time{}, model.MaxJobs, func(j []model.Job) { n += len(j) }); err != nil {
			b.Fatal(err)
		}
	}
	if n != held*b.N {
		b.Fatalf("%d jobs were read, want %d", n, held*b.N)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "jobs/s")
	b.ReportMetric(inMemory(b, s), "bytes/job")
	info, err := os.Stat(s.path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
	begin := time.Now()
	const opened = 200
	for i := range opened {
		if _, there, err := s.record(b.Context(), "ann", fmt.Sprintf("bt_%d", i*37%held)); !there || err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Since(begin).Milliseconds())/opened, "ms/opened")
}
