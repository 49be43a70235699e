package config

import (
	"strings"

	"github.com/spf13/pflag"
)

// AddFlags adds a flag for every setting that the command has, and --config for the file. What they
// are given is looked at by Load, not here, so that every source is refused in
// the same words. Of the options it takes what belongs to the help: the themes,
// and that --redis means nothing where Redis is built in.
func AddFlags(flags *pflag.FlagSet, o Options) {
	for _, s := range settings(o.Names) {
		if !o.has(s) {
			continue
		}
		if _, many := s.def.([]string); many {
			flags.StringArray(s.flag, nil, s.usage)
			continue
		}
		flags.String(s.flag, "", s.usage)
		flags.Lookup(s.flag).DefValue = s.helpDefault()
	}
	if theme := flags.Lookup("theme"); theme != nil && len(o.Themes) > 0 {
		theme.Usage += ": " + strings.Join(o.Themes, ", ")
	}
	if redis := flags.Lookup(keyRedis); redis != nil {
		redis.Hidden = o.Embedded // it is there to be refused in words
	}
	flags.String(flagFile, "", "file to read instead of the usual config.toml")
}

// helpDefault leaves out the names of channels: help lines would not fit.
func (s setting) helpDefault() string {
	if s.defText != "" {
		return s.defText
	}
	if text, ok := s.def.(string); ok && s.flag == s.key {
		return text
	}
	return ""
}
