package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/query"
)

// fields shows the language of queries, as docs/query.md does.
func (q *QueryLine[T]) fields() {
	q.env.Open(NewPager(q.env, "Queries", func(p *Page) {
		t := q.env.Theme
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
		rows := q.schema.Rows()
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
}

// question shows the language where nothing is typed yet; else it is a character.
func (q *QueryLine[T]) question() {
	if q.prompt.Text() == "" {
		q.fields()
		return
	}
	q.Update(tea.KeyPressMsg{Code: '?', Text: "?"})
}
