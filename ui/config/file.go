package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

const (
	flagFile = "config"
	envFile  = envPrefix + "CONFIG"
)

// configFile is where the file is looked for, and who said so.
type configFile struct {
	path  string // "" when there is no place for one
	asked string // the flag or variable that names it; "" for the usual place
}

// file finds the configuration file: --config, then TICKDECK_CONFIG, then the
// usual place.
func (o Options) file() (configFile, error) {
	if o.Flags != nil && o.Flags.Changed(flagFile) {
		path, err := o.Flags.GetString(flagFile)
		if err != nil || path == "" {
			return configFile{}, &Error{Where: "--" + flagFile, Problem: "this is empty: write the path of a file"}
		}
		return configFile{path, "--" + flagFile}, nil
	}
	if path := lookup(o.Environ, envFile); path != "" {
		return configFile{path, envFile}, nil
	}
	if folder := configFolder(o.Environ, runtime.GOOS); folder != "" {
		return configFile{path: filepath.Join(folder, "tickdeck", "config.toml")}, nil
	}
	return configFile{}, nil
}

// configFolder is where programs keep their configuration. XDG_CONFIG_HOME
// counts on every system, also where it is not the custom: who sets it means
// it. It must be absolute, as the XDG Base Directory Specification says.
func configFolder(environ []string, system string) string {
	if xdg := lookup(environ, "XDG_CONFIG_HOME"); filepath.IsAbs(xdg) {
		return xdg
	}
	home := lookup(environ, "HOME")
	switch {
	case system == "windows":
		return lookup(environ, "AppData")
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	return filepath.Join(home, ".config")
}

// stateFolder is where programs keep what they remember, by the XDG Base Directory
// Specification and the customs of the other systems.
func stateFolder(environ []string, system string) string {
	if xdg := lookup(environ, "XDG_STATE_HOME"); filepath.IsAbs(xdg) {
		return xdg
	}
	home := lookup(environ, "HOME")
	switch {
	case system == "windows":
		return lookup(environ, "LocalAppData")
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	return filepath.Join(home, ".local", "state")
}

// historyFolder is where alerts are kept on disk: "" when there is no place for it.
func historyFolder(environ []string, system string) string {
	if base := stateFolder(environ, system); base != "" {
		return filepath.Join(base, "tickdeck", "history")
	}
	return ""
}

// row shows a person where the file is, or would have to be.
func (f configFile) row() Setting {
	s := Setting{Key: flagFile, Value: f.path, Source: f.asked}
	if s.Source == "" {
		s.Source = "default"
	}
	if _, err := os.Stat(f.path); errors.Is(err, fs.ErrNotExist) {
		s.Value = strings.TrimSpace(f.path + " (no such file)")
	}
	return s
}

func lookup(environ []string, name string) string {
	for _, entry := range environ {
		key, text, _ := strings.Cut(entry, "=")
		if key == name || runtime.GOOS == "windows" && strings.EqualFold(key, name) {
			return text
		}
	}
	return ""
}
