// Package publishers is the view of those who publish, the worst first, with what
// each says of itself in full; and of Redis between them and us.
package publishers

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the view by.
const ID = "publishers"

// Pane lists the publishers, as a table where there is room. The cursor stays on
// its publisher when the order changes.
type Pane struct {
	env    *pane.Env
	size   pane.Size
	head   pane.Head
	scroll pane.Scroll
	chosen string      // name of the one under the cursor; "" for the worst
	list   []publisher // the worst first
	listed listed
	cache  pane.Cache[key]
	line   draw.Line
	lined  pane.Lined[string] // names
	keys   []keymap.Action
}

// listed is what the list depends on: silence sets in by itself.
type listed struct {
	rev    uint64
	second int64
	up     bool
}

// key is everything that the picture depends on.
type key struct {
	listed
	size    pane.Size
	pipe    uint64
	chosen  string
	focused bool
	theme   *theme.Theme
}

// New makes the pane.
func New(env *pane.Env) *Pane {
	p := &Pane{env: env}
	p.keys = append(pane.Moves(env.Keys, p.move, p.page), env.Keys.Plain("publishers.open", p.open))
	return p
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component: it takes the mouse.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	pane.Mouse(msg, p.move, p.click)
	return nil
}

// Rows is part of pane.RowHinter: the header, the publishers, what the one with
// most to say has to say, the workers, the queue and Redis.
func (p *Pane) Rows() int {
	most := 0
	for _, h := range p.env.State.Health {
		most = max(most, len(h.Issues)+1)
	}
	if n := len(p.env.State.Queue.Workers); n > 0 {
		most += n + 1
	}
	return len(p.env.State.Health) + most + 3 + len(p.queueLines(tableFrom))
}

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action { return p.keys }

func (p *Pane) page() int { return max(1, p.size.H-1) }

func (p *Pane) move(rows int) {
	p.settle()
	if len(p.list) == 0 {
		return
	}
	p.scroll.Cursor = max(0, min(p.scroll.Cursor+rows, len(p.list)-1))
	p.chosen = p.list[p.scroll.Cursor].Component
}

// click chooses the publisher of a line.
func (p *Pane) click(_, y int) {
	if name, ok := p.lined.At(y); ok {
		p.chosen = name
	}
}

// settle brings the list up to date, and finds the chosen publisher again.
func (p *Pane) settle() {
	s := p.env.State
	if now := (listed{s.HealthRev, p.env.Now.Unix(), s.Link.Up}); now != p.listed || len(p.list) != len(s.Health) {
		p.listed, p.list = now, ranked(s.Health, p.env.Now, s.Link.Up)
	}
	p.scroll.Cursor = max(0, slices.IndexFunc(p.list, func(h publisher) bool { return p.chosen != "" && h.Component == p.chosen }))
}

// current is the publisher under the cursor.
func (p *Pane) current() (publisher, bool) {
	if len(p.list) == 0 {
		return publisher{}, false
	}
	return p.list[p.scroll.Cursor], true
}

// open shows all that is known of the publisher under the cursor.
func (p *Pane) open() {
	p.settle()
	if h, ok := p.current(); ok {
		p.env.Open(newDetail(p.env, h.Component))
	}
}

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.settle()
	k := key{p.listed, p.size, p.env.State.PipeRev, p.chosen, focused, p.env.Theme}
	return p.cache.Lines(k, func(dst []string) []string {
		p.head = pane.Head{Scope: p.scope(), Note: p.note()}
		lines := dst
		p.lined.Begin()
		if p.size.W >= tableFrom {
			lines = p.table(lines, focused)
		} else {
			lines = p.narrow(lines, focused)
		}
		return draw.Fill(lines, p.size.W, p.size.H)
	})
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

func (p *Pane) scope() string {
	if p.size.W < tableFrom || len(p.list) == 0 {
		return ""
	}
	return draw.Count(uint64(len(p.list)))
}

// note counts those that are not well.
func (p *Pane) note() string {
	if p.size.W < tableFrom {
		return ""
	}
	if text := p.troubles(); text != "" {
		return text + theme.Separator + "worst first"
	}
	return ""
}

func (p *Pane) troubles() string {
	var words []string
	counts := map[string]int{}
	for i := range p.list {
		h := &p.list[i]
		word := h.word
		switch {
		case h.rank >= rankNoStatus:
			continue
		case h.rank == rankDegraded && len(h.Issues) > 0 && h.SaysHealthy():
			word = "with issues"
		}
		if counts[word] == 0 {
			words = append(words, word)
		}
		counts[word]++
	}
	for i, word := range words {
		words[i] = fmt.Sprintf("%d %s", counts[word], word)
	}
	return strings.Join(words, ", ")
}

// Brief is the pane in a line: the worst first, then Redis.
func (p *Pane) Brief() string {
	p.settle()
	var parts []string
	if text, _ := stuck(p.env.State, p.env.Now); text != "" {
		parts = append(parts, text)
	}
	for i := range p.list {
		if h := &p.list[i]; h.rank < rankNoStatus {
			parts = append(parts, strings.Join(append([]string{h.name() + " " + h.word}, h.Issues...), ": "))
		}
	}
	if n := len(p.list); len(parts) == 0 && n > 0 {
		parts = append(parts, fmt.Sprintf("%d healthy", n))
	}
	for _, f := range slices.Concat(queueFacts(p.env.State, p.env.Now), facts(p.env.State)) {
		parts = append(parts, f.name+" "+f.value)
	}
	return strings.Join(parts, theme.Separator)
}

// fact is a name and a value.
type fact struct{ name, value string }

// facts are what Redis says of itself, the most wanted first.
func facts(s *model.State) []fact {
	r := &s.Server
	ping := draw.Dash
	if r.Ping > 0 {
		ping = draw.Milliseconds(r.Ping) + " ms"
	}
	version := r.Version
	if version == "" {
		version = draw.Dash
	}
	return []fact{
		{"Redis", version},
		{"ping", ping},
		{"memory", draw.Memory(r.Memory)},
		{"clients", draw.Short(r.Clients)},
		{"hit rate", draw.Fraction(r.HitRate(), 1)},
	}
}
