package config

import (
	"flag"
	"os"
	"strings"
	"testing"

	"tickdeck/feeds/wire"
)

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the manual anew")
	os.Exit(m.Run())
}

const manual = "../../docs/configuration.md"

func TestTheManualTellsTheSettingsThereAre(t *testing.T) {
	was, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	want := string(was)
	for name, body := range map[string]string{"settings": Reference(wire.DefaultNames()), "example": "```toml\n" + Example(wire.DefaultNames()) + "```\n"} {
		start, end := "<!-- "+name+" -->\n", "<!-- end -->"
		before, rest, ok1 := strings.Cut(want, start)
		_, after, ok2 := strings.Cut(rest, end)
		if !ok1 || !ok2 {
			t.Fatalf("%s has no place for the %s", manual, name)
		}
		want = before + start + body + end + after
	}
	if want == string(was) {
		return
	}
	if !updating() {
		t.Fatalf("%s is behind: go test ./ui/config -update writes it anew", manual)
	}
	if err := os.WriteFile(manual, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestTheExampleIsTaken(t *testing.T) {
	cfg, path, err := load(t, nil, nil, Example(wire.DefaultNames()))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range cfg.Settings[1:] {
		if s.Source != path {
			t.Errorf("%s is not in the example", s.Key)
		}
	}
}

func TestNoTwoSettingsShareAName(t *testing.T) {
	keys, flags, variables := map[string]bool{}, map[string]bool{flagFile: true}, map[string]bool{envFile: true, "": true}
	for _, s := range settings(wire.DefaultNames()) {
		if keys[s.key] || flags[s.flag] || variables[s.env()] || s.also != "" && variables[s.also] {
			t.Errorf("%+v has a name that is taken", s)
		}
		keys[s.key], flags[s.flag], variables[s.env()], variables[s.also] = true, true, true, true
	}
}
