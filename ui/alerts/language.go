package alerts

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/query"
	"tickdeck/ui/pane"
)

// fields shows the language of queries, as docs/query.md does.
func (f *filter) fields() tea.Cmd {
	f.p.env.Open(pane.NewPager(f.p.env, "Queries", func(p *pane.Page) {
		t := f.p.env.Theme
		p.Heading("How to ask")
		rules := query.Grammar()
		written := make([]string, len(rules))
		for i, r := range rules {
			written[i] = r.Write
		}
		p.Labels(written)
		for _, r := range rules {
			p.Field(r.Write, r.Means)
		}
		p.Gap()
		p.Heading("What to ask for")
		rows := f.schema.Rows()
		names := make([]string, len(rows))
		for i, r := range rows {
			names[i] = r.Name
		}
		p.Labels(names)
		for _, r := range rows {
			p.Field(r.Name, r.What+", such as "+r.Example)
			if len(r.Also) > 0 {
				p.Painted("", t.Faint, "also "+strings.Join(r.Also, ", "))
			}
		}
	}))
	return nil
}

// question shows the language where nothing is typed yet; else it is a character.
func (f *filter) question() tea.Cmd {
	if f.prompt.Text() == "" {
		return f.fields()
	}
	f.update(tea.KeyPressMsg{Code: '?', Text: "?"})
	return nil
}
