package query

import (
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

// at is Monday, half past ten in New York.
func at(t testing.TB) Clock {
	t.Helper()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	return Clock{Now: time.Date(2026, 11, 30, 10, 30, 0, 0, zone), Zone: zone}
}

// anEvent is one alert of five minutes ago, with something in every field.
func anEvent(t testing.TB) Event {
	t.Helper()
	clock := at(t)
	a := &model.Alert{
		EventTime: clock.Now.Add(-5 * time.Minute), Arrived: clock.Now, ID: "a1b2", Symbol: "NVDA", Pattern: "Evening Doji Star",
		Timeframe: "1h", Source: "tickstock_pl", Tier: "intraday", Confidence: 0.85, Price: 131.42, Volume: 1500, Direction: model.DirBear,
		Metadata: &model.Metadata{Names: []string{"rsi", "Note"}, Numbers: []float64{61.5, model.None()}, Texts: []string{"", "Gap über Nacht"}},
	}
	set := (*model.EvidenceSet)(nil).With("1h", []model.Evidence{{Pattern: "evening doji star", Direction: "bearish", N: 120, Q: 0.01}}, "")
	return Event{a, &Around{
		Clock: clock, Evidence: set,
		Watch:  func(list, symbol string) bool { return (list == "" || list == "desk") && symbol == "NVDA" },
		Marked: func(of *model.Alert) bool { return of == a },
		Mixed:  func(of *model.Alert) bool { return of == a },
	}}
}

func TestAQueryMeansWhatItSays(t *testing.T) {
	e := anEvent(t)
	for text, want := range map[string]bool{
		"": true, "  ": true,
		"symbol:NVDA": true, "symbol:nvda": true, "symbol:NVD": false, "symbol:AMD,NVDA": true, "symbol:AMD,": false, "symbol:N*": true,
		"symbol:*DA": true, "symbol:N*A": true, "symbol:N*D": false, "symbol:N*V*V*": false, "symbol:*": true, `symbol:"N*"`: false, "symbol!=NVDA": false, "symbol!=AMD": true,
		"-symbol:TSLA": true, "-symbol:NVDA": false, "not symbol:NVDA": false, "--symbol:NVDA": true, "sym:NVDA": true, "SYMBOL=NVDA": true,
		"symbol:A,B,C,D,E,F,G,H,nvda": true, "symbol:A,B,C,D,E,F,G,H,nvd": false, "symbol:A,B,C,D,E,F,G,H,n*": true,
		"pattern:eveningdojistar": true, "pattern:EVENING_DOJI_STAR": true, `pattern:"Evening Doji-Star"`: true, "pattern:doji*": false,
		"pattern:*doji*": true, "pattern:even*star": true, "pattern:doji": false,
		"conf>=0.8": true, "conf>=80%": true, "conf >= 0.8": true, "conf>0.85": false, "conf>=0.85": true, "conf:0.85": true, "conf!=0.85": false,
		"conf:0.8..0.9": true, "conf:80%..84%": false, "conf:..0.9": true, "conf:0.9..": false, "conf:0.1,0.85": true, "conf:>=0.8": true, "conf<1": true,
		"dir:bear": true, "dir:bearish": true, "dir:be": true, "dir:down": true, "dir:bull": false, "dir:bull,bear": true, "dir:mixed": true, "dir!=bull": true, "dir:none": false,
		"tf:1h": true, "tf:60min": true, "tf:60m": true, "tf:1min": false, "tf:*h": true,
		"tier:intraday": true, "tier:daily": false, "source:tick*": true,
		"price<150": true, "price:100..150": true, "price>1k": false, "volume>1k": true, "metadata.volume>1000": true, "volume>=1.5k": true,
		"age<5m": false, "age<=5m": true, "age:6m": true, "age>4m59s": true, "age<1h30m": true,
		"since:10:25": true, "since:10:26": false, "since:10:31": true, "until:10:26": true, "until:10:25": false, "since:2026-11-30": true,
		"since:2026-12-01": false, "since:2026-11-30T10:25": true, "since:2026-11-30t10:25:01": false, "since:today": true, "since:5m": true, "since:4m": false, "until:4m": true,
		"since:10:00..10:30": true, "since:09:00..09:30": false,
		"metadata.rsi>60": true, "metadata.RSI:61.5": true, "metadata.rsi<60": false, "metadata.rsi!=61.5": false, "metadata.rsi!=60": true, "metadata.none!=60": false,
		"metadata.none<60": false, "metadata.note:gap*": true, `meta.note:"gap ÜBER nacht"`: true, "metadata.note:gap": false, "metadata.note:*": true, "metadata.none:*": false, strings.Repeat("(nvda) ", MaxDepth+1): true,
		"watch:": true, "watch:desk": true, "watch:other": false, "watch:other,desk": true, "marked:": true, "marked:yes": true, "marked:no": false,
		"acked:": false, "acked:no": true, "muted:": false, "-muted:": true, "simulated:": false, "times:1": true, "times>1": false,
		"edge:significant": true, "edge:none": false, "edge:unknown": false, "edge:sig,unknown": true, "n>100": true, "n>120": false,
		"has:price": true, "-has:price": false, "has:metadata.rsi": true, "has:metadata.note": true, "has:metadata.x": false, "has:metadata": true, "has:dir": true, "has:n": true,
		"nvda": true, "vd": true, "nv*a": true, "nvdia": false, "dojistar": true, `"doji star"`: true, "1h": true, "tickstock": true, "a1b2": true, "über": true, "ÜBER": true,
		"amd,nvda": true, "nvda doji": true, "nvda hammer": false, "nvda and doji": true, "hammer or doji": true, "hammer OR amd": false,
		"hammer or nvda doji": true, "(hammer or nvda) amd": false, "-(hammer or amd)": true, "not (nvda doji)": false, "hammer or not amd": true, `"or"`: false, `"--"`: false,
	} {
		q, err := Parse(Alerts(), text, e.Clock)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := q.Match(e); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}
