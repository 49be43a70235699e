package config

import (
	"fmt"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/ui/exchange"
)

// The bounds of the history setting, in alerts.
const (
	MinHistory     = 1_000
	DefaultHistory = 100_000
	MaxHistory     = 5_000_000
)

// The bounds of the fps setting, in frames a second.
const (
	MinFPS     = 1
	DefaultFPS = 60
	MaxFPS     = 120
)

// The bounds of what is kept on disk.
const (
	MinDays          = 1
	DefaultDays      = 7
	MaxDays          = 365
	MinMegabytes     = 8
	DefaultMegabytes = 256
	MaxMegabytes     = 100_000
)

// Glyphs are what the glyphs setting takes, the default first.
func Glyphs() []string { return []string{"unicode", "ascii"} }

// Times are what the times setting takes, the default first: the time of the
// clock, or how long ago.
func Times() []string { return []string{"clock", "age"} }

// BuiltIn is the confidence table that there is without a file.
const BuiltIn = "built-in"

const (
	keyRedis      = "redis"
	keyConfidence = "confidence"
	envPrefix     = "TICKDECK_"
)

// setting is one row of the table from which the flags, the variables, the
// keys of config.toml and the reference are made: they cannot disagree.
type setting struct {
	key     string // in config.toml; a dot parts table and key
	flag    string
	also    string // a further variable, asked after the setting's own
	def     any    // string or, for what may be given several times, []string
	defText string // the default in words, where it differs between machines
	example string // for the reference; the default where there is one
	bars    bool   // it is for work on bars: the deck has none
	usage   string // starts with a word that may be capitalised: help does that
	apply   func(*builder, *value) error
}

// env is the setting's own variable.
func (s setting) env() string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(s.flag, "-", "_"))
}

// settings is the table, in the order of the reference. names are the default
// channels and keys.
func settings(names model.Names) []setting {
	return slices.Concat(
		[]setting{
			{key: keyRedis, flag: keyRedis, also: "REDIS_URL", def: "redis://localhost:6379/0", usage: "server to watch", apply: applyRedis},
			{key: "user", flag: "user", def: loginName(), defText: "your login name", example: "jo", usage: "who submits backtests", apply: applyUser},
		},
		channelSettings(names),
		[]setting{
			{key: "subscribe", flag: "subscribe", def: []string{}, example: "patterns=tickstock:patterns:streaming", usage: "one more channel, as KIND=NAME (repeatable)", apply: applySubscribe},
			{key: "job-prefix", flag: "job-prefix", def: names.JobPrefix, usage: "what the keys of job records begin with", apply: applyJobPrefix},
			{key: "history", flag: "history", def: strconv.Itoa(DefaultHistory), usage: "how many alerts to keep in memory", apply: applyHistory},
			{key: "disk", flag: "disk", def: "on", usage: "keep alerts, marks and finished jobs on disk as well: on or off", apply: applyDisk},
			{key: "disk-days", flag: "disk-days", def: strconv.Itoa(DefaultDays), usage: "how many days of alerts and jobs to keep on disk", apply: applyDays},
			{key: "disk-mb", flag: "disk-mb", def: strconv.Itoa(DefaultMegabytes), usage: "how many megabytes of alerts and jobs to keep on disk", apply: applyMegabytes},
			{key: "timezone", flag: "timezone", def: "Local", usage: "zone of times: Local, UTC, Europe/Paris and such, or an exchange such as NYSE", apply: applyTimezone},
			{key: "times", flag: "times", def: Times()[0], usage: "times in lists: clock or age", apply: applyTimes},
			{key: "theme", flag: "theme", def: "auto", usage: "colours", apply: applyTheme},
			{key: "glyphs", flag: "glyphs", def: Glyphs()[0], usage: "lines and marks: unicode or ascii", apply: applyGlyphs},
			{key: "commands", flag: "commands", def: "on", usage: "whether rules may run commands and post to webhooks: on or off", apply: applyCommands},
			{key: "mouse", flag: "mouse", def: "on", usage: "clicks and the wheel are for the deck, not for the terminal: on or off", apply: applyMouse},
			{key: "sync", flag: "sync", def: "on", usage: "keep preferences in Redis as well, so that they follow the user: on or off", apply: applySync},
			{key: "fps", flag: "fps", def: strconv.Itoa(DefaultFPS), usage: "how many frames a second to draw at most", apply: applyFPS},
			{key: keyConfidence, flag: keyConfidence, def: BuiltIn, example: "nyse.json", bars: true, usage: "table that confidences rank by: a file of tickdeck calibrate, or " + BuiltIn, apply: applyConfidence},
		})
}

func channelSettings(names model.Names) (out []setting) {
	for _, c := range channels() {
		out = append(out, setting{
			key: "channels." + c.key, flag: "channel-" + c.key, def: *c.name(&names), usage: c.usage, apply: c.apply,
		})
	}
	return out
}

func applyRedis(b *builder, v *value) error {
	if err := checkRedis(v.text, b.opts.CheckRedis); err != nil {
		return err
	}
	b.cfg.Redis, v.shown = v.text, model.MaskURL(v.text)
	return nil
}

func applyUser(b *builder, v *value) error {
	b.cfg.User = v.text
	return checkWord(v.text)
}

func applyJobPrefix(b *builder, v *value) error {
	b.cfg.Names.JobPrefix = v.text
	return checkName(v.text)
}

// applyConfidence takes a path in config.toml to begin in the folder that this is in.
func applyConfidence(b *builder, v *value) error {
	switch {
	case v.text == "":
		return fmt.Errorf("this is empty: write the path of a file that tickdeck calibrate made, or %s", BuiltIn)
	case v.text == BuiltIn:
		return nil
	case v.from.folder != "" && !filepath.IsAbs(v.text):
		v.text = filepath.Join(v.from.folder, v.text)
	}
	b.cfg.Confidence, v.shown = v.text, v.text
	return nil
}

func applyHistory(b *builder, v *value) (err error) {
	b.cfg.History, err = v.number(MinHistory, MaxHistory)
	return err
}

func applyDisk(b *builder, v *value) (err error) {
	b.cfg.Disk.On, err = v.onOff()
	b.cfg.Disk.Folder = historyFolder(b.opts.Environ, runtime.GOOS)
	return err
}

func applyMouse(b *builder, v *value) (err error) {
	b.cfg.Mouse, err = v.onOff()
	return err
}

func applyDays(b *builder, v *value) (err error) {
	b.cfg.Disk.Days, err = v.number(MinDays, MaxDays)
	return err
}

func applyMegabytes(b *builder, v *value) (err error) {
	b.cfg.Disk.Megabytes, err = v.number(MinMegabytes, MaxMegabytes)
	return err
}

func applyFPS(b *builder, v *value) (err error) {
	b.cfg.FPS, err = v.number(MinFPS, MaxFPS)
	return err
}

func applyGlyphs(b *builder, v *value) error {
	if !slices.Contains(Glyphs(), v.text) {
		return fmt.Errorf("%s is no set of glyphs: write one of %s", quote(v.text), strings.Join(Glyphs(), ", "))
	}
	b.cfg.Glyphs = v.text
	return nil
}

// applyTimezone takes a zone, or an exchange for its zone.
func applyTimezone(b *builder, v *value) error {
	if e, ok := exchange.Find(v.text); ok {
		b.cfg.Exchange, b.cfg.Location, v.shown = e, e.Zone(), e.Name()
		return nil
	}
	for _, own := range []string{"Local", "UTC"} {
		if strings.EqualFold(v.text, own) {
			v.text, v.shown = own, own
		}
	}
	at, err := time.LoadLocation(v.text)
	if err != nil || v.text == "" {
		return fmt.Errorf("%s is no time zone and no exchange: write Local, UTC, a name such as America/New_York, or one of %s", quote(v.text), strings.Join(exchange.Names(), ", "))
	}
	b.cfg.Location = at
	return nil
}

func applyTimes(b *builder, v *value) error {
	if !slices.Contains(Times(), v.text) {
		return fmt.Errorf("%s is no way to write times: write one of %s", quote(v.text), strings.Join(Times(), ", "))
	}
	b.cfg.Relative = v.text != Times()[0]
	return nil
}

func applyTheme(b *builder, v *value) error {
	if names := b.opts.Themes; names != nil && !slices.Contains(names, v.text) {
		return fmt.Errorf("%s is no theme: write one of %s", quote(v.text), strings.Join(names, ", "))
	}
	b.cfg.Theme = v.text
	return nil
}

// checkWord wants something that can be shown on one line as it is.
func checkWord(s string) error {
	switch {
	case s == "":
		return fmt.Errorf("this is empty: give it a value or leave it out")
	case model.Clean(s) != s:
		return fmt.Errorf("%s cannot be shown as it is: no control characters, at most %d letters", quote(s), model.MaxText)
	}
	return nil
}

// loginName is the name of who runs the program, without a Windows domain.
func loginName() string {
	u, err := user.Current()
	if err != nil || u.Username == "" {
		return "tickdeck"
	}
	return model.Clean(u.Username[strings.LastIndexByte(u.Username, '\\')+1:])
}
