package theme

import (
	"charm.land/lipgloss/v2"
)

// Theme names what a style means, never how it looks.
type Theme struct {
	Name string
	Dark bool // made for a dark background

	Styles          // on the terminal's own background
	Selected Styles // on the row under the cursor
	// Heat are for what is shown on a ground that says how much is going on there,
	// from little to most. Where there are no such grounds they are like Styles.
	Heat [HeatSteps]Styles
	// Gains and Losses are texts on grounds that say how much was won or lost, from
	// little to most. Where there are no such grounds they are like Text.
	Gains, Losses [HeatSteps]Paint
}

// HeatSteps is how many grounds Heat has.
const HeatSteps = 5

// Styles are the meanings that a cell can have.
type Styles struct {
	Mark   string // one cell before a row: shows the cursor without colour too
	Text   Paint  // values
	Bright Paint  // what has just changed, or matters most
	Faint  Paint  // labels, separators, what is old
	Title  Paint  // the name of a pane
	Border Paint
	Focus  Paint // border and title mark of the focused pane
	Brand  Paint
	Key    Paint // a key to press
	Good   Paint
	Warn   Paint
	Bad    Paint
	Bull   Paint
	Bear   Paint
	Even   Paint // neither bull nor bear
	Fill   Paint // the filled part of a bar
	Track  Paint // the empty part of a bar
	Spark  Paint // throughput, dimmer than a bar: there are many of them
	Delay  Paint // latency
	Loss   Paint // an area that stands for money lost, dimmer than a number
	Badge  Paint // a word on a ground of its own, such as SIMULATED
	Cursor Paint // the cell a text cursor stands on
}

// palette is how one theme looks.
type palette struct {
	text, bright, faint, border, accent       string
	good, warn, bad, bull, bear, even         string
	fill, track, spark, delay, badge, badgeOn string
	selected                                  string

	loss string

	heat          [HeatSteps]string // grounds, each for the colours of onHeat
	gains, losses [HeatSteps]string // grounds for text
}

// Names lists the themes that a person can choose.
func Names() []string { return []string{"auto", "dark", "light", "colorblind"} }

// Plain returns the theme of that name for a terminal of sixteen colours or none.
// It takes the terminal's own, which suit its background, and marks the row
// under the cursor by reversing it.
func Plain(name string, darkBackground bool) *Theme {
	p := plainPalette
	if name == "colorblind" {
		p = plainColorblind
	}
	t := &Theme{Name: name, Dark: darkBackground, Styles: p.styles(lipgloss.NewStyle(), " ")}
	t.Selected = palette{}.styles(lipgloss.NewStyle().Reverse(true), GlyphCursor)
	for i := range t.Heat {
		t.Heat[i] = t.Styles
		t.Gains[i], t.Losses[i] = t.Text, t.Text
	}
	return t
}

// New returns the theme of that name, in its variant for a dark or a light
// background. "auto" and "colorblind" follow the background; the others don't.
func New(name string, darkBackground bool) *Theme {
	dark := darkBackground
	switch name {
	case "dark":
		dark = true
	case "light":
		dark = false
	}
	p := lightPalette
	if dark {
		p = darkPalette
	}
	hot := p.onHeat(dark)
	if name == "colorblind" {
		p, hot = p.colorblind(dark), hot.colorblindOnHeat(dark)
	}
	on := func(ground string) lipgloss.Style { return lipgloss.NewStyle().Background(lipgloss.Color(ground)) }
	t := &Theme{Name: name, Dark: dark, Styles: p.styles(lipgloss.NewStyle(), " "), Selected: p.styles(on(p.selected), GlyphCursor)}
	for i, ground := range hot.heat {
		t.Heat[i] = hot.styles(on(ground), " ")
		t.Heat[i].Cursor = NewPaint(on(ground).Foreground(lipgloss.Color(hot.text)).Reverse(true))
		t.Gains[i] = NewPaint(on(p.gains[i]).Foreground(lipgloss.Color(hot.text)))
		t.Losses[i] = NewPaint(on(p.losses[i]).Foreground(lipgloss.Color(hot.text)))
	}
	return t
}

// styles works out every paint on a base. A colour that is "" is the terminal's
// own.
func (p palette) styles(base lipgloss.Style, mark string) Styles {
	in := func(c string) lipgloss.Style {
		if c == "" {
			return base
		}
		return base.Foreground(lipgloss.Color(c))
	}
	fg := func(c string) Paint { return NewPaint(in(c)) }
	bold := func(c string) Paint { return NewPaint(in(c).Bold(true)) }
	badge := lipgloss.NewStyle().Bold(true).Reverse(true)
	if p.badge != "" {
		badge = lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color(p.badgeOn)).Background(lipgloss.Color(p.badge))
	}
	return Styles{
		Mark: mark,
		Text: fg(p.text), Bright: bold(p.bright), Faint: fg(p.faint),
		Title: bold(p.text), Border: fg(p.border), Focus: bold(p.accent), Brand: bold(p.accent), Key: bold(p.accent),
		Good: fg(p.good), Warn: fg(p.warn), Bad: fg(p.bad),
		Bull: fg(p.bull), Bear: fg(p.bear), Even: fg(p.even),
		Fill: fg(p.fill), Track: fg(p.track), Spark: fg(p.spark), Delay: fg(p.delay), Loss: fg(p.loss),
		Badge: NewPaint(badge), Cursor: NewPaint(base.Reverse(true)),
	}
}
