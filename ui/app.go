package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/alerts"
	"tickdeck/ui/channels"
	"tickdeck/ui/form"
	"tickdeck/ui/jobs"
	"tickdeck/ui/pane"
)

// Source hands over what arrived since the last call. It waits until something
// has, or until the clock needs a tick; nil batches are never passed.
type Source interface {
	Next(context.Context, *model.Batch) error
}

// Options are what the screen is made with.
type Options struct {
	Source  Source
	Jobs    pane.Jobs
	History int // feed entries kept
	User    string
	Badge   string // says what is not real, such as SIMULATED; "" if all is
	Zone    *time.Location
	Theme   string
	Glyphs  string // the set of lines and marks: unicode or ascii
	FPS     int    // frames a second that are drawn at most, 1–120; 0 for 60
	Context context.Context
}

// App is the root model: it routes messages, and draws nothing itself but the
// lines at the top and the bottom.
type App struct {
	opt    Options
	env    *pane.Env
	w, h   int
	dark   bool // the terminal's background, as it says
	plain  bool // it has sixteen colours at most
	layout layout
	focus  paneID
	panes  [paneCount]focusPane
	server *channels.Server
	detail *alerts.Detail
	form   *form.Form
	toast  toast
	keys   []pane.Action
	batch  model.Batch
	failed error      // why the source ended
	rows   [][]string // what is drawn, in parts from left to right
	buf    []byte
	text   string // the last screen
	top    pane.Cache[topKey]
	bottom pane.Cache[bottomKey]
}

// focusPane is a pane that can have the focus, and say itself in a line.
type focusPane interface {
	pane.Pane
	Brief() string
}

// New makes the screen for one person.
func New(o Options) *App {
	env := &pane.Env{State: model.NewState(o.History), Theme: theme.New(o.Theme, true), Zone: o.Zone}
	a := &App{opt: o, env: env, dark: true, server: channels.NewServer(env), form: form.New(env, o.Jobs)}
	list := alerts.New(env)
	a.detail = alerts.NewDetail(env, list)
	a.panes = [paneCount]focusPane{
		paneAlerts:   list,
		paneJobs:     jobs.New(env, o.Jobs),
		paneChannels: channels.New(env),
	}
	a.keys = a.globalKeys()
	return a
}

// Init is part of tea.Model.
func (a *App) Init() tea.Cmd {
	return tea.Batch(a.next(), tea.RequestBackgroundColor)
}

// frameMsg says that the batch is filled.
type frameMsg struct{ err error }

// next takes the next frame. One is under way at a time: Update asks for the
// following one when this one is applied, so slow frames never queue.
func (a *App) next() tea.Cmd {
	ctx, source, batch := a.opt.Context, a.opt.Source, &a.batch
	return func() tea.Msg { return frameMsg{source.Next(ctx, batch)} }
}

// Update is part of tea.Model. It only routes.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case frameMsg:
		return a, a.frame(msg)
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
		a.place()
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.dress(a.env.Theme.Name)
	case tea.ColorProfileMsg:
		a.plain = msg.Profile <= colorprofile.ANSI
		a.dress(a.env.Theme.Name)
	case tea.KeyPressMsg:
		return a, a.press(msg)
	case pane.OpenMsg:
		a.env.Open(msg.Overlay)
	case pane.ToastMsg:
		a.toast = newToast(msg, a.env.Now)
	default:
		return a, a.typed(msg)
	}
	return a, nil
}

// dress puts on a theme, in the variant that the terminal can show.
func (a *App) dress(name string) {
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
	channels := len(a.env.State.Channels)
	a.env.State.Apply(&a.batch)
	a.env.Now = a.batch.Taken
	a.toast.expire(a.env.Now)
	if len(a.env.State.Channels) != channels {
		a.place()
	}
	return a.next()
}

// press gives a key to the topmost overlay, else to the pane with the focus,
// else to the global keys.
func (a *App) press(k tea.KeyPressMsg) tea.Cmd {
	if k.String() == "ctrl+c" {
		return tea.Quit
	}
	if top := a.env.Top(); top != nil {
		if cmd, ok := pane.Press(top.Actions(), k); ok {
			return cmd
		}
		return a.typed(k)
	}
	if cmd, ok := pane.Press(a.panes[a.focus].Actions(), k); ok {
		return cmd
	}
	cmd, _ := pane.Press(a.keys, k)
	return cmd
}

// typed passes on what only an overlay for typing understands. Keys and pastes
// go to the one on top; answers to what a form sent reach it even when closed.
func (a *App) typed(msg tea.Msg) tea.Cmd {
	top, typing := a.env.Top().(pane.Typing)
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if typing {
			return top.Type(msg)
		}
		return nil
	}
	cmd := a.form.Type(msg)
	if typing && top != pane.Typing(a.form) {
		return tea.Batch(cmd, top.Type(msg))
	}
	return cmd
}

// Err is why the program ended by itself; nil if a person asked for it.
func (a *App) Err() error { return a.failed }
