package form

import (
	"fmt"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// showPreview lays the draft that will be sent over the form: the first of a sweep.
func (f *Form) showPreview() {
	b, ok := f.ready()
	if !ok {
		return
	}
	d := b.first()
	title := "What will be sent" + theme.Separator + f.id(d.JobID)
	if n := b.jobs(); n > 1 {
		title += theme.Separator + "job 1 of " + draw.Count(uint64(n))
	}
	f.preview = pane.NewPager(f.env, title, func(p *pane.Page) {
		p.Text(f.env.Theme.Faint, fmt.Sprintf("%d bytes in one line"+theme.Separator+"ctrl+s submits, esc back", len(d.JSON)))
		p.Gap()
		p.JSON(d.JSON)
	})
	f.preview.Resize(f.size.W, f.size.H)
}
