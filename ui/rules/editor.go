package rules

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/model/rules"
	"tickdeck/theme"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// The fields of a rule, in the order in which they stand.
const (
	fieldName = iota
	fieldWhen
	fieldDoes
	fieldRun
	fieldPost
	fieldLimits
	fields
)

// field is what is known of one.
type field struct {
	name, hint string
	key        string // of the rule's settings, in errors
	limit      int
}

var about = [fields]field{
	{"Name", "what it is called", "name", rules.MaxName},
	{"When", "a query, as in the filter", "when", rules.MaxWhen},
	{"Does", "pin, bell, notify, highlight warn", "highlight", 200},
	{"Run", "a command: the alert is its input", "run", rules.MaxCommand},
	{"Post", "https://" + theme.GlyphMore + ": the alert is sent there", "post", rules.MaxCommand},
	{"Limits", "1 a symbol/5m, 10 an hour, quiet 22:00-07:00, market hours, each", "", 200},
}

// editor is a rule that is typed.
type editor struct {
	list    *List
	was     string // its name before; "" for a new one
	entries [fields]*pane.Entry
	at      int
	rule    rules.Rule // as it is typed now
	wrong   [fields]*rules.Error
	changes int
	keys    []keymap.Action
}

func (v *List) openStatus(s rules.Status) tea.Cmd { return v.open(s.Rule) }

// open begins to edit a rule; one without a name is new.
func (v *List) open(r rules.Rule) tea.Cmd {
	e := &editor{list: v, was: r.Name, rule: r, at: fieldName}
	if r.Name != "" {
		e.at = fieldWhen
	}
	for i, text := range [fields]string{r.Name, r.When, r.Does(), r.Run, r.Post, r.Limits()} {
		e.entries[i] = pane.NewEntry(about[i].limit)
		e.entries[i].Set(text)
	}
	k := v.env.Keys
	e.keys = []keymap.Action{
		k.On("rule.keep", e.keep),
		k.Plain("rule.next", func() { e.step(1) }),
		k.Plain("rule.previous", func() { e.step(-1) }),
		k.On("rule.leave", e.leave),
	}
	e.read()
	v.edit = e
	return v.try()
}

func (e *editor) step(by int) {
	e.at = (e.at + by + fields) % fields
	e.changes++
}

// update takes what is typed, and reports whether it changed the text.
func (e *editor) update(msg tea.Msg) bool {
	in := e.entries[e.at]
	before := in.Text()
	in.Update(msg)
	e.changes++
	if in.Text() == before {
		return false
	}
	e.read()
	return true
}

// read makes a rule of the fields.
func (e *editor) read() {
	e.wrong = [fields]*rules.Error{}
	r := rules.Rule{
		Name: e.entries[fieldName].Text(), When: e.entries[fieldWhen].Text(),
		Run: e.entries[fieldRun].Text(), Post: e.entries[fieldPost].Text(), Off: e.rule.Off,
	}
	e.wrong[fieldDoes] = r.SetDoes(e.entries[fieldDoes].Text())
	e.wrong[fieldLimits] = r.SetLimits(e.entries[fieldLimits].Text())
	e.rule = r
	err := e.list.env.Prefs.Check(e.was, r)
	if err == nil {
		return
	}
	at := fieldDoes // where what is about the whole is shown
	for i, f := range about {
		if f.key == err.Key && err.Key != "" {
			at = i
		}
	}
	if e.wrong[at] == nil {
		e.wrong[at] = err
	}
}

// problem is the first thing that keeps the rule from being kept.
func (e *editor) problem() (at int, err *rules.Error) {
	for i, err := range e.wrong {
		if err != nil {
			return i, err
		}
	}
	return 0, nil
}

// keep puts the rule in force; what is wrong keeps it open.
func (e *editor) keep() tea.Cmd {
	e.read()
	if at, err := e.problem(); err != nil {
		e.at = at
		e.changes++
		return pane.Toast(pane.Warning, about[at].name+": "+err.Message)
	}
	v := e.list
	v.env.Prefs.SetRule(e.was, e.rule)
	v.chosen, v.edit = e.rule.Name, nil
	v.settle()
	return tea.Batch(pane.Keep(v.env, "rule "+e.rule.Name+" is in force"), v.try())
}

func (e *editor) leave() tea.Cmd {
	e.list.edit = nil
	return e.list.try()
}
