// Package config works out the settings that are in force: flags before the
// environment before config.toml before the defaults.
//
// It may read the environment that it is handed and one file. It opens no
// connection, prints nothing and knows neither the screen nor Redis.
package config

import (
	"time"
	_ "time/tzdata" // a static binary on a bare machine still knows every zone

	"github.com/spf13/pflag"

	"tickdeck/model"
	"tickdeck/ui/exchange"
)

// Config is what the rest of the program is built from.
type Config struct {
	Redis      string             // URL with its password: print model.MaskURL(Redis), never this; "" when Options.Embedded
	User       string             // user_id of what is submitted
	Channels   []model.Channel    // the standard four in the order of their kinds, then what was subscribed to besides
	Names      model.Names        // of every channel and key
	History    int                // alerts kept in memory, MinHistory to MaxHistory
	Disk       model.Disk         // where they are kept beside that, and jobs
	Location   *time.Location     // the zone in which times are shown
	Exchange   *exchange.Exchange // whose zone that is; nil if none was named
	Relative   bool               // times in lists are ages
	Theme      string             // one of Options.Themes
	Glyphs     string             // one of Glyphs()
	Confidence string             // file of the table that confidences rank by; "" for the built-in one
	Mouse      bool               // clicks and the wheel are for the deck
	FPS        int                // the most frames a second that are drawn, MinFPS to MaxFPS
	Commands   bool               // rules may run commands and post to webhooks
	Sync       model.Sync         // whether changes of preferences are kept in Redis as well
	Prefs      Preferences        // what the file says of queries, rules, mutes and watchlists
	Settings   []Setting          // the same for people to read, in the order of the reference
}

// Setting is one setting as it is in force.
type Setting struct {
	Key    string `json:"key"`    // as in config.toml
	Value  any    `json:"value"`  // string, int or []string; passwords are masked
	Source string `json:"source"` // "default", the file, the variable or the flag that it came from
}

// Options is what Load works from.
type Options struct {
	Flags      *pflag.FlagSet     // parsed, with the flags of AddFlags; nil for none
	Environ    []string           // as of os.Environ
	CheckRedis func(string) error // has the last word on the Redis URL; nil accepts what looks like one
	Themes     []string           // the names that theme accepts; nil accepts any
	Names      model.Names        // the default channels and keys
	Embedded   bool               // Redis is built in: its URL is not asked for
	Scope      Scope
}

// Scope is which of the settings a command has.
type Scope uint8

// Scopes.
const (
	OfDeck Scope = iota // all but those of work on bars
	OfAll
	OfBars // those of work on bars alone, without a Redis and a screen
)

func (o Options) has(s setting) bool {
	return o.Scope == OfAll || s.bars == (o.Scope == OfBars)
}

// Load returns the settings in force. Every error is an *Error: one line that
// names the place, what is wrong there and what to write instead.
func Load(o Options) (Config, error) {
	all := settings(o.Names)
	layers, file, err := o.layers(all)
	if err != nil {
		return Config{}, err
	}
	b := builder{opts: o, cfg: Config{Settings: []Setting{file}}}
	for _, s := range all {
		if !o.has(s) {
			continue
		}
		if s.key == keyRedis && o.Embedded {
			if err := refuseRedis(o.Flags); err != nil {
				return Config{}, err
			}
			continue
		}
		if err := b.take(s, layers); err != nil {
			return Config{}, err
		}
	}
	if o.Scope == OfBars {
		return b.cfg, nil
	}
	if err := b.checkChannels(); err != nil {
		return Config{}, err
	}
	path, err := o.file()
	if err != nil {
		return Config{}, err
	}
	if b.cfg.Prefs, err = path.preferences(); err != nil {
		return Config{}, err
	}
	b.cfg.Prefs.File = o.preferencesFile()
	return b.cfg, nil
}

// refuseRedis keeps a person from believing that the demo talks to their server.
func refuseRedis(flags *pflag.FlagSet) error {
	if flags == nil || !flags.Changed(keyRedis) {
		return nil
	}
	return &Error{Where: "--" + keyRedis, Problem: "the demo brings its own Redis: leave the flag out, or leave out demo"}
}

// builder fills a Config, one setting after another.
type builder struct {
	opts  Options
	cfg   Config
	heard []channelSource
}

// take applies a setting from the highest layer that has it.
func (b *builder) take(s setting, layers []layer) error {
	for _, l := range layers {
		if !l.values.Exists(s.key) {
			continue
		}
		v, err := s.read(l.values.Get(s.key))
		v.from = l.origin(s)
		if err == nil {
			err = s.apply(b, &v)
		}
		if err != nil {
			return &Error{Where: v.from.where, Problem: err.Error()}
		}
		b.cfg.Settings = append(b.cfg.Settings, Setting{Key: s.key, Value: v.shown, Source: v.from.source})
		return nil
	}
	return nil
}

// Market is when the exchange trades that was named, and when it closes next; both are
// nil if none was.
func (c *Config) Market() (open func(time.Time) bool, closes func(time.Time) (time.Time, bool)) {
	if c.Exchange == nil {
		return nil, nil
	}
	return c.Exchange.Open, c.Exchange.Closes
}
