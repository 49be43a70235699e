//go:build unix

package e2e

import (
	"os"
	"strings"
	"testing"

	"tickdeck/feeds/redistest"
)

func TestPreferencesFollowTheUserToAnotherMachine(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	rdb := server.Client(t)
	rdb.SAdd(t.Context(), "symbol_lists", "tech")
	rdb.SAdd(t.Context(), "symbol_list:tech", "AMD")
	deck := func() (person, *screen) {
		who := someone(t, "fps = 60\n")
		s := open(t, setup{args: []string{"--redis", server.URL(), "--user", "jo"}, env: who.environ()})
		s.sees("Listening.")
		s.types("R")
		s.sees("There are none yet")
		return who, s
	}
	_, here := deck()
	home, there := deck()
	here.types("n" + "mine" + keyEnter + "watch:tech" + keyEnter + "pin" + keyEnter + "echo secret" + "\x13") // ctrl+s
	here.sees("●  mine")
	there.sees("●  mine", "watch:tech", "rules are in force as they were changed on")
	publish(t, rdb, patterns, `{"pattern":"Doji","symbol":"AMD","timestamp":%f,"confidence":0.91}`, now())
	there.sees("fired 1")
	there.types("qq")
	there.ends()
	text, err := os.ReadFile(home.path("state", "tickdeck", "preferences.toml"))
	if err != nil || !strings.Contains(string(text), "watch:tech") || strings.Contains(string(text), "secret") {
		t.Errorf("kept: %q %v", text, err)
	}
	here.types("qq")
	here.ends()
}
