package ui

import (
	"tickdeck/ui/alerts"
	"tickdeck/ui/channels"
	"tickdeck/ui/form"
	"tickdeck/ui/jobs"
	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// rejectsID is what the screen knows the list of unreadable messages by.
const rejectsID = "rejects"

// views is the registry: a line for each view and each dialog that a key opens,
// in the order of Tab. Nothing else of the screen knows one of them by name.
func views(env *pane.Env, o Options) []entry {
	list := alerts.New(env)
	request := form.New(env, o.Jobs)
	return []entry{
		{id: alerts.ID, title: "Alerts", action: "app.alerts", view: list},
		{id: alerts.InspectorID, title: "Detail", view: alerts.NewInspector(env, list)},
		{id: jobs.ID, title: "Jobs", action: "app.jobs", view: jobs.New(env, o.Jobs, o.User)},
		{id: channels.ID, title: "Channels", action: "app.channels", view: channels.New(env)},
		{id: channels.ServerID, title: "Redis", view: channels.NewServer(env)},
		{id: form.ID, title: "New backtest", action: "app.backtest", dialog: request, open: request.Open},
		{id: rejectsID, title: "Undecodable messages", action: "app.rejects", open: func() { env.Open(newRejects(env)) }},
	}
}

// arrangements are where the views are, by the size of the room between the
// first and the last line of the screen.
func arrangements() layout.Table {
	const graphRows = 6 // below them a graph says no more than a sparkline
	jobsColumn := layout.Node{View: jobs.ID, Cells: layout.Cells{Percent: 31, Min: 34, Max: 108}}
	inspector := layout.Node{View: alerts.InspectorID, Cells: layout.Cells{Min: 54, Max: 54}}
	pipe := layout.Node{
		Cells: layout.Cells{Fit: channels.ID, Min: 6, Percent: 27, Spare: graphRows},
		Cols:  []layout.Node{{View: channels.ID}, {View: channels.ServerID, Cells: layout.Cells{Min: 21, Max: 21}}},
	}
	grid := func(top ...layout.Node) layout.Node { return layout.Node{Rows: []layout.Node{{Cols: top}, pipe}} }
	list, page := layout.Node{View: alerts.ID}, layout.Node{View: layout.Focused}
	return layout.Table{
		{MinW: 190, MinH: 42, Root: grid(list, inspector, jobsColumn)},
		{MinW: 100, MinH: 24, Root: grid(list, jobsColumn)},
		{MinH: 9, Page: true, Root: page, Briefs: []layout.Brief{
			{View: alerts.ID}, {View: jobs.ID}, {View: channels.ID}, {View: channels.ServerID, With: channels.ID},
		}},
		{Page: true, Root: page},
	}
}
