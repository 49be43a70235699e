package ui

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

// The page is made from the actions that take the keys, so that it cannot fall
// behind them: go test ./ui -run KeysPage -update writes it anew.
func TestKeysPageListsEveryKey(t *testing.T) {
	const file = "../docs/keys.md"
	want := keysPage(newDeck(t, 80, 24).App)
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("%s is not what the keys are: write it anew with -update", file)
	}
}

func keysPage(a *App) string {
	var b strings.Builder
	b.WriteString("# Keys\n\nMade from the program's own key bindings; `?` shows the same on the screen.\n")
	for _, group := range a.Keys() {
		fmt.Fprintf(&b, "\n## %s\n\n| key | what it does |\n| --- | --- |\n", group.Name)
		for _, k := range group.Actions {
			fmt.Fprintf(&b, "| `%s` | %s |\n", k.Help().Key, k.Help().Desc)
		}
	}
	return b.String()
}
