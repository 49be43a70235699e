//go:build unix

package e2e

import (
	"regexp"
	"strings"
	"testing"

	"tickdeck/feeds/redistest"
)

func TestTheEndOfASubmittedJobIsToldAndAKeyOpensIt(t *testing.T) {
	t.Parallel()
	s := open(t, setup{args: []string{"demo"}})
	s.sees("SIMULATED MARKET", "● 127.0.0.1")
	s.types("n")
	s.sees("New backtest")
	s.types("aapl" + keyTab + keyTab + keyTab + keyDown + " " + keyCtrlS)
	id := s.finds(`(bt_[0-9a-f]+) done [+−]?[0-9.]+% · O opens`)
	s.types("O")
	s.sees(id, "Sharpe")
}

// The terminal says that it is Ghostty, which has notifications and a bar of its own.
func TestAJobIsFollowedWhereNobodyLooks(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	w := hire(t, server)
	s := open(t, setup{args: []string{"--redis", server.URL()}, env: []string{"TERM_PROGRAM=ghostty"}})
	s.sees("● " + server.Addr())
	id := submit(s, w)
	s.writes("the title of the window", regexp.QuoteMeta("\x1b]2;0% of 1 job · tickdeck")+"|"+regexp.QuoteMeta("\x1b]2;1 job · tickdeck"))
	w.progress(id, "running", 0.42)
	s.writes("the bar of the terminal", regexp.QuoteMeta("\x1b]9;4;1;42"))
	s.writes("how far it is", regexp.QuoteMeta("\x1b]2;42% of 1 job · tickdeck"))
	s.types("\x1b[O") // the terminal has lost the focus
	s.sees("you were here")
	publish(t, w.rdb, "tickstock.events.backtesting.results",
		`{"event_type":"backtest_result","job_id":%q,"status":"completed","timestamp":%f,"results":{"roi":0.312,"sharpe_ratio":1.84}}`, id, now())
	s.sees(id[:7] + " done +31.2% · O opens")
	s.writes("the notification", regexp.QuoteMeta("\x1b]777;notify;tickdeck;"+id[:7]+" done +31.2%"))
	s.writes("the bar again", regexp.QuoteMeta("\x1b]9;4;0"))
	s.types("\x1b[I")
	s.writes("the title as it was", regexp.QuoteMeta("\x1b]2;tickdeck\a")+"[^\x00]*"+regexp.QuoteMeta("\x1b]2;"+id[:7]+" done")+"[^\x00]*"+regexp.QuoteMeta("\x1b]2;tickdeck\a"))
}

// writes waits for the program to have written what a pattern matches.
func (s *screen) writes(what, pattern string) {
	s.t.Helper()
	form := regexp.MustCompile(pattern)
	s.until(what, func(string) bool { return form.MatchString(strings.ToValidUTF8(s.output(), "?")) })
}
