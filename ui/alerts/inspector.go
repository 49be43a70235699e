package alerts

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// InspectorID is what the screen knows the inspector by.
const InspectorID = "inspector"

// Inspector shows the alert under the cursor of a list, on large screens. It
// takes no keys.
type Inspector struct {
	env   *pane.Env
	list  *Pane
	size  pane.Size
	head  pane.Head
	cache pane.Cache[inspectorKey]
}

type inspectorKey struct {
	size     pane.Size
	entry    model.FeedItem
	times    int
	evidence uint64
	theme    *theme.Theme
}

// NewInspector follows the cursor of a list.
func NewInspector(env *pane.Env, list *Pane) *Inspector { return &Inspector{env: env, list: list} }

// Resize is part of pane.Component.
func (i *Inspector) Resize(w, h int) { i.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component.
func (i *Inspector) Update(tea.Msg) tea.Cmd { return nil }

// Actions is part of pane.Component.
func (i *Inspector) Actions() []keymap.Action { return nil }

// Head is part of pane.View.
func (i *Inspector) Head() pane.Head { return i.head }

// Brief is part of pane.View.
func (i *Inspector) Brief() string { return i.list.Brief() }

// Lines is part of pane.Component.
func (i *Inspector) Lines(bool) []string {
	e, _ := i.list.Selected()
	k := inspectorKey{size: i.size, entry: e, theme: i.env.Theme}
	if e.Alert != nil {
		k.times, k.evidence = e.Alert.Times(), i.env.State.EvidenceRev
	}
	return i.cache.Lines(k, func(dst []string) []string {
		page := pane.NewPage(i.env, i.size.W-2)
		i.head = pane.Head{}
		switch {
		case e.Alert != nil:
			i.head.Scope = e.Alert.Symbol + theme.Separator + draw.OrDash(e.Alert.Timeframe)
			alertFields(i.env, e.Alert)(page)
		case e.Gap != nil:
			i.head.Scope = "without connection"
			gapFields(i.env, e.Gap)(page)
		}
		return draw.Fill(append(dst, page.Inset(i.size)...), i.size.W, i.size.H)
	})
}
