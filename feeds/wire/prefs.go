package wire

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/prefs"
)

// SharedListsKey is the set of the names of the watchlists that are everyone's.
const SharedListsKey = "symbol_lists"

// SharedListKey is the set of the symbols of one of them.
func SharedListKey(name string) string { return "symbol_list:" + name }

// PrefsKey is the hash of what a user has set.
func PrefsKey(user string) string { return "user_prefs:" + user }

// MaxPrefsBytes is the largest field of that hash which is read or written. All of
// them are published in one message, which may have a megabyte.
const MaxPrefsBytes = 200 << 10

// MaxStampAhead is how far the clock of another machine may be ahead. A later time
// counts as none, or nothing could ever be newer.
const MaxStampAhead = 24 * time.Hour

// PrefsPart is a field of the hash: one table of a user's preferences, with when and
// where it was set.
type PrefsPart struct {
	prefs.Prefs
	By string `json:"by,omitempty"` // the machine
}

// EncodePrefsPart writes the field of one table.
func EncodePrefsPart(table string, p prefs.Prefs, by string) (string, error) {
	part := p.Part(table).Portable()
	part.Changed = p.Changed.UTC()
	text, err := json.Marshal(PrefsPart{part, by})
	if err != nil {
		return "", fmt.Errorf("write the %s: %w", table, err)
	}
	return string(text), nil
}

// DecodePrefsPart reads one. What is not understood whole is an error, since it would
// be lost when it is written again.
func DecodePrefsPart(table, text string, now time.Time) (PrefsPart, error) {
	var fields map[string]any
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		return PrefsPart{}, fmt.Errorf("it is no JSON object: %w", err)
	}
	for key := range fields {
		if key != "changed" && key != "by" && key != table {
			return PrefsPart{}, fmt.Errorf("it has %s in it, which this version does not know", model.Clean(key))
		}
	}
	fields, _ = cleanValue(fields).(map[string]any)
	p, problems := prefs.Read(fields, prefs.Source{})
	for i := range p.Rules {
		if wrong := p.Rules[i].Place.Wrong; wrong != nil {
			problems = append(problems, wrong)
		}
	}
	if len(problems) > 0 {
		return PrefsPart{}, problems[0]
	}
	if p.Changed.After(now.Add(MaxStampAhead)) {
		p.Changed = time.Time{} // a bound that moves on with the clock would win over every change made since
	}
	by, _ := fields["by"].(string)
	return PrefsPart{p.Portable(), model.Clean(by)}, nil
}

// cleanValue cleans every text in what was decoded.
func cleanValue(v any) any {
	switch v := v.(type) {
	case string:
		return model.CleanLine(v)
	case []any:
		for i := range v {
			v[i] = cleanValue(v[i])
		}
	case map[string]any:
		clean := make(map[string]any, len(v))
		for key, value := range v {
			clean[model.CleanLine(key)] = cleanValue(value)
		}
		return clean
	}
	return v
}

// prefsEvent tells publishers what a user has set.
type prefsEvent struct {
	Type        string      `json:"type"`
	UserID      string      `json:"user_id"`
	Preferences prefs.Prefs `json:"preferences"`
	Source      string      `json:"source"`
	Timestamp   json.Number `json:"timestamp"`
}

// EncodePrefsEvent writes a user's preferences for the channel of alert preferences.
func EncodePrefsEvent(user string, p prefs.Prefs, at time.Time) (string, error) {
	text, err := json.Marshal(prefsEvent{"alert_preferences", user, p.Portable(), "tickdeck", seconds(at)})
	if err != nil {
		return "", fmt.Errorf("write the preferences: %w", err)
	}
	return string(text), nil
}

// SharedSymbols are the members of a watchlist that is everyone's, as symbols are
// written.
func SharedSymbols(members []string) (out []string) {
	for _, m := range members {
		if s := strings.ToUpper(strings.TrimSpace(model.Clean(m))); s != "" {
			out = append(out, s)
		}
	}
	return out
}
