package worker

import (
	"math"
	"testing"
	"testing/synctest"
	"time"
)

func TestATenthOfALeaseIsKeptBackForTheTimeThatStoppingTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // where the clock stands still
		var p progress
		p.renewed(time.Now().Add(-time.Second), 10*time.Second)
		if got := p.left(); got != 8*time.Second {
			t.Errorf("of a lease of 10 s that was renewed a second ago are left %s", got)
		}
	})
}

func TestProgressGoesForwardAndStaysInItsRange(t *testing.T) {
	var p progress
	for _, c := range []struct{ reported, want float64 }{
		{.2, .2}, {.1, .2}, {math.NaN(), .2}, {-1, .2}, {.5, .5}, {7, 1},
	} {
		p.set(Progress{Fraction: c.reported})
		if got := p.take().Fraction; got != c.want {
			t.Errorf("after %v it is %v, want %v", c.reported, got, c.want)
		}
	}
	if p.set(Progress{Fraction: 1}); p.hasChanged() {
		t.Error("the same once more is news")
	}
}
