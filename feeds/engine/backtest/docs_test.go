package backtest

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../docs/backtests.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestThePageHasEveryParameterAndItsDefault(t *testing.T) {
	text, p, allowShort := page(t), Defaults(), true
	for name, target := range p.targets(&allowShort) {
		_, row, found := strings.Cut(text, "\n| `"+name+"` | ")
		written, _, _ := strings.Cut(row, " | ")
		value := fmt.Sprint(reflect.ValueOf(target).Elem())
		if n, ok := target.(*float64); ok {
			var documented float64
			if _, err := fmt.Sscan(written, &documented); err != nil || documented != *n {
				t.Errorf("the default of %s is %v, the page says %q", name, *n, written)
			}
		} else if !found || strings.Trim(written, "`\"") != value {
			t.Errorf("the default of %s is %v, the page says %q", name, value, written)
		}
	}
}

func TestThePageHasEveryFieldOfAResult(t *testing.T) {
	text := page(t)
	for _, v := range []any{Result{}, Skipped{}} {
		for f := range reflect.TypeOf(v).Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "simulated" && !strings.Contains(text, "`"+name+"`") {
				t.Errorf("nothing about %s", name)
			}
		}
	}
}
