package query

import "testing"

// Everything held is matched with every key that is typed.
func TestMatchingAllocatesNothing(t *testing.T) {
	e := anEvent(t)
	texts := []string{
		"symbol:A,B,C,D,E,F,G,H,NVDA tf:1h pattern:*star conf:0.8,0.9 dir:mixed age<1h since:5m since:09:30 watch:desk,x marked: -acked:", "edge:significant n>100",
		"metadata.RSI>70", "metadata.note:gap* has:metadata.note", "metadata:x*", "über zzz", "-(a or zz*z or \"doji star\")", "times>1 id:a* price!=5",
	}
	for _, text := range texts {
		q, err := Parse(Alerts(), text, e.Clock)
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(20, func() { q.Match(e) }); n != 0 {
			t.Errorf("%s: %v allocations", text, n)
		}
	}
}
