package keymap

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestEveryActionHasAnIdentityOfItsOwn(t *testing.T) {
	seen := map[string]string{}
	for _, g := range Default().Groups() {
		for _, b := range g.Bindings {
			if other, twice := seen[b.ID]; twice {
				t.Errorf("%s is in %q and in %q", b.ID, other, g.Name)
			}
			seen[b.ID] = g.Name
			if context, name, ok := strings.Cut(b.ID, "."); !ok || context == "" || name == "" || strings.ToLower(b.ID) != b.ID {
				t.Errorf("%q is no context and action", b.ID)
			}
			if len(b.Keys) == 0 || b.Shown == "" || b.What == "" {
				t.Errorf("%s has no keys or no words", b.ID)
			}
		}
	}
}

func TestNoTwoActionsOfOneContextShareAKey(t *testing.T) {
	global := map[string]string{}
	for i, g := range Default().Groups() {
		seen := map[string]string{}
		if i < 2 { // those that work everywhere and those of every pane are taken together
			seen = global
		}
		for _, b := range g.Bindings {
			for _, k := range b.Keys {
				if other, twice := seen[k]; twice {
					t.Errorf("%s: %s means %s and %s", g.Name, k, other, b.ID)
				}
				seen[k] = b.ID
			}
		}
	}
}

func TestAnActionWithoutBindingCannotBePressed(t *testing.T) {
	pressed := false
	a := Default().Plain("no.such", func() { pressed = true })
	if _, taken := Press([]Action{a}, tea.KeyPressMsg{Code: 'x', Text: "x"}); taken || pressed || a.ID != "no.such" {
		t.Errorf("taken %v, pressed %v, id %q", taken, pressed, a.ID)
	}
}

func TestTheFirstActionThatTakesAKeyRuns(t *testing.T) {
	var ran []string
	note := func(id string) Action { return Default().Plain(id, func() { ran = append(ran, id) }) }
	actions := []Action{note("job.cancel"), note("alerts.open"), note("job.open")}
	if _, taken := Press(actions, tea.KeyPressMsg{Code: tea.KeyEnter}); !taken || len(ran) != 1 || ran[0] != "alerts.open" {
		t.Errorf("ran %v", ran)
	}
}

func TestWhatIsSpecialHidesTheSameKeysBelowIt(t *testing.T) {
	m := Default()
	none := func() {}
	over := Over(
		[]Action{m.Plain("patterns.up", none), m.Plain("button.submit", none)},
		[]Action{m.Plain("form.above", none), m.Plain("form.enter", none), m.Plain("form.close", none), m.Plain("list.up", none)},
	)
	var got []string
	for _, a := range over {
		got = append(got, a.ID+"="+strings.Join(a.Keys, ","))
	}
	const want = "patterns.up=up button.submit=enter,space form.close=esc list.up=k"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%s, want %s", s, want)
	}
	if got := m.Binding("list.up").Keys; len(got) != 2 {
		t.Errorf("the table itself was changed: %v", got)
	}
}
