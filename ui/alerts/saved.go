package alerts

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/mutes"
	"tickdeck/ui/pane"
)

// walkSaved shows the saved query that many further: before the first and behind the
// last is all.
func (f *filter) walkSaved(by int) tea.Cmd {
	names := f.p.env.Prefs.QueryNames()
	if len(names) == 0 {
		return pane.Toast(pane.Info, "No query is saved: / types one, ctrl+s there saves it.")
	}
	n := len(names) + 1 // all is one of them
	at := 0
	for i, name := range names {
		if name == f.name {
			at = i + 1
		}
	}
	at = (at + by + n) % n
	f.Remember()
	if f.name = ""; at == 0 {
		f.Apply("")
		return nil
	}
	f.name = names[at-1]
	f.Apply(f.p.env.Prefs.Queries()[f.name])
	if f.Wrong() != nil {
		return pane.Toast(pane.Failure, "The saved query "+f.name+" cannot be read: "+f.Wrong().Message)
	}
	return nil
}

// save keeps what is typed under the name of its first word, or over the saved query
// that it was made from.
func (f *filter) save() tea.Cmd {
	text := f.Typed()
	if text == "" || f.Wrong() != nil {
		return pane.Toast(pane.Warning, "There is nothing to save that can be read.")
	}
	name := f.name
	if name == "" {
		name = nameFor(text, f.p.env.Prefs.Queries())
	}
	f.name = name
	f.p.env.Prefs.SetQuery(name, text)
	f.Touch()
	return pane.Keep(f.p.env, "Saved as "+name+": [ and ] walk through what is saved.")
}

// nameFor makes a name of a query that no other has.
func nameFor(text string, taken map[string]string) string {
	word := strings.ToLower(strings.FieldsFunc(text+" query", func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
	})[0])
	if _, value, asks := strings.Cut(text, ":"); asks {
		if rest := strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == ',' || r == '*' || r == '"' }); len(rest) > 0 {
			word = strings.ToLower(rest[0])
		}
	}
	name := word
	for i := 2; ; i++ {
		if was, exists := taken[name]; !exists || was == text {
			return name
		}
		name = word + string(rune('0'+i%10))
	}
}

// scopes are the saved queries in the title, the one that is shown marked.
func (p *Pane) scopes() string {
	names := p.env.Prefs.QueryNames()
	f := &p.filter
	if f.Query() == nil && len(names) == 0 {
		return "all"
	}
	mark := func(name string, on bool) string {
		if on {
			return theme.GlyphFocus + name
		}
		return name
	}
	out := []string{mark("all", f.Query() == nil && len(names) > 0)}
	for _, name := range names {
		on := f.Query() != nil && name == f.name
		text := mark(name, on)
		if on && f.Text() != p.env.Prefs.Queries()[name] {
			text += "+"
		}
		out = append(out, text)
	}
	if f.Query() != nil && f.name == "" {
		out = append(out, mark("filter", len(names) > 0))
	}
	return strings.Join(out, theme.Separator)
}

// mute asks for how long what is under the cursor is to be hidden.
func (p *Pane) mute() tea.Cmd {
	r := p.alertThere()
	if r == nil {
		return nil
	}
	p.env.Open(mutes.NewDialog(p.env, r.Alert))
	return nil
}

// watch puts the symbol under the cursor on the person's watchlist, or takes it off.
func (p *Pane) watch() tea.Cmd {
	r := p.alertThere()
	if r == nil {
		return nil
	}
	return pane.Watch(p.env, r.Alert.Symbol)
}

// ranks stand in front of others that came with them.
const (
	rankWatched = 1
	rankPinned  = 2
)

// rank says how far in front an alert is to stand.
func (f *filter) rank(a *model.Alert) int8 {
	if _, pinned := f.p.env.Prefs.Style(a); pinned {
		return rankPinned
	}
	if f.p.env.Prefs.Watch("", a.Symbol) {
		return rankWatched
	}
	return 0
}
