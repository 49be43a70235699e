package ui

import (
	"tickdeck/ui/alerts"
	"tickdeck/ui/board"
	"tickdeck/ui/channels"
	"tickdeck/ui/compare"
	"tickdeck/ui/form"
	"tickdeck/ui/groups"
	"tickdeck/ui/inspector"
	"tickdeck/ui/jobs"
	"tickdeck/ui/layout"
	"tickdeck/ui/mutes"
	"tickdeck/ui/pane"
	"tickdeck/ui/publishers"
	"tickdeck/ui/quarantine"
	"tickdeck/ui/results"
	"tickdeck/ui/rules"
)

// views is the registry: a line for each view and each dialog that a key opens,
// in the order of Tab. Nothing else of the screen knows one of them by name.
func views(env *pane.Env, o Options) []registration {
	list := alerts.New(env, o.Notes)
	list.ExportTo(o.Exports)
	request := form.New(env, o.Jobs, o.Drafts, o.Texts)
	ruled, muted := rules.New(env), mutes.New(env)
	env.Backtest, env.Clone = request.OpenWith, request.Clone
	result := results.New(env, o.Jobs, o.Exports)
	env.OpenResult = result.Open
	swept, compared := compare.NewSweep(env, o.Jobs, o.Exports, o.User), compare.NewCompare(env, o.Jobs)
	env.OpenSweep = swept.Open
	env.Compare = func(ids []string) { env.Later(compared.Open(ids)) }
	return []registration{
		{id: alerts.ID, title: "Alerts", action: "app.alerts", view: list},
		{id: inspector.ID, title: "Detail", view: inspector.New(env), detail: true},
		{id: jobs.ID, title: "Jobs", action: "app.jobs", view: jobs.New(env, o.Jobs, o.User)},
		{id: channels.ID, title: "Channels", action: "app.channels", view: channels.New(env)},
		{id: publishers.ID, title: "Redis, publishers", short: "Publishers", action: "app.publishers", view: publishers.New(env)},
		{id: board.ID, title: "Board", action: "app.board", view: board.New(env, alerts.ID), visit: true},
		{id: groups.ID, title: "Groups", action: "app.groups", view: groups.New(env, alerts.ID), visit: true},
		{id: form.ID, title: "New backtest", action: "app.backtest", dialog: request, open: plain(request.Open)},
		{id: results.ID, title: "Result", dialog: result},
		{id: compare.SweepID, title: "Sweep", dialog: swept},
		{id: compare.CompareID, title: "Compare", dialog: compared},
		{id: quarantine.ID, title: "Unreadable", action: "app.unreadable", open: plain(func() { env.Open(quarantine.New(env)) })},
		{id: mutes.ID, title: "Muted", action: "app.mutes", dialog: muted, open: plain(func() { env.Open(muted) })},
		{id: rules.ID, title: "Rules", action: "app.rules", dialog: ruled, open: ruled.Open},
	}
}

// arrangements are where the views are, by the size of the room between the
// first and the last line of the screen.
func arrangements() layout.Table {
	const graphRows = 6 // below them a graph says no more than a sparkline
	jobsColumn := layout.Node{View: jobs.ID, Cells: layout.Cells{Percent: 31, Min: 34, Max: 108}}
	detail := layout.Node{View: inspector.ID, Cells: layout.Cells{Min: 58, Max: 58}}
	wideDetail := layout.Node{View: inspector.ID, Cells: layout.Cells{Percent: 31, Min: 58, Max: 80}}
	// Who has the focus of the two below takes the room.
	pipe := func(fit string, channelsCells, publishersCells layout.Cells) layout.Node {
		return layout.Node{
			Cells: layout.Cells{Fit: fit, Min: 6, Percent: 27, Spare: graphRows},
			Cols:  []layout.Node{{View: channels.ID, Cells: channelsCells}, {View: publishers.ID, Cells: publishersCells}},
		}
	}
	pipes := pipe(channels.ID, layout.Cells{}, layout.Cells{Percent: 17, Min: 23, Max: 34})
	whole := pipe(publishers.ID, layout.Cells{Percent: 34, Min: 34}, layout.Cells{})
	grid := func(pipe layout.Node, top ...layout.Node) layout.Node {
		return layout.Node{Rows: []layout.Node{{Cols: top}, pipe}}
	}
	list, page := layout.Node{View: alerts.ID}, layout.Node{View: layout.Focused}
	return layout.Table{
		{Focus: board.ID, Page: true, Root: page},
		{Focus: groups.ID, Page: true, Root: page},
		{MinW: 200, MinH: 42, Focus: publishers.ID, Root: grid(whole, list, detail, jobsColumn)},
		{MinW: 200, MinH: 42, Root: grid(pipes, list, detail, jobsColumn)},
		{MinW: 140, MinH: 24, Open: inspector.ID, Focus: publishers.ID, Root: grid(whole, list, wideDetail)},
		{MinW: 140, MinH: 24, Open: inspector.ID, Root: grid(pipes, list, wideDetail)},
		{MinW: 120, MinH: 24, Focus: publishers.ID, Root: grid(whole, list, jobsColumn)},
		{MinW: 120, MinH: 24, Root: grid(pipes, list, jobsColumn)},
		{MinH: 9, Page: true, Root: page, Briefs: []layout.Brief{
			{View: alerts.ID}, {View: jobs.ID}, {View: channels.ID}, {View: publishers.ID, With: channels.ID},
		}},
		{Page: true, Root: page},
	}
}
