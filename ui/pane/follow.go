package pane

import tea "charm.land/bubbletea/v2"

// FollowJobMsg tells every view that the person has submitted a job, or a sweep with
// that id: who lists it selects it, and tells its end.
type FollowJobMsg struct{ ID, Sweep string }

// FollowJob returns the command that tells it. One of the two is "".
func FollowJob(job, sweep string) tea.Cmd {
	return func() tea.Msg { return FollowJobMsg{job, sweep} }
}

// News is what a person is told wherever they are: that something of their own has
// come to its end.
type News struct {
	Level Level
	Text  string
	Open  func() // shows more of it; nil where there is no more
}

// Progress is how far what a person waits for is.
type Progress struct {
	Things int     // they wait for; 0 for nothing
	Done   float64 // of all of them, 0–1, or None
	Failed bool    // one of them has
	Doubt  bool    // nothing is heard of one of them
}

// Reporter is implemented by a view that knows of what the person waits for. It is
// asked with each frame.
type Reporter interface {
	// News is what has come since the last call.
	News() []News
	Progress() Progress
}
