package config

import (
	"fmt"
	"strings"
	"unicode"

	"tickdeck/model"
)

// heard is a channel that is listened to, and who asked for it.
type heard struct {
	model.Channel
	from origin
}

func (b *builder) hear(name string, kind model.Kind, from origin) {
	c := model.Channel{Name: name, Kind: kind}
	b.cfg.Channels = append(b.cfg.Channels, c)
	b.heard = append(b.heard, heard{c, from})
}

func applyChannel(b *builder, v *value, carries string) error {
	if err := checkName(v.text); err != nil {
		return err
	}
	switch kind, err := model.ParseKind(carries); {
	case err == nil:
		b.hear(v.text, kind, v.from)
	case carries == "jobs":
		b.cfg.JobsChannel = v.text
	default:
		b.cfg.SystemChannel = v.text
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
		b.hear(name, kind, v.from)
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

// checkChannels wants each channel listened to once, and none that requests
// are sent to: what we say would come back as if a publisher had said it.
func (b *builder) checkChannels() error {
	first := map[string]heard{}
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
	for _, out := range []string{b.cfg.JobsChannel, b.cfg.SystemChannel} {
		if h, both := first[out]; both {
			return &Error{Where: h.from.where, Problem: fmt.Sprintf("channel %s takes what tickdeck sends: it cannot be watched for %s as well", quote(out), h.Kind)}
		}
	}
	return nil
}
