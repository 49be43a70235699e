package form

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// of is what an alert is: a symbol, and a pattern found on it.
func of(symbol, pattern string) pane.Backtest {
	return pane.Backtest{Symbols: []string{symbol}, Patterns: []string{pattern}}
}

// has is what the form asks for.
func (r *rig) has() string {
	q := r.form.chosen()
	return fmt.Sprint(q.Symbols, q.Patterns)
}

// again closes the form, and opens it with something else.
func (r *rig) again(b pane.Backtest) {
	for r.env.Top() != nil {
		r.env.Close()
	}
	r.form.OpenWith(b)
}

// asks fails unless a question lies over the form; it answers that with a key.
func (r *rig) asks(answer rune) {
	r.t.Helper()
	q, ok := r.env.Top().(*pane.Confirm)
	if !ok {
		r.t.Fatal("it does not ask")
	}
	cmd, _ := keymap.Press(q.Actions(), tea.KeyPressMsg{Code: answer, Text: string(answer)})
	r.do(cmd)
}

func TestAnEmptyFormIsFilledIn(t *testing.T) {
	r := newRig(t)
	r.again(of("nvda", "Spinning Top"))
	if r.has() != "[NVDA] [Spinning Top]" || r.env.Top() != pane.Overlay(r.form) {
		t.Errorf("it has %s", r.has())
	}
	r.press("amd") // who types means others
	if r.has() != "[AMD] [Spinning Top]" {
		t.Errorf("it has %s", r.has())
	}
}

func TestWhatWasFilledInIsReplacedWithoutAQuestion(t *testing.T) {
	r := newRig(t)
	r.again(of("NVDA", "Spinning Top"))
	r.again(of("NVDA", "Spinning Top"))
	r.again(of("AMD", "Doji"))
	if r.has() != "[AMD] [Doji]" || r.env.Top() != pane.Overlay(r.form) {
		t.Errorf("it has %s", r.has())
	}
	r.again(pane.Backtest{})
	if r.has() != "[AMD] [Doji]" {
		t.Errorf("with nothing it has %s", r.has())
	}
}

func TestWhatWasTypedIsReplacedOnlyAfterAQuestion(t *testing.T) {
	r := newRig(t)
	r.press("msft, aapl")
	r.again(of("NVDA", "Spinning Top"))
	if r.has() != "[MSFT AAPL] []" {
		t.Errorf("it has %s before the answer", r.has())
	}
	r.asks('n')
	if r.has() != "[MSFT AAPL] []" || r.env.Top() != pane.Overlay(r.form) {
		t.Errorf("after no it has %s", r.has())
	}
	r.again(of("NVDA", "Spinning Top"))
	r.asks('y')
	if r.has() != "[NVDA] [Spinning Top]" || r.env.Top() != pane.Overlay(r.form) {
		t.Errorf("after yes it has %s", r.has())
	}
}

func TestASymbolThatNoEngineTakesIsLeftOut(t *testing.T) {
	r := newRig(t)
	r.again(of("日本 株?", "Doji"))
	if r.has() != "[] [Doji]" {
		t.Errorf("it has %s", r.has())
	}
}
