package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/desk"
	"tickdeck/ui/exchange"
	"tickdeck/ui/keymap"
	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// FrameSource hands over how everything stands. It waits until something has changed
// since the last call, or until the clock needs a tick.
type FrameSource interface {
	Next(context.Context) (model.Frame, error)
}

// Options are what the screen is made with.
type Options struct {
	Frames    FrameSource
	Jobs      pane.Jobs
	Notes     pane.Notes     // what the person noted of alerts; nil for a memory that ends with the program
	Prefs     *desk.Prefs    // of this person; nil for none
	Calls     desk.Caller    // carries out what rules do outside, as Prefs knows it; nil for none
	Elsewhere desk.Elsewhere // where the same person's preferences are as well, as Prefs knows it; nil for nowhere
	Exports   pane.Exports   // writes lists to files; nil where nothing is to be written
	Drafts    pane.Drafts    // keep what is typed into the form; nil for a memory that ends with the program
	Texts     pane.Texts     // reads files that the person names; nil where none is to be read
	User      string
	Badge     string // says what the screen cannot know is not real; "" if all is
	Zone      *time.Location
	Exchange  *exchange.Exchange // whose state is told beside the clock; nil for none
	Bars      pane.Bars          // that are kept of symbols; nil if none are
	Relative  bool               // times in lists are ages at first
	Theme     string
	Glyphs    string // the set of lines and marks: unicode or ascii
	FPS       int    // frames a second that are drawn at most, 1 to 120; 0 for 60
	Mouse     bool   // clicks and the wheel are for the deck at first
	Context   context.Context
}

// App is the root model: it routes messages, and draws nothing itself but the
// lines at the top and the bottom and those between the views.
type App struct {
	opt       Options
	env       *pane.Env
	w, h      int
	dark      bool // the terminal's background, as it says
	plain     bool // it has sixteen colours at most
	views     []registration
	focus     int // in views
	home      int // where the focus was before it went to a view that is only visited
	table     layout.Table
	plan      layout.Plan
	detail    string         // id of the view that shows what is under the cursor of another; "" if none does
	opened    bool           // whether it was opened when the plan was made
	rowHints  map[string]int // rows that views would like to have
	keys      []keymap.Action
	inside    []keymap.Action // those of keys that work inside a dialog
	help      pane.Overlay    // while it is open
	toast     toast
	failed    error // why the source ended
	working   bool  // a workMsg is under way
	borders   borders
	places    []placed
	parts     parts
	row       []string // the parts of one
	attention attention
	top       pane.Cache[topKey]
	bottom    pane.Cache[bottomKey]
	hinted    hinted
	through   multiplexer
	suspended bool // the shell has the terminal
	mouse     bool // clicks and the wheel are for us, not for the terminal
	reports   reports
}

// New makes the screen for one person.
func New(o Options) *App {
	env := &pane.Env{State: model.NewState(), Theme: theme.New(o.Theme, true), Zone: o.Zone, Relative: o.Relative, Bars: o.Bars, Keys: namedKeys(keymap.Default(), theme.Glyphs(o.Glyphs))}
	env.Prefs = o.Prefs
	if env.Prefs == nil {
		env.Prefs = desk.New(desk.Options{Zone: o.Zone})
	}
	return newApp(o, env, views(env, o), arrangements())
}

// newApp makes a screen of these views. The first one has the focus.
func newApp(o Options, env *pane.Env, views []registration, table layout.Table) *App {
	a := &App{opt: o, env: env, dark: true, views: views, table: table, rowHints: map[string]int{}, mouse: o.Mouse}
	a.parts.glyphs = theme.Glyphs(o.Glyphs)
	a.keys = a.globalKeys()
	for _, k := range a.keys {
		if k.Inside {
			a.inside = append(a.inside, k)
		}
	}
	for i := range views {
		if views[i].detail {
			a.detail = views[i].id
		}
	}
	a.inspect()
	return a
}

// Init is part of tea.Model.
func (a *App) Init() tea.Cmd {
	return tea.Batch(a.next(), a.listen(), a.follow(), tea.RequestBackgroundColor, a.views[a.focus].view.Update(pane.FocusMsg{}))
}

// frameMsg brings a frame.
type frameMsg struct {
	model.Frame
	err error
}

// next takes the next frame. One is under way at a time: Update asks for the
// following one when this one is applied, so slow frames never queue.
func (a *App) next() tea.Cmd {
	ctx, source := a.opt.Context, a.opt.Frames
	return func() tea.Msg {
		f, err := source.Next(ctx)
		return frameMsg{f, err}
	}
}

// Update is part of tea.Model. It only routes.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.route(msg)
	if due := a.env.Due(); due != nil {
		return a, tea.Batch(cmd, due)
	}
	return a, cmd
}

// route brings a message to whom it is for.
func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case frameMsg:
		return a.frame(msg)
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
		a.resize()
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.applyTheme(a.env.Theme.Name)
	case tea.ColorProfileMsg:
		a.plain = msg.Profile <= colorprofile.ANSI
		a.applyTheme(a.env.Theme.Name)
	case tea.KeyPressMsg:
		cmd := tea.Batch(a.resumed(), a.handleKey(msg)) // a key is a sign too, where nothing can be suspended
		if a.opened != a.env.DetailWanted() {
			a.resize()
		}
		return tea.Batch(cmd, a.work())
	case tea.ResumeMsg:
		return a.resumed()
	case tea.PasteMsg:
		return tea.Batch(a.target().Update(msg), a.work())
	case tea.MouseMsg:
		return tea.Batch(a.handleMouse(msg), a.work())
	case pane.Reply:
		return a.reply(msg)
	case workMsg:
		a.working = false
		return a.work()
	case tea.BlurMsg, tea.FocusMsg:
		return a.looks(msg)
	default:
		return tea.Batch(a.asked(msg), a.work())
	}
	return nil
}

// asked does what a view asks of the screen.
func (a *App) asked(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.GoMsg:
		return a.goTo(msg)
	case outcomeMsg:
		return a.heard(msg)
	case pane.CopyMsg:
		return a.copyOut(msg)
	case pane.FollowJobMsg:
		return a.tell(msg)
	case newsMsg:
		return a.followed(msg)
	case pane.ToastMsg:
		a.toast = newToast(msg, a.env.Now)
	}
	return nil
}

// applyTheme puts on a theme, in the variant that the terminal can show.
func (a *App) applyTheme(name string) {
	if a.plain {
		a.env.Theme = theme.Plain(name, a.dark)
		return
	}
	a.env.Theme = theme.New(name, a.dark)
}

func (a *App) frame(msg frameMsg) tea.Cmd {
	if msg.err != nil {
		a.failed = fmt.Errorf("the feed ended: %w", msg.err)
		return tea.Quit
	}
	a.env.State.Apply(msg.Frame)
	a.env.Now = msg.Taken
	a.toast.expire(a.env.Now)
	asked := pane.Do(a.env.Prefs.Frame(&a.env.State.Feed, a.env.Now))
	a.env.Watched, a.env.Muted = a.env.Prefs.Symbols()
	work := tea.Batch(a.work(), a.report())
	if attention := a.attend(); a.updateRowHints() || attention {
		a.resize()
	}
	return tea.Batch(a.next(), work, asked)
}

// handleKey gives a key to the topmost overlay, else to the view with the focus:
// first to their actions, then to what is typed into them. What they leave is
// for the keys that work everywhere; of these fewer work inside a dialog.
func (a *App) handleKey(k tea.KeyPressMsg) tea.Cmd {
	if a.env.Keys.Binding("app.end").Takes(k.String()) {
		return tea.Quit
	}
	to := a.target()
	if cmd, taken := keymap.Press(to.Actions(), k); taken {
		return cmd
	}
	if k.Text != "" && typing(to) {
		return to.Update(k)
	}
	if cmd, taken := keymap.Press(a.globals(), k); taken {
		return cmd
	}
	return to.Update(k)
}

// globals are the keys that work everywhere, as far as they work now.
func (a *App) globals() []keymap.Action {
	if a.env.Top() != nil {
		return a.inside
	}
	return a.keys
}

// Err is why the program ended by itself; nil if a person asked for it.
func (a *App) Err() error { return a.failed }
