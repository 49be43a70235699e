package backtest

import "strings"

// warnings are what a person must know before the figures are believed.
func (r *run) warnings() (out []string) {
	if len(r.req.Unknown) > 0 {
		out = append(out, "parameters ignored, nothing is known by these names: "+strings.Join(r.req.Unknown, ", "))
	}
	return out
}
