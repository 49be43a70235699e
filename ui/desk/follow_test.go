package desk

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tickdeck/model/prefs"
	"tickdeck/model/rules"
)

// elsewhere notes what it is told.
type elsewhere struct{ told []prefs.Prefs }

func (e *elsewhere) Share(p prefs.Prefs) { e.told = append(e.told, p) }
func (e *elsewhere) News(ctx context.Context) (prefs.News, error) {
	<-ctx.Done()
	return prefs.News{}, ctx.Err()
}

func (e *elsewhere) last() prefs.Prefs { return e.told[len(e.told)-1] }

// apart is a desk whose person has another machine as well.
func apart(own prefs.Prefs) (*trial, *elsewhere) {
	v, e := sit(prefs.Prefs{}), &elsewhere{}
	v.Prefs = New(Options{Changed: own, Configured: prefs.Prefs{Watchlists: map[string][]string{"conf": {"C"}}}, Store: v.shelf, Elsewhere: e})
	v.frame(0)
	return v, e
}

func with(at time.Time, name string) prefs.Prefs {
	return prefs.Prefs{Changed: at, Rules: []rules.Rule{{Name: name, When: "symbol:*"}}}
}

func TestEachChangeIsTold(t *testing.T) {
	v, e := apart(with(noon, "a"))
	if len(e.told) != 1 || e.last().Rules[0].Name != "a" {
		t.Fatalf("at first: %+v", e.told)
	}
	v.SetRule("", rules.Rule{Name: "b", When: "x"})
	if len(e.told) != 2 || len(e.last().Rules) != 2 || !e.last().Changed.After(noon) {
		t.Errorf("then: %+v", e.told)
	}
}

func TestWhatWasChangedOnAnotherMachineIsInForceAndKept(t *testing.T) {
	v, e := apart(with(noon, "a"))
	next := with(noon.Add(time.Hour), "b")
	say, keep := v.Follow(prefs.News{From: noon, Own: &next, Changes: []prefs.Change{{Table: "rules", By: "lab", At: noon.Add(-time.Hour)}, {Table: "queries", By: "lab", At: noon.Add(-time.Hour)}}})
	if say.Level != Info || say.Text != "rules and saved queries are in force as they were changed on lab at 11:00" {
		t.Errorf("said %+v", say)
	}
	if v.Rules()[0].Name != "b" || e.last().Rules[0].Name != "b" {
		t.Errorf("%+v, told %+v", v.Rules(), e.last())
	}
	v.shelf.shared = true // another deck on this machine has followed as well
	if s := keep(); s.Text != "" || len(v.shelf.kept) != 1 || v.shelf.kept[0].Rules[0].Name != "b" || len(v.shelf.older) != 0 {
		t.Errorf("%+v %+v", s, v.shelf)
	}
	if !v.Undo() || v.Rules()[0].Name != "a" || !v.Own().Changed.After(next.Changed) {
		t.Errorf("undone: %+v", v.Own())
	}
	v.shelf.err = errors.New("the disk is full")
	if s := keep(); s.Level != Failure || !strings.Contains(s.Text, "full") {
		t.Errorf("said %+v", s)
	}
}

func TestAConflictIsSaidAndWhatGaveWayIsKept(t *testing.T) {
	v, _ := apart(with(noon, "mine"))
	next := with(noon.Add(time.Hour), "theirs")
	say, keep := v.Follow(prefs.News{From: noon, Own: &next, Changes: []prefs.Change{{Table: "rules", By: "lab", At: noon.Add(-24 * time.Hour), Conflict: true}}})
	if say.Level != Warning || say.Text != "rules were changed here and on lab on 29 Nov 12:00, which is newer and in force: undo brings yours back" {
		t.Errorf("said %+v", say)
	}
	if s := keep(); s.Text != "" || len(v.shelf.older) != 1 || v.shelf.older[0].Rules[0].Name != "mine" || len(v.shelf.kept) != 1 {
		t.Errorf("%+v %+v", s, v.shelf)
	}
	older := with(noon, "lost")
	say, keep = v.Follow(prefs.News{From: next.Changed, Older: &older, Changes: []prefs.Change{{Table: "rules", Conflict: true, Ours: true}}})
	if say.Level != Warning || say.Text != "rules were changed here and on another machine: yours are newer and in force, undo brings the others" {
		t.Errorf("said %+v", say)
	}
	if s := keep(); s.Text != "" || len(v.shelf.older) != 2 || v.shelf.older[1].Rules[0].Name != "lost" || v.Rules()[0].Name != "theirs" {
		t.Errorf("%+v %+v", s, v.shelf)
	}
	if !v.Undo() || v.Rules()[0].Name != "lost" || !v.Undo() || v.Rules()[0].Name != "mine" {
		t.Errorf("undone: %+v", v.Own())
	}
	v.shelf.err = errors.New("the disk is full")
	if s := keep(); s.Level != Failure {
		t.Errorf("said %+v", s)
	}
}

func TestNewsOfWhatWasChangedMeanwhileAreComparedAnew(t *testing.T) {
	v, e := apart(with(noon, "a"))
	v.SetRule("", rules.Rule{Name: "b", When: "x"})
	n, next := len(e.told), with(noon.Add(time.Hour), "c")
	if say, keep := v.Follow(prefs.News{From: noon, Own: &next}); say.Text != "" || keep != nil || len(v.Rules()) != 2 {
		t.Errorf("said %+v, in force %+v", say, v.Rules())
	}
	if len(e.told) != n+1 || len(e.last().Rules) != 2 {
		t.Errorf("told %+v", e.told)
	}
}

func TestWatchlistsOfEverybodyLieBelowOnesOwn(t *testing.T) {
	v, e := apart(prefs.Prefs{Changed: noon, Watchlists: map[string][]string{"Mine": {"A"}}})
	rev := v.Rev()
	v.Follow(prefs.News{Listed: true, Lists: map[string][]string{"mine": {"X"}, "CONF": {"X"}, "tech": {"NVDA"}, "Tech": {"Y"}}})
	if v.Rev() == rev || !v.Watch("mine", "A") || v.Watch("mine", "X") || v.Watch("conf", "X") || v.Watch("tech", "NVDA") || !v.Watch("tech", "Y") {
		t.Errorf("lists are %v", v.Lists())
	}
	if got := e.last().Watchlists; len(got) != 1 {
		t.Errorf("told as one's own: %v", got)
	}
	v.SetList("tech", []string{"B"})
	if !v.Watch("tech", "B") || v.Watch("tech", "Y") {
		t.Errorf("lists are %v", v.Lists())
	}
	v.Follow(prefs.News{Listed: true})
	if len(v.Lists()) != 3 {
		t.Errorf("lists are %v", v.Lists())
	}
	if say, keep := v.Follow(prefs.News{Problem: "p"}); say != (Say{Warning, "p"}) || keep != nil {
		t.Errorf("said %+v", say)
	}
}
