package alerts

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/model"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// someEvidence is of some of those of a morning, under other spellings.
func someEvidence() []model.Evidence {
	row := func(pattern, direction string) model.Evidence {
		return model.Evidence{
			Pattern: pattern, Direction: direction, Timeframe: "1min", N: 1_812, Symbols: 40, Horizon: 5, Mean: 0.00041, BaseMean: -0.00012,
			Hit: 0.541, BaseHit: 0.5, Q: 0.31, From: "2026-11-17", To: "2026-11-24", Source: "simulated-1",
		}
	}
	return []model.Evidence{row("ENGULFING", "bullish"), row("darkcloudcover", "bearish"), row("Doji", "neutral")}
}

// said is the block for an alert of that evidence, as lines.
func said(t *testing.T, w int, e model.Evidence, direction model.Direction) string {
	t.Helper()
	env := uitest.Env(now)
	var none *model.EvidenceSet
	page := pane.NewPage(env, w)
	before(env.Theme, page, none.With(e.Timeframe, []model.Evidence{e}, ""),
		&model.Alert{Pattern: e.Pattern, Direction: direction, Timeframe: e.Timeframe})
	return ansi.Strip(strings.Join(page.Lines(), "\n"))
}

func TestWhatSuchAlertsWereWorthIsSaidInWords(t *testing.T) {
	daily := model.Evidence{
		Pattern: "Hammer", Direction: "bullish", Timeframe: "daily", N: 812, Symbols: 40, Horizon: 5, Mean: 0.0042, BaseMean: 0.001,
		Hit: 0.54, BaseHit: 0.52, Q: 0.31, From: "2021-01-04", To: "2026-11-20", Source: "bars",
	}
	with := func(f func(*model.Evidence)) model.Evidence {
		e := daily
		f(&e)
		return e
	}
	for name, c := range map[string]struct {
		e         model.Evidence
		direction model.Direction
		want      []string
		never     string
	}{
		"no better": {daily, model.DirBull, []string{
			"before        no better than any other day", "seen                 812  on 40 symbols", "mean, 5 days      +0.42%  any day +0.10%",
			"rose               54.0%  any day  52.0%", "counted in    bars, 2021-01-04 to 2026-11-20",
		}, "fell"},
		"better": {with(func(e *model.Evidence) { e.Q = 0.01 }), model.DirBull, []string{"before        better than any other day"}, "no better"},
		"bearish": {with(func(e *model.Evidence) { e.Direction, e.Q = "bearish", 0.01 }), model.DirBear, []string{
			"before        worse than any other day", "fell               54.0%  any day  52.0%",
		}, "rose"},
		"minutes": {with(func(e *model.Evidence) { e.Timeframe, e.Horizon, e.Mean, e.BaseMean = "1min", 1, -0.000012, 0.00003 }), model.DirBull, []string{
			"no better than any other bar", "mean, 1 bar     −0.0012%  any bar +0.0030%",
		}, "day"},
		"nobody said more": {model.Evidence{
			Pattern: "Hammer", Direction: "bullish", Timeframe: "daily", N: 1, Horizon: 5, Hit: model.None(), BaseHit: model.None(), Q: model.None(),
		}, model.DirBull, []string{"too few to say", "seen                   1 ", "rose                   –  any day       –", "counted in    –"}, "symbol"},
		"one day":           {with(func(e *model.Evidence) { e.To, e.Symbols = e.From, 1 }), model.DirBull, []string{"on 1 symbol ", "bars, 2021-01-04 "}, " to "},
		"another direction": {daily, model.DirBear, []string{"before        nobody has counted"}, "812"},
		"without a time":    {with(func(e *model.Evidence) { e.From = "" }), model.DirBull, []string{"counted in    bars "}, "2026"},
		"without a timeframe": {with(func(e *model.Evidence) { e.Timeframe = "" }), model.DirBull, []string{
			"before        nobody can say: no timeframe was sent",
		}, "812"},
	} {
		t.Run(name, func(t *testing.T) {
			text := said(t, 60, c.e, c.direction)
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			if strings.Contains(text, c.never) {
				t.Errorf("%q is in\n%s", c.never, text)
			}
		})
	}
}

func TestTheDetailHasTheColoursOfEachTheme(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, 80, 24)
			r.env.Theme = th
			r.take(morning()...)
			r.show(uitest.News{Evidence: someEvidence(), Taken: now, Link: model.Link{Up: true}})
			golden.RequireEqual(t, strings.Join(r.inspector.Lines(false), "\n"))
		})
	}
}
