package keymap

import "tickdeck/theme"

func form() Group {
	return Group{"New backtest", []Binding{
		{ID: "form.submit", Shown: "ctrl+s", Keys: []string{"ctrl+s"}, What: "submit", Hinted: true},
		{ID: "form.preview", Shown: "ctrl+p", Keys: []string{"ctrl+p"}, What: "preview", Hinted: true},
		{ID: "form.presets", Shown: "ctrl+o", Keys: []string{"ctrl+o"}, What: "presets", Hinted: true},
		{ID: "form.close", Shown: "esc", Keys: []string{"esc"}, What: "close, keeps it", Hinted: true},
		{ID: "form.next", Shown: "tab", Keys: []string{"tab"}, What: "next", Hinted: true},
		{ID: "form.enter", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "next field"},
		{ID: "form.below", Shown: theme.GlyphArrowD, Keys: []string{"down"}, What: "field below"},
		{ID: "form.previous", Shown: "shift+tab", Keys: []string{"shift+tab"}, What: "field before"},
		{ID: "form.above", Shown: theme.GlyphArrowU, Keys: []string{"up"}, What: "field above"},
	}}
}

// symbols leave Tab alone: after A, which is a symbol, it would make AAPL of it
// unasked.
func symbols() Group {
	return Group{"New backtest: symbols", []Binding{
		{ID: "symbols.accept", Shown: theme.GlyphArrowR, Keys: []string{"right"}, What: "take it", Hinted: true},
		{ID: "symbols.another", Shown: "ctrl+n", Keys: []string{"ctrl+n"}, What: "suggest another"},
	}}
}

func dates() Group {
	return Group{"New backtest: dates", []Binding{
		{ID: "date.later", Shown: "shift+" + theme.GlyphArrowU, Keys: []string{"shift+up", "ctrl+up"}, What: "a day later", Hinted: true},
		{ID: "date.earlier", Shown: "shift+" + theme.GlyphArrowD, Keys: []string{"shift+down", "ctrl+down"}, What: "a day earlier"},
		{ID: "date.monthlater", Shown: "PgUp", Keys: []string{"pgup"}, What: "a month later"},
		{ID: "date.monthearlier", Shown: "PgDn", Keys: []string{"pgdown"}, What: "a month earlier"},
	}}
}

// filter are those above the list. A space belongs to the filter, and ⏎ chooses
// only what was looked for: who walks through the fields with it chooses nothing
// on the way.
func filter() Group {
	return Group{"New backtest: looking for patterns", []Binding{
		{ID: "filter.enter", Shown: theme.GlyphArrowD, Keys: []string{"down"}, What: "into the list", Hinted: true},
		{ID: "filter.choose", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "choose, then next field", Hinted: true},
		{ID: "filter.all", Shown: "ctrl+t", Keys: []string{"ctrl+t"}, What: "all found"},
		{ID: "filter.leave", Shown: theme.GlyphArrowU, Keys: []string{"up"}, What: "field above"},
	}}
}

func patterns() Group {
	return Group{"New backtest: patterns", []Binding{
		{ID: "patterns.choose", Shown: "space", Keys: []string{"space"}, What: "choose", Hinted: true},
		{ID: "patterns.enter", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "choose, then next field"},
		{ID: "patterns.all", Shown: "ctrl+t", Keys: []string{"ctrl+t"}, What: "all found", Hinted: true},
		{ID: "patterns.left", Shown: theme.GlyphArrowL, Keys: []string{"left"}, What: "left"},
		{ID: "patterns.right", Shown: theme.GlyphArrowR, Keys: []string{"right"}, What: "right"},
		{ID: "patterns.up", Shown: theme.GlyphArrowU, Keys: []string{"up"}, What: "up"},
		{ID: "patterns.down", Shown: theme.GlyphArrowD, Keys: []string{"down"}, What: "down"},
	}}
}

func options() Group {
	return Group{"New backtest: a choice", []Binding{
		{ID: "option.next", Shown: theme.GlyphArrowR, Keys: []string{"right", "space"}, What: "change", Hinted: true},
		{ID: "option.previous", Shown: theme.GlyphArrowL, Keys: []string{"left"}, What: "change back"},
		{ID: "option.every", Shown: "*", Keys: []string{"*"}, What: "all in turn: a sweep"},
	}}
}

func costs() Group {
	return Group{"New backtest: costs, more", []Binding{
		{ID: "costs.open", Shown: theme.GlyphArrowR, Keys: []string{"right", "space"}, What: "open them", Hinted: true},
		{ID: "costs.fold", Shown: theme.GlyphArrowL, Keys: []string{"left"}, What: "fold them", Hinted: true},
	}}
}

func button() Group {
	return Group{"New backtest: the button", []Binding{
		{ID: "button.submit", Shown: theme.GlyphEnter, Keys: []string{"enter", "space"}, What: "submit"},
	}}
}

func preview() Group {
	return Group{"New backtest: what will be sent", []Binding{
		{ID: "preview.submit", Shown: "ctrl+s", Keys: []string{"ctrl+s"}, What: "submit", Hinted: true},
		{ID: "preview.close", Shown: "esc", Keys: []string{"esc", "q", "enter", "ctrl+p"}, What: "back to the form", Hinted: true},
	}}
}

// presets are those of the list of saved forms.
func presets() Group {
	return Group{"New backtest: presets", []Binding{
		{ID: "presets.load", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "load", Hinted: true},
		{ID: "presets.save", Shown: "ctrl+s", Keys: []string{"ctrl+s"}, What: "save the form as typed", Hinted: true},
		{ID: "presets.delete", Shown: "ctrl+d", Keys: []string{"ctrl+d", "delete"}, What: "delete", Hinted: true},
		{ID: "presets.up", Shown: theme.GlyphArrowU, Keys: []string{"up"}, What: "up"},
		{ID: "presets.down", Shown: theme.GlyphArrowD, Keys: []string{"down", "tab"}, What: "down"},
		{ID: "presets.close", Shown: "esc", Keys: []string{"esc"}, What: "back to the form", Hinted: true},
	}}
}
