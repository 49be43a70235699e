package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/notify"
	"tickdeck/ui/pane"
)

// reports are what the person is told wherever they are: what of their own has ended,
// and how far the rest is.
type reports struct {
	terminal notify.Terminal
	away     bool   // the person looks at another window
	unseen   string // what has ended meanwhile, for the title of the window
	open     func() // shows what has ended last; nil before
	stand    stand  // of which title and bar tell
	title    string
	bar      *tea.ProgressBar
}

// stand is how far what the person waits for is, as far as it shows outside of the
// screen.
type stand struct {
	things, percent int // percent is −1 where nobody knows
	failed, doubt   bool
	unseen          string
}

func (r *reports) standOf(p pane.Progress) stand {
	percent := -1
	if model.Known(p.Done) {
		percent = int(p.Done * 100)
	}
	return stand{p.Things, percent, p.Failed, p.Doubt, r.unseen}
}

// endFor is how long it is told that something has ended.
const endFor = 10 * time.Second

// report asks the views what there is to tell.
func (a *App) report() tea.Cmd {
	var news []pane.News
	progress := pane.Progress{Done: model.None()}
	for i := range a.views {
		if v, ok := a.views[i].view.(pane.Reporter); ok {
			news = append(news, v.News()...)
			progress = v.Progress()
		}
	}
	var told tea.Cmd
	if len(news) > 0 {
		told = a.ended(news)
	}
	a.reports.show(progress)
	return told
}

// ended tells news at the bottom of the screen, and where nobody looks also through the
// terminal.
func (a *App) ended(news []pane.News) tea.Cmd {
	level, text := pane.Info, summed(news)
	for _, n := range news {
		level = max(level, n.Level)
		if n.Open != nil {
			a.reports.open = n.Open
		}
	}
	shown := text
	if a.reports.open != nil {
		shown += theme.Separator + a.env.Keys.Binding("app.result").Shown + " opens"
	}
	a.toast = toast{level, model.Clean(shown), endFor, a.env.Now}
	if !a.reports.away {
		return nil
	}
	a.reports.unseen = model.CleanLine(text)
	sequence := a.reports.terminal.Sequence(notify.Note{Title: windowName, Body: text, Desktop: true})
	if sequence == "" {
		return nil
	}
	return tea.Raw(sequence)
}

// back forgets what the person sees now: the title tells of it no more.
func (r *reports) back() { r.unseen, r.title = "", "" }

// mostTold is how many news are told one by one.
const mostTold = 2

// summed are news in a line: the last of them first, as that is what opens.
func summed(news []pane.News) string {
	var parts []string
	for i := len(news) - 1; i >= 0 && len(parts) < mostTold; i-- {
		parts = append(parts, news[i].Text)
	}
	text := strings.Join(parts, ", ")
	if more := len(news) - len(parts); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// openEnded shows what has ended last.
func (a *App) openEnded() tea.Cmd {
	if a.reports.open == nil {
		return pane.Toast(pane.Info, "Nothing of yours has ended since you began to look.")
	}
	a.reports.open()
	return nil
}

// show takes what the title of the window and the bar of the terminal say.
func (r *reports) show(p pane.Progress) {
	if now := r.standOf(p); r.title == "" || now != r.stand {
		r.stand = now
		r.title, r.bar = now.title(), nil
		if r.terminal.Progress() {
			r.bar = now.bar()
		}
	}
}

const windowName = "tickdeck"

// title is that of the window.
func (s stand) title() string {
	switch {
	case s.unseen != "":
		return s.unseen + theme.Separator + windowName
	case s.things == 0:
		return windowName
	}
	waited := fmt.Sprintf("%d jobs", s.things)
	if s.things == 1 {
		waited = "1 job"
	}
	if s.percent >= 0 {
		waited = fmt.Sprintf("%d%% of %s", s.percent, waited)
	}
	return waited + theme.Separator + windowName
}

// bar is the progress that the terminal shows outside of the screen; nil for none.
func (s stand) bar() *tea.ProgressBar {
	switch {
	case s.things == 0:
		return nil
	case s.percent < 0:
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	case s.failed:
		return tea.NewProgressBar(tea.ProgressBarError, s.percent)
	case s.doubt:
		return tea.NewProgressBar(tea.ProgressBarWarning, s.percent)
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, s.percent)
}
