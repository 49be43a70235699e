package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/providers/posflag"
	"github.com/knadh/koanf/v2"
	tomlv2 "github.com/pelletier/go-toml/v2"
	"github.com/spf13/pflag"
)

// layer is one source of values. Layers are kept apart, not merged, so that
// each value can say where it came from.
type layer struct {
	values *koanf.Koanf
	origin func(setting) origin
}

// layers returns the sources, the strongest first, and the row that says which
// file was read.
func (o Options) layers(all []setting) ([]layer, Setting, error) {
	path, err := o.file()
	if err != nil {
		return nil, Setting{}, err
	}
	if err := checkVariables(o.Environ, all); err != nil {
		return nil, Setting{}, err
	}
	fromFile, err := path.layer(all)
	if err != nil {
		return nil, Setting{}, err
	}
	return []layer{flagLayer(o.Flags, all), ownVariables(o.Environ, all), sharedVariables(o.Environ, all), fromFile, defaultLayer(all)}, path.row(), nil
}

func flagLayer(flags *pflag.FlagSet, all []setting) layer {
	k := koanf.New(".")
	if flags != nil {
		keys := map[string]string{}
		for _, s := range all {
			keys[s.flag] = s.key
		}
		readInto(k, posflag.ProviderWithFlag(flags, ".", nil, func(f *pflag.Flag) (string, any) {
			return keys[f.Name], posflag.FlagVal(flags, f)
		}))
	}
	return layer{k, func(s setting) origin { return origin{source: "--" + s.flag, where: "--" + s.flag} }}
}

func ownVariables(environ []string, all []setting) layer {
	return variables(environ, all, setting.env)
}

// sharedVariables are those that other programs read as well.
func sharedVariables(environ []string, all []setting) layer {
	return variables(environ, all, func(s setting) string { return s.also })
}

// variables reads the environment. An empty variable counts as not set, as it
// cannot be taken away in some places that start programs.
func variables(environ []string, all []setting, name func(setting) string) layer {
	keys := map[string]string{}
	for _, s := range all {
		keys[name(s)] = s.key
	}
	delete(keys, "")
	k := koanf.New(".")
	readInto(k, env.Provider(".", env.Opt{
		EnvironFunc: func() []string { return environ },
		TransformFunc: func(variable, text string) (string, any) {
			if text == "" {
				return "", nil
			}
			return keys[variable], text
		},
	}))
	return layer{k, func(s setting) origin { return origin{source: name(s), where: name(s)} }}
}

// checkVariables finds a mistyped variable, which would be obeyed by nobody.
func checkVariables(environ []string, all []setting) error {
	known := []string{envFile}
	for _, s := range all {
		known = append(known, s.env())
	}
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, envPrefix) && !strings.HasPrefix(name, envAlert) && !slices.Contains(known, name) {
			return &Error{Where: name, Problem: unknown("variable", name, known)}
		}
	}
	return nil
}

func defaultLayer(all []setting) layer {
	values := map[string]any{}
	for _, s := range all {
		values[s.key] = s.def
	}
	k := koanf.New(".")
	readInto(k, confmap.Provider(values, "."))
	return layer{k, func(s setting) origin { return origin{source: "default", where: s.key, isDefault: true} }}
}

// readInto reads a source that is in memory already and so cannot fail.
func readInto(k *koanf.Koanf, p koanf.Provider) { _ = k.Load(p, nil) }

// layer reads the file. It is an error for a file to be missing only when
// someone asked for that very file.
func (f configFile) layer(all []setting) (layer, error) {
	k := koanf.New(".")
	out := layer{k, func(s setting) origin {
		return origin{source: f.path, where: f.path + ": " + s.key, folder: filepath.Dir(f.path)}
	}}
	if f.path == "" {
		return out, nil
	}
	err := k.Load(file.Provider(f.path), toml.Parser())
	if errors.Is(err, fs.ErrNotExist) && f.asked == "" {
		return out, nil
	}
	if err != nil {
		return out, f.problem(err)
	}
	return out, f.checkKeys(k, all)
}

func (f configFile) problem(err error) error {
	var syntax *tomlv2.DecodeError
	var trouble *fs.PathError
	switch {
	case errors.As(err, &syntax):
		row, column := syntax.Position()
		return &Error{Where: fmt.Sprintf("%s:%d:%d", f.path, row, column), Problem: notTOML(syntax) + ": texts stand in quotes"}
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Where: f.asked, Problem: "there is no file " + f.path}
	case errors.As(err, &trouble):
		return &Error{Where: f.path, Problem: "cannot be read: " + trouble.Err.Error()}
	}
	return &Error{Where: f.path, Problem: notTOML(err)}
}

func notTOML(err error) string {
	return "this is not TOML (" + strings.TrimPrefix(err.Error(), "toml: ") + ")"
}

// checkKeys finds a mistyped key.
func (f configFile) checkKeys(k *koanf.Koanf, all []setting) error {
	var known []string
	tables := map[string]bool{}
	for _, s := range all {
		known = append(known, s.key)
		if table, _, ok := strings.Cut(s.key, "."); ok {
			tables[table] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(k.All())) {
		where := f.path + ": " + key
		if isPreference(key) {
			continue
		}
		if !tables[key] && !slices.Contains(known, key) {
			return &Error{Where: where, Problem: unknown("key", key, known)}
		}
		if table, ok := k.Get(key).(map[string]any); tables[key] && (!ok || len(table) > 0) {
			return &Error{Where: where, Problem: fmt.Sprintf("this is a table: write [%s] on a line of its own and its keys below", key)}
		}
	}
	return nil
}

func unknown(what, name string, known []string) string {
	if near := Nearest(name, known); near != "" {
		return fmt.Sprintf("unknown %s: did you mean %s?", what, near)
	}
	return fmt.Sprintf("unknown %s: take it out, or see tickdeck config for those there are", what)
}
