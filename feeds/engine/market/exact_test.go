package market

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"os/exec"
	"regexp"
	"testing"
	"time"
)

func TestLogarithmAndPowerAreThose(t *testing.T) {
	worst := 0.0
	for x := 1e-12; x < 1e12; x *= 1.0137 {
		worst = max(worst, math.Abs(ln(x)-math.Log(x))/math.Max(math.Abs(math.Log(x)), 0x1p-10))
	}
	for x := -60.0; x < 60; x += 0.00731 {
		worst = max(worst, math.Abs(exp(x)/math.Exp(x)-1))
	}
	if worst > 5e-16 {
		t.Errorf("off by %g", worst)
	}
	if ln(1) != 0 || exp(0) != 1 {
		t.Errorf("ln 1 is %g, e⁰ is %g", ln(1), exp(0))
	}
}

// The sums of what a seed draws. They hold on every processor: they were the
// same on amd64 with and without fused multiply-add, and on 386. Whoever changes
// the model changes them, and every simulated market with them.
const (
	dailySum = "01ca349db9fe38b5"
	liveSum  = "511871079299807a"
)

func TestASeedIsTheSameMarketEverywhere(t *testing.T) {
	m, sum := newMarket(t, 42, today), sha256.New()
	for _, symbol := range m.Symbols() {
		if err := binary.Write(sum, binary.BigEndian, daily(t, m, symbol)); err != nil {
			t.Fatal(err)
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)[:8]); got != dailySum {
		t.Errorf("the daily bars are %s", got)
	}
	sum.Reset()
	for _, k := range watch(m.Live(today, 0), today, 7*time.Hour, minutes(60)) {
		sum.Write([]byte(k.Symbol))
		for _, v := range []float64{float64(k.Time.UnixMilli()), k.Price, k.Volume} {
			sum.Write(binary.BigEndian.AppendUint64(nil, math.Float64bits(v)))
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)[:8]); got != liveSum {
		t.Errorf("the ticks are %s", got)
	}
}

// A fused multiply-add leaves out a rounding, so a market would differ between
// processors that have it and those that don't.
func TestNoProcessorFusesOurProducts(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles for other processors")
	}
	fused := regexp.MustCompile(`(?m)^.*\b(FN?M(ADD|SUB)[SD]?|VFN?M(ADD|SUB)\w+)\b.*$`)
	for _, arch := range []string{"arm64", "amd64"} {
		cmd := exec.CommandContext(t.Context(), "go", "build", "-gcflags=-S", ".")
		cmd.Env = append(cmd.Environ(), "GOOS=linux", "GOARCH="+arch, "GOAMD64=v3", "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", arch, err, out)
		}
		for _, line := range fused.FindAll(out, 5) {
			t.Errorf("%s: %s", arch, line)
		}
	}
}
