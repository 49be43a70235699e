package sweep

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"tickdeck/model/params"
)

func axis(t *testing.T, name string, values ...float64) Axis {
	t.Helper()
	p, ok := params.Lookup(name)
	if !ok {
		t.Fatalf("no parameter %s", name)
	}
	a := Axis{Parameter: p}
	for _, v := range values {
		a.Values = append(a.Values, params.NumberOf(v))
	}
	return a
}

func TestEachCombinationIsAskedForOnce(t *testing.T) {
	s := Sweep{Axes: []Axis{axis(t, params.StopLoss, 0.02, 0.04), axis(t, params.TakeProfit, 0.1, 0.2, 0.3)}}
	var got []string
	for r := range s.Requests("sweep_1") {
		if r.Sweep.ID != "sweep_1" || r.Sweep.Jobs != 6 || len(r.Sweep.Varied) != 2 {
			t.Fatalf("its part is %+v", r.Sweep)
		}
		for _, v := range r.Sweep.Varied {
			if r.Parameters.Of(v.Name) != v.Value {
				t.Errorf("%s is %v, and its part says %v", v.Name, r.Parameters.Of(v.Name), v.Value)
			}
		}
		got = append(got, fmt.Sprint(r.Sweep.Varied[0].Value, "/", r.Sweep.Varied[1].Value))
	}
	if want := "0.02/0.1 0.02/0.2 0.02/0.3 0.04/0.1 0.04/0.2 0.04/0.3"; strings.Join(got, " ") != want {
		t.Errorf("the jobs are %v, want %s", got, want)
	}
}

func TestACountThatNoNumberHoldsIsTheGreatest(t *testing.T) {
	wide := axis(t, params.StopLoss, make([]float64, 1<<16)...)
	if n := (Sweep{Axes: []Axis{wide, wide, wide, wide}}).Count(); n != math.MaxInt {
		t.Errorf("it has %d jobs", n)
	}
	if n := (Sweep{}).Count(); n != 1 {
		t.Errorf("a request alone is %d jobs", n)
	}
}
