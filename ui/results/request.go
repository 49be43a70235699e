package results

import (
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/params"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// settings finds a parameter as it was in force, for people; "" where it was not told.
func settings(r *model.Report) func(name string) string {
	return func(name string) string {
		for _, s := range r.Parameters {
			if s.Name == name {
				return shown(s)
			}
		}
		return ""
	}
}

// shown writes a parameter for people, where it is one that is known here.
func shown(s model.Setting) string {
	p, ok := params.Lookup(s.Name)
	if !ok {
		return s.Value
	}
	value, err := p.Decode(s.Value)
	if err != nil {
		return s.Value
	}
	return p.Format(value)
}

func (v *Page) toggleRaw() {
	if v.report() == nil {
		return
	}
	v.raw = v.tab != tabRequest || !v.raw
	v.tab, v.scroll[tabRequest].Top = tabRequest, 0
}

// request is what was asked for and how it was run; or the result as it was sent.
func (v *Page) request(w int) []string {
	page := pane.NewPage(v.env, max(1, w-2))
	r := v.record()
	if v.raw {
		page.JSON(string(r.Report.JSON))
	} else {
		v.asked(page, r)
	}
	t := v.env.Theme
	var out []string
	for _, line := range page.Lines() {
		out = append(out, (&draw.Line{}).Pad(t.Text, 1).Raw(line, max(1, w-2)).Exactly(t.Text, w))
	}
	return out
}

func (v *Page) asked(page *pane.Page, r *model.Record) {
	report := r.Report
	names := []string{"in the market"}
	for _, s := range report.Parameters {
		names = append(names, title(s.Name))
	}
	page.Labels(names)
	field := func(name, value string) {
		if value != "" {
			page.Field(name, value)
		}
	}
	field("job", r.Job.ID)
	field("owner", r.Job.User)
	if r.Job.Sweep.ID != "" {
		field("sweep", r.Job.Sweep.ID)
	}
	field("symbols", strings.Join(r.Job.Symbols, ", "))
	field("patterns", strings.Join(r.Job.Patterns, ", "))
	field("asked for", strings.Trim(r.Job.Start+" "+theme.GlyphTo+" "+r.Job.End, " "+theme.GlyphTo))
	field("days", export.Dates(r))
	field("bars", strings.TrimSpace(bars(r)+" "+report.Source))
	field("submitted", v.moment(r.Job.Created))
	field("started", v.moment(r.Job.Started))
	field("finished", v.moment(r.Job.Finished))
	field("found in", r.From)
	if s := report.Sessions; model.Known(s) {
		field("days a year", verdict.Count(s))
	}
	if len(report.Parameters) > 0 {
		page.Gap()
		page.Heading("In force")
		for _, s := range report.Parameters {
			field(title(s.Name), shown(s))
		}
	}
	if ignored := ignoredBy(r); len(ignored) > 0 {
		page.Gap()
		page.Painted("ignored", v.env.Theme.Warn, strings.Join(ignored, ", "))
	}
	page.Gap()
	page.Text(v.env.Theme.Faint, v.env.Keys.Binding("results.raw").Shown+" shows the result as it was sent"+theme.Separator+
		v.env.Keys.Binding("results.clone").Shown+" opens the form with this request")
}

func (v *Page) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(v.env.Zone).Format("2006-01-02 15:04:05 MST")
}

// title is a parameter by the words of the form.
func title(name string) string {
	if p, ok := params.Lookup(name); ok && p.Title != "" {
		return strings.ToLower(p.Title)
	}
	return verdict.Spaced(name)
}

func ignoredBy(r *model.Record) []string {
	for _, d := range verdict.Doubts(r.Report, r.Ignored) {
		if d.Kind == verdict.Ignored {
			_, names, _ := strings.Cut(strings.TrimSuffix(d.Text, "."), ": ")
			return []string{names}
		}
	}
	return nil
}
