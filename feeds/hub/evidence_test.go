package hub

import (
	"testing"

	"tickdeck/model"
)

func TestEveryReaderHasTheSameEvidence(t *testing.T) {
	h := smallHub()
	a, b := h.NewReader(0), h.NewReader(0)
	if f := a.Frame(); f.Evidence != nil || f.EvidenceRev != 0 {
		t.Errorf("%+v before anything was looked up", f.Evidence)
	}
	var none *model.EvidenceSet
	set := none.With("1min", nil, "")
	h.SetEvidence(set, "")
	f, g := a.Frame(), b.Frame()
	if f.Evidence != set || g.Evidence != set || f.EvidenceRev != 1 {
		t.Errorf("%p and %p at revision %d, want %p", f.Evidence, g.Evidence, f.EvidenceRev, set)
	}
	h.SetEvidence(set, "")
	h.Take(progressOf(jobOf("a", model.PhaseRunning, 0)))
	if f = a.Frame(); f.Evidence != set || f.EvidenceRev != 1 {
		t.Errorf("it is news without a change: revision %d", f.EvidenceRev)
	}
}

func TestTroubleWithTheEvidenceStandsBesideThatWithTheJobs(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for _, c := range []struct{ jobs, evidence, want string }{
		{"", "", ""}, {"a", "", "a"}, {"a", "b", "a; b"}, {"", "b", "b"},
	} {
		h.SetTrouble(c.jobs)
		h.SetEvidence(nil, c.evidence)
		if got := r.Frame().Trouble; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
