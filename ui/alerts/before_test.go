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

// said is the block for an alert of that evidence, as one line of text.
func said(t *testing.T, e model.Evidence, direction model.Direction) string {
	t.Helper()
	env := uitest.Env(now)
	world := uitest.NewWorld(1)
	others := []model.Evidence{e, {Pattern: "Doji", Direction: "neutral", Timeframe: e.Timeframe}, {Pattern: "DOJI", Direction: "bullish", Timeframe: e.Timeframe}}
	env.State.Apply(world.Frame(uitest.News{Evidence: others}))
	page := pane.NewPage(env, 200)
	before(env, page, &model.Alert{Pattern: e.Pattern, Direction: direction, Timeframe: e.Timeframe})
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(page.Lines(), " "))), " ")
}

func TestWhatSuchAlertsWereWorthIsSaidInWords(t *testing.T) {
	daily := model.Evidence{
		Pattern: "Hammer", Direction: "bullish", Timeframe: "daily", N: 1_812, Symbols: 40, Horizon: 5, Mean: 0.0042, BaseMean: 0.001,
		Hit: 0.54, BaseHit: 0.52, Q: 0.31, From: "2021-01-04", To: "2026-01-02", Source: "bars",
	}
	with := func(f func(*model.Evidence)) model.Evidence {
		e := daily
		f(&e)
		return e
	}
	for name, c := range map[string]struct {
		e         model.Evidence
		direction model.Direction
		want      string
	}{
		"no better": {daily, model.DirBull, "before 1,812 times in 5 years on 40 symbols, 5 days later +0.4%, any day +0.1%, 54% up against 52%: " +
			"no better than chance, 2 patterns tried of bars, 2021-01-04 → 2026-01-02"},
		"better": {with(func(e *model.Evidence) { e.Q = 0.01 }), model.DirBull, "before 1,812 times in 5 years on 40 symbols, 5 days later +0.4%, any day +0.1%, 54% up against 52%: " +
			"better than any other day, 2 patterns tried of bars, 2021-01-04 → 2026-01-02"},
		"bearish": {with(func(e *model.Evidence) { e.Direction, e.Q = "bearish", 0.01 }), model.DirBear, "before 1,812 times in 5 years on 40 symbols, 5 days later +0.4%, any day +0.1%, 54% down against 52%: " +
			"worse than any other day, 2 patterns tried of bars, 2021-01-04 → 2026-01-02"},
		"small figures that differ": {with(func(e *model.Evidence) {
			e.Timeframe, e.Horizon, e.Mean, e.BaseMean, e.Hit, e.BaseHit, e.From = "1min", 1, -0.00012, -0.00011, 0.504, 0.5, "2025-12-20"
		}), model.DirBull, "before 1,812 times in 14 days on 40 symbols, 1 bar later −0.012%, any bar −0.011%, 50.4% up against 50.0%: " +
			"no better than chance, 2 patterns tried of bars, 2025-12-20 → 2026-01-02"},
		"months": {with(func(e *model.Evidence) { e.From, e.N, e.Symbols = "2025-07-01", 1, 1 }), model.DirBull, "before 1 time in 6 months on 1 symbol, 5 days later +0.4%, any day +0.1%, 54% up against 52%: " +
			"no better than chance, 2 patterns tried of bars, 2025-07-01 → 2026-01-02"},
		"nobody said more": {model.Evidence{
			Pattern: "Hammer", Direction: "bullish", Timeframe: "daily", N: 1, Horizon: 5, Hit: model.None(), BaseHit: model.None(), Q: model.None(),
		}, model.DirBull, "before 1 time, 5 days later 0.0%, any day 0.0%, – up against –: too few to say, 2 patterns tried of –"},
		"one day": {with(func(e *model.Evidence) { e.To = e.From }), model.DirBull, "before 1,812 times in 1 day on 40 symbols, 5 days later +0.4%, any day +0.1%, 54% up against 52%: " +
			"no better than chance, 2 patterns tried of bars, 2021-01-04"},
		"another direction":   {daily, model.DirBear, "before nobody has counted"},
		"without a timeframe": {with(func(e *model.Evidence) { e.Timeframe = "" }), model.DirBull, "before nobody can say: no timeframe was sent"},
	} {
		if got := said(t, c.e, c.direction); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestTheDetailHasTheColoursOfEachTheme(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, 80, 24)
			r.env.Theme = th
			r.take(session()...)
			r.show(uitest.News{Evidence: someEvidence(), Taken: now, Link: model.Link{Up: true}})
			text := strings.Join(r.detail(60, 30), "\n")
			r.press("alerts.raw")
			golden.RequireEqual(t, text+"\n"+strings.Join(r.detail(60, 12), "\n"))
		})
	}
}
