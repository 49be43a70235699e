package prefs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/model/prefs"
)

func TestWhatWasChangedWhileTheServerWasGoneIsKeptWhenItIsBack(t *testing.T) {
	s := redistest.Start(t)
	desk := sit(t, s.URL(), "desk", prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "old"}}, "")
	written := func(text string) func() bool {
		c := s.Client(t)
		return func() bool {
			return strings.Contains(c.HGet(t.Context(), jo, "queries").Val(), text)
		}
	}
	until(t, "it is written", written("old"))
	s.Kill()
	desk.set(noon.Add(time.Minute), query("q", "new"))
	until(t, "it is told", func() bool { return len(desk.problems()) > 0 })
	s.Restart()
	until(t, "it is written", written("new"))
	if p := desk.problems(); len(p) != 1 || !strings.HasPrefix(p[0], "what you changed is kept on this machine") {
		t.Errorf("told %q", p)
	}
}

func TestWithoutAConnectionAndWithoutAChangeNothingIsSaid(t *testing.T) {
	s := redistest.Start(t)
	desk := sit(t, s.URL(), "desk", prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "old"}}, "")
	until(t, "it is written", func() bool { return s.Client(t).HLen(t.Context(), jo).Val() == 1 })
	s.Kill()
	desk.stop()
	client, err := broker.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	f := New(client, Options{User: "jo"})
	f.common = agreed{"queries": digest("queries", desk.now())}
	f.Share(desk.now())
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer cancel()
		if n, err := f.News(ctx); err == nil {
			t.Errorf("told %+v", n)
		}
	}()
	if f.round(ctx, "x") {
		t.Error("a dead server answers")
	}
	cancel()
}

func TestAUserWhoMayNotIsToldOnceAndTheDeckGoesOn(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	may := func(rights ...any) {
		t.Helper()
		if err := c.Do(t.Context(), append([]any{"ACL", "SETUSER", "ann", "on", ">pw", "+@all", "resetkeys"}, rights...)...).Err(); err != nil {
			t.Fatal(err)
		}
	}
	may("~symbol_list*", "resetchannels")
	url := strings.Replace(s.URL(), "redis://", "redis://ann:pw@", 1)
	desk := sit(t, url, "desk", prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "x"}}, "")
	until(t, "it is told", func() bool { return len(desk.problems()) == 1 })
	for i := range 5 { // each change is tried at once
		desk.set(noon.Add(time.Duration(i)*time.Second), query("q", fmt.Sprint(i)))
	}
	may("~*", "resetchannels")
	until(t, "it is written", func() bool { return strings.Contains(c.HGet(t.Context(), jo, "queries").Val(), `"4"`) })
	until(t, "it is told that nobody hears of it", func() bool { return len(desk.problems()) == 2 })
	desk.set(noon.Add(time.Hour), query("q", "last"))
	until(t, "it is written", func() bool { return strings.Contains(c.HGet(t.Context(), jo, "queries").Val(), "last") })
	p := desk.problems()
	if len(p) != 2 || !strings.HasPrefix(p[0], "the preferences do not follow you to other machines: this user may not do that") ||
		!strings.HasPrefix(p[1], "publishers are not told of your preferences: this user may not do that") {
		t.Errorf("told %q", p)
	}
}

func TestWhatCannotBeReadIsLeftAsItIs(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	bad := map[string]string{
		"queries":    `{"queries":`,
		"rules":      `{"changed":"2026-11-30T12:00:00Z","rules":[{"name":"a","when":"x","sing":true}]}`,
		"mutes":      strings.Repeat("x", wire.MaxPrefsBytes+1),
		"watchlists": `{"changed":"2026-11-30T12:00:00Z","watchlists":{},"more":1}`,
	}
	c.HSet(t.Context(), jo, bad)
	desk := sit(t, s.URL(), "desk", prefs.Prefs{}, "")
	until(t, "each is told", func() bool { return len(desk.problems()) == 4 })
	desk.set(noon, func(p *prefs.Prefs) {
		query("q", "x")(p)
		p.Watchlists = map[string][]string{"w": {"A"}}
	})
	c.HDel(t.Context(), jo, "queries")
	until(t, "the one that is gone is written", func() bool { return strings.Contains(c.HGet(t.Context(), jo, "queries").Val(), `"x"`) })
	for table, text := range bad {
		if got := c.HGet(t.Context(), jo, table).Val(); table != "queries" && got != text {
			t.Errorf("%s is %.100s", table, got)
		}
	}
	if len(desk.now().Rules) > 0 || len(desk.problems()) != 4 {
		t.Errorf("%+v %q", desk.now(), desk.problems())
	}
}

func TestAKeyOfAnotherKindAndATableThatIsTooLargeAreTold(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	c.Set(t.Context(), jo, "text", 0)
	many := map[string][]string{"w": {strings.Repeat("A", wire.MaxPrefsBytes)}}
	desk := sit(t, s.URL(), "desk", prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "x"}, Watchlists: many}, "")
	until(t, "it is told", func() bool { return len(desk.problems()) == 1 })
	c.Del(t.Context(), jo)
	desk.set(noon.Add(1), query("q", "y"))
	until(t, "the other table is written", func() bool { return c.HExists(t.Context(), jo, "queries").Val() })
	until(t, "it is told", func() bool { return len(desk.problems()) == 2 })
	if p := desk.problems(); !strings.Contains(p[0], "user_prefs:jo is no hash in this Redis") || !strings.HasPrefix(p[1], "the watchlists stay on this machine: they have ") {
		t.Errorf("told %q", p)
	}
	if c.HExists(t.Context(), jo, "watchlists").Val() || len(desk.now().Watchlists) != 1 {
		t.Error("they are there, or gone here")
	}
}

func TestWatchlistsOfEverybodyAreReadAndReadAgain(t *testing.T) {
	s := redistest.Start(t)
	c, ctx := s.Client(t), t.Context()
	c.SAdd(ctx, "symbol_lists", "tech", "none", "bad\x1b[2J", "huge", "other")
	c.SAdd(ctx, "symbol_list:tech", "nvda", "AMD\x1b]0;x")
	c.SAdd(ctx, "symbol_list:bad\x1b[2J", "A")
	c.Set(ctx, "symbol_list:other", "text", 0)
	for i := range maxSymbols + 1 {
		c.SAdd(ctx, "symbol_list:huge", i)
	}
	desk := sit(t, s.URL(), "desk", prefs.Prefs{}, "")
	lists := func() (last map[string][]string) {
		for _, n := range desk.heard() {
			if n.Listed {
				last = n.Lists
			}
		}
		return last
	}
	until(t, "they are told", func() bool { return len(lists()) == 2 })
	for name, symbols := range lists() {
		if strings.Contains(name+strings.Join(symbols, ""), "\x1b") || name == "tech" && symbols[1] != "NVDA" {
			t.Errorf("%q %q", name, symbols)
		}
	}
	c.Del(ctx, "symbol_list:huge", "symbol_list:other")
	c.SAdd(ctx, "symbol_list:tech", "MU")
	until(t, "the new symbol is told", func() bool { return len(lists()["tech"]) == 3 })
	c.Del(ctx, "symbol_lists")
	until(t, "they are gone", func() bool { return len(lists()) == 0 })
	if p := desk.problems(); len(p) != 1 || !strings.Contains(p[0], "symbol_list:") {
		t.Errorf("told %q", p)
	}
}

func TestADeckThatIsToKeepToItselfAsksNothing(t *testing.T) {
	s := redistest.Start(t)
	client, err := broker.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	f := New(client, Options{Sync: model.Sync{}, User: "jo"})
	f.Share(prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "x"}})
	f.Run(t.Context()) // comes back at once
	if n := s.Client(t).Exists(t.Context(), jo).Val(); n != 0 {
		t.Error("it has written")
	}
}

func TestADamagedNoteOfWhatWasAgreedIsNoTrouble(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x", "synced.json")
	for i := range maxAgreements + 10 {
		if err := saveAgreement(file, fmt.Sprint(i), agreed{"rules": "1"}); err != nil {
			t.Fatal(err)
		}
	}
	all := loadAgreements(file)
	if len(all) != maxAgreements || !reflect.DeepEqual(all[fmt.Sprint(maxAgreements+9)], agreed{"rules": "1"}) {
		t.Errorf("%d are kept", len(all))
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	for _, text := range []string{"{", "null", "[]"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if all := loadAgreements(file); all == nil || len(all) != 0 {
			t.Errorf("%s is read as %v", text, all)
		}
	}
	if err := saveAgreement(filepath.Join(file, "synced.json"), "x", agreed{}); err == nil {
		t.Error("a file is a folder")
	}
}

func TestAFieldThatAnotherMachineHasWrittenMeanwhileIsNotReplaced(t *testing.T) {
	s := redistest.Start(t)
	client, err := broker.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for i, c := range []struct {
		held, value string
		want        error
	}{{"", "a", nil}, {"", "b", errOvertaken}, {"x", "b", errOvertaken}, {"a", "c", nil}} {
		if err := write(t.Context(), client, jo, "rules", c.held, c.value); !errors.Is(err, c.want) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if text := client.HGet(t.Context(), jo, "rules").Val(); text != "c" {
		t.Errorf("it holds %q", text)
	}
}

func TestAChangeIsLaterThanWhatItChangesThoughTheClockIsBehind(t *testing.T) {
	s := redistest.Start(t)
	c := s.Client(t)
	file, own := filepath.Join(t.TempDir(), "synced.json"), prefs.Prefs{Changed: noon, Queries: map[string]string{"q": "old"}}
	client, err := broker.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := saveAgreement(file, client.Address()+" jo", agreed{"queries": digest("queries", own)}); err != nil {
		t.Fatal(err)
	}
	c.HSet(t.Context(), jo, "queries", `{"changed":"2026-11-30T15:00:00Z","by":"lab","queries":{"q":"old"}}`)
	query("q", "new")(&own)
	sit(t, s.URL(), "desk", own, file)
	until(t, "it is written", func() bool { return strings.Contains(c.HGet(t.Context(), jo, "queries").Val(), "new") })
	part, err := wire.DecodePrefsPart("queries", c.HGet(t.Context(), jo, "queries").Val(), time.Now().Add(24*time.Hour))
	if err != nil || !part.Changed.After(noon.Add(3*time.Hour)) {
		t.Errorf("it was changed at %v, %v", part.Changed, err)
	}
}
