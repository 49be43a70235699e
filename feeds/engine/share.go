package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tickdeck/feeds/wire"
)

// standsBy says why this engine does nothing, or "": prices that are made up have
// no place beside real ones, unless a person wants that.
func (e *Engine) standsBy() string {
	if e.opt.Bars != "" || e.opt.Force {
		return ""
	}
	if source := e.presence.real(); source != "" {
		return fmt.Sprintf("standing by: an engine with real prices, %s, is on this Redis, and this one's are simulated; --force lets it work beside it", source)
	}
	return ""
}

// leaves reports whether a job is for another engine: this one stands by, or has
// not the data that are asked for and another has.
func (e *Engine) leaves(ctx context.Context, request string) bool {
	if e.standsBy() != "" {
		return true
	}
	if len(e.presence.sources()) == 0 {
		return false
	}
	r, err := wire.DecodeRequest([]byte(request))
	if err != nil {
		return false // whoever takes it says what is wrong
	}
	if r.Source != "" && r.Source != e.opt.Source {
		return slices.Contains(e.presence.sources(), r.Source)
	}
	if missing := e.missing(r.Symbols); r.Source == "" && len(missing) > 0 {
		return e.presence.hasAll(ctx, r.Symbols) != ""
	}
	return false
}

// missing are the symbols of which this engine has no data.
func (e *Engine) missing(symbols []string) (out []string) {
	known := e.prices.Symbols()
	for _, s := range symbols {
		if !slices.Contains(known, s) {
			out = append(out, s)
		}
	}
	return out
}

// wrongSource says that a request asks for a source that no engine has.
func (e *Engine) wrongSource(asked string) error {
	if asked == "" || asked == e.opt.Source {
		return nil
	}
	there := append(e.presence.sources(), e.opt.Source)
	slices.Sort(there)
	return fmt.Errorf("no engine has the source %.40q: there are %s", asked, strings.Join(there, ", "))
}
