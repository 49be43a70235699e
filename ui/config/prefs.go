package config

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"tickdeck/model/prefs"
	"tickdeck/model/rules"
	"tickdeck/ui/prefsfile"
)

// envAlert is what the variables begin with that the command of a rule finds: they are
// no settings, and a tickdeck that is started by one may ignore them.
const envAlert = envPrefix + "ALERT_"

// Preferences are what the configuration says beside the settings.
type Preferences struct {
	prefs.Prefs
	Problems []*rules.Error // with what is in none of the rules; the rest works
	File     string         // where changes are to be kept; "" where there is no place for it
}

// isPreference reports whether a key of the file is in one of the tables of
// preferences, which prefsfile reads.
func isPreference(key string) bool {
	table, _, _ := strings.Cut(key, ".")
	return slices.Contains(prefs.Tables(), table)
}

// preferences reads those tables of a file that is known to be TOML.
func (f configFile) preferences() (p Preferences, err error) {
	if f.path == "" {
		return p, nil
	}
	text, err := os.ReadFile(f.path)
	if err != nil {
		return p, nil //nolint:nilerr // there may be none; layer says what is wrong otherwise
	}
	p.Prefs, p.Problems, err = prefsfile.Decode(text, f.path)
	if err != nil {
		return p, f.problem(err)
	}
	return p, nil
}

func (o Options) preferencesFile() string {
	folder := stateFolder(o.Environ, runtime.GOOS)
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, "tickdeck", "preferences.toml")
}

func applySync(b *builder, v *value) (err error) {
	b.cfg.Sync.On, err = v.onOff()
	if file := b.opts.preferencesFile(); file != "" {
		b.cfg.Sync.File = filepath.Join(filepath.Dir(file), "preferences.synced.json")
	}
	return err
}

func applyCommands(b *builder, v *value) (err error) {
	b.cfg.Commands, err = v.onOff()
	return err
}
