package prefsfile

import (
	"github.com/pelletier/go-toml/v2"

	"tickdeck/model/prefs"
	"tickdeck/model/rules"
)

// Decode reads preferences. The error is that of a text that is not TOML; what is
// wrong with parts of it is in problems, or with the rule that it is about.
func Decode(text []byte, file string) (p prefs.Prefs, problems []*rules.Error, err error) {
	var tables map[string]any
	if err := toml.Unmarshal(text, &tables); err != nil {
		return prefs.Prefs{}, nil, err
	}
	p, problems = prefs.Read(tables, prefs.Source{File: file, Lines: findLines(text).of})
	return p, problems, nil
}
