package prefsfile

import (
	"time"

	"github.com/pelletier/go-toml/v2"

	"tickdeck/model/prefs"
	"tickdeck/model/rules"
)

// document is how preferences stand in the file. Times are texts: go-toml leaves a
// time.Time out where it may be empty, also if it is not.
type document struct {
	Changed    string                `toml:"changed,omitempty"`
	Columns    []prefs.Column        `toml:"columns,omitempty"`
	Queries    map[string]string     `toml:"queries,omitempty"`
	Watchlists map[string][]string   `toml:"watchlists,omitempty"`
	Rules      []rules.Rule          `toml:"rules,omitempty"`
	Mutes      []mute                `toml:"mutes,omitempty"`
	Forms      map[string]prefs.Form `toml:"forms,omitempty"`
}

type mute struct {
	Symbol  string `toml:"symbol,omitempty"`
	Pattern string `toml:"pattern,omitempty"`
	Until   string `toml:"until,omitempty"`
	Since   string `toml:"since,omitempty"`
	Lifted  bool   `toml:"lifted,omitempty"`
}

// Encode writes preferences as TOML, which Decode reads.
func Encode(p prefs.Prefs) ([]byte, error) {
	d := document{Changed: written(p.Changed), Queries: p.Queries, Watchlists: p.Watchlists, Rules: p.Rules, Columns: p.Columns, Forms: p.Forms}
	for _, m := range p.Mutes {
		d.Mutes = append(d.Mutes, mute{m.Symbol, m.Pattern, written(m.Until), written(m.Since), m.Lifted})
	}
	return toml.Marshal(d)
}

func written(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}
