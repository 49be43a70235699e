package cli

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tickdeck/model"
	"tickdeck/ui/config"
)

// asked is what an engine, and a demo, are told to publish.
func asked(t *testing.T, flags string) (engine, demo model.EngineOptions) {
	t.Helper()
	for _, command := range []string{"engine ", "demo "} {
		_, said, status := runWith(t, machine(t, nil), strings.Fields(command+flags), nil,
			Engine(func(_ context.Context, _ string, _ model.Names, o model.EngineOptions, _ func(string)) error {
				engine = o
				return nil
			}),
			Demo(func(_ context.Context, _ config.Config, o model.EngineOptions) error {
				demo = o
				return nil
			}))
		if status != ExitOK {
			t.Errorf("%s%s: status %d, said %q", command, flags, status, said)
		}
	}
	return engine, demo
}

func TestAnEngineAndADemoPublishWhatIsNewsUnlessToldOtherwise(t *testing.T) {
	for flags, want := range map[string]struct {
		patterns []string
		least    float64
	}{
		"":                                  {model.Notable(), model.NotableConfidence},
		"--min-confidence 0.9":              {model.Notable(), 0.9},
		"--patterns all":                    {nil, 0},
		"--patterns Doji,ALL":               {nil, 0},
		"--patterns all --min-confidence 1": {nil, 1},
		"--patterns notable":                {model.Notable(), 0},
		"--patterns notable,Doji,HAMMER":    {append(model.Notable(), "Doji"), 0},
		"--patterns CDLDOJI,dark_cloudcover --patterns doji": {[]string{"Doji", "Dark Cloud Cover"}, 0},
	} {
		engine, demo := asked(t, flags)
		for _, o := range []model.EngineOptions{engine, demo} {
			if !slices.Equal(o.Patterns, want.patterns) || o.MinConfidence != want.least {
				t.Errorf("%q: got %q from %g, want %q from %g", flags, o.Patterns, o.MinConfidence, want.patterns, want.least)
			}
		}
	}
}

func TestOnlyTheDemoIsInAHurry(t *testing.T) {
	engine, demo := asked(t, "")
	if engine.Speed != 1 || demo.Speed != model.DemoSpeed {
		t.Errorf("got %g and %g", engine.Speed, demo.Speed)
	}
}

func TestAScanAndAStudyKnowTheSameWordsAndLookForAllWithoutThem(t *testing.T) {
	var scanned model.ScanOptions
	var studied model.StudyOptions
	commands := []Command{
		Scan(func(_ context.Context, o model.ScanOptions, _ func(model.Detection) error, _ func(string)) error {
			scanned = o
			return nil
		}),
		Study(func(_ context.Context, o model.StudyOptions, _ func(string)) (model.Study, error) {
			studied = o
			return model.Study{}, nil
		}),
	}
	for flags, want := range map[string][]string{"": nil, " --patterns all": nil, " --patterns notable": model.Notable(), " --patterns cdldoji": {"Doji"}} {
		for _, line := range []string{"scan --bars b" + flags, "study" + flags} {
			if _, said, status := runWith(t, machine(t, nil), args(line), nil, commands...); status != ExitOK {
				t.Errorf("%q: status %d, said %q", line, status, said)
			}
		}
		if !slices.Equal(scanned.Patterns, want) || !slices.Equal(studied.Patterns, want) || scanned.MinConfidence != 0 {
			t.Errorf("%q: scanned are %q, studied %q", flags, scanned.Patterns, studied.Patterns)
		}
	}
}

func TestAPatternThatThereIsNotIsRefusedWithTheNearest(t *testing.T) {
	for line, want := range map[string]string{
		"engine --patterns Engulfin":           `--patterns: there is no pattern "Engulfin": did you mean Engulfing?`,
		"demo --patterns Doji,dark-clod":       `--patterns: there is no pattern "dark-clod": ` + patternsWanted,
		"demo --patterns notabel":              `--patterns: there is no pattern "notabel": did you mean notable?`,
		"engine --patterns all,Foo":            `--patterns: there is no pattern "Foo": ` + patternsWanted,
		"engine --patterns=":                   "--patterns: this is empty: " + patternsWanted,
		"engine --patterns Doji,,Hammer":       `--patterns: there is no pattern "": ` + patternsWanted,
		"engine --min-confidence 80":           "--min-confidence: 80 does not fit here: write a number from 0 to 1",
		"demo --min-confidence -0.1":           "--min-confidence: -0.1 does not fit here: write a number from 0 to 1",
		"demo --min-confidence nan":            "--min-confidence: NaN does not fit here: write a number from 0 to 1",
		"scan --bars b --patterns shotingstar": `--patterns: there is no pattern "shotingstar": did you mean Shooting Star?`,
		"study --patterns mornngstar":          `--patterns: there is no pattern "mornngstar": did you mean Morning Star?`,
	} {
		out, said, status := runWith(t, machine(t, nil), args(line), nil, Scan(nil), Engine(nil), Demo(nil), Study(nil))
		if said != "tickdeck: "+want+"\n" || status != ExitUsage || out != "" {
			t.Errorf("%q: status %d, printed %q and %q", line, status, out, said)
		}
	}
}

func TestTheHelpSaysWhatIsPublished(t *testing.T) {
	for _, command := range []string{"engine", "demo"} {
		printed, _, _ := runWith(t, machine(t, nil), args(command+" --help"), nil, Engine(nil), Demo(nil))
		for _, want := range []string{"--patterns", "notable: the 27 that are taught and rare enough to be news; all: all 61", "--min-confidence", "(0.5)"} {
			if !strings.Contains(printed, want) {
				t.Errorf("%s: no %q in\n%s", command, want, printed)
			}
		}
	}
}
