package config

import (
	"fmt"
	"strings"
	"unicode"

	"tickdeck/model"
)

// channelSource is a channel that is listened to, and who asked for it.
type channelSource struct {
	model.Channel
	from origin
}

func (b *builder) addChannel(name string, kind model.Kind, from origin) {
	c := model.Channel{Name: name, Kind: kind}
	b.cfg.Channels = append(b.cfg.Channels, c)
	b.heard = append(b.heard, channelSource{c, from})
}

// channel is the setting of one name: a channel that is watched, for what it
// carries, or one that requests and commands are sent to.
type channel struct {
	key, usage string
	name       func(*model.Names) *string
}

func channels() []channel {
	return []channel{
		{"patterns", "channel of pattern alerts", func(n *model.Names) *string { return &n.Patterns }},
		{"progress", "channel of backtest progress", func(n *model.Names) *string { return &n.Progress }},
		{"results", "channel of backtest results", func(n *model.Names) *string { return &n.Results }},
		{"health", "channel of publisher health", func(n *model.Names) *string { return &n.Health }},
		{"jobs", "channel that takes backtest requests", func(n *model.Names) *string { return &n.Backtest }},
		{"system", "channel that takes control commands", func(n *model.Names) *string { return &n.System }},
		{"alerts", "channel that takes what a user has set", func(n *model.Names) *string { return &n.Alerts }},
		{"cancel", "channel of cancel commands, as some publishers send them", func(n *model.Names) *string { return &n.Cancel }},
	}
}

func (c channel) apply(b *builder, v *value) error {
	if err := checkName(v.text); err != nil {
		return err
	}
	*c.name(&b.cfg.Names) = v.text
	if kind, err := model.ParseKind(c.key); err == nil {
		b.addChannel(v.text, kind, v.from)
	}
	return nil
}

func applySubscribe(b *builder, v *value) error {
	for _, item := range v.list {
		carries, name, ok := strings.Cut(item, "=")
		if !ok {
			return fmt.Errorf("%s does not say what the channel carries: write KIND=NAME, such as patterns=%s", quote(item), quoteless(item))
		}
		kind, err := model.ParseKind(strings.TrimSpace(carries))
		if err != nil {
			return err
		}
		name = strings.TrimSpace(name)
		if err := checkName(name); err != nil {
			return err
		}
		b.addChannel(name, kind, v.from)
	}
	return nil
}

// checkName wants the whole name of one channel or key.
func checkName(name string) error {
	switch {
	case name == "":
		return fmt.Errorf("the name is empty: write one, or leave this out")
	case strings.ContainsAny(name, "*?["):
		return fmt.Errorf("%s is a wildcard, which would let in the firehose of raw ticks: name each channel in full", quote(name))
	case strings.ContainsFunc(name, unicode.IsSpace):
		return fmt.Errorf("%s has a blank in it: names have none", quote(name))
	}
	return checkWord(name)
}

// checkChannels wants each channel listened to once, and none that requests and
// commands are sent to: they would count as what a publisher says.
func (b *builder) checkChannels() error {
	first := map[string]channelSource{}
	for _, h := range b.heard {
		old, twice := first[h.Name]
		if !twice {
			first[h.Name] = h
			continue
		}
		guilty, taken := h, old
		if h.from.isDefault {
			guilty, taken = old, h
		}
		return &Error{Where: guilty.from.where, Problem: fmt.Sprintf("channel %s is watched already, for %s: name each channel once", quote(h.Name), taken.Kind)}
	}
	for _, out := range []string{b.cfg.Names.Backtest, b.cfg.Names.System, b.cfg.Names.Alerts, b.cfg.Names.Cancel} {
		if h, both := first[out]; both {
			return &Error{Where: h.from.where, Problem: fmt.Sprintf("channel %s takes requests or commands: it cannot be watched for %s as well", quote(out), h.Kind)}
		}
	}
	return nil
}
