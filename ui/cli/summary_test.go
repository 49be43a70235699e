package cli

import (
	"strings"
	"testing"

	"tickdeck/model"
)

// The columns of a walk-forward test stand side by side: who reads the first must
// see the second.
func TestASummaryOfAWalkForwardHasBothPeriods(t *testing.T) {
	r, err := won(t.Context(), []byte("the request"), model.EngineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	in, out := r, model.Report{Result: *model.NewResult(), Calmar: model.None()}
	out.ROI = -0.05
	r.InSample, r.OutOfSample = &in, &out
	var b strings.Builder
	if err := writeSummary(&b, r); err != nil {
		t.Fatal(err)
	}
	const want = `
                        ALL     IN SAMPLE  OUT OF SAMPLE
from             2025-01-02    2025-01-02              –
to               2025-12-31    2025-12-31              –
return               +12.3%        +12.3%          -5.0%
buy and hold         -18.6%        -18.6%              –
`
	if !strings.Contains(b.String(), want) {
		t.Errorf("got\n%s", b.String())
	}
}
