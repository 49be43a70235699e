package wire

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// byTree is the headline as a library would make it.
func byTree(results string) map[string]any {
	var all map[string]json.RawMessage
	if json.Unmarshal([]byte(results), &all) != nil {
		return nil
	}
	out := map[string]any{}
	for name, raw := range all {
		if len(raw) <= maxFigure || name == "warnings" && len(raw) <= maxWarnings {
			var v any
			_ = json.Unmarshal(raw, &v) // it is part of what was read
			out[name] = v
		}
	}
	return out
}

func checkHeadline(t *testing.T, results string) {
	t.Helper()
	want := byTree(results)
	if want == nil {
		return
	}
	var got map[string]any
	if err := json.Unmarshal(Headline([]byte(results)), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("of %.200q it is %v, %v, want %v", results, got, err, want)
	}
}

func TestAHeadlineIsWhatIsSmall(t *testing.T) {
	long := strings.Repeat("x", maxFigure)
	for _, results := range []string{
		`{}`, ` { } `, `{"roi":0.1}`, `{"a":{"b":[1,{"c":"}"}]},"d":"\"]}\\","e":[]}`, `{"trades":["` + long + `"],"roi":-1}`,
		`{"warnings":["` + long + `"],"x":"` + long + `","y":null}`, "{\n  \"a\" : 1 ,\n \"b\":\t[ 1 , 2 ]\n}\n", `{"a:b,c":{"d":1},"":0}`,
	} {
		checkHeadline(t, results)
	}
}

func FuzzHeadline(f *testing.F) {
	f.Add(`{"a":{"b":[1,{"c":"}"}]},"d":"\"]}\\","e":[]}`)
	f.Add(`{"a" : 1, "b":[],"c":"\\\""}`)
	f.Fuzz(func(t *testing.T, results string) {
		if !json.Valid([]byte(results)) {
			Headline([]byte(results)) // it must come to an end
			return
		}
		if strings.Count(results, `"`) > 0 && hasTwice(results) {
			return // of a name that is there twice a tree keeps one
		}
		checkHeadline(t, results)
	})
}

func hasTwice(results string) bool {
	seen := map[string]bool{}
	for name := range members([]byte(results)) {
		var plain string
		if json.Unmarshal(name, &plain) != nil || seen[plain] {
			return true
		}
		seen[plain] = true
	}
	return false
}
