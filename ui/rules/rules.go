package rules

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/rules"
	"tickdeck/theme"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the page by.
const ID = "rules"

// List is the page. It stands on a rule by its name, so that it stays there when
// others come.
type List struct {
	env    *pane.Env
	size   pane.Size
	all    []rules.Status
	chosen string
	scroll pane.Scroll
	edit   *editor // nil while none is edited
	trial  trial
	keys   []keymap.Action
	cache  pane.Cache[key]
}

// key is everything that the picture depends on.
type key struct {
	size   pane.Size
	rev    uint64
	chosen string
	tried  int
	edits  int
	theme  *theme.Theme
}

// trial is what the rule that is looked at would have done.
type trial struct {
	asked  int // running number of the question
	rule   rules.Rule
	got    *rules.Trial
	err    *rules.Error
	stop   context.CancelFunc
	number int // of the answer
}

// triedMsg is an answer.
type triedMsg struct {
	asked int
	trial rules.Trial
	err   *rules.Error
}

// New makes the page.
func New(env *pane.Env) *List {
	v := &List{env: env}
	v.keys = keymap.Over([]keymap.Action{
		env.Keys.On("rules.new", func() tea.Cmd { return v.open(rules.Rule{}) }),
		env.Keys.On("rules.edit", func() tea.Cmd { return v.withChosen(v.openStatus) }),
		env.Keys.On("rules.switch", func() tea.Cmd { return v.withChosen(v.toggle) }),
		env.Keys.On("rules.fire", func() tea.Cmd { return v.withChosen(v.fire) }),
		env.Keys.On("rules.held", func() tea.Cmd { return v.withChosen(v.moments) }),
		env.Keys.On("rules.remove", func() tea.Cmd { return v.withChosen(v.remove) }),
		env.Keys.On("rules.undo", v.undo),
		env.Keys.Plain("rules.close", v.close),
	}, keysThatMove(env.Keys, v))
	return v
}

func keysThatMove(keys keymap.Map, v *List) []keymap.Action {
	moves := pane.Moves(keys, v.move, v.window)
	for i, a := range moves {
		moves[i].Do = func() tea.Cmd {
			return tea.Batch(a.Do(), v.try())
		}
	}
	return moves
}

// Open lays the page over the screen.
func (v *List) Open() tea.Cmd {
	v.env.Open(v)
	v.settle()
	return v.try()
}

func (v *List) close() {
	v.ask().stop()
	v.env.Close()
}

// Resize is part of pane.Component.
func (v *List) Resize(w, h int) { v.size = pane.Size{W: w, H: h} }

// Want is part of pane.Overlay.
func (v *List) Want(w, h int) (int, int) { return w, h }

// Typing is part of pane.Typing.
func (v *List) Typing() bool { return v.edit != nil }

// Actions is part of pane.Component.
func (v *List) Actions() []keymap.Action {
	if v.edit != nil {
		return v.edit.keys
	}
	return v.keys
}

// Update is part of pane.Component.
func (v *List) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case triedMsg:
		if msg.asked == v.trial.asked && !msg.trial.Stopped {
			v.trial.got, v.trial.err = &msg.trial, msg.err
			v.trial.number++
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		if v.edit != nil && v.edit.update(msg) {
			return v.try()
		}
	}
	return nil
}

// settle finds the chosen rule again, or takes the one in its place.
func (v *List) settle() {
	v.all = v.env.Prefs.Rules()
	if at := slices.IndexFunc(v.all, func(s rules.Status) bool { return s.Name == v.chosen }); at >= 0 {
		v.scroll.Cursor = at
	}
	v.scroll.Clamp(len(v.all), v.window())
	if len(v.all) > 0 {
		v.chosen = v.all[v.scroll.Cursor].Name
	}
}

func (v *List) move(by int) {
	v.settle()
	v.scroll.Cursor += by
	v.scroll.Clamp(len(v.all), v.window())
	if len(v.all) > 0 {
		v.chosen = v.all[v.scroll.Cursor].Name
	}
}

// withChosen does something with the chosen rule.
func (v *List) withChosen(do func(rules.Status) tea.Cmd) tea.Cmd {
	v.settle()
	if len(v.all) == 0 {
		return nil
	}
	return do(v.all[v.scroll.Cursor])
}

func (v *List) toggle(s rules.Status) tea.Cmd {
	v.env.Prefs.Switch(s.Rule)
	if s.Off {
		return pane.Keep(v.env, "rule "+s.Name+" is on")
	}
	return pane.Keep(v.env, "rule "+s.Name+" is off")
}

func (v *List) fire(s rules.Status) tea.Cmd {
	if s.Err != nil {
		return pane.Toast(pane.Warning, "rule "+s.Name+" is broken: "+s.Err.Error())
	}
	return pane.Do(v.env.Prefs.Once(s.Rule, &v.env.State.Feed))
}

func (v *List) remove(s rules.Status) tea.Cmd {
	if err := v.env.Prefs.Remove(s.Name); err != nil {
		return pane.Toast(pane.Warning, err.Error())
	}
	v.settle()
	return tea.Batch(pane.Keep(v.env, "rule "+s.Name+" is taken out: "+v.env.Keys.Binding("rules.undo").Shown+" brings it back"), v.try())
}

func (v *List) undo() tea.Cmd {
	if !v.env.Prefs.Undo() {
		return pane.Toast(pane.Info, "there is nothing to undo")
	}
	v.settle()
	return tea.Batch(pane.Keep(v.env, "the last change is undone"), v.try())
}

// ask begins a new question: the one before is given up.
func (v *List) ask() *trial {
	if v.trial.stop != nil {
		v.trial.stop()
	}
	v.trial.asked++
	v.trial.stop = func() {}
	return &v.trial
}

// try asks what the rule that is looked at would have done.
func (v *List) try() tea.Cmd {
	t := v.ask()
	r, ok := v.looked()
	if !ok || r.When == "" {
		t.got, t.err = nil, nil
		t.number++
		return nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.stop, t.rule = cancel, r
	asked, run := t.asked, v.env.Prefs.Trier(r, v.env.State.Feed)
	return func() tea.Msg {
		defer cancel()
		got, err := run(ctx)
		return pane.Reply{To: ID, Msg: triedMsg{asked, got, err}}
	}
}

// looked is the rule that is edited, or else the one under the cursor.
func (v *List) looked() (rules.Rule, bool) {
	if v.edit != nil {
		return v.edit.rule, true
	}
	if len(v.all) == 0 {
		return rules.Rule{}, false
	}
	return v.all[min(v.scroll.Cursor, len(v.all)-1)].Rule, true
}

// counts are what all rules did today.
func counts(all []rules.Status) (off, fired, held int) {
	for _, s := range all {
		if s.Off {
			off++
		}
		fired += s.Tally.Fired
		held += s.Tally.Held.Total()
	}
	return off, fired, held
}
