package query

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// cpu is how long the process has kept cores.
func cpu() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return 0
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// work is how long a text keeps a core in all that is done with it. The clock on the
// wall would count other work as well.
func work(text string, e Event) time.Duration {
	least := time.Hour
	for range 3 {
		began := cpu()
		if q, err := Parse(Alerts(), text, e.Clock); err == nil {
			q.Match(e)
		}
		Complete(Alerts(), text, len(text), nil)
		least = min(least, cpu()-began)
	}
	return least
}

// Eight times the text is eight times the work, not sixty-four times.
func TestLongQueriesAreReadAtOnce(t *testing.T) {
	e := anEvent(t)
	e.Alert.Pattern = strings.Repeat("a", 256)
	for name, piece := range map[string]string{
		"words": "ab ", "parentheses": "(", "nots": "-", "not": "not ", "commas": "a,", "wildcards": "a*", "quotes": `"`, "ops": ":", "spaces": "n ", "backslash": `"\`,
		"terms": "symbol:a* or ", "numbers": "price:1..2 ", "percent": "n:%%", "unknown": "zzz:",
		"closed": "(a)", "dots": "n:....", "long names": "x",
	} {
		short, long := strings.Repeat(piece, MaxLength/8/len(piece)), strings.Repeat(piece, MaxLength/len(piece))
		if one, eight := work(short, e), work(long, e); eight > 200*time.Millisecond && eight > 32*one {
			t.Errorf("%s: %v, and %v for eight times as much", name, one, eight)
		}
	}
}
