package alerts

import (
	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Detail shows the selected alert beside the list, on large screens.
type Detail struct {
	env   *pane.Env
	list  *Pane
	size  pane.Size
	cache pane.Cache[detailKey]
}

type detailKey struct {
	size  pane.Size
	entry model.Entry
	times int
	theme *theme.Theme
}

// NewDetail follows the cursor of a list.
func NewDetail(env *pane.Env, list *Pane) *Detail { return &Detail{env: env, list: list} }

// Place is part of pane.Pane.
func (d *Detail) Place(w, h int) { d.size = pane.Size{W: w, H: h} }

// Actions is part of pane.Pane.
func (d *Detail) Actions() []pane.Action { return nil }

// Lines is part of pane.Pane.
func (d *Detail) Lines(focused bool) []string {
	e, _ := d.list.Selected()
	k := detailKey{size: d.size, entry: e, theme: d.env.Theme}
	if e.Alert != nil {
		k.times = e.Alert.Times()
	}
	return d.cache.Lines(k, func(dst []string) []string {
		page := pane.NewPage(d.env, d.size.Inner().W-2)
		if e.Alert != nil {
			Fields(d.env, e.Alert)(page)
		}
		return draw.Frame(dst, d.env.Theme, draw.Box{Title: "Detail", Focused: focused}, page.Framed(d.size.Inner()), d.size.W, d.size.H)
	})
}
