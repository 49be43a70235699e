package backtest

import (
	"fmt"
	"strings"

	"tickdeck/model/params"
)

// mostRationed is the part of the signals that may find no cash before the
// figures of a symbol or a pattern say more about the account than about it.
const mostRationed = 0.1

// warnings are what a person must know before the figures are believed.
func (r *run) warnings(result *Result) (out []string) {
	if len(r.req.Unknown) > 0 {
		out = append(out, "parameters ignored, nothing is known by these names: "+strings.Join(r.req.Unknown, ", "))
	}
	for _, p := range r.req.Parameters.idle() {
		out = append(out, fmt.Sprintf("%s means nothing here: it counts with %s %s", p.Name, params.Sizing, p.Sizing))
	}
	if result.ExitsOver > 0 {
		out = append(out, fmt.Sprintf("%d of %d exits were larger than %s: they were filled all the same", result.ExitsOver, result.TotalTrades, params.VolumeLimit))
	}
	if result.beforeGap > 0 {
		out = append(out, fmt.Sprintf("%d of %d trades were closed before a gap in the data, which nobody knew to come: %s", result.beforeGap, result.TotalTrades, params.ExitBeforeGap))
	}
	return append(out, rationed(result)...)
}

// rationed warns of signals that were not traded because there was no cash for
// them.
func rationed(r *Result) []string {
	short := r.Skipped.Funds + r.Skipped.Slots
	share := float64(short) / float64(max(1, r.Signals))
	if share <= mostRationed {
		return nil
	}
	why := "for lack of funds"
	if r.Skipped.Slots > 0 {
		why = "for lack of a free slot or of funds"
	}
	return []string{fmt.Sprintf("%d of %d signals (%.0f%%) were skipped %s: by_symbol and by_pattern tell of the others only", short, r.Signals, share*100, why)}
}
