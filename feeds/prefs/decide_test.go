package prefs

import (
	"testing"
	"time"

	"tickdeck/model/prefs"
	"tickdeck/model/rules"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func TestWhatChangedSinceBothWereTheSameIsInForce(t *testing.T) {
	set := func(digest string, at time.Time) part { return part{there: true, digest: digest, changed: at} }
	nothing := part{there: true, empty: true, digest: "0"}
	old, late := noon, noon.Add(time.Minute)
	for name, c := range map[string]struct {
		common      string
		here, there part
		want        verdict
	}{
		"nobody has set anything":            {"", part{empty: true}, part{}, leave},
		"Redis lost what it had":             {"a", set("a", old), part{}, give},
		"nothing is here, and nothing there": {"a", nothing, part{}, leave},
		"both say the same":                  {"", set("a", old), set("a", late), same},
		"a machine that is new":              {"", part{empty: true}, set("a", old), take},
		"a file that was lost":               {"a", part{empty: true}, set("a", old), take},
		"a table that was never used here":   {"", nothing, set("a", old), take},
		"changed there":                      {"a", set("a", late), set("b", old), take},
		"changed here":                       {"a", set("b", old), set("a", late), give},
		"emptied here":                       {"a", nothing, set("a", late), give},
		"both, here later":                   {"a", set("b", late), set("c", old), giveNewer},
		"both, there later":                  {"a", set("b", old), set("c", late), takeNewer},
		"both at the same time":              {"a", set("b", old), set("c", old), takeNewer},
		"both, and nothing was agreed":       {"", set("b", late), set("c", old), giveNewer},
		"what is there cannot be read":       {"a", set("b", late), part{there: true, locked: true}, leave},
	} {
		if got := decide(c.common, c.here, c.there); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestTheSameIsTheSameWhereverItWasWritten(t *testing.T) {
	here := prefs.Prefs{
		Changed: noon, Rules: []rules.Rule{{Name: "a", When: "x", Run: "a command", Place: &rules.Place{File: "f"}}},
		Mutes: []rules.Mute{{Symbol: "A", Until: noon.In(time.FixedZone("", 3600))}},
	}
	there := prefs.Prefs{Changed: noon.Add(1), Rules: []rules.Rule{{Name: "a", When: "x"}}, Mutes: []rules.Mute{{Symbol: "A", Until: noon}}}
	for _, table := range prefs.Tables() {
		if digest(table, here) != digest(table, there) {
			t.Errorf("%s differ", table)
		}
	}
	there.Rules[0].When = "y"
	if digest("rules", here) == digest("rules", there) || digest("mutes", here) != digest("mutes", there) {
		t.Error("a change of the rules is none, or one of the mutes")
	}
}
