package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tickdeck/model"
	"tickdeck/ui/config"
)

// publishFlags adds the flags that say what of all that an engine finds it publishes.
func publishFlags(cmd *cobra.Command, o *model.EngineOptions) {
	f := cmd.Flags()
	f.StringSliceVar(&o.Patterns, "patterns", []string{model.NotablePatterns}, fmt.Sprintf(
		"patterns to publish, by name or TA-Lib's name; %s: the %d that are taught and rare enough to be news; %s: all %d",
		model.NotablePatterns, len(model.Notable()), model.AllPatterns, len(model.StandardPatterns())+len(model.MorePatterns())))
	f.Float64Var(&o.MinConfidence, "min-confidence", model.NotableConfidence,
		"publish only what is at least as confident, from 0 to 1: at 0.8 about a fifth of each pattern's; 0 if only --patterns is given")
	complete(cmd, "patterns", model.NotablePatterns, model.AllPatterns)
}

// choosePatterns works out what is published. Whoever asks for patterns gets all that
// is found of them, unless they ask for a confidence as well.
func choosePatterns(cmd *cobra.Command, o *model.EngineOptions) (err error) {
	asked := cmd.Flags().Changed("patterns")
	if asked && len(o.Patterns) == 0 {
		return errors.New("--patterns: this is empty: " + patternsWanted)
	}
	if asked && !cmd.Flags().Changed("min-confidence") {
		o.MinConfidence = 0
	}
	o.Patterns, err = patternsOf(o.Patterns)
	return err
}

const patternsWanted = "write " + model.NotablePatterns + ", " + model.AllPatterns + ", or names such as Engulfing or CDLHAMMER, with commas between them"

// patternsOf are the patterns of a flag, by their names.
func patternsOf(words []string) ([]string, error) {
	names, err := model.ChoosePatterns(words)
	var unknown *model.UnknownPatternError
	switch {
	case !errors.As(err, &unknown):
		return names, err
	case nearestPattern(unknown.Name) != "":
		return nil, fmt.Errorf("--patterns: %w: did you mean %s?", err, nearestPattern(unknown.Name))
	}
	return nil, fmt.Errorf("--patterns: %w: %s", err, patternsWanted)
}

// nearestPattern is the name that a mistyped one most likely means.
func nearestPattern(word string) string {
	names, keys := map[string]string{}, []string{}
	for _, list := range [][]string{{model.NotablePatterns, model.AllPatterns}, model.StandardPatterns(), model.MorePatterns()} {
		for _, name := range list {
			key := model.PatternKey(name)
			names[key] = name
			keys = append(keys, key)
		}
	}
	return names[config.Nearest(model.PatternKey(word), keys)]
}
