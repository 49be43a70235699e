package prefs

import (
	"strings"
	"testing"
)

func TestAColumnIsANameAndPerhapsAWidth(t *testing.T) {
	for text, want := range map[string]Column{
		"time": {"time", 0}, " Pattern : 24 ": {"pattern", 24}, "CONFIDENCE": {"conf", 0}, "age:4": {"ago", 4}, "timeframe": {"tf", 0},
		"metadata.RSI": {"metadata.RSI", 0}, "Metadata.rsi:8": {"metadata.rsi", 8}, "metadata.a:b": {"metadata.a:b", 0},
	} {
		got, err := ParseColumn(text)
		if err != nil || got != want {
			t.Errorf("%q: %v %v", text, got, err)
		}
		if back, err := ParseColumn(got.String()); err != nil || back != got {
			t.Errorf("%q is read back as %v %v", got.String(), back, err)
		}
	}
	for text, want := range map[string]string{
		"prize": "there is no column prize: write one of time, symbol,", "": "no name", "metadata.": "no name", "pattern:0": "from 2 to 60",
		"pattern:61": "from 2 to 60", "pattern:wide": "the width of pattern is a whole number", "prize:7": "no column prize", ":7": "no name",
	} {
		if _, err := ParseColumn(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAWrongColumnLeavesTheOthersAlone(t *testing.T) {
	lines := func(string, int, string) int { return 7 }
	list := []any{"time", "prize", "pattern:99", 5, "time", "price:9"}
	p, problems := Read(map[string]any{"columns": list}, Source{File: "config.toml", Lines: lines})
	if len(p.Columns) != 3 || p.Columns[1] != (Column{"pattern", 0}) || p.Columns[2] != (Column{"price", 9}) {
		t.Errorf("read %v", p.Columns)
	}
	if len(problems) != 4 || problems[0].Line != 7 || !strings.Contains(problems[0].Error(), "no column prize") {
		t.Errorf("problems: %v", problems)
	}
	if p, problems := Read(map[string]any{"columns": "time, symbol"}, Source{}); len(p.Columns) != 2 || len(problems) != 0 {
		t.Errorf("%v %v", p.Columns, problems)
	}
	var many []any
	for range 50 {
		many = append(many, "metadata."+strings.Repeat("x", len(many)+1))
	}
	if p, problems := Read(map[string]any{"columns": many}, Source{}); len(p.Columns) != maxColumns || len(problems) != 1 {
		t.Errorf("%d columns, %v", len(p.Columns), problems)
	}
	if _, problems := Read(map[string]any{"columns": 3}, Source{}); len(problems) != 1 {
		t.Errorf("%v", problems)
	}
}

func TestChosenColumnsLieOverThoseThatAreConfigured(t *testing.T) {
	base, own := Prefs{Columns: []Column{{Name: "time"}}}, Prefs{Columns: []Column{{Name: "price"}, {Name: "symbol"}}}
	if got := own.Over(&base); len(got.Columns) != 2 {
		t.Error(got.Columns)
	}
	if got := (&Prefs{}).Over(&base); len(got.Columns) != 1 {
		t.Error(got.Columns)
	}
	if got := own.Without(&base); got.Columns != nil {
		t.Error(got.Columns)
	}
	if got := own.Without(&Prefs{}); len(got.Columns) != 2 {
		t.Error(got.Columns)
	}
}
