package alerts

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/ui/pane"
)

// does runs an action and the command that it returns.
func (r *rig) does(id string) tea.Msg {
	r.t.Helper()
	for _, a := range r.Actions() {
		if a.ID != id {
			continue
		}
		if cmd := a.Do(); cmd != nil {
			return cmd()
		}
		return nil
	}
	r.t.Fatalf("there is no action %s", id)
	return nil
}

// copies fails unless an action copies this.
func (r *rig) copies(id, text, said string) {
	r.t.Helper()
	m, ok := r.does(id).(pane.CopyMsg)
	if !ok || m.Text != text || m.Said != said {
		r.t.Errorf("%s copies %q (%s), not %q (%s)", id, m.Text, m.Said, text, said)
	}
}

// candles are two of the same minute and one of the minute before.
func candles() []model.FeedItem {
	ko := found(70, "KO", "Doji", model.DirNeutral, 0.4)
	ko.Alert.Price, ko.Alert.Confidence = model.None(), model.None()
	return []model.FeedItem{
		ko, found(31, "NVDA", "Marubozu", model.DirBull, 0.7), found(30, "NVDA", "Engulfing", model.DirBull, 0.97),
		found(30, "NVDA", "Belt Hold", model.DirBear, 0.2), found(29, "AMD", "Hammer", model.DirBull, 0.88),
	}
}

const (
	koText   = "2026-11-25 10:41:00 UTC  KO  neutral  Doji  1min  –  –"
	amdText  = "2026-11-25 10:42:00 UTC  AMD  bullish  Hammer  1min  0.88  227.01"
	nvdaText = "2026-11-25 10:42:00 UTC  NVDA  2 bullish, 1 bearish  Engulfing, Marubozu, Belt Hold  1min  0.97  226.91"
)

func TestTheRowUnderTheCursorIsCopied(t *testing.T) {
	r := newRig(t, 100, 20)
	r.take(candles()...)
	r.copies("alerts.copy", nvdaText, "3 alerts in 1 candle copied as text")
	r.copies("alerts.copyjson", `{"pattern":"Engulfing","symbol":"NVDA"}`+"\n"+`{"pattern":"Marubozu","symbol":"NVDA"}`+"\n"+
		`{"pattern":"Belt Hold","symbol":"NVDA"}`, "3 alerts in 1 candle copied as JSON")
	r.press("alerts.unfoldall")
	r.press("list.last")
	r.copies("alerts.copy", koText, "1 alert copied as text")
}

func TestWhatIsMarkedInTheListIsCopiedWhereverTheCursorIs(t *testing.T) {
	r := newRig(t, 100, 20)
	r.take(candles()...)
	r.press("list.last", "alerts.mark", "list.first", "alerts.mark")
	r.copies("alerts.copy", nvdaText+"\n"+koText, "4 alerts in 2 candles copied as text")
	r.filter.Apply("symbol:KO,AMD")
	r.work()
	r.copies("alerts.copy", koText, "1 alert copied as text")
	r.filter.Apply("symbol:AMD") // none of it is marked
	r.work()
	r.press("list.first")
	r.copies("alerts.copy", amdText, "1 alert copied as text")
}

func TestThereMayBeNothingToCopyOrTooMuch(t *testing.T) {
	r := newRig(t, 100, 20)
	r.take()
	if m, _ := r.does("alerts.copy").(pane.ToastMsg); !strings.HasPrefix(m.Text, "nothing to copy") {
		t.Errorf("it says %q", m.Text)
	}
	r.take(found(30, "NVDA", "Doji", model.DirBull, 0.5))
	a, _ := r.env.State.Feed.At(0)
	a.Alert.SetRaw(`{"x":"` + strings.Repeat("x", 80_000) + `"}`)
	if m, _ := r.does("alerts.copyjson").(pane.ToastMsg); m.Level != pane.Warning || !strings.HasSuffix(m.Text, "S writes it to a file") {
		t.Errorf("it says %q", m.Text)
	}
}

// disk is one that writes into memory, while it is let.
type disk struct {
	pane.Exports

	text string
	err  error
	wait func() // what comes between
}

func (d *disk) Propose(name string) string { return "/home/jo/" + name }

func (d *disk) Write(ctx context.Context, path string, f export.Format, p *export.Picture, seen func(int)) (string, export.Written, error) {
	var b strings.Builder
	w, err := export.Write(&b, f, p, func(done int) error {
		seen(done)
		if done == 1 && d.wait != nil {
			d.wait()
		}
		return ctx.Err()
	})
	d.text = b.String()
	return path, w, errors.Join(d.err, err)
}

// exports opens the dialog, agrees, and returns the command that writes.
func (r *rig) exports() tea.Cmd {
	r.t.Helper()
	if r.does("alerts.export") != nil || r.env.Top() == nil {
		r.t.Fatal("no dialog opens")
	}
	return r.env.Top().Actions()[0].Do()
}

func (r *rig) wrote(msg tea.Msg) pane.ToastMsg {
	r.t.Helper()
	toast, _ := r.Update(msg.(pane.Reply).Msg)().(pane.ToastMsg)
	return toast
}

// What is written is what the list showed when it began, whatever comes, goes and is
// marked meanwhile.
func TestWhatIsWrittenIsWhatTheListShows(t *testing.T) {
	for query, want := range map[string]string{
		"":                    "KO NVDA NVDA NVDA AMD",
		"symbol:NVDA conf>.5": "NVDA NVDA",
		"dir:mixed":           "NVDA NVDA NVDA",
		"marked:":             "NVDA NVDA NVDA",
		"-marked:":            "KO AMD",
		"acked: symbol:NVDA":  "",
	} {
		r := newRig(t, 100, 20)
		to := &disk{}
		r.ExportTo(to)
		r.take(candles()...)
		r.press("list.first", "alerts.mark")
		r.filter.Apply(query)
		r.work()
		if want == "" {
			if m, _ := r.does("alerts.export").(pane.ToastMsg); m.Text != "nothing to write: the list has no alert" {
				t.Errorf("%q: it says %q", query, m.Text)
			}
			continue
		}
		cmd := r.exports()
		to.wait = func() {
			r.take(found(1, "NVDA", "Doji", model.DirBull, 0.9), found(28, "AMD", "Engulfing", model.DirBear, 0.9)) // AMD is mixed now
			r.press("alerts.follow")
			r.notes.mark([]*model.Alert{candles()[4].Alert})
		}
		toast := r.wrote(cmd())
		var symbols []string
		for line := range strings.Lines(to.text) {
			symbols = append(symbols, strings.Split(line, ",")[1])
		}
		if got := strings.Join(symbols[1:], " "); got != want {
			t.Errorf("%q: wrote %s, not %s", query, got, want)
		}
		if n := several(len(symbols)-1, "alert"); toast.Level != pane.Success || toast.Text != n+" written to /home/jo/tickdeck-alerts-20261125-104207.csv" {
			t.Errorf("%q: it says %q", query, toast.Text)
		}
	}
}

func TestHowFarAWritingIsIsSaidAndItCanBeStopped(t *testing.T) {
	r := newRig(t, 100, 20)
	to := &disk{}
	r.ExportTo(to)
	r.take(many(4)...)
	cmd := r.exports()
	to.wait = func() {
		if !strings.Contains(r.screen(), "writing 25%") {
			t.Errorf("the title says nothing:\n%s", r.screen())
		}
		if r.does("alerts.export") != nil || r.env.Top() == nil {
			t.Fatal("it does not ask whether to stop")
		}
		if stop := r.env.Top().Actions()[0].Do(); stop() != nil {
			t.Error("to stop answers something")
		}
	}
	toast := r.wrote(cmd())
	if toast.Level != pane.Failure || toast.Text != "nothing was written: "+context.Canceled.Error() || strings.Contains(r.screen(), "writing") {
		t.Errorf("it says %q:\n%s", toast.Text, r.screen())
	}
}

func TestWithoutADiskNothingIsOffered(t *testing.T) {
	r := newRig(t, 100, 20)
	r.take(candles()...)
	if m, _ := r.does("alerts.export").(pane.ToastMsg); m.Text != "there is no folder here to write to" {
		t.Errorf("it says %q", m.Text)
	}
}
