package pane

import "testing"

func TestAQueryIsQuotedWhereItHasTo(t *testing.T) {
	for value, want := range map[string]string{
		"NVDA": "f:NVDA", "BRK.B": "f:BRK.B", "BTC/USD": "f:BTC/USD", "Gap-Up": "f:Gap-Up", "日本株": "f:日本株",
		"Dark Cloud Cover": `f:"Dark Cloud Cover"`, "": `f:""`, "doji*": `f:"doji*"`, `a"b\`: `f:"a\"b\\"`, "(x)": `f:"(x)"`, "a,b": `f:"a,b"`,
	} {
		if got := Matching("f", value); got != want {
			t.Errorf("%q gives %s, want %s", value, got, want)
		}
	}
}
