package wire

import (
	"math"
	"testing"
	"time"

	"tickdeck/model"
)

func TestEvidenceIsWrittenAsTheContractHasIt(t *testing.T) {
	e := model.Evidence{
		Pattern: "Dark Cloud Cover", Direction: "bearish", Timeframe: "daily", N: 812, Symbols: 40, Horizon: 5,
		Mean: 0.0040000004, BaseMean: 0.001, Hit: 0.54, BaseHit: 0.52004, Q: 0.31,
		From: "2021-01-04", To: "2026-11-20", Source: "bars", Computed: time.UnixMicro(1795000000250000),
	}
	if key, field := EvidenceKey(e.Timeframe), EvidenceField(e.Pattern, e.Direction); key != "tickstock:evidence:daily" || field != "Dark Cloud Cover:bearish" {
		t.Errorf("%s, %s", key, field)
	}
	const want = `{"n":812,"symbols":40,"horizon_bars":5,"mean":0.004,"base_mean":0.001,"hit":0.54,"base_hit":0.52,"q":0.31,"from":"2021-01-04","to":"2026-11-20","source":"bars","computed_at":1795000000.250000}`
	if text, err := EncodeEvidence(e); text != want || err != nil {
		t.Errorf("%s, %v", text, err)
	}
	e.Q = model.None()
	if text, err := EncodeEvidence(e); len(text) != len(want)-len(`"q":0.31,`) || err != nil {
		t.Errorf("without a test: %s, %v", text, err)
	}
	e.Mean = math.Inf(1)
	if text, err := EncodeEvidence(e); err == nil {
		t.Errorf("%s was written", text)
	}
}
