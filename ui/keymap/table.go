package keymap

import (
	"strconv"

	"tickdeck/theme"
)

// Default is the table of all bindings as they are when nobody has changed them.
func Default() Map {
	return New(
		Group{"Everywhere but in a text field", []Binding{
			{ID: "app.help", Shown: "?", Keys: []string{"?"}, What: "help", Hinted: true, Inside: true},
			{ID: "app.result", Shown: "O", Keys: []string{"O"}, What: "open what has ended", Inside: true},
			{ID: "app.times", Shown: "A", Keys: []string{"A"}, What: "times as ages, and back", Inside: true},
			{ID: "app.mouse", Shown: "i", Keys: []string{"i"}, What: "mouse off and on", Inside: true},
			{ID: "app.theme", Shown: "T", Keys: []string{"T"}, What: "next theme", Inside: true},
			{ID: "app.suspend", Shown: "ctrl+z", Keys: []string{"ctrl+z"}, What: "suspend, in text fields too", Inside: true},
			{ID: "app.end", Shown: "ctrl+c", Keys: []string{"ctrl+c"}, What: "quit, in text fields too", Inside: true},
		}},
		Group{"In every pane, no dialog over it", []Binding{
			{ID: "app.backtest", Shown: "n", Keys: []string{"n"}, What: "new backtest", Hinted: true},
			{ID: "app.next", Shown: "tab", Keys: []string{"tab"}, What: "next pane", Hinted: true},
			{ID: "app.previous", Shown: theme.GlyphShift + "tab", Keys: []string{"shift+tab"}, What: "previous pane"},
			{ID: "app.alerts", Shown: "1", Keys: []string{"1"}, What: "alerts"},
			{ID: "app.jobs", Shown: "2", Keys: []string{"2"}, What: "jobs"},
			{ID: "app.channels", Shown: "3", Keys: []string{"3"}, What: "channels"},
			{ID: "app.publishers", Shown: "4", Keys: []string{"4"}, What: "Redis, publishers"},
			{ID: "app.board", Shown: "b", Keys: []string{"b"}, What: "board: every symbol"},
			{ID: "app.groups", Shown: "t", Keys: []string{"t"}, What: "by symbol, pattern, timeframe"},
			{ID: "app.unreadable", Shown: "u", Keys: []string{"u"}, What: "unreadable messages"},
			{ID: "app.trouble", Shown: "!", Keys: []string{"!"}, What: "what is wrong, then the next"},
			{ID: "app.hide", Shown: "z", Keys: []string{"z"}, What: "hide what is wrong"},
			{ID: "app.rules", Shown: "R", Keys: []string{"R"}, What: "rules"},
			{ID: "app.mutes", Shown: "M", Keys: []string{"M"}, What: "what is muted"},
			{ID: "app.quit", Shown: "q", Keys: []string{"q"}, What: "quit", Hinted: true},
		}},
		alerts(), queryLine(), exporting(), columns(), board(), groups(),
		jobs(), results(),
		Group{"Channels", []Binding{
			{ID: "channels.seen", Shown: "a", Keys: []string{"a"}, What: "seen: calm the top line", Hinted: true},
		}},
		Group{"Redis, publishers", []Binding{
			{ID: "publishers.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "all it says", Hinted: true},
		}},
		sweepPage(), comparison(), unreadable(),
		Group{"In every list", []Binding{
			{ID: "list.up", Shown: theme.GlyphArrowU + "/k", Keys: []string{"up", "k"}, What: "up"},
			{ID: "list.down", Shown: theme.GlyphArrowD + "/j", Keys: []string{"down", "j"}, What: "down"},
			{ID: "list.pageup", Shown: "PgUp", Keys: []string{"pgup", "ctrl+b"}, What: "page up"},
			{ID: "list.pagedown", Shown: "PgDn", Keys: []string{"pgdown", "ctrl+f"}, What: "page down"},
			{ID: "list.first", Shown: "g/Home", Keys: []string{"g", "home"}, What: "first"},
			{ID: "list.last", Shown: "G/End", Keys: []string{"G", "end"}, What: "last"},
		}},
		Group{"Details, help", []Binding{
			{ID: "pager.close", Shown: "esc", Keys: []string{"esc", "q", "enter"}, What: "close", Hinted: true},
		}},
		Group{"An alert in full", []Binding{
			{ID: "detail.next", Shown: "J", Keys: []string{"J"}, What: "next", Hinted: true},
			{ID: "detail.before", Shown: "K", Keys: []string{"K"}, What: "before", Hinted: true},
			{ID: "detail.close", Shown: "esc", Keys: []string{"esc", "q", "enter"}, What: "back", Hinted: true},
		}},
		question(), strongQuestion(), rulesPage(), ruleEditor(), mutesPage(), muteDialog(), form(), symbols(), dates(), filter(), patterns(), options(), costs(), button(), preview(), presets(),
	)
}

func question() Group {
	return Group{"A question", []Binding{
		{ID: "confirm.yes", Shown: "y", Keys: []string{"y", "Y"}, What: "do it", Hinted: true},
		{ID: "confirm.no", Shown: "n/esc", Keys: []string{"n", "N", "esc", "q"}, What: "leave it", Hinted: true},
	}}
}

func strongQuestion() Group {
	return Group{"A question about what is another's", []Binding{
		{ID: "confirm.strong", Shown: "Y", Keys: []string{"Y"}, What: "do it all the same", Hinted: true},
	}}
}

func alerts() Group {
	return Group{"Alerts", []Binding{
		{ID: "alerts.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "detail", Hinted: true},
		{ID: "alerts.unfold", Shown: theme.GlyphArrowR, Keys: []string{"right", "l"}, What: "unfold", Hinted: true},
		{ID: "alerts.fold", Shown: theme.GlyphArrowL, Keys: []string{"left"}, What: "fold"},
		{ID: "alerts.unfoldall", Shown: "E", Keys: []string{"E"}, What: "unfold all, and back"},
		{ID: "alerts.filter", Shown: "/", Keys: []string{"/"}, What: "filter", Hinted: true},
		{ID: "alerts.hold", Shown: "s", Keys: []string{"s"}, What: "hold", Hinted: true},
		{ID: "alerts.follow", Shown: "f", Keys: []string{"f"}, What: "follow the newest"},
		{ID: "alerts.here", Shown: "h", Keys: []string{"h"}, What: "where you were"},
		{ID: "alerts.acknowledge", Shown: "a", Keys: []string{"a"}, What: "ack", Hinted: true},
		{ID: "alerts.raw", Shown: "v", Keys: []string{"v"}, What: "raw JSON in the detail"},
		{ID: "alerts.backtest", Shown: "n", Keys: []string{"n"}, What: "new backtest of it"},
		{ID: "alerts.mark", Shown: "space", Keys: []string{"space"}, What: "mark", Hinted: true},
		{ID: "alerts.sortleft", Shown: "<", Keys: []string{"<"}, What: "sort by the column before"},
		{ID: "alerts.sortright", Shown: ">", Keys: []string{">"}, What: "sort by the next column"},
		{ID: "alerts.turn", Shown: "o", Keys: []string{"o"}, What: "turn the order round"},
		{ID: "alerts.columns", Shown: "C", Keys: []string{"C"}, What: "choose columns"},
		{ID: "alerts.mute", Shown: "m", Keys: []string{"m"}, What: "mute", Hinted: true},
		{ID: "alerts.watch", Shown: "w", Keys: []string{"w"}, What: "on the watchlist, or off"},
		{ID: "alerts.savedbefore", Shown: "[", Keys: []string{"["}, What: "saved query before"},
		{ID: "alerts.savednext", Shown: "]", Keys: []string{"]"}, What: "next saved query"},
		{ID: "alerts.copy", Shown: "y", Keys: []string{"y"}, What: "copy it, or what is marked"},
		{ID: "alerts.copyjson", Shown: "Y", Keys: []string{"Y"}, What: "copy as JSON"},
		{ID: "alerts.export", Shown: "S", Keys: []string{"S"}, What: "write the list to a file"},
		{ID: "alerts.leave", Shown: "esc", Keys: []string{"esc"}, What: "back a step, then follow"},
	}}
}

// queryLine are those while a query is typed.
func queryLine() Group {
	return Group{"A query", []Binding{
		{ID: "query.keep", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "keep it", Hinted: true},
		{ID: "query.take", Shown: theme.GlyphArrowR, Keys: []string{"right"}, What: "take what is offered", Hinted: true},
		{ID: "query.next", Shown: "tab", Keys: []string{"tab"}, What: "offer another", Hinted: true},
		{ID: "query.before", Shown: theme.GlyphArrowU, Keys: []string{"up"}, What: "earlier query", Hinted: true},
		{ID: "query.after", Shown: theme.GlyphArrowD, Keys: []string{"down"}, What: "later query"},
		{ID: "query.save", Shown: "ctrl+s", Keys: []string{"ctrl+s"}, What: "save it", Hinted: true},
		{ID: "query.question", Shown: "?", Keys: []string{"?"}, What: "fields, where nothing is typed", Hinted: true},
		{ID: "query.fields", Shown: "f1", Keys: []string{"f1"}, What: "fields and how to ask"},
		{ID: "query.end", Shown: "esc", Keys: []string{"esc"}, What: "leave it", Hinted: true},
	}}
}

// exporting are those of the dialog that writes the list: letters are for the path.
func exporting() Group {
	return Group{"Writing alerts to a file", []Binding{
		{ID: "export.write", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "write it", Hinted: true},
		{ID: "export.next", Shown: theme.GlyphArrowD, Keys: []string{"down", "tab"}, What: "next format", Hinted: true},
		{ID: "export.before", Shown: theme.GlyphArrowU, Keys: []string{"up", "shift+tab"}, What: "format before"},
		{ID: "export.close", Shown: "esc", Keys: []string{"esc"}, What: "leave it", Hinted: true},
	}}
}

// columns are those of the dialog in which the columns of the list are chosen.
func columns() Group {
	return Group{"Columns of the alerts", []Binding{
		{ID: "columns.show", Shown: "space", Keys: []string{"space"}, What: "show, hide", Hinted: true},
		{ID: "columns.up", Shown: "K", Keys: []string{"K", "shift+up"}, What: "before the one above"},
		{ID: "columns.down", Shown: "J", Keys: []string{"J", "shift+down"}, What: "move", Hinted: true},
		{ID: "columns.narrower", Shown: theme.GlyphArrowL, Keys: []string{"left"}, What: "narrower"},
		{ID: "columns.wider", Shown: theme.GlyphArrowR, Keys: []string{"right"}, What: "width", Hinted: true},
		{ID: "columns.fit", Shown: "0", Keys: []string{"0"}, What: "as it fits", Hinted: true},
		{ID: "columns.usual", Shown: "d", Keys: []string{"d"}, What: "the usual ones", Hinted: true},
		{ID: "columns.keep", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "keep them", Hinted: true},
		{ID: "columns.leave", Shown: "esc", Keys: []string{"esc", "C", "q"}, What: "leave it", Hinted: true},
	}}
}

// results are those of the page of a result. Digits are for its tabs.
func results() Group {
	g := Group{"A result", []Binding{
		{ID: "results.next", Shown: "tab", Keys: []string{"tab"}, What: "tab", Hinted: true},
		{ID: "results.previous", Shown: theme.GlyphShift + "tab", Keys: []string{"shift+tab"}, What: "tab before"},
		{ID: "results.earlier", Shown: theme.GlyphArrowL, Keys: []string{"left", "h"}, What: "date cursor to the left"},
		{ID: "results.later", Shown: theme.GlyphArrowR, Keys: []string{"right", "l"}, What: "date cursor", Hinted: true},
		{ID: "results.trade", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "the trade in full", Hinted: true},
		{ID: "results.filter", Shown: "/", Keys: []string{"/"}, What: "filter the trades", Hinted: true},
		{ID: "results.sortleft", Shown: "<", Keys: []string{"<"}, What: "sort by column before"},
		{ID: "results.sortright", Shown: ">", Keys: []string{">"}, What: "sort by next column"},
		{ID: "results.turn", Shown: "o", Keys: []string{"o"}, What: "turn the order round"},
		{ID: "results.raw", Shown: "v", Keys: []string{"v"}, What: "the result as it was sent"},
		{ID: "results.doubts", Shown: "!", Keys: []string{"!"}, What: "all there is to doubt"},
		{ID: "results.clone", Shown: "e", Keys: []string{"e"}, What: "clone", Hinted: true},
		{ID: "results.compare", Shown: "=", Keys: []string{"="}, What: "compare", Hinted: true},
		{ID: "results.export", Shown: "S", Keys: []string{"S"}, What: "export", Hinted: true},
		{ID: "results.copy", Shown: "y", Keys: []string{"y"}, What: "copy the verdict"},
		{ID: "results.after", Shown: "J", Keys: []string{"J"}, What: "next", Hinted: true},
		{ID: "results.before", Shown: "K", Keys: []string{"K"}, What: "result before"},
		{ID: "results.close", Shown: "esc", Keys: []string{"esc", "q"}, What: "jobs", Hinted: true},
	}}
	for i, name := range [...]string{"curve", "trades", "symbols", "patterns", "months", "distribution", "request"} {
		digit := strconv.Itoa(i + 1)
		g.Bindings = append(g.Bindings, Binding{ID: "results.tab" + digit, Shown: digit, Keys: []string{digit}, What: name})
	}
	return g
}

func unreadable() Group {
	return Group{"Unreadable messages", []Binding{
		{ID: "unreadable.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "whole message", Hinted: true},
		{ID: "unreadable.unfold", Shown: theme.GlyphArrowR, Keys: []string{"right", "l"}, What: "unfold", Hinted: true},
		{ID: "unreadable.fold", Shown: theme.GlyphArrowL, Keys: []string{"left", "h"}, What: "fold"},
		{ID: "unreadable.close", Shown: "esc", Keys: []string{"esc", "q", "u"}, What: "back", Hinted: true},
	}}
}

// sweepPage leaves x to the map: it is an axis there, as y is. X cancels.
func sweepPage() Group {
	return Group{"A sweep", []Binding{
		{ID: "sweep.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "result", Hinted: true},
		{ID: "sweep.figure", Shown: "h", Keys: []string{"h"}, What: "figure", Hinted: true},
		{ID: "sweep.x", Shown: "x", Keys: []string{"x"}, What: "across", Hinted: true},
		{ID: "sweep.y", Shown: "y", Keys: []string{"y"}, What: "down", Hinted: true},
		{ID: "sweep.best", Shown: "b", Keys: []string{"b"}, What: "map: best of the others"},
		{ID: "sweep.mark", Shown: "space", Keys: []string{"space"}, What: "mark", Hinted: true},
		{ID: "sweep.compare", Shown: "=", Keys: []string{"="}, What: "compare", Hinted: true},
		{ID: "sweep.clone", Shown: "e", Keys: []string{"e"}, What: "clone"},
		{ID: "sweep.sortleft", Shown: "<", Keys: []string{"<"}, What: "sort by the column before"},
		{ID: "sweep.sortright", Shown: ">", Keys: []string{">"}, What: "sort by the next column"},
		{ID: "sweep.turn", Shown: "o", Keys: []string{"o"}, What: "turn the order round"},
		{ID: "sweep.export", Shown: "S", Keys: []string{"S"}, What: "export"},
		{ID: "sweep.cancel", Shown: "X", Keys: []string{"X"}, What: "cancel the rest"},
		{ID: "sweep.close", Shown: "esc", Keys: []string{"esc", "q"}, What: "back", Hinted: true},
	}}
}

// comparison has a cursor on the results, which stand beside each other.
func comparison() Group {
	return Group{"Results beside each other", []Binding{
		{ID: "compare.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "result", Hinted: true},
		{ID: "compare.left", Shown: theme.GlyphArrowL, Keys: []string{"left", "h"}, What: "result before"},
		{ID: "compare.right", Shown: theme.GlyphArrowR, Keys: []string{"right", "l"}, What: "next", Hinted: true},
		{ID: "compare.drop", Shown: "space", Keys: []string{"space"}, What: "drop one", Hinted: true},
		{ID: "compare.first", Shown: "f", Keys: []string{"f"}, What: "first", Hinted: true},
		{ID: "compare.clone", Shown: "e", Keys: []string{"e"}, What: "clone", Hinted: true},
		{ID: "compare.close", Shown: "esc", Keys: []string{"esc", "q"}, What: "back", Hinted: true},
	}}
}

// board is a grid: left and right, which lead to other panes elsewhere, are for
// its cells.
func board() Group {
	return Group{"Board", []Binding{
		{ID: "board.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "list of it", Hinted: true},
		{ID: "board.left", Shown: theme.GlyphArrowL + "/h", Keys: []string{"left", "h"}, What: "left"},
		{ID: "board.right", Shown: theme.GlyphArrowR + "/l", Keys: []string{"right", "l"}, What: "right"},
		{ID: "board.watch", Shown: "w", Keys: []string{"w"}, What: "watch", Hinted: true},
		{ID: "board.mute", Shown: "m", Keys: []string{"m"}, What: "mute", Hinted: true},
		{ID: "board.order", Shown: "o", Keys: []string{"o"}, What: "by activity", Hinted: true},
		{ID: "board.scope", Shown: "]", Keys: []string{"]", "["}, What: "mine", Hinted: true},
		{ID: "board.back", Shown: "b", Keys: []string{"b", "esc"}, What: "back", Hinted: true},
	}}
}

func groups() Group {
	return Group{"Groups", []Binding{
		{ID: "groups.open", Shown: theme.GlyphEnter, Keys: []string{"enter"}, What: "list of it", Hinted: true},
		{ID: "groups.next", Shown: "t", Keys: []string{"t", "tab", "right", "l"}, What: "next grouping", Hinted: true},
		{ID: "groups.previous", Shown: theme.GlyphShift + "tab", Keys: []string{"shift+tab", "left", "h"}, What: "grouping before"},
		{ID: "groups.sortleft", Shown: "<", Keys: []string{"<"}, What: "sort by column before"},
		{ID: "groups.sortright", Shown: ">", Keys: []string{">"}, What: "sort by next column", Hinted: true},
		{ID: "groups.turn", Shown: "o", Keys: []string{"o"}, What: "turn round", Hinted: true},
		{ID: "groups.back", Shown: "esc", Keys: []string{"esc"}, What: "back", Hinted: true},
	}}
}
