package backtest

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"tickdeck/model/params"
)

const pageFile = "../../../docs/backtests.md"

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var update = flag.Bool("update", false, "write what is made from the code into the docs")

// The table on the page is made from the description of the parameters: go test
// ./feeds/engine/backtest -run ThePage -update writes it anew.
func TestThePageHasTheTableOfParameters(t *testing.T) {
	before, rest, _ := strings.Cut(page(t), "| parameter | ")
	_, after, found := strings.Cut(rest, "\n\n")
	if !found {
		t.Fatal("there is no table of parameters")
	}
	want := before + tableOfParameters() + "\n" + after
	if *update {
		if err := os.WriteFile(pageFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if page(t) != want {
		t.Errorf("%s is not what the parameters are: write it anew with -update", pageFile)
	}
}

func tableOfParameters() string {
	var b strings.Builder
	b.WriteString("| parameter | default | range | what it is | also understood |\n| --- | --- | --- | --- | --- |\n")
	for _, p := range params.All() {
		quote := ""
		if p.Type == params.Choice {
			quote = `"`
		}
		also := "–"
		if len(p.Aliases) > 0 {
			also = "`" + strings.Join(p.Aliases, "`, `") + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `%s%s%s` | %s | %s | %s |\n", p.Name, quote, p.Default, quote, p.Limits(), p.Meaning(), also)
	}
	return b.String()
}

func TestEveryParameterIsDescribedAndUsed(t *testing.T) {
	p := Parameters{}
	targets := p.targets()
	for _, described := range params.All() {
		if _, ok := targets[described.Name]; !ok && described.Name != params.AllowShort {
			t.Errorf("%s is described, and goes nowhere", described.Name)
		}
		delete(targets, described.Name)
	}
	for name := range targets {
		t.Errorf("%s is not described", name)
	}
	for f := range reflect.TypeOf(p).Fields() { // the result names them as the request does
		name := f.Tag.Get("json")
		if target, ok := p.targets()[name]; !ok || target != reflect.ValueOf(&p).Elem().FieldByIndex(f.Index).Addr().Interface() {
			t.Errorf("%s is not where %s goes", f.Name, name)
		}
	}
}

func TestThePageHasEveryFieldOfAResult(t *testing.T) {
	text := page(t)
	for _, v := range []any{Result{}, Skipped{}, Sample{}} {
		for f := range reflect.TypeOf(v).Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.IsExported() && name != "simulated" && !strings.Contains(text, "`"+name+"`") {
				t.Errorf("nothing about %s", name)
			}
		}
	}
}
