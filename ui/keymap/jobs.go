package keymap

import "tickdeck/theme"

func jobs() Group {
	return Group{"Jobs", []Binding{
		{ID: "job.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "open", Hinted: true},
		{ID: "job.cancel", Shown: "x", Keys: []string{"x"}, What: "cancel", Hinted: true},
		{ID: "job.filter", Shown: "/", Keys: []string{"/"}, What: "filter", Hinted: true},
		{ID: "job.mine", Shown: "m", Keys: []string{"m"}, What: "mine", Hinted: true},
		{ID: "job.clone", Shown: "e", Keys: []string{"e"}, What: "clone", Hinted: true},
		{ID: "job.retry", Shown: "r", Keys: []string{"r"}, What: "retry", Hinted: true},
		{ID: "job.mark", Shown: "space", Keys: []string{"space"}, What: "mark", Hinted: true},
		{ID: "job.compare", Shown: "=", Keys: []string{"="}, What: "compare the marked"},
		{ID: "job.unfold", Shown: theme.GlyphArrowR, Keys: []string{"right", "l"}, What: "unfold the sweep"},
		{ID: "job.fold", Shown: theme.GlyphArrowL, Keys: []string{"left", "h"}, What: "fold the sweep"},
		{ID: "job.sortleft", Shown: "<", Keys: []string{"<"}, What: "sort by the column before"},
		{ID: "job.sortright", Shown: ">", Keys: []string{">"}, What: "sort by the next column"},
		{ID: "job.turn", Shown: "o", Keys: []string{"o"}, What: "turn the order round"},
		{ID: "job.leave", Shown: "esc", Keys: []string{"esc"}, What: "back a step: everyone's, all"},
	}}
}
