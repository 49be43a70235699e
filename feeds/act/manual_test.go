package act

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/wire"
	"tickdeck/model/rules"
)

func TestTheManualTellsWhatACommandFinds(t *testing.T) {
	text, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	f := fire(rules.Rule{})
	a := f.Alert
	a.Price, a.Volume, a.Source, a.Tier, a.ID, a.Simulated, a.BarTime = 1, 1, "s", "t", "i", true, noon
	body, err := wire.EncodeFire(f)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, m := range regexp.MustCompile("\\| `(TICKDECK_ALERT_[A-Z]+)` \\| `([a-z_]+)` \\|").FindAllStringSubmatch(string(text), -1) {
		told[m[1]] = m[2]
	}
	for _, v := range Variables(f) {
		name, _, _ := strings.Cut(v, "=")
		if _, there := fields[told[name]]; !there {
			t.Errorf("%s: it tells %q, and the JSON is %s", name, told[name], body)
		}
		delete(fields, told[name])
	}
	for name := range fields {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("%s is in the JSON, and it does not tell of it", name)
		}
	}
	for _, want := range []string{
		fmt.Sprintf("%d seconds, then the command", DefaultTimeout/time.Second), fmt.Sprintf("the first %d KiB", outputKept>>10),
		fmt.Sprintf("%d, commands and webhooks together; %d more wait", DefaultParallel, DefaultWaiting), fmt.Sprintf("is tried %d times in all", attempts),
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("it does not tell that %q", want)
		}
	}
}
