package keymap

import "tickdeck/theme"

func rulesPage() Group {
	return Group{"Rules", []Binding{
		{ID: "rules.new", Shown: "n", Keys: []string{"n"}, What: "new", Hinted: true},
		{ID: "rules.edit", Shown: "e", Keys: []string{"e"}, What: "edit", Hinted: true},
		{ID: "rules.switch", Shown: "space", Keys: []string{"space"}, What: "on, off", Hinted: true},
		{ID: "rules.fire", Shown: "t", Keys: []string{"t"}, What: "fire it once now", Hinted: true},
		{ID: "rules.held", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "what it held back", Hinted: true},
		{ID: "rules.remove", Shown: "d", Keys: []string{"d"}, What: "take it out"},
		{ID: "rules.undo", Shown: "U", Keys: []string{"U"}, What: "undo the last change"},
		{ID: "rules.close", Shown: "esc", Keys: []string{"esc", "q", "R"}, What: "back", Hinted: true},
	}}
}

// ruleEditor are those while a rule is typed: all other keys are text.
func ruleEditor() Group {
	return Group{"A rule that is typed", []Binding{
		{ID: "rule.keep", Shown: "ctrl+s", Keys: []string{"ctrl+s"}, What: "keep", Hinted: true},
		{ID: "rule.next", Shown: "tab", Keys: []string{"tab", "enter", "down"}, What: "next", Hinted: true},
		{ID: "rule.previous", Shown: "shift+tab", Keys: []string{"shift+tab", "up"}, What: "field before"},
		{ID: "rule.leave", Shown: "esc", Keys: []string{"esc"}, What: "leave it as it was", Hinted: true},
	}}
}

func mutesPage() Group {
	return Group{"What is muted", []Binding{
		{ID: "mutes.unmute", Shown: "u", Keys: []string{"u", "x"}, What: "unmute", Hinted: true},
		{ID: "mutes.longer", Shown: "+", Keys: []string{"+", "="}, What: "15 min more", Hinted: true},
		{ID: "mutes.hidden", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "show what was hidden", Hinted: true},
		{ID: "mutes.new", Shown: "n", Keys: []string{"n"}, What: "mute something", Hinted: true},
		{ID: "mutes.undo", Shown: "U", Keys: []string{"U"}, What: "undo the last change"},
		{ID: "mutes.close", Shown: "esc", Keys: []string{"esc", "q", "M"}, What: "back", Hinted: true},
	}}
}

func muteDialog() Group {
	return Group{"Muting something", []Binding{
		{ID: "mute.do", Shown: theme.GlyphEnter, Keys: []string{"enter", "ctrl+s"}, What: "mute", Hinted: true},
		{ID: "mute.which", Shown: "ctrl+p", Keys: []string{"ctrl+p"}, What: "the other one instead", Hinted: true},
		{ID: "mute.next", Shown: "tab", Keys: []string{"tab", "down"}, What: "next", Hinted: true},
		{ID: "mute.previous", Shown: "shift+tab", Keys: []string{"shift+tab", "up"}, What: "field before"},
		{ID: "mute.leave", Shown: "esc", Keys: []string{"esc"}, What: "leave it", Hinted: true},
	}}
}
