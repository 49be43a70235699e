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
	b.WriteString("# Keys\n\nMade from the program's own key bindings; `?` shows the same on the screen.\nEach action has an identity, which stays when its keys change. Where text is typed, a key that is a character is\ntext, and means nothing else.\n")
	for _, group := range a.env.Keys.Groups() {
		fmt.Fprintf(&b, "\n## %s\n\n| key | also | what it does | action |\n| --- | --- | --- | --- |\n", group.Name)
		for _, k := range group.Bindings {
			also := strings.Join(k.Also(), "` `")
			if also != "" {
				also = "`" + also + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | `%s` |\n", k.Shown, also, k.What, k.ID)
		}
	}
	return b.String()
}
