package pane

import (
	"strings"

	"tickdeck/model"
)

// ChannelName is the name of a channel without what the standard ones have in
// common: patterns, bt.progress, bt.results, health.
func ChannelName(name string) string {
	rest, standard := strings.CutPrefix(name, "tickstock.events.")
	if standard {
		rest = strings.TrimPrefix(rest, "system.")
		if job, ok := strings.CutPrefix(rest, "backtesting."); ok {
			rest = "bt." + job
		}
	}
	return model.Clean(rest)
}
