package prefs

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"tickdeck/model/rules"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func sample() Prefs {
	return Prefs{
		Changed: noon,
		Queries: map[string]string{"strong": "conf>=0.9", "mine": "watch:desk"}, Watchlists: map[string][]string{"desk": {"AAPL", "BRK.B"}},
		Rules: []rules.Rule{{
			Name: "strong", When: "conf>=0.9", Highlight: "warn", Pin: true, Bell: true, Notify: true, Run: "log.sh", Post: "https://x.example",
			Each: true, CoolDown: "5m", Hourly: 10, Quiet: "22:00-07:00", MarketHours: true, Off: true,
		}},
		Mutes:   []rules.Mute{{Symbol: "WMT", Until: noon.Add(time.Hour), Since: noon}, {Pattern: "Short Line", Lifted: true}},
		Columns: []Column{{"time", 0}, {"pattern", 24}, {"metadata.Rsi 14", 0}, {"metadata.a:b", 7}},
		Forms:   map[string]Form{"reversal": {"symbols": "@desk", "stop_loss": "2%..10%:2%"}},
	}
}

// bare is without the places where it was read.
func bare(p Prefs) Prefs {
	for i := range p.Rules {
		p.Rules[i].Place = nil
	}
	for i := range p.Mutes {
		p.Mutes[i].Place = nil
	}
	return p
}

func TestWhatIsWrittenAsJSONIsReadBack(t *testing.T) {
	text, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	var tables map[string]any
	if err := json.Unmarshal(text, &tables); err != nil {
		t.Fatal(err)
	}
	got, problems := Read(tables, Source{})
	if wrong := got.Rules[0].Place.Wrong; wrong != nil {
		t.Fatal(wrong)
	}
	if len(problems) > 0 || !reflect.DeepEqual(bare(got), sample()) {
		t.Errorf("%v\n%+v\n%+v", problems, bare(got), sample())
	}
}

func TestWhatCannotBeReadLeavesTheRestAlone(t *testing.T) {
	lines := func(table string, i int, key string) int { return len(table) + 10*i + len(key) }
	p, problems := Read(map[string]any{
		"queries":    map[string]any{"a": "conf>1", "b": 7},
		"watchlists": map[string]any{"a": []any{"X", 7}, "b": []any{"X"}, "c": "X, Y"},
		"rules": []any{
			map[string]any{"name": "good", "when": "symbol:*", "pin": true},
			map[string]any{"name": "bad", "when": "symbol:*", "pin": "yes"},
			map[string]any{"name": "typo", "wen": "symbol:*"},
			map[string]any{"name": "n", "hourly": "3"},
		},
		"forms": map[string]any{"a": map[string]any{"symbols": "X", "stop_loss": 7}, "b": "X"},
		"mutes": []any{map[string]any{"symbol": "A"}, map[string]any{"until": "soon"}, map[string]any{"symbol": "A", "pattern": "B"}},
	}, Source{File: "config.toml", Lines: lines})
	if len(p.Queries) != 1 || len(p.Watchlists) != 2 || len(p.Watchlists["c"]) != 2 || len(p.Rules) != 4 || len(p.Mutes) != 1 {
		t.Errorf("read %+v", p)
	}
	for i, want := range []string{"", "pin: write true or false", "wen: no rule has this key", "hourly: this wants a whole number"} {
		switch wrong := p.Rules[i].Place.Wrong; {
		case want == "" && wrong != nil:
			t.Error(wrong)
		case want != "" && (wrong == nil || !strings.Contains(wrong.Error(), want) || wrong.Line == 0):
			t.Errorf("rule %d: %v, want %q", i, wrong, want)
		}
	}
	if len(problems) != 6 || len(p.Forms) != 1 || len(p.Forms["a"]) != 1 {
		t.Errorf("problems: %v, forms %v", problems, p.Forms)
	}
	for _, tables := range []map[string]any{{"rules": "x"}, {"mutes": []any{1}}, {"queries": []any{}}, {"changed": 3}, {"forms": 7}} {
		if _, problems := Read(tables, Source{}); len(problems) != 1 {
			t.Errorf("%v: %v", tables, problems)
		}
	}
}

func TestWhatIsTooMuchIsLeftOutAndSaid(t *testing.T) {
	var many []any
	for range rules.MaxRules + 5 {
		many = append(many, map[string]any{"name": "r"})
	}
	p, problems := Read(map[string]any{"rules": many}, Source{})
	if len(p.Rules) != rules.MaxRules || len(problems) != 1 || !strings.Contains(problems[0].Error(), "left out") {
		t.Errorf("%d rules, %v", len(p.Rules), problems)
	}
}

func TestChangesLieOverWhatIsConfigured(t *testing.T) {
	base := Prefs{
		Queries: map[string]string{"a": "1", "b": "2"}, Rules: []rules.Rule{{Name: "x", When: "old"}, {Name: "y"}},
		Mutes: []rules.Mute{{Symbol: "GME"}, {Pattern: "Short Line"}},
	}
	upper := Prefs{
		Changed: noon, Queries: map[string]string{"b": "3"}, Rules: []rules.Rule{{Name: "z"}, {Name: "x", When: "new"}},
		Mutes: []rules.Mute{{Symbol: "gme", Lifted: true}},
	}
	got := upper.Over(&base)
	if got.Queries["a"] != "1" || got.Queries["b"] != "3" || base.Queries["b"] != "2" {
		t.Errorf("queries: %v", got.Queries)
	}
	if len(got.Rules) != 3 || got.Rules[0].When != "new" || got.Rules[2].Name != "z" || base.Rules[0].When != "old" {
		t.Errorf("rules: %+v", got.Rules)
	}
	if len(got.Mutes) != 2 || !got.Mutes[0].Lifted || !got.Changed.Equal(noon) {
		t.Errorf("mutes: %+v", got.Mutes)
	}
	if names := got.QueryNames(); len(names) != 2 || names[0] != "a" {
		t.Error(names)
	}
}
